"""The questions and answers as a table for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from enum import StrEnum

from assessment.basis import Basis
from assessment.model import Answer, Answers, Kind, Question, Questionnaire, State
from webapp.clock import local_time
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.outcome.answers import read_saved
from webapp.scan.fields import show_answer
from webapp.store.answers import SavedAnswer
from webapp.wording.answers import describe_answer, name_choice
from webapp.wording.basis import name_confidence

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", *"\uff1d\uff0b\uff0d\uff20")  # the last four are the wide ones

_LIST_ITEM = re.compile(r" *[-+] +[^\W\d_]")
_COMPUTES = re.compile(r"\w\(|[|=\[]|!\w|['\"]!")
"""What a formula needs to do anything: a function, a program, another sheet or file."""


class Separators(StrEnum):
    """What stands between columns and before decimals. A spreadsheet goes by the region that its computer is set to."""

    SEMICOLON = "puntkomma"
    """Belgium, the Netherlands, France, Germany: `;` and `7,5`."""
    COMMA = "komma"
    """The United Kingdom, Ireland, the United States, and most programs: `,` and `7.5`."""


Spoken = Sequence[tuple[str, Answers]]
"""What each voice says, by its role."""


def write_table(
    questionnaire: Questionnaire, saved: Mapping[str, SavedAnswer], separators: Separators, voices: Spoken = ()
) -> str:
    """Return all questions with their answers in words, one line a question or row of a grid; a column a voice.

    It begins with a byte order mark: so a spreadsheet reads its accents.
    """
    file = io.StringIO()
    delimiter = ";" if separators is Separators.SEMICOLON else ","
    writer = csv.writer(file, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([*_write_headings(), *(guard_cell(role) for role, _ in voices)])
    answers = read_saved(questionnaire, saved).answers
    numbers = questionnaire.number_by_id
    titles = {section.id: translate_text(section.title) for section in questionnaire.sections}
    for question in questionnaire.questions:
        entry = saved.get(question.id)
        start = [titles[question.section], str(numbers[question.id]), translate_text(question.text)]
        columns = [
            [words for _, _, words in _write_lines(question, said.get(question.id), separators)] for _, said in voices
        ]
        for index, (row_id, row_text, words) in enumerate(_write_lines(question, answers.get(question.id), separators)):
            end = [
                entry.note if entry and index == 0 else "",
                _write_local_time(entry.saved_at) if entry else "",
                question.id,
                row_id,
                *(_write_basis(entry.basis) if entry and index == 0 else ("", "", "")),
                *(column[index] for column in columns),
            ]
            writer.writerow([guard_cell(cell) for cell in (*start, row_text, words, *end)])
    return "\ufeff" + file.getvalue()


def guard_cell(text: str) -> str:
    """Return a cell of which no spreadsheet computes anything; a line of a list (`- two at the library`) stays."""
    if not text.lstrip(" ").startswith(FORMULA_SIGNS):
        return text
    is_list_item = _LIST_ITEM.match(text) and not _COMPUTES.search(text)
    return text if is_list_item else f"'{text}"


def _write_headings() -> list[str]:
    return [
        gettext("Section"),
        gettext("Number"),
        gettext("Question"),
        gettext("Part of the question"),
        gettext("Answer"),
        gettext("Note"),
        gettext("Saved"),
        gettext("Question id"),
        gettext("Part id"),
        gettext("How sure"),
        gettext("Evidence"),
        gettext("Day of the evidence"),
    ]


def _write_lines(question: Question, answer: Answer | None, separators: Separators) -> Iterator[tuple[str, str, str]]:
    """Give row id, row and answer of each line that a question takes."""
    if question.kind is not Kind.GRID:
        yield "", "", _write_answer(question, answer, separators)
        return
    rows = show_answer(question, answer).rows
    for row in question.rows:
        chosen = rows.get(row.id)
        yield row.id, translate_text(row.text), name_choice(question, chosen) if chosen else ""


def _write_answer(question: Question, answer: Answer | None, separators: Separators) -> str:
    if answer is None:
        return ""
    if question.kind is Kind.NUMBER and answer.state is State.GIVEN:
        written = format(answer.number, "f") if answer.number is not None else ""
        return written.replace(".", ",") if separators is Separators.SEMICOLON else written
    words = describe_answer(question, answer)
    return words if question.kind is Kind.TEXT else words.replace("\n", " | ")


def _write_basis(basis: Basis) -> tuple[str, str, str]:
    sure = name_confidence(basis.confidence) if basis.confidence is not None else ""
    return sure, basis.url, basis.day.isoformat() if basis.day is not None else ""


def _write_local_time(moment: datetime) -> str:
    return f"{local_time(moment):%Y-%m-%d %H:%M}"
