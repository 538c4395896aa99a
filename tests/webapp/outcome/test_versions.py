"""A self-scan keeps the version of the questionnaire that it was begun with: all its pages and files have that one."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from assessment.library import Library
from tests.made_up_versions import (
    ADDED,
    MERGED,
    MERGED_INTO,
    NEW,
    OLD,
    OTHER_POINTS,
    REMOVED,
    RENAMED,
    RENAMED_TO,
    WITHDRAWN,
)
from tests.webapp.assessments import begin_assessment, find_by_link
from tests.webapp.conftest import use_library
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor, place_of, read_form
from webapp.store.action_plan import Fields, NewAction, add_actions, get_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.store.database import Database

ANSWERS: dict[str, dict[str, object]] = {
    RENAMED: {"options": ["yes"]},
    REMOVED: {"options": ["waste"]},
    OTHER_POINTS: {"options": ["forward"]},
    "listening.themes": {"options": ["fully"]},
}


@pytest.fixture(autouse=True)
def _two_versions(app: Flask, made_up_library: Library) -> None:
    use_library(app, made_up_library)


@pytest.fixture
def old(client: PageClient, app_database: Database) -> Visitor:
    """A visitor to a self-scan of the older version, with answers and a plan."""
    record, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", OLD))
    changes = [AnswerChange(name, plain) for name, plain in ANSWERS.items()]
    write(app_database, save_answers, record.id, changes, PROGRAM)
    plan = [NewAction(Fields(f"Van {name}"), name) for name in (MERGED, MERGED_INTO, WITHDRAWN)]
    write(app_database, add_actions, record.id, plan, PROGRAM)
    return Visitor(client, app_database, token)


def download(visitor: Visitor) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json").text)
    return document


def send(client: PageClient, address: str, document: dict[str, Any], status: int = 200) -> BeautifulSoup:
    """Send a file, and return the page that asks to confirm it."""
    response = client.submit(address, {"file": (io.BytesIO(json.dumps(document).encode()), "zelfscan.json")})
    assert response.status_code == status
    return read_page(response.text)


def bring(client: PageClient, document: dict[str, Any]) -> str:
    """Begin a self-scan with a file, and return its token."""
    page = send(client, "/begin/importeren", document)
    response = client.submit("/begin/importeren", read_form(page))
    return place_of(response).rpartition("/")[2]


def test_what_is_saved_changes_nothing_of_the_version(old: Visitor) -> None:
    old.answer("listening", **{"answer.listening.grimmer": "no"})
    assert old.record.questionnaire_version == OLD


def test_its_pages_ask_what_its_own_version_asks(old: Visitor, client: PageClient, app_database: Database) -> None:
    _, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", NEW))
    new = Visitor(client, app_database, token)
    for _ in range(2):  # the second comes from memory
        assert f"answer.{RENAMED}" in old.section("webcare")
        assert f"revision.{RENAMED_TO}" in new.section("webcare")
        assert f"revision.{ADDED}" not in old.section("presence")
        assert f"revision.{ADDED}" in new.section("presence")
    assert "En wat gebeurt" in new.open("/vragen/listening").get_text()
    assert "En wat gebeurt" not in old.open("/vragen/listening").get_text()


def test_its_result_has_the_points_of_its_own_version(old: Visitor, app_database: Database) -> None:
    record, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", NEW))
    write(app_database, save_answers, record.id, [AnswerChange(OTHER_POINTS, ANSWERS[OTHER_POINTS])], PROGRAM)
    points = [
        next(
            question["points"]
            for dimension in json.loads(old.client.get(f"/z/{one}/documenten/resultaat.json").text)["dimensions"]
            for question in dimension["questions"]
            if question["id"] == OTHER_POINTS
        )
        for one in (old.token, token)
    ]
    assert points == [{"low": 55, "high": 55}, {"low": 30, "high": 30}]


def test_its_files_have_the_questions_of_its_own_version(old: Visitor) -> None:
    assert download(old)["assessment"]["questionnaire_version"] == OLD
    table = old.client.get(f"{old.url}/gegevens/antwoorden.csv").text
    assert RENAMED in table
    assert RENAMED_TO not in table
    assert ADDED not in table


def test_a_new_self_scan_begins_with_the_newest_version_and_the_plan_follows(
    old: Visitor, app_database: Database
) -> None:
    response = old.client.submit(f"{old.url}/opnieuw")
    record = find_by_link(app_database, place_of(response).rpartition("/")[2])
    assert record is not None
    assert record.questionnaire_version == NEW
    kept = [(one.recommendation_id, one.title) for one in read(app_database, get_actions, record.id)]
    assert kept == [(MERGED_INTO, f"Van {MERGED}"), (None, f"Van {MERGED_INTO}"), (None, f"Van {WITHDRAWN}")]


def test_last_times_answer_stands_beside_the_question_that_took_its_place(old: Visitor) -> None:
    response = old.client.submit(f"{old.url}/opnieuw")
    text = old.client.page(f"{place_of(response)}/vragen/webcare").get_text(" ", strip=True)
    assert "Vorige keer" in text


def test_then_and_now_are_read_by_the_newer_version(old: Visitor) -> None:
    response = old.client.submit(f"{old.url}/opnieuw")
    new = Visitor(old.client, old.database, place_of(response).rpartition("/")[2])
    changes = [AnswerChange(OTHER_POINTS, {"options": ["forward"]})]
    write(new.database, save_answers, new.record.id, changes, PROGRAM)
    result = json.loads(new.client.get(f"{new.url}/documenten/resultaat.json").text)
    found = result["development"]
    assert (found["shared_questions"], found["total_questions"]) == (43, 44)
    changed = {one["id"]: one for dimension in found["dimensions"] for one in dimension["questions"]}
    assert OTHER_POINTS not in changed, "the same answer is no change, whatever its points were then"
    assert changed[RENAMED_TO]["before"] == {"options": ["written"]}


def test_a_file_keeps_the_version_that_it_was_filled_in_with(old: Visitor, app_database: Database) -> None:
    token = bring(old.client, download(old))
    fresh = Visitor(old.client, app_database, token)
    assert fresh.record.questionnaire_version == OLD
    assert {name: fresh.plain(name) for name in ANSWERS} == ANSWERS
    assert len(read(app_database, get_actions, fresh.record.id)) == 3


def test_a_file_of_a_questionnaire_that_nobody_knows_yet_is_refused_with_what_to_do(old: Visitor) -> None:
    document = download(old)
    document["assessment"]["questionnaire_version"] = "2100.1"
    for address in ("/begin/importeren", f"{old.url}/gegevens/importeren"):
        text = send(old.client, address, document, 422).get_text(" ", strip=True)
        assert "ingevuld met vragenlijst 2100.1" in text
        assert "Er is niets overgenomen" in text


def test_an_older_file_comes_into_a_newer_self_scan_as_the_crosswalk_says(
    old: Visitor, client: PageClient, app_database: Database
) -> None:
    _, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", NEW))
    new = Visitor(client, app_database, token)
    page = send(client, f"{new.url}/gegevens/importeren", download(old))
    assert "Deze zelfscan vraagt dit anders" in page.get_text(" ", strip=True)
    assert client.submit(f"{new.url}/gegevens/importeren", {**read_form(page), "mode": "all"}).status_code == 303
    assert new.plain(RENAMED_TO) == {"options": ["written"]}
    assert new.plain(REMOVED) is None
    assert new.plain(OTHER_POINTS) == ANSWERS[OTHER_POINTS]
    kept = [one.recommendation_id for one in read(app_database, get_actions, new.record.id)]
    assert kept == [MERGED_INTO, None, None]


def test_a_newer_file_comes_into_an_older_self_scan_as_far_as_both_ask_the_same(
    old: Visitor, client: PageClient, app_database: Database
) -> None:
    record, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", NEW))
    changes = [AnswerChange("listening.themes", {"options": ["not"]}), AnswerChange(ADDED, {"text": "Nieuw"})]
    write(app_database, save_answers, record.id, changes, PROGRAM)
    document = download(Visitor(client, app_database, token))
    page = send(client, f"{old.url}/gegevens/importeren", document)
    assert client.submit(f"{old.url}/gegevens/importeren", {**read_form(page), "mode": "all"}).status_code == 303
    assert old.plain("listening.themes") == {"options": ["not"]}
    assert old.plain(ADDED) is None
    assert old.record.questionnaire_version == OLD


def test_a_result_leads_to_the_method_of_its_own_version(old: Visitor, client: PageClient) -> None:
    key = RENAMED.replace(".", "-")
    links = {str(link["href"]) for link in old.open(f"/resultaat/antwoorden/{key}").find_all("a", href=True)}
    anchor = f"q-{key}"
    assert f"/methode/webcare?versie={OLD}#{anchor}" in links
    page = client.page(f"/methode/webcare?versie={OLD}")
    assert page.find(id=anchor) is not None
    assert f"Bekijk de nieuwste, {NEW}" in page.get_text()
    assert client.page("/methode/webcare").find(id=anchor) is None
    client.page("/methode?versie=2019.1", 404)


def test_public_pages_explain_the_newest_version(client: PageClient) -> None:
    assert NEW in client.page("/methode").get_text()
    assert client.page("/voorbeeld").find("h1") is not None
