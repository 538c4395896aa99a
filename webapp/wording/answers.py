"""Answers and what is wrong with them, in the reader's words."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from functools import lru_cache

from assessment.answers import AnswerError, read_answer
from assessment.basis import NO_BASIS, Basis
from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Question, State
from webapp.clock import local_day, local_time, utc_now
from webapp.language.locale import current_language, format_day, format_number, translate_text
from webapp.language.texts import gettext
from webapp.wording.basis import describe_basis


def name_state(state: str) -> str:
    """Return the words of `unknown` or `not_applicable`."""
    return str(gettext("Not applicable") if state == NOT_APPLICABLE else gettext("Don’t know"))


def name_choice(question: Question, choice: str) -> str:
    """Return the words of an option, or of a state that stands in its place."""
    if choice in (UNKNOWN, NOT_APPLICABLE):
        return name_state(choice)
    option = question.option_by_id.get(choice)
    return translate_text(option.text) if option else choice


def describe_answer(question: Question, answer: Answer | None) -> str:
    """Return an answer in words; a grid gives one line for each row that is answered."""
    if answer is None:
        return str(gettext("No answer"))
    if answer.state is not State.GIVEN:
        return name_state(str(answer.state))
    match question.kind:
        case Kind.GRID:
            return "\n".join(
                f"{translate_text(question.row_by_id[row].text)}: {name_choice(question, chosen)}"
                for row, chosen in answer.rows.items()
            )
        case Kind.NUMBER if answer.number is not None and question.number is not None:
            return f"{format_number(answer.number)} {translate_text(question.number.unit)}"
        case Kind.TEXT:
            return answer.text
        case _:
            return "\n".join(name_choice(question, option) for option in answer.options)


def describe_plain(
    question: Question, plain: Mapping[str, object] | None, note: str = "", basis: Basis = NO_BASIS
) -> str:
    """Return a stored answer in words, with its note and what it rests on.

    One that fits the question no longer is shown as it is stored.
    """
    try:
        words = describe_answer(question, None if plain is None else read_answer(question, plain))
    except AnswerError:
        words = json.dumps(plain, ensure_ascii=False)
    lines = (words, gettext("Note: %(note)s", note=note) if note else "", describe_basis(basis))
    return "\n".join(filter(None, lines))


def describe_saved(saved_at: datetime, writer: str = "") -> str:
    """Return when something was saved: the time today, the day otherwise; and through which link, where one is told."""
    # Whole hours: days in Brussels begin on one, so that no kept words can outlive the day that they were true on.
    hour = utc_now().replace(minute=0, second=0, microsecond=0)
    minute = saved_at.replace(second=0, microsecond=0)
    if not writer:
        return _describe_saved(current_language(), minute, hour)
    if local_day(minute) == local_day(hour):
        return str(gettext("Saved through %(link)s at %(time)s", link=writer, time=write_time_of_day(minute)))
    return str(gettext("Saved through %(link)s on %(day)s", link=writer, day=format_day(minute)))


@lru_cache(1024)
def _describe_saved(_language: str, minute: datetime, hour: datetime) -> str:
    """Return the words of a minute, seen in this hour; kept, because the answers on a page share a few minutes."""
    if local_day(minute) == local_day(hour):
        return str(gettext("Saved at %(time)s", time=write_time_of_day(minute)))
    return str(gettext("Saved on %(day)s", day=format_day(minute)))


def write_time_of_day(moment: datetime) -> str:
    """Return the time in Brussels of a moment (UTC), such as `14:03`."""
    return f"{local_time(moment):%H:%M}"


def explain_answer_error(question: Question, error: AnswerError) -> str:
    """Return what is wrong with an answer and what to do about it."""
    limits = {name: format_number(value) for name, value in error.params.items() if isinstance(value, int | Decimal)}
    maximum, minimum = limits.get("maximum", ""), limits.get("minimum", "")
    not_in_list = gettext("This choice is not in the list (any more). Choose one of the answers below.")
    explanations: dict[str, str] = {
        "minimum": gettext("This number is too low. Fill in %(minimum)s or more.", minimum=minimum),
        "maximum": gettext("This number is too high. Fill in %(maximum)s or less.", maximum=maximum),
        "decimals": _explain_decimals(question),
        "number": gettext("This is not a number. Use only digits, and a comma before decimals, such as 7,5."),
        "too_long": gettext(
            "The text is too long: %(length)s characters. Make it at most %(maximum)s.",
            length=limits.get("length", ""),
            maximum=maximum,
        ),
        "exclusive": gettext("“None of these” does not go together with another choice. Choose one of the two."),
        "one_option": gettext("Choose one answer."),
        "not_applicable": gettext(
            "“Not applicable” is not an answer to this question. Choose “don’t know” if you cannot tell."
        ),
        "unknown_option": not_in_list,
        "unknown_row": not_in_list,
        "empty": gettext("Nothing was filled in. Choose or write an answer."),
    }
    return explanations.get(error.code) or str(gettext("We could not read this answer. Fill it in again."))


def _explain_decimals(question: Question) -> str:
    if question.number is None or question.number.decimals == 0:
        return str(gettext("Fill in a whole number, without decimals."))
    return str(gettext("Use at most %(decimals)s decimals.", decimals=question.number.decimals))
