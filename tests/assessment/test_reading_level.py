"""The Dutch that a municipality reads stays short: a check that a new sentence can fail, not a proof that it is read.

It counts words in a sentence and letters in a word. A colon and a semicolon end a sentence, as a reader takes a breath
there; a gap and a place count as one word. What it does not see is whether somebody understands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

import pytest

from assessment.content import Content, translatable_texts
from assessment.sheets.reading import load_sheets
from tests.newest import newest_content

LONGEST_SENTENCE = 22
LONG_WORD = 13
MOST_LONG_WORDS = 2.5
"""Percent of all words."""
LONGEST_MEAN = 11
"""Words a sentence, over all."""
END = re.compile(r"(?<=[.!?:;”])\s+")
PLACE = re.compile(r"\{\w+\}|\[[^\]]*\]")
WORD = re.compile(r"[\w'’-]+")


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence."""
    return (WORD.findall(sentence) for sentence in END.split(PLACE.sub("x", text)))


@pytest.fixture(scope="module")
def dutch() -> dict[str, list[list[str]]]:
    """The sentences of each text that stands now, by what it is of."""
    content: Content = newest_content()
    texts = chain(translatable_texts(content), *(translatable_texts(sheet) for sheet in load_sheets(content).all))
    return {text.context: list(sentences(text.dutch)) for text, _ in texts}


def test_no_sentence_is_longer_than_a_reader_at_the_counter_takes_in(dutch: dict[str, list[list[str]]]) -> None:
    long = {name: " ".join(one) for name, found in dutch.items() for one in found if len(one) > LONGEST_SENTENCE}
    assert not long


def test_sentences_are_short_and_long_words_few_over_all(dutch: dict[str, list[list[str]]]) -> None:
    found = [sentence for those in dutch.values() for sentence in those if sentence]
    words = [word for sentence in found for word in sentence]
    assert len(words) / len(found) < LONGEST_MEAN
    assert 100 * sum(len(word) >= LONG_WORD for word in words) / len(words) < MOST_LONG_WORDS


@pytest.mark.parametrize(
    ("text", "lengths"),
    [("Eén. Twee woorden!", [1, 2]), ("Zo: dit [naam van wie] en {municipality}.", [1, 4]), ("“Kan dit?” Ja.", [2, 1])],
)
def test_a_sentence_ends_where_a_reader_takes_a_breath(text: str, lengths: list[int]) -> None:
    assert [len(words) for words in sentences(text)] == lengths
