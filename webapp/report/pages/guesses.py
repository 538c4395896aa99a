"""The result with guesses as uncertain as they are: a second calculation beside the one with the answers as given."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.guesses import find_widened
from assessment.model import DIMENSIONS
from assessment.scoring import question_points
from assessment.weighing import start_weighing, weigh_standing
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, view_head
from webapp.report.parts.questions import number_of
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.changes import tell_weighed, tell_weighed_whole
from webapp.wording.numbers import points_text
from webapp.wording.verdicts import answer_words


@dataclass(frozen=True)
class GuessesPage:
    """All that the page shows; the tables are None where no answer is a guess."""

    head: Head
    count: int
    table: Table | None
    questions: Table | None


def list_guesses(findings: Findings) -> tuple[QuestionFinding, ...]:
    """Return the questions that score of which the answer is a guess, in order."""
    entries = [entry for dimension in findings.dimensions.values() for entry in dimension.questions]
    return tuple([entry for entry in entries if entry.basis.is_guess and entry.points is not None])


def shape_guesses(findings: Findings, addresses: Addresses) -> GuessesPage:
    """Return the page."""
    head, guesses = view_head(findings, addresses, "guesses"), list_guesses(findings)
    if not guesses:
        return GuessesPage(head, 0, None, None)
    return GuessesPage(head, len(guesses), _compare(findings, guesses), _list_questions(findings, guesses))


def _compare(findings: Findings, guesses: tuple[QuestionFinding, ...]) -> Table:
    content = findings.content
    wide = find_widened(content.questionnaire, findings.answers, frozenset(one.question.id for one in guesses))
    given, widened = start_weighing(content, findings.answers), weigh_standing(content, wide)
    names = content.growth_path.dimension_names
    lines: list[list[Cell]] = [
        [translate_text(names[name]), tell_weighed(given.look(name)), tell_weighed(widened.look(name))]
        for name in DIMENSIONS
    ]
    first = DIMENSIONS[0]
    return Table(
        caption=gettext("As answered, and with guesses as uncertain"),
        columns=columns(gettext("Dimension"), gettext("As answered"), gettext("Guesses as uncertain"), numbers_from=3),
        rows=rows(lines),
        total=(
            gettext("Overall"),
            tell_weighed_whole(given.look(first)),
            tell_weighed_whole(widened.look(first)),
        ),
    )


def _list_questions(findings: Findings, guesses: tuple[QuestionFinding, ...]) -> Table:
    questionnaire = findings.content.questionnaire
    wide = find_widened(questionnaire, findings.answers, frozenset(one.question.id for one in guesses))
    lines: list[list[Cell]] = [
        [
            f"{number_of(findings, one.question)}. {translate_text(one.question.text)}",
            answer_words(one.question, one.answer),
            points_text(one.points, 1),
            points_text(question_points(one.question, wide), 1),
        ]
        for one in guesses
    ]
    return Table(
        caption=gettext("The answers that are a guess"),
        columns=columns(
            gettext("Question"),
            gettext("Answer"),
            gettext("Points as answered"),
            gettext("Points as uncertain"),
            numbers_from=2,
        ),
        rows=rows(lines),
    )
