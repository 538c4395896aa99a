"""Answers as plain data: what is stored, downloaded and imported, and what is refused.

The plain form is JSON-ready: `{"options": ["yes"]}`, `{"rows": {"time": "fully"}}`, `{"number": "7.5"}`,
`{"text": "…"}`, `{"state": "unknown"}` or `{"state": "not_applicable"}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation

from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Question, State
from assessment.signs import is_blank

PlainAnswer = dict[str, object]


class AnswerError(ValueError):
    """An answer that the question cannot take. `code` says what is wrong, `params` with what.

    Codes: shape, unknown_option, one_option, exclusive, unknown_row, not_applicable, number, minimum, maximum,
    decimals, too_long, empty.
    """

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_answer(question: Question, plain: object) -> Answer:
    """The answer that plain data stands for. Raises AnswerError when the question cannot take it."""
    if type(plain) is not dict and not isinstance(plain, Mapping):  # the first is asked in a tenth of the time
        raise AnswerError("shape")
    if "state" in plain:
        return _read_state(question, plain)
    field, read = _READERS[question.kind]
    if set(plain) != {field}:
        raise AnswerError("shape")
    return read(question, plain[field])


def plain_answer(answer: Answer) -> PlainAnswer:
    """The answer as plain data; `read_answer` gives it back."""
    if answer.state is not State.GIVEN:
        return {"state": str(answer.state)}
    if answer.rows:
        return {"rows": dict(answer.rows)}
    if answer.options:
        return {"options": list(answer.options)}
    if answer.number is not None:
        return {"number": format(answer.number, "f")}
    return {"text": answer.text}


def is_complete(question: Question, answer: Answer | None) -> bool:
    """Whether nothing of the question was left open. *Don't know* is an answer too."""
    if answer is None:
        return False
    if answer.state is State.GIVEN and question.kind is Kind.GRID:
        return answer.rows.keys() == question.row_by_id.keys()
    return True


def says_unknown(answer: Answer) -> bool:
    """Tell whether somebody said not to know: the question, or a row of it."""
    return answer.state == State.UNKNOWN or UNKNOWN in answer.rows.values()


def _read_state(question: Question, plain: Mapping[object, object]) -> Answer:
    if plain == {"state": UNKNOWN}:
        return Answer(State.UNKNOWN)
    if plain == {"state": NOT_APPLICABLE}:
        if not question.allows_not_applicable:
            raise AnswerError("not_applicable")
        return Answer(State.NOT_APPLICABLE)
    raise AnswerError("shape")


def _read_options(question: Question, value: object) -> Answer:
    if not isinstance(value, list | tuple) or not all(isinstance(entry, str) for entry in value):
        raise AnswerError("shape")
    chosen = set(value)
    if unknown := chosen - question.option_by_id.keys():
        raise AnswerError("unknown_option", option=min(unknown)[:50])
    if not chosen:
        raise AnswerError("empty")
    if question.kind is Kind.ONE and len(chosen) > 1:
        raise AnswerError("one_option")
    if len(chosen) > 1 and any(question.option_by_id[option].exclusive for option in chosen):
        raise AnswerError("exclusive")
    return Answer(options=tuple(option.id for option in question.options if option.id in chosen))


def _read_rows(question: Question, value: object) -> Answer:
    if not isinstance(value, Mapping):
        raise AnswerError("shape")
    own = {option: option for option in (*question.option_by_id, UNKNOWN)}  # one text for all answers that are kept
    if question.allows_not_applicable:
        own[NOT_APPLICABLE] = NOT_APPLICABLE
    for row, option in value.items():
        if row not in question.row_by_id:
            raise AnswerError("unknown_row", row=str(row)[:50])
        if not isinstance(option, str) or option not in own:
            raise AnswerError("unknown_option", option=str(option)[:50])
    if not value:
        raise AnswerError("empty")
    return Answer(rows={row.id: own[value[row.id]] for row in question.rows if row.id in value})


def _read_number(question: Question, value: object) -> Answer:
    spec = question.number
    if spec is None or isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise AnswerError("shape")
    try:
        number = Decimal(value)
    except InvalidOperation:
        raise AnswerError("number") from None
    if not number.is_finite():
        raise AnswerError("number")
    if number < spec.minimum:
        raise AnswerError("minimum", minimum=spec.minimum)
    if number > spec.maximum:
        raise AnswerError("maximum", maximum=spec.maximum)
    rounded = number.quantize(Decimal(1).scaleb(-spec.decimals))
    if rounded != number:
        raise AnswerError("decimals", decimals=spec.decimals)
    return Answer(number=rounded.normalize() + 0)


def _read_text(question: Question, value: object) -> Answer:
    if not isinstance(value, str):
        raise AnswerError("shape")
    text = value.replace("\x00", "").strip()
    if is_blank(text):
        raise AnswerError("empty")
    if len(text) > question.maximum_length:
        raise AnswerError("too_long", maximum=question.maximum_length, length=len(text))
    return Answer(text=text)


_READERS: Mapping[Kind, tuple[str, Callable[[Question, object], Answer]]] = {
    Kind.ONE: ("options", _read_options),
    Kind.SEVERAL: ("options", _read_options),
    Kind.GRID: ("rows", _read_rows),
    Kind.NUMBER: ("number", _read_number),
    Kind.TEXT: ("text", _read_text),
}
