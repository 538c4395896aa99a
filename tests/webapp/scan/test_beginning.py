"""Beginning, the overview, finishing and opening again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from tests.newest import newest_content
from tests.webapp.assessments import find_by_link
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.visitor import Visitor, notice_of, place_of, read_form
from webapp.store.database import Database
from webapp.wording.inhabitants import count_inhabitants
from webapp.wording.municipalities import list_municipalities

GOOD = {"municipality": "44021", "inhabitants": "272.000", "role": "webcare", "language": "nl"}


def begin(client: PageClient, **changes: Any) -> Any:  # noqa: ANN401 (a response)
    fields = read_form(client.page("/begin"))
    return client.submit("/begin", {**fields, **GOOD, **changes})


def test_all_municipalities_can_be_chosen_without_javascript(client: PageClient) -> None:
    options = client.page("/begin").select("#municipality option[value]:not([value=''])")
    assert [option["value"] for option in options] == [entry.code for entry in list_municipalities()]
    assert len(options) == 285


def test_beginning_gives_a_private_link(client: PageClient, app_database: Database) -> None:
    response = begin(client)
    assert response.status_code == 303
    assert notice_of(response) == "begonnen"
    page = client.page(response.location)
    link = page.find(id="share-url")
    assert link is not None
    assert str(link["value"]).endswith(place_of(response))
    record = find_by_link(app_database, place_of(response).rpartition("/")[2])
    assert record is not None
    assert (record.municipality, record.inhabitants, record.role) == ("44021", 272_000, "webcare")
    assert record.questionnaire_version == newest_content().questionnaire.version


def test_a_typed_name_counts_above_the_select(client: PageClient, app_database: Database) -> None:
    response = begin(client, **{"municipality-typed": "  geraardsbergen "})
    record = find_by_link(app_database, place_of(response).rpartition("/")[2])
    assert record is not None
    assert record.municipality == "41018"


@pytest.mark.parametrize("empty", ["", " \u200b", "\x00"])
def test_inhabitants_left_empty_are_those_of_the_register(
    client: PageClient, app_database: Database, empty: str
) -> None:
    response = begin(client, inhabitants=empty)
    record = find_by_link(app_database, place_of(response).rpartition("/")[2])
    assert record is not None
    assert record.inhabitants == count_inhabitants("44021")
    page = client.page(f"{place_of(response)}/profiel")
    line = page.find(id="inhabitants-from")
    assert line is not None
    assert line.get_text() == "Ingevuld: Statbel, 1 januari 2026. Klopt het niet? Verbeter het dan."


def test_a_number_of_ones_own_is_not_called_that_of_the_register(client: PageClient) -> None:
    line = client.page(f"{place_of(begin(client))}/profiel").find(id="inhabitants-from")
    assert line is not None
    assert not line.get_text()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("municipality", ""),
        ("municipality", "21004"),
        ("municipality", "x" * 50_000),
        ("municipality-typed", "Amsterdam"),
        ("municipality-typed", ""),
        ("inhabitants", "7,5"),
        ("inhabitants", "-3"),
        ("inhabitants", "1e9"),
        ("inhabitants", "12"),
        ("inhabitants", "veel"),
        ("inhabitants", "<script>alert(1)</script>"),
        ("inhabitants", "😀"),
        ("role", "koning"),
        ("language", "xx"),
    ],
)
def test_a_wrong_field_is_told_and_everything_typed_comes_back(client: PageClient, field: str, value: str) -> None:
    response = begin(client, **{field: value})
    assert response.status_code == 422
    page = read_page(response.text)
    assert len(page.select(".error-summary li")) == 1
    again = read_form(page)
    if field == "inhabitants":
        assert again[field] == [value.replace("\x00", "").strip()]
    else:
        assert again["inhabitants"] == ["272.000"]
    if field == "municipality-typed":
        assert page.select_one("#municipality")["data-typed"] == value  # type: ignore[index]
    assert "<script>alert" not in response.text


def test_more_than_a_profile_can_hold_is_refused_in_words(client: PageClient) -> None:
    response = begin(client, municipality="x" * 100_000)
    assert response.status_code == 413
    assert "Dit is te veel tekst" in response.text


def test_the_qr_code_is_a_picture(visitor: Visitor) -> None:
    response = visitor.client.get(f"{visitor.url}/qr.svg")
    assert response.mimetype == "image/svg+xml"
    assert response.text.startswith("<svg")


def test_the_overview_says_where_to_go_on(visitor: Visitor) -> None:
    main = visitor.open().find("main")
    assert main is not None
    assert main.select_one(".page-header a.button")["href"].endswith("/vragen/listening")  # type: ignore[index,union-attr]
    assert len(main.select(".way-list a[href*='/vragen/']")) == 6


def test_what_is_open_is_listed_and_finishing_is_allowed(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "unknown"})
    visitor.answer("strategy", **{"row.strategy.conditions.training": "fully"})
    page = visitor.open("/afronden")
    links = [str(link["href"]) for link in page.select(".chapter:not(#beslist) .way-list a")]
    assert len(links) == 43
    assert not any(link.endswith("#q-listening-themes") for link in links)
    assert any(link.endswith("/vragen/strategy#q-strategy-conditions") for link in links)
    response = visitor.client.submit(f"{visitor.url}/afronden", read_form(page))
    assert response.status_code == 303
    assert response.location.endswith("/resultaat")
    assert visitor.record.finished_at


def test_a_dont_know_that_decides_a_growth_phase_is_listed_with_its_button(visitor: Visitor) -> None:
    questionnaire = newest_content().questionnaire
    best = {
        f"answer.{question.id}": max(question.options, key=lambda option: option.points or 0).id
        for question in questionnaire.in_section("webcare")
        if question.kind == "one"
    }
    visitor.answer("webcare", **best | {"answer.webcare.scheme": "unknown"})
    visitor.answer("presence", **{"answer.presence.active": "unknown"})
    page = visitor.open("/afronden")
    (entry,) = page.select("#beslist li")
    assert "Toch invullen" in entry.get_text()
    (button,) = entry.select("a.button")
    assert button["href"] == f"{visitor.url}/vragen/webcare#q-webcare-scheme"
    (title,) = page.select("#beslist h3")
    assert title.get_text() == "Webcare: waarschijnlijk groeifase 4, misschien 2 of 3"
    visitor.answer("webcare", **{"answer.webcare.scheme": "no"})
    assert not visitor.open("/afronden").select("#beslist")


def test_not_knowing_where_residents_take_part_is_listed_while_a_platform_could_still_raise_a_phase(
    visitor: Visitor,
) -> None:
    given = {"platform": "unknown", "leading": "always", "on_social": "never", "feedback": "always"}
    fields = {f"answer.participation.{name}": answer for name, answer in given.items()}
    visitor.answer("participation", **fields | {"answer.participation.platform_name": "Denk mee"})
    (button,) = visitor.open("/afronden").select("#beslist li a.button")
    assert button["href"] == f"{visitor.url}/vragen/participation#q-participation-platform"
    visitor.answer("participation", **{"answer.participation.platform": "both"})
    assert not visitor.open("/afronden").select("#beslist")


def test_a_new_self_scan_is_offered_after_finishing_only(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.questions": "mostly"})
    again = f"a[href='{visitor.url}/opnieuw']"
    assert not visitor.open().select(again)
    visitor.client.submit(f"{visitor.url}/afronden")
    assert len(visitor.open().select(again)) == 1


def test_the_parts_of_the_overview_are_told_apart(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.questions": "mostly"})
    parts = visitor.open().select(".has-signs li:has(a[href*='/vragen/'])")
    assert [part.select_one(".way-more").get_text() for part in parts[:3]] == [  # type: ignore[union-attr]
        "15 vragen", "1 van 10 beantwoord", "9 vragen"
    ]  # fmt: skip
    assert [part["class"] for part in parts[:3]] == [["is-todo", "is-next"], ["is-started"], ["is-todo"]]
    assert all(entry.select_one("svg") for entry in visitor.open().select(".has-signs li") if entry not in parts[:6])


def test_a_finished_assessment_is_read_until_it_is_opened_again(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "rather", "note.listening.themes": "zeker"})
    visitor.client.submit(f"{visitor.url}/afronden")
    page = visitor.open("/vragen/listening")
    assert not page.select("main input[type=radio]")
    assert "Eerder wel" in page.get_text()
    assert "zeker" in page.get_text()
    visitor.client.submit(f"{visitor.url}/heropenen", read_form(page))
    assert visitor.record.finished_at is None
    assert visitor.section("listening")["answer.listening.themes"] == ["rather"]


def test_every_page_has_a_title_of_its_own(visitor: Visitor) -> None:
    sections = [f"/vragen/{section.id}" for section in newest_content().questionnaire.sections]
    own = ["", "/profiel", "/afronden", "/gegevens", "/gegevens/verwijderen", *sections]
    urls = [visitor.url + path for path in own] + ["/", "/begin", "/begin/importeren", "/privacy", "/toegankelijkheid"]
    titles = [visitor.client.page(url).title.get_text() for url in urls]  # type: ignore[union-attr]
    assert len(set(titles)) == len(titles)


def test_the_language_of_the_assessment_is_spoken(client: PageClient, app: Flask) -> None:
    response = begin(client, language="en")
    stranger = app.test_client()
    assert 'lang="en"' in stranger.get(response.location).text
