"""Growth phases in words: settled, likely with what else is possible, or too early to say."""

from __future__ import annotations

import pytest
from flask import Flask

from assessment.levels import LevelRange
from webapp.language.locale import speaking
from webapp.wording.levels import level_text, phase_text, within


@pytest.mark.parametrize(
    ("low", "high", "likely", "number", "phase"),
    [
        (2, 2, 2, "2", "Groeifase 2"),
        (1, 2, 1, "waarschijnlijk 1, misschien 2", "Waarschijnlijk groeifase 1, misschien 2"),
        (1, 3, 2, "waarschijnlijk 2, misschien 1 of 3", "Waarschijnlijk groeifase 2, misschien 1 of 3"),
        (0, 3, 2, "waarschijnlijk 2, misschien 0, 1 of 3", "Waarschijnlijk groeifase 2, misschien 0, 1 of 3"),
        (0, 4, None, "nog niet te zeggen", "Nog niet te zeggen"),
    ],
)
def test_a_growth_phase_is_said_as_a_person_would(
    shared_app: Flask, low: int, high: int, likely: int | None, number: str, phase: str
) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        assert level_text(LevelRange(low, high), likely) == number
        assert phase_text(LevelRange(low, high), likely) == phase


def test_words_within_a_sentence_begin_without_a_capital() -> None:
    assert within("De gemeente ontdekt") == "de gemeente ontdekt"
    assert within("") == ""
