"""Answers as plain data: what is read comes back the same, and what cannot be read is refused with a code."""

from __future__ import annotations

import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.answers import AnswerError, is_complete, plain_answer, read_answer
from assessment.model import Answer, Question, Questionnaire, State
from tests.assessment.strategies import answers_to
from tests.newest import newest_content

QUESTIONNAIRE = newest_content().questionnaire

questions_with_answers = st.sampled_from(QUESTIONNAIRE.questions).flatmap(
    lambda question: st.tuples(st.just(question), answers_to(question))
)

leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.decimals() | st.text() | st.binary(max_size=5)
words = st.sampled_from(
    ["state", "options", "rows", "number", "text", "unknown", "not_applicable", "given"]
    + [option.id for question in QUESTIONNAIRE.questions for option in question.options]
    + [row.id for question in QUESTIONNAIRE.questions for row in question.rows]
)
garbage = st.recursive(
    leaves | words,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words | st.text(max_size=3) | st.integers(), inner),
    max_leaves=12,
)
nearly_right = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("options", "rows", "number", "text", "state"), garbage)
)


@given(questions_with_answers)
def test_an_answer_survives_being_written_and_read(question_and_answer: tuple[Question, Answer]) -> None:
    question, answer = question_and_answer
    written = json.loads(json.dumps(plain_answer(answer)))
    assert read_answer(question, written) == answer


def test_answers_that_chose_the_same_in_a_grid_share_its_texts() -> None:
    question = next(question for question in QUESTIONNAIRE.questions if question.rows and question.options)
    written = json.dumps(
        {"rows": {row.id: option.id for row, option in zip(question.rows, question.options, strict=False)}}
    )
    one, other = (read_answer(question, json.loads(written)) for _ in range(2))
    assert one.rows
    assert all(one.rows[row] is option for row, option in other.rows.items())


@given(questions_with_answers)
def test_writing_again_what_was_read_changes_nothing(question_and_answer: tuple[Question, Answer]) -> None:
    question, answer = question_and_answer
    written = plain_answer(answer)
    assert plain_answer(read_answer(question, written)) == written


@given(st.sampled_from(QUESTIONNAIRE.questions), garbage | nearly_right)
def test_garbage_is_read_or_refused_but_never_breaks_anything(question: Question, plain: object) -> None:
    with suppress(AnswerError):
        answer = read_answer(question, plain)
        assert read_answer(question, plain_answer(answer)) == answer


@given(st.text() | st.from_regex(r"[-+]?[0-9_]{0,9}[.,]?[0-9]{0,9}([eE][-+]?[0-9]{1,9})?", fullmatch=True))
def test_a_number_that_is_read_lies_within_its_limits(text: str) -> None:
    question = QUESTIONNAIRE.question("webcare.staff")
    spec = question.number
    assert spec is not None
    with suppress(AnswerError):
        number = read_answer(question, {"number": text}).number
        assert number is not None
        assert spec.minimum <= number <= spec.maximum
        assert number == number.quantize(Decimal(1).scaleb(-spec.decimals))


