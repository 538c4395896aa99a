"""The 2019 edition against the second reading of the report, which was made without seeing the first.

What the two readings say differently stands in EXPLAINED, and the figure's own note tells readers about it. What only
the second reading wrote down stands in LEFT_OUT. Nothing else may differ.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import pytest

from benchmarks.editions import load_edition
from benchmarks.model import Edition, Population

SECOND_READING = Path(__file__).with_name("second_reading_2019.csv")
DOCUMENT = Path(__file__).parents[2] / "docs" / "benchmark.md"
NEW = "new:"  # how the second reading marks what its list of names did not have

Key = tuple[str, str, int]
"""Figure, category and year."""


@dataclass(frozen=True)
class Reading:
    """What one reading says of one number."""

    value: Decimal
    about: bool
    population: str
    section: str


@dataclass(frozen=True)
class Difference:
    """A number that was read differently: how the second reading has it, and the words of the note about it."""

    second: Reading
    note_says: str


RESPONSE_SCHEME = "Welke vragen komen er binnen?"
ANSWERING = "De communicatiedienst antwoordt"
BARRIERS = "Drempels bij het inzetten op sociale media"

EXPLAINED = {
    # "2 out of 3" is 66.67; its parts, 15, 27 and 25, are printed and make 67.
    ("webcare.scheme_any", "yes_partly_or_later", 2019): Difference(
        Reading(Decimal("66.67"), about=True, population="municipalities", section=RESPONSE_SCHEME), "2 op de 3"
    ),
    # "a quarter", in words.
    ("webcare.who", "both", 2019): Difference(
        Reading(Decimal(25), about=False, population="municipalities", section=ANSWERING), "een kwart"
    ),
    # "69% of those asked": municipalities, or police zones too?
    ("barriers.affinity_repeated", "agree_or_more_or_less", 2019): Difference(
        Reading(Decimal(69), about=False, population="municipalities", section=BARRIERS), "ondervraagden"
    ),
}

PLACED_ELSEWHERE = {
    # The second reading put these under another name: (figure, category) there -> here, and the words of the note.
    ("presence.youtube", "active"): (("presence.youtube_active", "active"), "waarvan 52 % actief"),
    ("users.facebook_account", "new:low"): (("users.facebook_account", "low"), "65% à 70%"),
    ("users.facebook_account", "new:high"): (("users.facebook_account", "high"), "65% à 70%"),
}

LEFT_OUT = {
    # Repeats of a figure in other words or rounder: the edition has the more precise one.
    "new:webcare.whatsapp_number": ("webcare.whatsapp", "yes"),
    "new:dutch.whatsapp_repeated": ("dutch.whatsapp", "yes"),
    "new:barriers.knowledge_repeated": ("barriers.knowledge", "agree"),
    "new:presence.active_repeated": ("presence.active", "yes"),
    "new:webcare.questions_repeated": ("webcare.questions", "yes"),
    "new:listening.atmosphere_repeated": ("listening.atmosphere", "positive"),
    # In words at the figure: a rise without its own base, and a count beside its percentage.
    "new:webcare.handling_change": ("webcare.handling", "yes"),
    "new:webcare.questions_change": ("webcare.questions", "yes"),
    "new:presence.active_count": ("presence.active", "no"),
    "new:police.facebook_base": ("police.facebook", "one"),
    # What one municipality told is an anecdote, not a figure.
    "new:quote.post": None,
    "new:quote.reach": None,
    "new:quote.reach_repeated": None,
    "new:quote.facebook_pages": None,
}

ABOUT_THE_SURVEY = {
    ("asked", 2019): ("568", "asked"),
    ("questions", 2019): ("44", "questions"),
    ("new:questions_repeated", 2019): ("44", "questions"),
    ("municipalities_answered", 2019): ("142", "municipalities_answered"),
    ("police_answered", 2019): ("29", "police_zones_answered"),
    ("police_total", 2019): ("107", "police_zones_total"),
}
IN_WORDS_ONLY = {  # months and years of surveys, and a percentage that the edition's notes speak of
    ("fieldwork", 2019): "2019-04/2019-05",
    ("fieldwork", 2015): "2015-autumn",
    ("fieldwork", 2016): "2016-autumn",
    ("fieldwork", 2017): "2017-autumn",
    ("new:police_survey", 2018): "2018-autumn",
    ("new:confidence", 2019): "90",
}


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition("2019")


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with SECOND_READING.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def first(edition: Edition) -> dict[Key, Reading]:
    return dict(_numbers_of(edition))


@pytest.fixture(scope="module")
def second(rows: list[dict[str, str]]) -> dict[Key, Reading]:
    found = {}
    for row in _figures_in(rows):
        name = (row["figure"], row["category"])
        placed = PLACED_ELSEWHERE.get(name, (name, ""))[0]
        found[(*placed, int(row["year"]))] = Reading(
            Decimal(row["value"]), row["about"] == "true", row["population"], row["section"]
        )
    return found


def _numbers_of(edition: Edition) -> Iterator[tuple[Key, Reading]]:
    for figure in edition.figures:
        for share in figure.shares:
            key = (figure.id, share.id, figure.year or edition.year)
            yield key, Reading(share.value, share.about, figure.population.value, figure.section)
        for earlier in figure.earlier:
            key = (figure.id, earlier.share, earlier.year)
            yield key, Reading(earlier.value, earlier.about, figure.population.value, figure.section)


def _figures_in(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in rows if row["figure"] != "edition" and not row["figure"].startswith(NEW)]


def test_no_number_was_written_down_twice(rows: list[dict[str, str]], edition: Edition) -> None:
    for keys in (
        [(row["figure"], row["category"], row["year"]) for row in rows],
        [key for key, _ in _numbers_of(edition)],
    ):
        assert len(keys) == len(set(keys))


def test_both_readings_have_the_same_numbers(first: dict[Key, Reading], second: dict[Key, Reading]) -> None:
    assert set(first) == set(second)


def test_every_number_was_read_the_same_twice_or_its_note_says_why_not(
    first: dict[Key, Reading], second: dict[Key, Reading]
) -> None:
    differing = {key: Difference(second[key], "") for key in first if first[key] != second[key]}
    assert differing == {key: Difference(entry.second, "") for key, entry in EXPLAINED.items()}


@pytest.mark.parametrize(
    ("figure", "words"),
    [
        *((key[0], entry.note_says) for key, entry in EXPLAINED.items()),
        *((placed[0], words) for placed, words in PLACED_ELSEWHERE.values()),
    ],
)
def test_a_difference_is_told_in_the_note_of_its_figure(edition: Edition, figure: str, words: str) -> None:
    note = edition.figure_by_id[figure].note
    assert note is not None
    assert words in note.dutch


def test_what_the_edition_leaves_out_is_a_repeat_or_an_anecdote(rows: list[dict[str, str]]) -> None:
    extra = {row["figure"]: row for row in rows if row["figure"].startswith(NEW)}
    assert set(extra) == set(LEFT_OUT)
    for name, row in extra.items():
        assert (LEFT_OUT[name] is None) == (row["population"] == f"{NEW}one_municipality"), name


@pytest.mark.parametrize(
    ("name", "place"),
    [(name, place) for name, place in LEFT_OUT.items() if place and name.endswith(("_repeated", "_number"))],
)
def test_a_repeat_is_within_what_the_edition_prints(
    rows: list[dict[str, str]], edition: Edition, name: str, place: tuple[str, str]
) -> None:
    row = next(row for row in rows if row["figure"] == name)
    share = edition.figure_by_id[place[0]].share_by_id[place[1]]
    # "the half", "4 out of 5" and "more than half" are rounder than the numbers that they repeat.
    margin = Decimal(3) if row["about"] == "true" else Decimal(1)
    assert abs(Decimal(row["value"]) - share.value) <= margin


def test_the_facts_of_the_survey_were_read_the_same_twice(rows: list[dict[str, str]], edition: Edition) -> None:
    facts = {(row["category"], int(row["year"])): row["value"] for row in rows if row["figure"] == "edition"}
    assert facts == {key: value for key, (value, _) in ABOUT_THE_SURVEY.items()} | IN_WORDS_ONLY
    for value, field in ABOUT_THE_SURVEY.values():
        assert str(getattr(edition, field)) == value
    assert edition.fieldwork.dutch == "april en mei 2019"
    assert any("90 procent" in note.text.dutch for note in edition.notes)


def test_earlier_surveys_are_years_in_which_there_was_one(edition: Edition) -> None:
    assert {entry.year for figure in edition.figures for entry in figure.earlier} <= {2015, 2016, 2017}


def test_only_what_the_report_quotes_is_of_another_year(edition: Edition) -> None:
    quoted = {figure.population for figure in edition.figures if figure.year is not None}
    assert quoted == {Population.FLEMISH_USERS}


def test_the_document_counts_both_readings_rightly(
    rows: list[dict[str, str]], first: dict[Key, Reading], edition: Edition
) -> None:
    earlier = sum(len(figure.earlier) for figure in edition.figures)
    kept_outside = sum(row["category"].startswith(NEW) for row in _figures_in(rows))
    text = re.sub(r"\s+", " ", DOCUMENT.read_text("utf-8"))
    assert f"with {len(rows)} rows" in text
    assert (
        f"{len(first)} numbers in the edition ({len(first) - earlier} of 2019 or of the source that the report quotes,"
        f" {earlier} of earlier years) meet {len(_figures_in(rows)) - kept_outside} of the second reading" in text
    )
