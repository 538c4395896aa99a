"""Verdicts, reasons and numbers in the reader's language."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import pytest
from flask import Flask

from assessment.model import Range, Text
from assessment.road.model import Group
from benchmarks.model import Figure, FigureKind, Population, Share
from benchmarks.reference import Verdict
from webapp.language.locale import speaking
from webapp.wording.numbers import (
    days_text,
    gain_text,
    number_text,
    percent_range_text,
    points_text,
    score_text,
    share_text,
)
from webapp.wording.verdicts import effort_text, group_text, population_text, size_text, verdict_text, verdict_title


@pytest.fixture(params=["nl", "en"])
def language(shared_app: Flask, request: pytest.FixtureRequest) -> Iterator[str]:
    code: str = request.param
    with shared_app.test_request_context(f"/?taal={code}"):
        yield code


@pytest.fixture
def dutch(shared_app: Flask) -> Iterator[None]:
    with shared_app.test_request_context("/?taal=nl"):
        yield


def test_each_verdict_has_its_own_words(language: str) -> None:
    del language
    assert len({verdict_title(verdict) for verdict in Verdict}) == len(Verdict)
    assert len({verdict_text(verdict) for verdict in Verdict}) == len(Verdict)


@pytest.mark.parametrize(
    ("verdict", "title", "words"),
    [
        (Verdict.ABOVE, "Score hoger dan in 2019", "ligt boven"),
        (Verdict.BELOW, "Score lager dan in 2019", "ligt onder"),
        (Verdict.CANNOT_TELL, "Score: geen duidelijk verschil met 2019", "overlapt"),
        (Verdict.TOO_EARLY, "Score: nog niet te vergelijken met 2019", "minder dan de helft ingevuld"),
    ],
)
@pytest.mark.usefixtures("dutch")
def test_a_verdict_says_what_it_is(verdict: Verdict, title: str, words: str) -> None:
    assert verdict_title(verdict) == title
    assert words in verdict_text(verdict)


def test_everything_has_words_in_both_languages(shared_app: Flask) -> None:
    def collect() -> list[str]:
        return [
            *(group_text(group) for group in Group),
            *(effort_text(effort) for effort in ("small", "medium", "large")),
            *(size_text(size) for size in ("small", "medium", "large")),
            *(population_text(population) for population in Population),
        ]

    with shared_app.test_request_context():
        with speaking("nl"):
            dutch = collect()
        with speaking("en"):
            english = collect()
    assert all(dutch)
    assert all(one != other for one, other in zip(dutch, english, strict=True))


@pytest.mark.parametrize(
    ("score", "text"),
    [
        (Range(62.0, 62.0), "62,0"),
        (Range(62.5, 70.0), "62,5 tot 70,0"),
        (55, "55,0"),
        (Range(0.0, 100.0), "0,0 tot 100,0"),
    ],
)
@pytest.mark.usefixtures("dutch")
def test_a_score_has_one_decimal_and_a_dutch_comma(score: Range | float, text: str) -> None:
    assert score_text(score) == text


@pytest.mark.usefixtures("dutch")
def test_numbers_keep_no_more_decimals_than_they_need() -> None:
    assert number_text(71.66666) == "71,67"
    assert number_text(1234) == "1.234"
    assert number_text(0.125) == "0,13"
    assert points_text(Range(50.0, 50.0)) == "50"
    assert points_text(Range(0, 71.66666)) == "0 tot 71,67"
    assert points_text(None) == "–"
    assert gain_text(Range(0, 8.333)) == "+0 tot +8,3"
    assert percent_range_text(Range(46.75, 46.85)) == "46,75 tot 46,85%"
    assert percent_range_text(None) == "–"
    assert [days_text(days) for days in (0.5, 1, 1.5, 3)] == [
        "0,5 dag werk",
        "1 dag werk",
        "1,5 dagen werk",
        "3 dagen werk",
    ]


@pytest.mark.parametrize(
    ("value", "about", "kind", "text"),
    [
        ("57", False, FigureKind.ONE_OF, "57%"),
        ("46.8", False, FigureKind.ONE_OF, "46,8%"),
        ("80", True, FigureKind.SEVERAL_OF, "ongeveer 80%"),
        ("18.05", False, FigureKind.MEAN, "18,05"),
    ],
)
@pytest.mark.usefixtures("dutch")
def test_a_share_is_shown_as_printed(value: str, about: bool, kind: FigureKind, text: str) -> None:
    share = Share("yes", Text("", "Ja"), Decimal(value), about)
    figure = Figure("x", Text("", ""), Population.MUNICIPALITIES, kind, "", (share,))
    assert share_text(figure, share) == text
