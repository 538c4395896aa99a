"""The result as slides for a management meeting: a message on each, and in the notes what to say about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from webapp.documents.charts.grid import chart_grid
from webapp.documents.deck import Bar, Bars, Card, Deck, Slide
from webapp.documents.paper import Column, Table
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import current_language, format_day, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.documents.paper.action_plan import plan_table, put_timelines
from webapp.report.documents.paper.decisions import add_up, put_to_decide
from webapp.report.documents.paper.management import MOST_ADVICE, tell_grid
from webapp.report.documents.paper.parts import place_table, put_picture, say_score
from webapp.report.documents.paper.seen import seen_table
from webapp.report.pages.development import DevelopmentPage, shape_development
from webapp.report.pages.dimension import DimensionPage, shape_dimension
from webapp.report.pages.result import ResultPage, shape_result
from webapp.report.parts.action_list import summarise_plan, view_actions
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.beside import tell_look
from webapp.report.parts.gaps import tell_unanswered
from webapp.report.parts.headline import name_report, tell_standing
from webapp.report.parts.pictures import DEVELOPMENT, GROWTH_PATH, make_words
from webapp.report.parts.two_measures import tell_all_counted, tell_all_scored, tell_alone, tell_instead, tell_why
from webapp.wording.levels import within
from webapp.wording.numbers import points_text, total_effort_text

MOST_BARS = 9
"""So many bars can be read on a slide."""
MOST_CONDITIONS = 3


def make_deck(findings: Findings, addresses: Addresses, today: date) -> Deck:
    """Return the slides in the current language; `today` is the day that stands on them."""
    page = shape_result(findings, addresses)
    about = gettext("Self-scan of listening, webcare, participation and strategy on social media")
    return Deck(
        language=current_language(),
        title=name_report(findings),
        subtitle=about,
        foot=f"{findings.profile.municipality} · {format_day(today)}",
        mark=gettext("Invented example") if findings.profile.invented else "",
        day=today,
        author=findings.profile.municipality,
        slides=tuple(_slides(findings, page, addresses, today)),
        notes=f"{about}. {page.caveat}",
    )


def _slides(findings: Findings, page: ResultPage, addresses: Addresses, today: date) -> Iterator[Slide]:
    yield _whole(findings, page)
    yield _path(findings, page)
    for dimension in findings.dimensions.values():
        yield _dimension(findings, shape_dimension(findings, dimension, addresses))
    if page.first:
        yield _actions(findings, page)
    if findings.advice:
        yield _grid(findings)
    yield from _plan(findings, today)
    yield from _seen(findings)
    yield from _development(shape_development(findings, addresses, today), findings)
    yield _limits(findings, page)


def _whole(findings: Findings, page: ResultPage) -> Slide:
    """The level as a whole, and the four dimensions with the level, the score and the comparison of each."""
    cards = tuple(
        Card(
            entry.name,
            entry.id,
            entry.level.low,
            entry.level.high,
            entry.level.title,
            say_score(entry.score),
            tell_alone(findings, entry.id) or tell_instead(findings, findings.dimensions[entry.id]),
        )
        for entry in page.opening.dimensions
    )
    overall = f"{within(page.opening.level.title)}. {say_score(page.score)}."
    whole = gettext("Overall: %(level)s", level=overall)
    told = (whole, page.meaning, page.range_text, page.cap_text, page.opening.beside_whom, page.opening.why)
    notes = "\n".join(filter(None, told))
    return Slide(f"{tell_standing(findings)}\n{whole}", cards=cards, notes=notes)


def _path(findings: Findings, page: ResultPage) -> Slide:
    """The growth path with the band of the survey, below what both measures say of the dimensions."""
    title = f"{tell_all_counted(findings)}\n{tell_all_scored(findings)}"
    notes = "\n".join(filter(None, (tell_why(findings), page.picture.caption)))
    return Slide(title, picture=put_picture(findings, GROWTH_PATH, ""), notes=notes)


def _dimension(findings: Findings, page: DimensionPage) -> Slide:
    failing = _conditions(page, "not-held")
    title = f"{page.name}: {within(page.level.words)}"
    if failing and page.next and page.level.likely is not None:
        title = gettext(
            "%(dimension)s; for phase %(level)s it takes: %(condition)s",
            dimension=title,
            level=page.next.level,
            condition=within(_choose(failing).rstrip(".")),
        )
    lines = [f"{say_score(page.score_text)}."]
    if page.beside.both:
        lines += [f"{page.beside.both_alone}.", *filter(None, (page.beside.why,))]
    if failing and page.next:
        lines.append(gettext("What growth phase %(level)s still requires:", level=page.next.level))
        lines += [f"• {text}" for text in failing[:MOST_CONDITIONS]]
    if unknown := _conditions(page, "unknown"):
        lines.append(gettext("Not known yet:"))
        lines += [f"• {text}" for text in unknown[:MOST_CONDITIONS]]
    notes = (
        page.practice,
        page.remark,
        page.hold,
        page.reference.text if page.reference else "",
        _tell_next(page),
    )
    return Slide(title, lines=tuple(lines), bars=_bars(findings, page), notes="\n".join(filter(None, notes)))


def _tell_next(page: DimensionPage) -> str:
    """What the next growth phase looks like, called so: nobody reads it aloud as what is there already."""
    if page.next is None:
        return ""
    return str(
        gettext(
            "Growth phase %(level)s looks like this: “%(practice)s”",
            level=page.next.level,
            practice=page.next.practice,
        )
    )


def _conditions(page: DimensionPage, state: str) -> list[str]:
    """The conditions of the next growth phase that are in a state."""
    return [one.text for one in page.next.criteria if one.state == state] if page.next else []


def _choose(missing: Sequence[str]) -> str:
    """The condition that a title names: the first after the score that is asked, which stands first and says less."""
    return missing[1] if len(missing) > 1 else missing[0]


def _bars(findings: Findings, page: DimensionPage) -> Bars:
    """The questions that weigh, those with most points still to win first."""
    scored = [entry for entry in findings.dimensions[page.id].questions if entry.points is not None]
    shown = sorted(scored, key=_still_to_win, reverse=True)[:MOST_BARS]
    bars = tuple(
        Bar(
            translate_text(entry.question.text),
            entry.points.low,
            entry.points.high,
            points_text(entry.points, 0),
        )
        for entry in shown
        if entry.points is not None
    )
    title = gettext("%(dimension)s: points of each question, of 100", dimension=page.name)
    left = len(scored) - len(shown)
    said = [f"{bar.title} {bar.text}." for bar in bars]
    if left:
        said.append(ngettext("One other question has more points.", "%(num)s other questions have more points.", left))
    return Bars(title, " ".join(said), page.id, gettext("certain"), gettext("possible"), bars)


def _still_to_win(entry: QuestionFinding) -> float:
    return entry.question.weight * (100 - entry.points.low) if entry.points is not None else 0


def _actions(findings: Findings, page: ResultPage) -> Slide:
    columns = (
        Column(gettext("No."), width=0.5),
        Column(gettext("Action"), width=4.7),
        Column(gettext("Dimension"), width=1.3),
        Column(gettext("Who takes the lead"), width=2.9),
        Column(gettext("Days"), is_number=True, width=0.8),
        Column(gettext("Hours a week"), is_number=True, width=1.2),
    )
    notes = "\n".join(f"{entry.words.title}: {entry.words.first_step}" for entry in page.first)
    title = ngettext(
        "To decide: one action to begin with, %(effort)s",
        "To decide: %(num)s actions to begin with, together %(effort)s",
        len(page.first),
        effort=total_effort_text(*add_up(findings)),
    )
    return Slide(title, table=replace(put_to_decide(findings, page), columns=columns), notes=notes)


def _grid(findings: Findings) -> Slide:
    """The first recommendations, what each brings against how much work it is, as a table of the template."""
    chart = chart_grid(findings, make_words())
    columns = (
        Column(gettext("What it brings"), width=1.1),
        *(Column(f"{chart.heading}: {within(name)}", width=1.9) for name in chart.columns),
    )
    rows = tuple(
        (row.name, *("\n".join(f"{entry.number}. {entry.title}" for entry in cell) for cell in row.cells))
        for row in chart.rows
    )
    told = tell_grid(findings.advice[:MOST_ADVICE])
    notes = gettext("Points of different dimensions can't be compared: that is why these are classes.")
    return Slide(told.rstrip("."), table=Table(chart.title, columns, rows), notes=notes)


def _plan(findings: Findings, today: date) -> Iterator[Slide]:
    if not findings.actions:
        return
    views = view_actions(findings, today)
    title = gettext("The plan: %(summary)s", summary=within(summarise_plan(findings, today)).rstrip("."))
    yield Slide(title, table=plan_table(views), notes=summarise_plan(findings, today))
    for picture in put_timelines(views, today):
        yield Slide(gettext("When it happens"), picture=picture, notes=picture.caption)


def _seen(findings: Findings) -> Iterator[Slide]:
    """Each look from outside beside what is said: a second calculation, which the title and the notes call so."""
    note = gettext("A second calculation: all other slides use the agreed answers.")
    for look in findings.beside.looks:
        title = gettext("Seen from outside, a second calculation: %(look)s", look=tell_look(look).rstrip("."))
        yield Slide(title, table=seen_table(findings, look), notes=note)


def _development(page: DevelopmentPage, findings: Findings) -> Iterator[Slide]:
    if page.table is None:
        return
    notes = f"{page.lead}\n{page.shared}"
    yield Slide(page.lead.rstrip("."), picture=put_picture(findings, DEVELOPMENT, ""), notes=notes)
    table = place_table(page.table, (1.3, 1, 1, 1.4, 1.4, 1.2))
    yield Slide(gettext("What changed"), table=table, notes="\n".join(page.table.closing) or notes)


def _limits(findings: Findings, page: ResultPage) -> Slide:
    lines = [page.caveat]
    if unanswered := tell_unanswered(findings):
        lines.append(unanswered)
    return Slide(gettext("What you cannot conclude"), lines=tuple(lines), notes=page.caveat)
