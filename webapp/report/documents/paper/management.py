"""The management report: what stands on its own in two pages, and the little that belongs to it.

The first page says how it stands, the second what is to be decided, by whom and at what cost. The rest explains.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from assessment.road.model import Advised, Group
from webapp.documents.paper import (
    Block,
    Bullets,
    Chapter,
    Column,
    Heading,
    Levels,
    Paragraph,
    Picture,
    Table,
    Tone,
    Track,
)
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.documents.paper.action_plan import put_timelines
from webapp.report.documents.paper.decisions import MOST_IN_PLAN, put_goals, write_decisions
from webapp.report.documents.paper.numbers import even_column
from webapp.report.documents.paper.parts import (
    OVERALL,
    name_deciding,
    own_source,
    put_level,
    put_picture,
    say_score,
    survey_source,
)
from webapp.report.pages.result import ResultPage
from webapp.report.parts.action_list import view_actions
from webapp.report.parts.gaps import tell_unanswered
from webapp.report.parts.headline import tell_standing
from webapp.report.parts.insights import is_too_early, tell_insights, warn_of_little
from webapp.report.parts.levels import summarise_level
from webapp.report.parts.pictures import GRID, GROWTH_PATH
from webapp.report.parts.recommendations import AdviceView
from webapp.report.parts.two_measures import tell_all_beside, tell_why, tell_with_numbers
from webapp.wording.levels import phase_text
from webapp.wording.numbers import gain_text, number_text, score_text

MOST_ADVICE = 10
FEW_DECISIONS = 2
MOST_OPEN = 6
"""So many questions that are still open are named."""


def write_management(
    findings: Findings, page: ResultPage, advice: tuple[AdviceView, ...], today: date
) -> tuple[Chapter, ...]:
    """Return the chapters of the management report: few where it is too early to say much."""
    early = is_too_early(findings)
    chapters = [Chapter("summary", gettext("Where you stand"), tuple(_standing(findings, page)), begins_page=False)]
    if early:
        chapters.append(Chapter("open", gettext("What is still open"), tuple(_open(page))))
    if page.first or findings.actions:
        decisions = tuple(write_decisions(findings, page, today))
        chapters.append(Chapter("decisions", gettext("What you decide"), decisions, begins_page=not early))
    limits = Chapter("limits", gettext("What you cannot conclude"), tuple(_limits(findings, page)), begins_page=False)
    if early:
        return (*chapters, limits)
    return (*chapters, *_explain(findings, page, advice, limits, today))


def _explain(
    findings: Findings, page: ResultPage, advice: tuple[AdviceView, ...], limits: Chapter, today: date
) -> Iterator[Chapter]:
    """Give what explains the first two pages.

    What can't be concluded comes last, below the timeline; without one it would be alone there, so that it stands
    below the path.
    """
    # Where hardly anything is to be decided the path stands on the same page: else that one is nearly empty.
    decides_much = bool(findings.actions) or len(findings.road.beginning) > FEW_DECISIONS
    timelines = put_timelines(view_actions(findings, today)[:MOST_IN_PLAN], today)
    yield Chapter("path", gettext("The growth path"), tuple(_path(findings, page)), begins_page=decides_much)
    if not timelines:
        yield limits
    if advice:
        yield Chapter("ten", gettext("The first recommendations"), _put_ten(findings, advice))
    if timelines:
        yield Chapter("timeline", gettext("When it happens"), timelines)
        yield limits


def _standing(findings: Findings, page: ResultPage) -> Iterator[Block]:
    early = is_too_early(findings)
    if early:
        yield Paragraph(warn_of_little(findings), Tone.CAUTION)
    overall = summarise_level(findings, gettext("Overall"), findings.overall.range, findings.likely)
    yield Levels((put_level(overall, say_score(page.score), OVERALL),))
    said = (page.meaning, page.range_text, page.cap_text)
    yield Paragraph(" ".join(filter(None, said)))
    yield _four(findings)
    legend = gettext(
        "The coloured bar is your score, its light part what is still possible; white lines mark where growth "
        "phases begin. The grey band below is where the mean of %(year)s lay, sampling margin included; the "
        "diamond is your score on the same questions, as both numbers in brackets.",
        year=findings.edition.year,
    )
    yield Paragraph(" ".join(filter(None, (tell_why(findings), legend))), Tone.SOFT)
    if told := tell_insights(findings):
        yield Heading(ngettext("One finding", "%(num)s findings", len(told)))
        yield Bullets(told)


def _four(findings: Findings) -> Table:
    """The four dimensions with level, comparison and score, each with its bar and the band of the survey."""
    found = tuple(findings.dimensions.values())
    return Table(
        caption=gettext("The four dimensions compared with %(year)s", year=findings.edition.year),
        columns=(
            Column(gettext("Dimension"), width=1.1),
            Column(gettext("Growth phase"), width=1.5),
            Column(gettext("Beside municipalities in %(year)s", year=findings.edition.year), width=3.5),
            Column(gettext("Score, 0 to 100"), width=2.4),
        ),
        rows=tuple(
            (
                translate_text(findings.content.growth_path.dimension_names[entry.id]),
                phase_text(entry.level, entry.likely.level),
                tell_with_numbers(findings, entry),
                score_text(entry.score.range),
            )
            for entry in found
        ),
        tracks=tuple(_track(findings, entry) for entry in found),
        source=survey_source(findings),
    )


def _track(findings: Findings, entry: DimensionFinding) -> Track:
    reference, score = entry.reference, entry.score.range
    band = None
    if reference is not None:
        # Where the own score on these questions is a range, the diamond stands at what is certain of it.
        band = (reference.sampled.low, reference.sampled.high, reference.own.low)
    marks = tuple(float(level.threshold) for level in findings.content.growth_path.dimensions[entry.id][1:])
    return Track(score.low, score.high, entry.id, band, marks)


def _open(page: ResultPage) -> Iterator[Block]:
    names = [question.text for question in page.unanswered]
    yield Paragraph(
        ngettext(
            "One question has no complete answer yet:", "%(num)s questions have no complete answer yet:", len(names)
        )
        if names
        else gettext("Every question has an answer, but many are not known.")
    )
    if names:
        yield Bullets(tuple(names[:MOST_OPEN]))
    if left := len(names) - MOST_OPEN if len(names) > MOST_OPEN else 0:
        yield Paragraph(ngettext("And one other.", "And %(num)s others.", left))


def _path(findings: Findings, page: ResultPage) -> Iterator[Block]:
    yield put_picture(
        findings,
        GROWTH_PATH,
        page.picture.caption,
        alt=f"{tell_standing(findings)}. {tell_all_beside(findings)}",
        source=survey_source(findings),
    )
    if findings.actions:
        yield from put_goals(page)


def _put_ten(findings: Findings, advice: tuple[AdviceView, ...]) -> tuple[Block, ...]:
    """What each of the first recommendations brings, against what it takes: as classes, and in numbers."""
    entries = findings.advice[:MOST_ADVICE]
    gains = even_column([gain_text(entry.left) if entry.recommendation.changes else "–" for entry in entries])
    days = even_column([number_text(entry.recommendation.days) for entry in entries])
    hours = even_column([number_text(entry.recommendation.hours_a_week) for entry in entries])
    brings = [_name_group(entry.group) for entry in entries]
    table = Table(
        caption=gettext("The first recommendations in points, days and hours"),
        columns=(
            Column(gettext("No."), width=0.5),
            Column(gettext("Recommendation"), width=5.5),
            Column(gettext("Dimension"), width=1.4),
            Column(gettext("What it brings"), width=1.2),
            Column(gettext("Points"), is_number=True, width=0.9),
            Column(gettext("Days"), is_number=True, width=0.8),
            Column(gettext("Hours a week"), is_number=True, width=1.2),
        ),
        rows=tuple(
            (str(view.number), view.words.title, view.words.dimension_name, *numbers)
            for view, *numbers in zip(advice, brings, gains, days, hours, strict=False)
        ),
        source=own_source(),
        named_by=1,
    )
    return _put_grid(findings, entries), table


def tell_grid(entries: Sequence[Advised]) -> str:
    """Return what the grid of the first recommendations shows, in one sentence."""
    return str(
        gettext(
            "Of the first %(count)s recommendations %(small)s are little work, and %(opening)s open the way to the "
            "next growth phase.",
            count=len(entries),
            small=sum(entry.recommendation.effort == "small" for entry in entries),
            opening=sum(entry.group is Group.UNLOCKS for entry in entries),
        )
    )


def _put_grid(findings: Findings, entries: Sequence[Advised]) -> Picture:
    below = gettext("The table below has each of them.")
    return put_picture(
        findings,
        GRID,
        gettext(
            "In the colour of their dimension. Points of different dimensions can't be compared: the picture shows "
            "classes, the table the points in its own dimension."
        ),
        alt=f"{tell_grid(entries)} {below}",
        source=own_source(),
    )


def _name_group(group: Group) -> str:
    """Return in a word what a recommendation brings."""
    texts = {
        Group.BASIS: gettext("Basis"),
        Group.UNLOCKS: gettext("Next phase"),
        Group.LOWERS_BARRIER: gettext("Barrier"),
        Group.RAISES_SCORE: gettext("Score"),
    }
    return str(texts[group])


def _limits(findings: Findings, page: ResultPage) -> Iterator[Block]:
    lines = [page.caveat]
    if unanswered := tell_unanswered(findings):
        lines.append(unanswered)
    lines += [
        gettext("The answers are your own; nobody outside checked them. Two people may fill in differently."),
        gettext(
            "Points, weights, thresholds and conditions are agreements, not measurements. They are all on the method "
            "page."
        ),
    ]
    if page.deciding and not is_too_early(findings):
        lines.append(name_deciding(page.deciding, most=3))
    yield Bullets(tuple(lines))
