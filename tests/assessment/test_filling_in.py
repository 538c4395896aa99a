"""How long filling in takes, by the estimate: each version of the questionnaire stays within half an hour."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assessment.content import CONTENT_FOLDER, list_versions, load_content
from assessment.filling_in import Effort, measure_all, measure_effort
from assessment.model import Kind, Option, Question, Text
from tests.newest import newest_content

VERSIONS = list_versions()


def text(words: int) -> Text:
    return Text("", "woord " * words)


def ask(kind: Kind, words: int, *options: int) -> Question:
    chosen = tuple(Option(str(place), text(count)) for place, count in enumerate(options))
    return Question("q", "all", kind, text(words), text(0), text(100), options=chosen)


def test_a_question_takes_its_reading_and_one_decision() -> None:
    assert measure_effort([ask(Kind.ONE, 14, 3, 3)]) == Effort(1, 20, 1, 6 + 8)


def test_each_choice_of_several_is_a_decision() -> None:
    assert measure_effort([ask(Kind.SEVERAL, 14, 2, 2, 2)]) == Effort(1, 20, 1, 6 + 3 * 2)


@pytest.mark.parametrize("version", VERSIONS)
def test_all_of_it_takes_less_than_half_an_hour(version: str) -> None:
    core, extra = measure_all(load_content(CONTENT_FOLDER / version).questionnaire)
    assert core.questions == 44
    assert core.seconds + extra.seconds < 30 * 60


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_extra_takes_less_than_a_minute_together(version: str) -> None:
    _, extra = measure_all(load_content(CONTENT_FOLDER / version).questionnaire)
    assert extra.seconds < 60


def test_every_row_counts() -> None:
    questionnaire = newest_content().questionnaire
    grid = next(question for question in questionnaire.questions if question.rows)
    shorter = replace(grid, rows=grid.rows[1:])
    assert measure_effort([grid]).items == measure_effort([shorter]).items + 1
    assert measure_effort([grid]).seconds > measure_effort([shorter]).seconds + 6
