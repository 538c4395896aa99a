"""What can be seen of a text."""

from __future__ import annotations

import pytest

from assessment.answers import AnswerError, read_answer
from assessment.signs import is_blank
from tests.newest import newest_content

UNSEEN = [
    "", " ", "\t\n", "\u00a0", "\u200b", "\u3164", "\u2800", "\u00ad", "\ufeff", "\u200e", "\u202d\u202c", "\u2060",
    "\uffa0", "\u115f", "\u1160", "\u034f", "\u180e", "\u2007", "\u202f", "\u3000", "\u2028", "\ufe0f", "\u200d",
    "\U000e0020", "\u061c", "\u2800 \u200b\u3164",
]  # fmt: skip
SEEN = ["a", "-", ".", "0", "é", "😀", "❤️", "字", "\u0627", "हि", "\u0301", "\u0600", "\u200ba", "\ufffd"]


@pytest.mark.parametrize("text", UNSEEN, ids=ascii)
def test_a_text_of_signs_that_nobody_sees_is_blank(text: str) -> None:
    assert is_blank(text)


@pytest.mark.parametrize("text", SEEN, ids=ascii)
def test_a_text_of_which_anything_is_seen_is_not_blank(text: str) -> None:
    assert not is_blank(text)


@pytest.mark.parametrize("text", ["\u200b", "\u3164", "\u2800", "\u00ad"], ids=ascii)
def test_an_answer_in_words_of_which_nothing_is_seen_is_none(text: str) -> None:
    with pytest.raises(AnswerError) as caught:
        read_answer(newest_content().questionnaire.question("next.steps"), {"text": text})
    assert caught.value.code == "empty"
