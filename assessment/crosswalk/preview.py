"""What a self-scan's answers become in another version, question by question, before anything is done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessment.answers import is_complete, plain_answer
from assessment.crosswalk.carrying import Fitting, fit_carried, trace_questions
from assessment.library import Way
from assessment.model import Answers, Question, Questionnaire


@dataclass(frozen=True)
class Preview:
    """`answers` are those that come along, as the target has them.

    Of the target's questions: `whole` come with all of their answer, `partly` with less of it, `again` had an answer
    that has no place, `new` were never asked. `left` are questions of the source whose answer goes nowhere.
    """

    answers: Answers
    whole: tuple[Question, ...]
    partly: tuple[Question, ...]
    again: tuple[Question, ...]
    new: tuple[Question, ...]
    left: tuple[Question, ...]


def preview_move(way: Way, answers: Answers) -> Preview:
    """What becomes of these answers, given to the source, in the target of the way."""
    target = way.target.questionnaire
    plain = {name: plain_answer(answer) for name, answer in answers.items()}
    fitting = fit_carried(way.steps, target, plain)
    origin = trace_questions(way.steps, way.source.questionnaire)
    whole, partly, again, new = list[Question](), list[Question](), list[Question](), list[Question]()
    for question in target.questions:
        source, carried = origin.get(question.id), fitting.get(question.id)
        if carried is not None:
            kept = _is_whole(way.source.questionnaire, answers, question, carried, source)
            (whole if kept else partly).append(question)
        elif source is None:
            new.append(question)
        elif source in answers:
            again.append(question)
    return Preview(
        answers={name: entry.answer for name, entry in fitting.items()},
        whole=tuple(whole),
        partly=tuple(partly),
        again=tuple(again),
        new=tuple(new),
        left=_left(way, answers, _asked(target.questions, origin, fitting)),
    )


def _left(way: Way, answers: Answers, asked: frozenset[str]) -> tuple[Question, ...]:
    """The questions that were answered and that no question of the target comes from."""
    answered = (question for question in way.source.questionnaire.questions if question.id in answers)
    return tuple(question for question in answered if question.id not in asked)


def _asked(questions: Iterable[Question], origin: Mapping[str, str], fitting: Mapping[str, Fitting]) -> frozenset[str]:
    """The questions of the source that one of these comes from, as a whole or in a row."""
    whole = {origin[question.id] for question in questions if question.id in origin}
    return frozenset(whole.union(*(entry.sources for entry in fitting.values())))


def _is_whole(before: Questionnaire, answers: Answers, after: Question, carried: Fitting, source: str | None) -> bool:
    """Whether nothing of the answer was left out, and nothing is open that was not."""
    if source is None or source not in answers:
        return is_complete(after, carried.answer)
    given = answers[source]
    if len(carried.answer.options) < len(given.options) and not carried.answer.rows:
        return False
    return is_complete(after, carried.answer) or not is_complete(before.question(source), given)
