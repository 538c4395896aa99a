"""Several people's answers to one question: where they differ, and what another answer would change.

The agreed answers alone count; a voice stands beside them. *Don't know* is an answer that disputes nothing: it neither
stands against another answer nor hides one. Rows of a grid are compared one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from assessment.model import UNKNOWN, Answer, Answers, Kind, Question, Questionnaire, State


class Standpoint(StrEnum):
    """How the positions on a question stand to each other and to the agreed answer.

    `silent`: nobody says anything, or nobody knows; `undisputed`: what is said can stand together with what was
    agreed; `different`: it can't.
    """

    SILENT = "silent"
    UNDISPUTED = "undisputed"
    DIFFERENT = "different"


@dataclass(frozen=True)
class Group:
    """One answer and the voices that gave it, by name, in order."""

    answer: Answer
    voices: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What is said on one question: the agreed answer, each other position with who holds it, and how they stand.

    `together` is what voices and agreed answer say together where nobody disputes; None elsewhere.
    """

    question: Question
    agreed: Answer | None
    groups: tuple[Group, ...]
    standpoint: Standpoint
    together: Answer | None

    @property
    def is_settled(self) -> bool:
        """Whether taking over what nobody disputes would change nothing."""
        return self.together == self.agreed


def says_something(answer: Answer | None) -> bool:
    """Whether an answer states anything: *don't know*, or a grid of nothing else, does not."""
    if answer is None or answer.state is State.UNKNOWN:
        return False
    return not answer.rows or any(choice != UNKNOWN for choice in answer.rows.values())


def join(question: Question, one: Answer | None, other: Answer | None) -> Answer | None:
    """The answer in which two can stand together; None where they contradict each other, or where there is none.

    What only one of the two knows is known.
    """
    if one is None or other is None or one == other:
        return other if one is None else one
    if not says_something(one) or not says_something(other):
        return _richer(question, one, other)
    if question.kind is not Kind.GRID or not (one.rows and other.rows):
        return None
    return _join_rows(question, one.rows, other.rows)


def _richer(question: Question, one: Answer, other: Answer) -> Answer:
    """Of two answers of which at most one states anything, what is known by both together."""
    if question.kind is Kind.GRID and one.rows and other.rows:
        return _join_rows(question, one.rows, other.rows) or one
    if says_something(one) == says_something(other):
        return one if one.state is State.UNKNOWN else other
    return one if says_something(one) else other


def _join_rows(question: Question, one: Mapping[str, str], other: Mapping[str, str]) -> Answer | None:
    joined: dict[str, str] = {}
    for row in question.rows:
        choices = {rows[row.id] for rows in (one, other) if row.id in rows}
        stated = choices - {UNKNOWN}
        if len(stated) > 1:
            return None
        if choices:
            joined[row.id] = stated.pop() if stated else UNKNOWN
    return Answer(rows=joined)


def overlay(questionnaire: Questionnaire, answers: Answers, voice: Answers) -> dict[str, Answer]:
    """The answers with one voice laid over them, question by question and row by row; what it doesn't know stays."""
    found = dict(answers)
    for name, answer in voice.items():
        if name in questionnaire.question_by_id and says_something(answer):
            found[name] = lay_over(questionnaire.question_by_id[name], answers.get(name), answer)
    return found


def lay_over(question: Question, below: Answer | None, above: Answer) -> Answer:
    """One answer laid over another: of a grid row by row, else as a whole; what is not known above stays below."""
    if not says_something(above):
        return above if below is None else below
    if question.kind is not Kind.GRID or not above.rows or below is None or below.state is not State.GIVEN:
        return above
    stated = {row: choice for row, choice in above.rows.items() if choice != UNKNOWN}
    rows = {**above.rows, **below.rows, **stated}
    return Answer(rows={row.id: rows[row.id] for row in question.rows if row.id in rows})


def compare(questionnaire: Questionnaire, agreed: Answers, voices: Mapping[str, Answers]) -> tuple[Compared, ...]:
    """What the voices say on each question that any of them answered, in the order of the questionnaire.

    In whatever order the voices come, the same is found.
    """
    ordered = sorted(voices.items())
    found = (
        compare_question(question, agreed.get(question.id), [(name, said[question.id]) for name, said in here])
        for question in questionnaire.questions
        if (here := [(name, said) for name, said in ordered if question.id in said])
    )
    return tuple(found)


def compare_question(question: Question, agreed: Answer | None, positions: Iterable[tuple[str, Answer]]) -> Compared:
    """What is said on one question: positions by the name of the voice."""
    groups = tuple(_group(positions))
    together, disputed = agreed, False
    for answer in sorted((group.answer for group in groups), key=_order):
        joined = join(question, together, answer)
        disputed = disputed or (joined is None and together is not None)
        together = joined if joined is not None else together
    if disputed:
        return Compared(question, agreed, groups, Standpoint.DIFFERENT, None)
    silent = not any(says_something(group.answer) for group in groups)
    return Compared(question, agreed, groups, Standpoint.SILENT if silent else Standpoint.UNDISPUTED, together)


def _group(positions: Iterable[tuple[str, Answer]]) -> Iterator[Group]:
    found: dict[str, Group] = {}
    for name, answer in positions:
        key = _order(answer)
        present = found.get(key, Group(answer, ()))
        found[key] = replace(present, voices=tuple(sorted({*present.voices, name})))
    yield from sorted(found.values(), key=lambda group: (-len(group.voices), _order(group.answer)))


def _order(answer: Answer) -> str:
    """A text that is the same for equal answers alone, to put them in an order that hangs on nothing else."""
    return repr((str(answer.state), answer.options, sorted(answer.rows.items()), answer.number, answer.text))