@pytest.mark.parametrize(
    ("name", "plain", "code"),
    [
        ("webcare.reply", None, "shape"),
        ("webcare.reply", ["all"], "shape"),
        ("webcare.reply", {}, "shape"),
        ("webcare.reply", {"options": "all"}, "shape"),
        ("webcare.reply", {"options": [1]}, "shape"),
        ("webcare.reply", {"rows": {"hours": "yes"}}, "shape"),
        ("webcare.reply", {"options": ["all"], "text": "x"}, "shape"),
        ("webcare.reply", {"options": []}, "empty"),
        ("webcare.reply", {"options": ["al"]}, "unknown_option"),
        ("webcare.reply", {"options": ["all", "most"]}, "one_option"),
        ("webcare.reply", {"state": "not_applicable"}, "not_applicable"),
        ("webcare.reply", {"state": "given"}, "shape"),
        ("webcare.reply", {"state": "unknown", "options": ["all"]}, "shape"),
        ("strategy.papers", {"options": ["plan", "none"]}, "exclusive"),
        ("strategy.staff", {"rows": {}}, "empty"),
        ("strategy.staff", {"rows": ["hours"]}, "shape"),
        ("strategy.staff", {"rows": {"hour": "yes"}}, "unknown_row"),
        ("strategy.staff", {"rows": {"hours": "maybe"}}, "unknown_option"),
        ("strategy.staff", {"rows": {"hours": ["yes"]}}, "unknown_option"),
        ("strategy.staff", {"rows": {"hours": "not_applicable"}}, "unknown_option"),
        ("context.count", {"number": "many"}, "number"),
        ("context.count", {"number": "7,5"}, "number"),
        ("context.count", {"number": "NaN"}, "number"),
        ("context.count", {"number": "sNaN"}, "number"),
        ("context.count", {"number": "-Infinity"}, "number"),
        ("context.count", {"number": ""}, "number"),
        ("context.count", {"number": "\ud800"}, "number"),
        ("context.count", {"number": True}, "shape"),
        ("context.count", {"number": 7.5}, "shape"),
        ("context.count", {"number": "-0.1"}, "minimum"),
        ("context.count", {"number": "1e9"}, "maximum"),
        ("context.count", {"number": "9" * 100_000}, "maximum"),
        ("context.count", {"number": "7.55"}, "decimals"),
        ("context.count", {"number": "1e-999999"}, "decimals"),
        ("context.note", {"text": 5}, "shape"),
        ("context.note", {"text": " \n\x00 "}, "empty"),
        ("context.note", {"text": "x" * 41}, "too_long"),
        ("context.note", {"text": "x" * 100_000}, "too_long"),
    ],
)
def test_an_answer_that_the_question_cannot_take_is_refused_with_a_code(
    name: str, plain: object, code: str, small_questionnaire: Questionnaire
) -> None:
    with pytest.raises(AnswerError) as caught:
        read_answer(small_questionnaire.question(name), plain)
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("name", "plain", "answer"),
    [
        ("webcare.reply", {"options": ["all"]}, Answer(options=("all",))),
        ("webcare.reply", {"state": "unknown"}, Answer(State.UNKNOWN)),
        ("listening.share", {"state": "not_applicable"}, Answer(State.NOT_APPLICABLE)),
        ("strategy.papers", {"options": ["rules", "plan", "rules"]}, Answer(options=("plan", "rules"))),
        ("strategy.staff", {"rows": {"training": "no"}}, Answer(rows={"training": "no"})),
        ("strategy.staff", {"rows": {"training": "unknown"}}, Answer(rows={"training": "unknown"})),
        ("participation.rooms", {"rows": {"hall": "not_applicable"}}, Answer(rows={"hall": "not_applicable"})),
        ("context.count", {"number": "7.50"}, Answer(number=Decimal("7.5"))),
        ("context.count", {"number": 100}, Answer(number=Decimal(100))),
        ("context.count", {"number": "-0"}, Answer(number=Decimal(0))),
        ("context.note", {"text": " <script>é😀\x00 "}, Answer(text="<script>é😀")),
    ],
)
def test_a_right_answer_is_read_in_one_form(
    name: str, plain: object, answer: Answer, small_questionnaire: Questionnaire
) -> None:
    assert read_answer(small_questionnaire.question(name), plain) == answer


def test_a_large_number_is_written_without_an_exponent(small_questionnaire: Questionnaire) -> None:
    answer = read_answer(small_questionnaire.question("context.count"), {"number": "100.0"})
    assert plain_answer(answer) == {"number": "100"}


@pytest.mark.parametrize(
    ("name", "answer", "complete"),
    [
        ("webcare.reply", None, False),
        ("webcare.reply", Answer(State.UNKNOWN), True),
        ("webcare.reply", Answer(options=("all",)), True),
        ("strategy.staff", Answer(rows={"hours": "yes"}), False),
        ("strategy.staff", Answer(rows={"hours": "yes", "training": "unknown"}), True),
        ("strategy.staff", Answer(State.UNKNOWN), True),
    ],
)
def test_a_question_is_complete_when_nothing_of_it_was_left_open(
    name: str, answer: Answer | None, complete: bool, small_questionnaire: Questionnaire
) -> None:
    assert is_complete(small_questionnaire.question(name), answer) is complete
