"""Random answers over a questionnaire, and the two ways in which answers change: better, and more of them known."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, Question, Questionnaire, State


def given_answers(question: Question) -> SearchStrategy[Answer]:
    """Answers that say something: an option, some options, some rows, a number or a text."""
    makers = {
        Kind.ONE: _one_option,
        Kind.SEVERAL: _several_options,
        Kind.GRID: _some_rows,
        Kind.NUMBER: _numbers,
        Kind.TEXT: _texts,
    }
    return makers[question.kind](question)


def answers_to(question: Question) -> SearchStrategy[Answer]:
    """Every kind of answer that the question takes."""
    states = [Answer(State.UNKNOWN)]
    if question.allows_not_applicable:
        states.append(Answer(State.NOT_APPLICABLE))
    return st.one_of(given_answers(question), st.sampled_from(states))


def partial_answers(questionnaire: Questionnaire) -> SearchStrategy[dict[str, Answer]]:
    """Answers to any part of the questionnaire, from none to all."""
    return st.fixed_dictionaries({}, optional={q.id: answers_to(q) for q in questionnaire.questions})


def _one_option(question: Question) -> SearchStrategy[Answer]:
    return st.sampled_from([Answer(options=(option.id,)) for option in question.options])


def _several_options(question: Question) -> SearchStrategy[Answer]:
    together = [option.id for option in question.options if not option.exclusive]
    alone = [Answer(options=(option.id,)) for option in question.options if option.exclusive]
    some = st.sets(st.sampled_from(together), min_size=1).map(lambda chosen: in_order(question, chosen))
    return st.one_of(some, st.sampled_from(alone)) if alone else some


def in_order(question: Question, chosen: set[str]) -> Answer:
    """The answer with these options, in the question's order."""
    return Answer(options=tuple(option.id for option in question.options if option.id in chosen))


def _some_rows(question: Question) -> SearchStrategy[Answer]:
    choices = [*question.option_by_id, UNKNOWN, *([NOT_APPLICABLE] if question.allows_not_applicable else [])]
    rows = st.fixed_dictionaries({}, optional={row.id: st.sampled_from(choices) for row in question.rows})
    return rows.filter(bool).map(
        lambda rows: Answer(rows={row.id: rows[row.id] for row in question.rows if row.id in rows})
    )


def _numbers(question: Question) -> SearchStrategy[Answer]:
    spec = question.number
    assert spec is not None
    numbers = st.decimals(spec.minimum, spec.maximum, places=spec.decimals, allow_nan=False, allow_infinity=False)
    return numbers.map(lambda number: Answer(number=number.normalize() + Decimal(0)))


def _texts(question: Question) -> SearchStrategy[Answer]:
    readable = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=question.maximum_length)
    return readable.map(str.strip).filter(bool).map(lambda text: Answer(text=text))


@st.composite
def learned(draw: DrawFn, questionnaire: Questionnaire) -> tuple[Answers, Answers]:
    """Answers before and after somebody found out one thing that was not known.

    That a platform was chosen is no such thing: who does not say so did not choose.
    """
    before = draw(partial_answers(questionnaire))
    choice = questionnaire.platform
    said = {choice.question, choice.name} if choice else set()
    unknown = [q for q in questionnaire.questions if q.id not in said and _leaves_open(q, before.get(q.id))]
    question = draw(st.sampled_from(unknown))
    old = before.get(question.id)
    if question.kind is Kind.GRID and old is not None and old.state is State.GIVEN:
        return before, {**before, question.id: Answer(rows=draw(_more_rows(question, old)))}
    return before, {**before, question.id: draw(answers_to(question))}


def _leaves_open(question: Question, answer: Answer | None) -> bool:
    if answer is None or answer.state is State.UNKNOWN:
        return True
    known = [option for option in answer.rows.values() if option != UNKNOWN]
    return question.kind is Kind.GRID and answer.state is State.GIVEN and len(known) < len(question.rows)


def _more_rows(question: Question, answer: Answer) -> SearchStrategy[Mapping[str, str]]:
    """The rows of an answer with at least one more that is known."""
    choices = [*question.option_by_id, *([NOT_APPLICABLE] if question.allows_not_applicable else [])]
    unknown = [row.id for row in question.rows if answer.rows.get(row.id, UNKNOWN) == UNKNOWN]
    found = st.dictionaries(st.sampled_from(unknown), st.sampled_from(choices), min_size=1)
    return found.map(lambda more: {**answer.rows, **more})


@st.composite
def improved(draw: DrawFn, questionnaire: Questionnaire) -> tuple[Answers, Answers]:
    """Answers before and after one answer on a scored question became better."""
    question = draw(st.sampled_from([q for questions in questionnaire.scored.values() for q in questions]))
    old = draw(given_answers(question))
    before = {**draw(partial_answers(questionnaire)), question.id: old}
    return before, {**before, question.id: draw(_better(question, old))}


def _better(question: Question, answer: Answer) -> SearchStrategy[Answer]:
    if question.kind is Kind.ONE:
        return st.sampled_from(_at_least(question, answer.options[0])).map(lambda option: Answer(options=(option,)))
    if question.kind is Kind.SEVERAL:
        together = [option.id for option in question.options if not option.exclusive]
        kept = set(answer.options) & set(together)
        return st.sets(st.sampled_from(together), min_size=1).map(lambda more: in_order(question, kept | more))
    raised = {row: st.sampled_from(_at_least(question, option)) for row, option in answer.rows.items()}
    return st.fixed_dictionaries(raised).map(lambda rows: Answer(rows=rows))


def _at_least(question: Question, option: str) -> list[str]:
    """The options with as many points or more; what has no points only equals itself."""
    if option not in question.option_by_id:
        return [option]
    return [o.id for o in question.options if question.points(o.id) >= question.points(option)]
