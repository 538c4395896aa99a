"""A page for each dimension, and behind it why: what each level asks, how the score came about, 2019, what to do."""

from __future__ import annotations

from collections.abc import Iterator

from webapp.documents.paper import (
    Block,
    Bullets,
    Chapter,
    Column,
    Entries,
    Entry,
    Heading,
    Levels,
    Paragraph,
    Table,
    Tone,
    Track,
)
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.documents.paper.numbers import even_column
from webapp.report.documents.paper.parts import (
    name_deciding,
    own_source,
    put_advice,
    put_level,
    put_picture,
    put_table,
    say_score,
    survey_source,
)
from webapp.report.pages.dimension import DimensionPage
from webapp.report.parts.levels import LevelView
from webapp.report.parts.recommendations import AdviceView
from webapp.wording.numbers import points_text

IN_FULL = 4
"""So many recommendations of a dimension are written out; the others are told in short, with their first step."""
MOST_QUESTIONS = 6
"""So many questions stand on a dimension's page, those with most points to win first."""
MOST_CONDITIONS = 4
MOST_STEPS = 3


def write_dimension(findings: Findings, page: DimensionPage) -> Chapter | None:
    """Return the page of one dimension, for who reads one page of it; nothing where too little is answered."""
    if page.level.likely is None:
        return None
    return Chapter(page.id, page.name, (*_where(findings, page), *_asks(page), *_points(findings, page), *_steps(page)))


def write_details(findings: Findings, page: DimensionPage) -> Chapter:
    """Return what stands behind a dimension's page: what was checked, how the score came about, 2019, what to do.

    The actions to begin with are left out: they have a chapter of their own.
    """
    first = {findings.road.numbers[entry.recommendation.id] for entry in findings.road.beginning}
    left = tuple(entry for entry in page.advice if entry.number not in first)
    blocks = (*_why(page), *_beside(findings, page), *_do(left))
    title = gettext("%(dimension)s: what is behind it", dimension=page.name)
    return Chapter(f"{page.id}-behind", title, blocks, begins_page=False, is_appendix=True)


def _where(findings: Findings, page: DimensionPage) -> Iterator[Block]:
    yield Levels((put_level(page.level, say_score(page.score_text), page.id),))
    yield Paragraph(page.practice, Tone.LEAD)
    said = (
        page.remark,
        page.hold,
        name_deciding(page.deciding, most=3) if page.deciding else "",
        " ".join(_tell_survey(findings, page)),
    )
    yield from (Paragraph(text) for text in said if text)


def _tell_survey(findings: Findings, page: DimensionPage) -> Iterator[str]:
    """Give how the dimension compares, in sentences."""
    if page.beside.both:
        yield f"{page.beside.both_alone}. {page.beside.why}".rstrip()
    yield from (count.sentence for count in page.counts[:1])
    if page.reference:
        yield gettext(
            "On the questions of %(year)s your score is %(own)s, that of municipalities then %(sampled)s.",
            year=findings.edition.year,
            own=page.reference.own_text,
            sampled=page.reference.sampled_text,
        )


def _asks(page: DimensionPage) -> Iterator[Block]:
    if page.next is None:
        return
    left = [one.text for one in page.next.criteria if one.state != "held"]
    yield Heading(gettext("What growth phase %(level)s still requires", level=page.next.level))
    yield Bullets(tuple(left[:MOST_CONDITIONS]))


def _points(findings: Findings, page: DimensionPage) -> Iterator[Block]:
    scored = [entry for entry in findings.dimensions[page.id].questions if entry.points is not None]
    shown = sorted(scored, key=_still_to_win, reverse=True)[:MOST_QUESTIONS]
    points = even_column([points_text(entry.points, 0) for entry in shown])
    yield Table(
        caption=gettext("Points of each question, of 100, those with most to win first"),
        columns=(Column(gettext("Question"), width=3.2), Column(gettext("Points"), width=1.6)),
        rows=tuple((translate_text(one.question.text), text) for one, text in zip(shown, points, strict=True)),
        tracks=tuple(Track(one.points.low, one.points.high, page.id) for one in shown if one.points is not None),
        source=own_source(),
    )


def _still_to_win(entry: QuestionFinding) -> float:
    return entry.question.weight * (100 - entry.points.low) if entry.points is not None else 0


def _steps(page: DimensionPage) -> Iterator[Block]:
    yield Heading(gettext("What to do next"))
    if not page.advice:
        yield Paragraph(gettext("Nothing is left to recommend in this dimension: keep it up."))
        return
    steps = [(one.number, one.words) for one in page.advice[:MOST_STEPS]]
    yield Bullets(tuple(f"{number}. {said.title}. {said.effort}. {said.leads}." for number, said in steps))


def _why(page: DimensionPage) -> Iterator[Block]:
    if page.reached:
        yield Heading(gettext("Why this growth phase"))
        for level in page.reached:
            yield from _criteria(level)
    if page.next:
        yield Heading(gettext("What the next growth phase requires"))
        yield Paragraph(gettext("What this growth phase looks like: “%(practice)s”", practice=page.next.practice))
        yield from _criteria(page.next)
    yield Heading(gettext("How the score came about"))
    yield from put_table(page.score_table, (3.2, 2.2, 1.1, 0.9, 1.2))


def _criteria(level: LevelView) -> Iterator[Block]:
    """Give what a growth phase requires: each condition, whether it holds, and the answers that decide it."""
    states = {"held": gettext("Holds"), "not-held": gettext("Does not hold"), "unknown": gettext("Not known")}
    yield Heading(gettext("Growth phase %(level)s: %(name)s", level=level.level, name=level.name_within), 3)
    yield Entries(tuple(Entry(one.text, (f"{states[one.state]}. {one.detail}",)) for one in level.criteria))


def _beside(findings: Findings, page: DimensionPage) -> Iterator[Block]:
    yield Heading(gettext("Compared with 2019"))
    if page.beside.both:
        yield Paragraph(f"{page.beside.both}. {page.beside.why}".rstrip())
    for count in page.counts:
        yield Paragraph(count.sentence)
        yield from put_table(count.table, (4, 1.2, 1), survey_source(findings))
    if page.less_far:
        yield Paragraph(page.less_far)
    if page.reference is None:
        yield Paragraph(page.not_comparable)
    else:
        yield Paragraph(f"{page.beside.scored_alone}. {page.reference.text}")
        if page.picture:
            alt = gettext(
                "What municipalities answered in %(year)s to each question, with your own answer marked. %(verdict)s.",
                year=findings.edition.year,
                verdict=page.beside.both,
            )
            name, source = f"dimension-{page.id}", survey_source(findings)
            yield put_picture(findings, name, page.picture.caption, alt=alt, source=source)
        yield from put_table(page.reference.table, (3, 0.8, 1.1, 1.4, 1.1), survey_source(findings))
        yield Paragraph(page.caveat, Tone.CAUTION)


def _do(advice: tuple[AdviceView, ...]) -> Iterator[Block]:
    if not advice:
        return
    yield Heading(gettext("Further recommendations"))
    yield from map(put_advice, advice[:IN_FULL])
    if later := advice[IN_FULL:]:
        yield Heading(gettext("The others in short"), 3)
        yield Entries(tuple(map(_put_later, later)))


def _put_later(view: AdviceView) -> Entry:
    """Return a recommendation with what it gains and takes, and its first step."""
    gain = gettext("%(gain)s points", gain=view.gain) if view.gain_href else ""
    remark = " · ".join(filter(None, (gain, view.words.effort)))
    return Entry(f"{view.number}. {view.words.title}", (view.words.first_step,), remark)
