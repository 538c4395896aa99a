"""The numbers of inhabitants that the program came with."""

from __future__ import annotations

from datetime import date

from webapp.scan.profile_form import FEWEST_INHABITANTS, MOST_INHABITANTS
from webapp.wording.inhabitants import count_inhabitants, read_register
from webapp.wording.municipalities import INVENTED, municipality_by_code


def test_every_municipality_of_today_has_its_number_and_nothing_else_has() -> None:
    assert set(read_register().inhabitants) == set(municipality_by_code())
    assert not any(count_inhabitants(code) for code in ("21004", "11007", "", *INVENTED))


def test_the_numbers_are_those_that_two_copies_of_statbels_file_gave() -> None:
    counts = read_register().inhabitants
    assert read_register().day == date(2026, 1, 1)
    assert sum(counts.values()) == 6_898_350
    assert [counts[code] for code in ("11002", "44021", "46030", "23106", "73028")] == [
        565_615, 274_042, 88_344, 25_501, 78]  # fmt: skip


def test_a_form_takes_each_of_them() -> None:
    assert all(FEWEST_INHABITANTS <= count <= MOST_INHABITANTS for count in read_register().inhabitants.values())
