"""The shortest way: what the page says is what the search found, and every address gets an answer."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask

from assessment.model import DIMENSIONS
from assessment.shortest_way.least_effort import find_shortest_way, next_targets
from tests.webapp.report.conftest import Reader, Stored
from webapp.language.locale import speaking, translate_text
from webapp.report.pages.shortest_way import MOST_STEPS, describe_situation, read_wish


def address(stored: Stored, **given: str) -> str:
    return stored.url("/plan") + (f"?{urlencode(given)}" if given else "")


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"domein": "webcare"},
        {"domein": "strategy", "groeifase": "4"},
        {"groeifase": "3", "dagen": "7,5"},
        {"dagen": "1"},
    ],
)
def test_the_page_shows_the_plan_that_the_search_finds(
    shared_app: Flask, reader: Reader, middle: Stored, given: dict[str, str]
) -> None:
    situation = describe_situation(middle.findings)
    with shared_app.test_request_context("/"), speaking("nl"):
        wish = read_wish(given, situation)
        way = find_shortest_way(situation, wish.targets, wish.days, middle.findings.road.numbers)
        titles = [translate_text(step.recommendation.title) for step in way.steps]
    page = reader.page(address(middle, **given))
    assert [title.get_text(strip=True) for title in page.select(".step h3 a, .entries a")] == titles
    rows = [[cell.get_text(strip=True) for cell in row.select("td")] for row in page.select("#uitkomst tbody tr")]
    assert [row[1:3] for row in rows] == [[str(one.target), str(one.level)] for one in way.reached.values()]
    assert all(str(one.level_now) in row[0] for row, one in zip(rows, way.reached.values(), strict=True))


def test_nothing_chosen_means_one_growth_phase_up_in_every_dimension(shared_app: Flask, middle: Stored) -> None:
    situation = describe_situation(middle.findings)
    with shared_app.test_request_context("/"):
        assert read_wish({}, situation).targets == next_targets(situation)
        assert list(read_wish({"domein": "webcare"}, situation).targets) == ["webcare"]
        assert read_wish({"groeifase": "4"}, situation).targets == dict.fromkeys(DIMENSIONS, 4)


@pytest.mark.parametrize("days", ["abc", "-3", "0", "1e9", "1.234.567", "9" * 100, "7\x00x", "<script>"])
def test_days_that_are_no_days_are_explained_and_come_back(reader: Reader, middle: Stored, days: str) -> None:
    page = reader.page(address(middle, dagen=days))
    assert page.select_one(".error-summary")
    field = page.select_one("#dagen")
    assert field is not None
    assert field["value"] == days.replace("\x00", "")[:40]
    assert field["aria-invalid"] == "true"


@pytest.mark.parametrize(
    "given", [{"domein": "x"}, {"groeifase": "9"}, {"groeifase": "²"}, {"domein": "", "groeifase": ""}]
)
def test_what_is_unknown_means_all_and_one_up(shared_app: Flask, middle: Stored, given: dict[str, str]) -> None:
    situation = describe_situation(middle.findings)
    with shared_app.test_request_context("/"):
        assert read_wish(given, situation).targets == next_targets(situation)


def test_who_is_there_needs_nothing(reader: Reader, perfect: Stored) -> None:
    page = reader.page(address(perfect, domein="webcare", groeifase="1"))
    assert "Jullie zijn er al" in page.get_text()
    assert not page.select(".step")


def test_an_assessment_without_answers_gets_a_way_too(reader: Reader, empty: Stored) -> None:
    assert reader.page(address(empty)).select(".step")


def test_the_result_leads_to_it(reader: Reader, middle: Stored) -> None:
    assert reader.page(middle.url()).select_one(f'a[href="{middle.url("/plan")}"]')


def test_the_first_steps_stand_open_and_the_others_in_lines_unless_all_is_asked(reader: Reader, empty: Stored) -> None:
    wish = {"domein": "alle", "groeifase": "4", "dagen": "80"}
    short, whole = reader.page(address(empty, **wish)), reader.page(address(empty, **wish, alles="ja"))
    lines = [str(line["href"]) for line in short.select(".entries a")]
    assert len(short.select(".step")) == MOST_STEPS
    assert len(lines) > MOST_STEPS
    opened = [str(title["href"]) for title in whole.select(".step h3 a")]
    assert opened[MOST_STEPS:] == lines
    assert not whole.select(".entries")
    assert short.select_one(f'main a[href="{address(empty, **wish, alles="ja")}"]')
    assert whole.select_one(f'main a[href="{address(empty, **wish)}"]')


def test_a_way_of_few_steps_has_no_longer_page(reader: Reader, middle: Stored) -> None:
    page = reader.page(address(middle, domein="webcare", groeifase="1"))
    assert not page.select('main a[href*="alles=ja"]')
