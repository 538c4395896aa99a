"""What a self-scan's answers become in another version, question by question, before anything is done."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.answers import is_complete, plain_answer
from assessment.crosswalk.carrying import fit_carried, trace_questions
from assessment.library import Way
from assessment.model import Answer, Answers, Question


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
        source = origin.get(question.id)
        if source is None:
            new.append(question)
        elif question.id in fitting:
            before = way.source.questionnaire.question(source)
            kept = _is_whole(before, answers[source], question, fitting[question.id].answer)
            (whole if kept else partly).append(question)
        elif source in answers:
            again.append(question)
    return Preview(
        answers={name: entry.answer for name, entry in fitting.items()},
        whole=tuple(whole),
        partly=tuple(partly),
        again=tuple(again),
        new=tuple(new),
        left=_left(way, answers, frozenset(origin[q.id] for q in target.questions if q.id in origin)),
    )


def _left(way: Way, answers: Answers, asked: frozenset[str]) -> tuple[Question, ...]:
    """The questions that were answered and that no question of the target comes from."""
    answered = (question for question in way.source.questionnaire.questions if question.id in answers)
    return tuple(question for question in answered if question.id not in asked)


def _is_whole(before: Question, given: Answer, after: Question, carried: Answer) -> bool:
    """Whether nothing of the answer was left out, and nothing is open that was not."""
    if len(carried.options) < len(given.options) and not carried.rows:
        return False
    return is_complete(after, carried) or not is_complete(before, given)
