"""Takes answers and recommendations along a crosswalk, or along several that follow each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.answers import AnswerError, PlainAnswer, read_answer
from assessment.crosswalk.model import DROPPED, Crosswalk, Moved
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Questionnaire

Plain = Mapping[str, object]


@dataclass(frozen=True)
class Carried:
    """An answer as a later version has it, and the question that it was given to.

    `others` are the further questions whose answers became rows of it.
    """

    source: str
    plain: Plain
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fitting:
    """The same, checked: an answer that the question of the later version takes."""

    source: str
    answer: Answer
    others: tuple[str, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """All questions that it was given to."""
        return (self.source, *self.others)


def carry(steps: Iterable[Crosswalk], plain: Mapping[str, Plain]) -> dict[str, Carried]:
    """Answers by question id, as the version that the steps lead to has them; not yet checked against it."""
    found = {name: Carried(name, answer) for name, answer in plain.items()}
    for step in steps:
        found = _carry_once(step, found)
    return found


def fit_carried(steps: Iterable[Crosswalk], target: Questionnaire, plain: Mapping[str, Plain]) -> dict[str, Fitting]:
    """Those of them that fit the questionnaire that the steps lead to. What fits nothing is left out, not guessed."""
    found: dict[str, Fitting] = {}
    for name, entry in carry(steps, plain).items():
        question = target.question_by_id.get(name)
        if question is None:
            continue
        try:
            found[name] = Fitting(entry.source, read_answer(question, entry.plain), entry.others)
        except AnswerError:
            continue
    return found


def carry_answers(steps: Iterable[Crosswalk], target: Questionnaire, plain: Mapping[str, Plain]) -> dict[str, Answer]:
    """The answers as the questionnaire that the steps lead to reads them."""
    return {name: fitting.answer for name, fitting in fit_carried(steps, target, plain).items()}


def shared_questions(steps: Iterable[Crosswalk], source: Questionnaire, target: Questionnaire) -> frozenset[str]:
    """The ids of questions of the target that the source asked too, under this or another id."""
    return frozenset(trace_questions(steps, source).keys() & target.question_by_id.keys())


def trace_questions(steps: Iterable[Crosswalk], source: Questionnaire) -> dict[str, str]:
    """By the id that a question has where the steps lead to, the id that it had in the source.

    A grid of which only rows were questions of their own is none of them.
    """
    found = {name: name for name in source.question_by_id}
    for step in steps:
        kept = {name: origin for name, origin in found.items() if name not in step.left}
        whole = (move for move in step.moved if move.source in found and not move.to_row)
        found = kept | {move.target: found[move.source] for move in whole}
    return found


def carry_recommendation(steps: Iterable[Crosswalk], name: str) -> str | None:
    """The id of a recommendation in the version that the steps lead to; None where that has it no more."""
    found = name
    for step in steps:
        if found in step.withdrawn:
            return None
        found = step.recommendations.get(found, found)
    return found


def _carry_once(step: Crosswalk, answers: Mapping[str, Carried]) -> dict[str, Carried]:
    found = {name: entry for name, entry in answers.items() if name not in step.left and name not in step.added}
    for move in step.moved:
        entry = answers.get(move.source)
        if entry is None or (plain := convert(entry.plain, move)) is None:
            continue
        there = found.get(move.target) if move.to_row else None
        carried = Carried(entry.source, plain, entry.others)
        found[move.target] = carried if there is None else _join_rows(there, carried)
    return found


def _join_rows(one: Carried, other: Carried) -> Carried:
    """The rows of both as one answer; where the first is not known as a whole, it stays that."""
    rows, added = one.plain.get("rows"), other.plain.get("rows")
    if not isinstance(rows, dict) or not isinstance(added, dict):
        return one
    return Carried(one.source, {**one.plain, "rows": {**added, **rows}}, (*one.others, other.source, *other.others))


def convert(plain: Plain, move: Moved) -> PlainAnswer | None:
    """An answer with the ids of the later version; None where nothing is left of it."""
    if move.to_row:
        return _become_row(plain, move)
    rows, chosen = plain.get("rows"), plain.get("options")
    if isinstance(rows, dict):
        return _take_row(rows, move) if move.row else _convert_rows(rows, move)
    if isinstance(chosen, list):
        kept = dict.fromkeys(new for name in chosen if (new := move.options.get(name, name)) != DROPPED)
        return {**plain, "options": list(kept)} if kept else None
    return dict(plain)


def _become_row(plain: Plain, move: Moved) -> PlainAnswer | None:
    chosen = plain.get("options")
    given = chosen[0] if isinstance(chosen, list) and chosen else plain.get("state", DROPPED)
    choice = move.options.get(str(given), str(given))
    return None if choice == DROPPED else {"rows": {move.to_row: choice}}


def _take_row(rows: Mapping[str, str], move: Moved) -> PlainAnswer | None:
    given = rows.get(move.row, DROPPED)
    choice = move.options.get(given, given)
    if choice == DROPPED:
        return None
    return {"state": choice} if choice in (UNKNOWN, NOT_APPLICABLE) else {"options": [choice]}


def _convert_rows(rows: Mapping[str, str], move: Moved) -> PlainAnswer | None:
    renamed = ((move.rows.get(row, row), move.options.get(choice, choice)) for row, choice in rows.items())
    kept = {row: choice for row, choice in renamed if DROPPED not in (row, choice)}
    return {"rows": kept} if kept else None
