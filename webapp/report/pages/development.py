"""What moved since an earlier self-scan, with the actions beside it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from assessment.action_plan import Status
from assessment.development import Development, DimensionChange, QuestionChange
from assessment.model import Answer, Question
from webapp.documents.charts.slope import move_word
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.report.parts.action_list import view_action
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, Picture, make_picture, view_head
from webapp.report.parts.pictures import DEVELOPMENT, make_words
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.wording.answers import describe_answer
from webapp.wording.levels import level_text
from webapp.wording.method import cause_text
from webapp.wording.numbers import percent_text, points_text, score_text


class ActionBeside(NamedTuple):
    """An action that was under way or done in the meantime."""

    title: str
    href: str
    status: str


class DimensionView(NamedTuple):
    """One dimension: what moved in words, the questions that changed, and the actions beside them."""

    id: str
    name: str
    href: str
    text: str
    table: Table | None
    actions: tuple[ActionBeside, ...]


class DevelopmentPage(NamedTuple):
    """All that the page shows; without an earlier self-scan only its head."""

    head: Head
    lead: str
    shared: str
    picture: Picture | None
    table: Table | None
    dimensions: tuple[DimensionView, ...]
    others: Table | None

    @property
    def cause(self) -> str:
        """What is said of actions beside a change."""
        return cause_text()


def shape_development(findings: Findings, addresses: Addresses, today: date) -> DevelopmentPage:
    """Return the page, empty where there is no earlier self-scan (any more); `today` decides what is overdue."""
    head = view_head(findings, addresses, "development")
    found = findings.development
    if found is None or findings.earlier_on is None:
        return DevelopmentPage(head, "", "", None, None, (), None)
    return DevelopmentPage(
        head=head,
        lead=gettext("Compared with the self-scan of %(day)s.", day=format_day(findings.earlier_on)),
        shared=tell_shared(found),
        picture=make_picture(
            findings,
            DEVELOPMENT,
            gettext("A band shows from where to where a score can lie; a line is certain."),
        ),
        table=_compare(findings, found, addresses),
        dimensions=tuple(_view(findings, change, addresses, today) for change in found.dimensions.values()),
        others=_change_table(gettext("Other answers that changed"), found.others, addresses) if found.others else None,
    )


def tell_shared(found: Development) -> str:
    """Return how much of the questionnaire was asked both times."""
    if found.shared == found.total:
        return str(
            gettext(
                "Both times all %(total)s questions were the same, so every change is one of answers.",
                total=found.total,
            )
        )
    parts = [percent_text(change.shared, 0) for change in found.dimensions.values()]
    return str(
        gettext(
            "The questionnaire was renewed in between. %(shared)s of today’s %(total)s questions were asked both "
            "times; scores are compared on those only. They carry these parts of the weights, by dimension: %(parts)s.",
            shared=found.shared,
            total=found.total,
            parts=", ".join(parts),
        )
    )


def _compare(findings: Findings, found: Development, addresses: Addresses) -> Table:
    names = findings.content.growth_path.dimension_names
    lines: list[list[Cell]] = [
        [
            link(translate_text(names[change.id]), addresses.dimension(change.id)),
            level_text(change.level_before, change.likely_before),
            level_text(change.level_after, change.likely_after),
            score_text(change.score_before),
            score_text(change.score_after),
            move_word(change.move, make_words()),
        ]
        for change in found.dimensions.values()
    ]
    return Table(
        caption=gettext("Then and now"),
        columns=columns(
            gettext("Dimension"),
            gettext("Growth phase then"),
            gettext("Growth phase now"),
            gettext("Score then"),
            gettext("Score now"),
            gettext("What changed"),
            numbers_from=1,
        ),
        rows=rows(lines),
        closing=(
            gettext("Both are computed with today’s points, weights and conditions."),
            gettext("Not certain: what is unknown, then or now, leaves room for a rise and for a fall."),
        ),
    )


def _view(findings: Findings, change: DimensionChange, addresses: Addresses, today: date) -> DimensionView:
    name = translate_text(findings.content.growth_path.dimension_names[change.id])
    text = gettext(
        "Score %(before)s then, %(after)s now: %(move)s.",
        before=score_text(change.score_before),
        after=score_text(change.score_after),
        move=move_word(change.move, make_words()),
    )
    table = _change_table(gettext("Answers that changed"), change.questions, addresses) if change.questions else None
    return DimensionView(
        change.id, name, addresses.dimension(change.id), text, table, _beside(findings, change.id, addresses, today)
    )


def _change_table(caption: str, changes: Iterable[QuestionChange], addresses: Addresses) -> Table:
    lines: list[list[Cell]] = [
        [
            link(translate_text(change.question.text), addresses.answered(change.question)),
            *change_words(change),
            points_text(change.points_before),
            points_text(change.points_after),
        ]
        for change in changes
    ]
    return Table(
        caption=caption,
        columns=columns(
            gettext("Question"),
            gettext("Then"),
            gettext("Now"),
            gettext("Points then"),
            gettext("Points now"),
            numbers_from=3,
        ),
        rows=rows(lines),
    )


def change_words(change: QuestionChange) -> tuple[str, str]:
    """Return the answer then and now in words; of a grid only the rows that differ."""
    then, now = _words(change.question, change.before), _words(change.question, change.after)
    lines = list(zip(then.split("\n"), now.split("\n"), strict=False))
    if not change.question.rows or then.count("\n") != now.count("\n") or len(lines) < 2:
        return then.replace("\n", "; "), now.replace("\n", "; ")
    differing = [pair for pair in lines if pair[0] != pair[1]]
    return "; ".join(pair[0] for pair in differing), "; ".join(pair[1] for pair in differing)


def _words(question: Question, answer: Answer | None) -> str:
    return describe_answer(question, answer) if answer is not None else str(gettext("no answer"))


def _beside(findings: Findings, dimension: str, addresses: Addresses, today: date) -> tuple[ActionBeside, ...]:
    views = [
        view_action(findings, action, today)
        for action in findings.actions
        if action.status in (Status.BUSY, Status.DONE)
    ]
    return tuple(
        ActionBeside(view.title, addresses.action(view.action.id), view.status)
        for view in views
        if view.dimension == dimension
    )
