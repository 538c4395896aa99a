"""Two clicks are one entry: a form that is sent twice makes one self-scan, one action, one import."""

from __future__ import annotations

import io
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from tests.newest import newest_content
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read
from tests.webapp.visitor import Fields, Visitor, notice_of, place_of, read_form
from webapp.store.action_plan import get_actions, remove_action
from webapp.store.actors import PROGRAM
from webapp.store.assessments import iterate_assessments
from webapp.store.database import Database
from webapp.web.limits import NEW_ASSESSMENTS, NEW_ASSESSMENTS_SECONDS, get_limits

PROFILE = {"municipality": "44021", "inhabitants": "272.000", "role": "webcare", "language": "nl"}
FILE = {
    "format": "pleinwijzer-zelfscan",
    "format_version": 1,
    "assessment": {"municipality": "44021", "inhabitants": 272000, "role": "", "language": "nl"},
    "answers": {"listening.themes": {"answer": {"options": ["fully"]}, "note": ""}},
    "actions": [{"title": "Iets doen"}],
}


def count(database: Database) -> int:
    return sum(1 for _ in iterate_assessments(database))


def preview(client: PageClient, path: str) -> Fields:
    """Bring a file and return the form that confirms it."""
    chosen = {"file": (io.BytesIO(json.dumps(FILE).encode()), "zelfscan.json")}
    return read_form(read_page(client.post(path, data=chosen).text))


def test_two_clicks_on_begin_make_one_self_scan(client: PageClient, app_database: Database) -> None:
    fields = {**read_form(client.page("/begin")), **PROFILE}
    first, second = client.submit("/begin", fields), client.submit("/begin", fields)
    assert place_of(first) == place_of(second)
    assert notice_of(second) == "begonnen"
    assert count(app_database) == 1


def test_two_clicks_at_the_same_moment_make_one_self_scan(app: Flask, app_database: Database) -> None:
    fields = {**read_form(read_page(app.test_client().get("/begin").text)), **PROFILE}

    def click(_: int) -> str:
        return place_of(app.test_client().post("/begin", data=fields))

    with ThreadPoolExecutor(4) as pool:
        places = set(pool.map(click, range(4)))
    assert len(places) == 1
    assert count(app_database) == 1


def test_whoever_goes_back_and_fills_in_something_else_begins_another(
    client: PageClient, app_database: Database
) -> None:
    fields = {**read_form(client.page("/begin")), **PROFILE}
    first = client.submit("/begin", fields)
    second = client.submit("/begin", {**fields, "municipality": "11002"})
    assert place_of(first) != place_of(second)
    assert count(app_database) == 2


def test_a_refused_form_keeps_its_value_and_a_new_page_has_another(client: PageClient) -> None:
    fields = read_form(client.page("/begin"))
    refused = client.submit("/begin", fields)
    assert refused.status_code == 422
    assert read_form(read_page(refused.text))["once"] == fields["once"]
    assert read_form(client.page("/begin"))["once"] != fields["once"]


def test_a_second_click_is_not_counted_as_another_self_scan(client: PageClient, app: Flask) -> None:
    fields = {**read_form(client.page("/begin")), **PROFILE}
    for _ in range(3):
        assert client.submit("/begin", fields).status_code == 303
    assert get_limits(app).count(NEW_ASSESSMENTS, "127.0.0.1", NEW_ASSESSMENTS_SECONDS) == 1


def test_two_clicks_make_one_self_scan_from_an_earlier_one(visitor: Visitor) -> None:
    fields = read_form(visitor.open("/opnieuw"))
    places = {place_of(visitor.client.submit(f"{visitor.url}/opnieuw", fields)) for _ in range(2)}
    assert len(places) == 1
    assert count(visitor.database) == 2


def test_two_clicks_make_one_self_scan_from_a_file(client: PageClient, app_database: Database) -> None:
    fields = {**preview(client, "/begin/importeren"), **PROFILE}
    places = {place_of(client.submit("/begin/importeren", fields)) for _ in range(2)}
    assert len(places) == 1
    assert count(app_database) == 1


def test_two_clicks_take_a_file_over_once_and_say_the_same(visitor: Visitor) -> None:
    path = f"{visitor.url}/gegevens/importeren"
    fields = {**preview(visitor.client, path), "mode": "new"}
    first, second = visitor.client.submit(path, fields), visitor.client.submit(path, fields)
    assert first.location == second.location
    assert len(read(visitor.database, get_actions, visitor.record.id)) == 1


def test_two_clicks_make_one_action(visitor: Visitor) -> None:
    fields = {**read_form(visitor.open("/actieplan/nieuw")), "title": "Iets doen"}
    places = {place_of(visitor.client.submit(f"{visitor.url}/actieplan/nieuw", fields)) for _ in range(2)}
    assert len(places) == 1
    assert len(read(visitor.database, get_actions, visitor.record.id)) == 1
    visitor.client.submit(f"{visitor.url}/actieplan/nieuw", {**fields, "title": "Iets anders"})
    assert len(read(visitor.database, get_actions, visitor.record.id)) == 2


def test_two_clicks_take_recommendations_on_once_and_say_the_same(visitor: Visitor) -> None:
    named = "&".join(f"aanbeveling={one.id}" for one in newest_content().recommendations[:2])
    page = visitor.open(f"/actieplan/overnemen?{named}")
    boxes = [str(box["value"]) for box in page.select("input[name=chosen]")]
    fields = {**read_form(page), "chosen": boxes}
    assert len(boxes) == 2
    first = visitor.client.submit(f"{visitor.url}/actieplan/overnemen", fields)
    second = visitor.client.submit(f"{visitor.url}/actieplan/overnemen", fields)
    assert first.location == second.location
    assert len(read(visitor.database, get_actions, visitor.record.id)) == len(fields["chosen"])


def test_a_second_click_after_the_action_was_removed_says_so(visitor: Visitor) -> None:
    fields = {**read_form(visitor.open("/actieplan/nieuw")), "title": "Iets doen"}
    visitor.client.submit(f"{visitor.url}/actieplan/nieuw", fields)
    (action,) = read(visitor.database, get_actions, visitor.record.id)
    with visitor.database.write() as connection:
        remove_action(connection, visitor.record.id, action.id, PROGRAM)
    response = visitor.client.submit(f"{visitor.url}/actieplan/nieuw", fields)
    assert notice_of(response) == "actie-weg"
    assert not read(visitor.database, get_actions, visitor.record.id)


def test_a_second_click_after_the_new_link_was_replaced_makes_no_other_self_scan(
    client: PageClient, app_database: Database
) -> None:
    fields = {**read_form(client.page("/begin")), **PROFILE}
    link = place_of(client.submit("/begin", fields))
    client.submit(f"{link}/links/vervangen", read_form(client.page(f"{link}/links/vervangen")))
    assert client.submit("/begin", fields).status_code == 404
    assert count(app_database) == 1


@pytest.mark.parametrize("value", ["", "kort", "x" * 5000, "\u2028" * 22])
def test_a_form_without_a_good_value_works_all_the_same(client: PageClient, app_database: Database, value: str) -> None:
    fields = {**read_form(client.page("/begin")), **PROFILE, "once": value}
    assert {client.submit("/begin", fields).status_code for _ in range(2)} == {303}
    assert count(app_database) == 2
