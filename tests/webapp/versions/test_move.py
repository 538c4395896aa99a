"""Moving a self-scan to a newer questionnaire: seen beforehand, done by its owner's click, all of it or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.action_plan import Status
from assessment.answers import plain_answer
from assessment.crosswalk.carrying import carry_answers
from assessment.library import Library
from tests.assessment.strategies import partial_answers
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
from tests.webapp.assessments import begin_assessment
from tests.webapp.conftest import use_library
from tests.webapp.page_client import PageClient
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor, notice_of, place_of, read_form
from webapp.clock import utc_now
from webapp.outcome.answers import read_saved
from webapp.outcome.snapshots import read_finished
from webapp.outcome.versions import carry_saved
from webapp.store.action_plan import Fields, NewAction, add_actions, get_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, SavedAnswer, save_answers, write_plain
from webapp.store.assessments import NewAssessment, finish_assessment
from webapp.store.audit import Happening, list_events
from webapp.store.database import Database, StoreUnavailable
from webapp.store.links import NewLink, Scope, create_link
from webapp.versions import operations
from webapp.web.admission import current_visit
from webapp.web.visit import Visit

ANSWERS: dict[str, dict[str, object]] = {
    RENAMED: {"options": ["yes"]},
    REMOVED: {"options": ["waste"]},
    OTHER_POINTS: {"options": ["forward"]},
    "listening.themes": {"options": ["fully"]},
}
NOTE = "gezien in maart"


@pytest.fixture(autouse=True)
def _two_versions(app: Flask, made_up_library: Library) -> None:
    use_library(app, made_up_library)


@pytest.fixture
def empty(client: PageClient, app_database: Database) -> Visitor:
    """A visitor to a self-scan of the older version that was only begun."""
    _, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", OLD))
    return Visitor(client, app_database, token)


@pytest.fixture
def old(empty: Visitor) -> Visitor:
    """A visitor to one with answers, notes and a plan."""
    changes = [AnswerChange(name, plain, NOTE) for name, plain in ANSWERS.items()]
    write(empty.database, save_answers, empty.record.id, changes, PROGRAM)
    plan = [
        NewAction(Fields("Van de ene", status=Status.DONE), MERGED),
        NewAction(Fields("Van de andere"), MERGED_INTO),
        NewAction(Fields("Van wat verdween"), WITHDRAWN),
        NewAction(Fields("Eigen actie")),
    ]
    write(empty.database, add_actions, empty.record.id, plan, PROGRAM)
    return empty


@pytest.fixture
def visit(app: Flask, old: Visitor) -> Iterator[Visit]:
    with app.test_request_context(old.url):
        app.preprocess_request()
        found = current_visit()
        assert found is not None
        yield found


def move(visitor: Visitor) -> None:
    form = read_form(visitor.open("/vragenlijst"))
    response = visitor.client.submit(f"{visitor.url}/vragenlijst", form)
    assert (response.status_code, notice_of(response)) == (303, "vragenlijst-nieuw")


def text_of(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_overview_says_calmly_that_there_is_a_newer_questionnaire(old: Visitor) -> None:
    page = old.open()
    assert f"Er is een nieuwere vragenlijst: {NEW}" in text_of(page)
    assert page.find("a", href=f"{old.url}/vragenlijst") is not None


def test_the_result_names_its_older_questionnaire_with_the_way_to_move_for_who_may(old: Visitor) -> None:
    said = f"Dit resultaat volgt vragenlijst {OLD}; er is een nieuwere, {NEW}."
    page = old.open("/resultaat")
    assert said in text_of(page)
    assert page.find("a", href=f"{old.url}/vragenlijst") is not None
    _, secret = write(old.database, create_link, old.record.id, NewLink(Scope.READ, "Iemand"), PROGRAM)
    page = old.client.page(f"/z/{secret}/resultaat")
    assert said in text_of(page)
    assert page.find("a", href=lambda href: bool(href and href.endswith("/vragenlijst"))) is None
    move(old)
    assert "Dit resultaat volgt" not in text_of(old.open("/resultaat"))


def test_who_has_another_link_is_told_who_can_move_it_and_who_reads_is_not(old: Visitor) -> None:
    for scope, status in ((Scope.FILL_IN, 200), (Scope.READ, 302)):
        _, secret = write(old.database, create_link, old.record.id, NewLink(scope, "Iemand"), PROGRAM)
        assert old.client.get(f"/z/{secret}/vragenlijst").status_code == 404
        assert old.client.submit(f"/z/{secret}/vragenlijst", {"version": NEW}).status_code == 404
        response = old.client.get(f"/z/{secret}")
        assert response.status_code == status
        if status == 200:
            assert "Wie de eigen link van de gemeente heeft, kan overstappen" in response.text
    assert old.record.questionnaire_version == OLD


def test_the_page_tells_beforehand_what_comes_along_and_what_is_asked_again(old: Visitor) -> None:
    text = text_of(old.open("/vragenlijst"))
    assert "3 antwoorden gaan mee zoals ze zijn" in text
    assert "Wordt niet meer gevraagd (1)" in text
    assert "Jullie antwoord: Afval en netheid" in text
    assert "Wat vroeg nog niemand?" in text
    assert "Alle 4 acties blijven" in text
    assert old.record.questionnaire_version == OLD, "looking changes nothing"


def test_the_page_lays_both_results_beside_each_other(old: Visitor) -> None:
    page = old.open("/vragenlijst")
    table = page.find("table")
    assert table is not None
    line = next(row for row in table.find_all("tr") if "Luisteren" in row.get_text())
    cells = [cell.get_text(strip=True) for cell in line.find_all(["th", "td"])]
    assert cells[1] != cells[2], "the points of one answer are others"
    heads = [cell.get_text(strip=True) for cell in table.find_all("th", scope="col")]
    assert heads == ["Domein", f"Met {OLD}", f"Met {NEW}"]


def test_answers_notes_and_who_gave_them_come_along(old: Visitor) -> None:
    before = old.saved
    move(old)
    after = old.saved
    assert old.record.questionnaire_version == NEW
    assert after[RENAMED_TO].plain == {"options": ["written"]}
    assert (after[RENAMED_TO].note, after[RENAMED_TO].saved_at) == (NOTE, before[RENAMED].saved_at)
    assert RENAMED not in after
    assert after[OTHER_POINTS] == before[OTHER_POINTS], "what stays as it is, stays as it is"
    assert after[REMOVED] == before[REMOVED], "what is no longer asked stays in the download"


def test_the_plan_comes_along_and_the_least_far_of_two_merged_keeps_the_recommendation(old: Visitor) -> None:
    move(old)
    kept = [(one.title, one.recommendation_id) for one in read(old.database, get_actions, old.record.id)]
    assert kept == [
        ("Van de ene", None),
        ("Van de andere", MERGED_INTO),
        ("Van wat verdween", None),
        ("Eigen actie", None),
    ]


def test_a_move_is_remembered_with_who_did_it(old: Visitor) -> None:
    move(old)
    last = read(old.database, list_events, old.record.id)[-1]
    assert (last.what, last.detail) == (Happening.MOVED, NEW)
    assert str(last.actor).startswith("link:")
    assert f"overgestapt naar vragenlijst {NEW}" in text_of(old.open("/links"))


def test_a_second_click_changes_nothing(old: Visitor) -> None:
    form = read_form(old.open("/vragenlijst"))
    move(old)
    stored = old.record, old.saved
    response = old.client.submit(f"{old.url}/vragenlijst", form)
    assert (response.status_code, notice_of(response)) == (303, "vragenlijst-nieuwste")
    assert (old.record, old.saved) == stored
    assert "nieuwere vragenlijst" not in text_of(old.open())


def test_a_version_that_is_no_longer_the_newest_is_shown_again_before_anything_is_done(old: Visitor) -> None:
    response = old.client.submit(f"{old.url}/vragenlijst", {"version": "2098.1"})
    assert response.status_code == 409
    assert "Er is nog niets veranderd" in response.text
    assert old.record.questionnaire_version == OLD


def test_one_that_was_only_begun_moves_too(empty: Visitor) -> None:
    assert "Nieuwe vragen" in text_of(empty.open("/vragenlijst"))
    move(empty)
    assert (empty.record.questionnaire_version, empty.saved) == (NEW, {})


def test_a_finished_one_is_open_again_and_what_was_found_is_kept(old: Visitor) -> None:
    assert old.client.submit(f"{old.url}/afronden").status_code == 303
    assert "Deze zelfscan is afgerond" in text_of(old.open("/vragenlijst"))
    move(old)
    assert old.record.finished_at is None
    kept = read(old.database, read_finished, old.record.id)
    assert [one.found.questionnaire for one in kept] == [OLD]
    assert "Toen jullie op" in text_of(old.open("/resultaat"))


def test_one_that_was_finished_before_anything_was_kept_keeps_what_is_found_before_it_moves(old: Visitor) -> None:
    then = utc_now() - timedelta(days=30)
    write(old.database, finish_assessment, old.record.id, PROGRAM, then)
    move(old)
    (kept,) = read(old.database, read_finished, old.record.id)
    assert (kept.at, kept.found.questionnaire) == (then, OLD)


def test_then_and_now_are_still_compared_after_the_earlier_one_moved(old: Visitor) -> None:
    response = old.client.submit(f"{old.url}/opnieuw")
    new = Visitor(old.client, old.database, place_of(response).rpartition("/")[2])
    move(old)
    result = json.loads(new.client.get(f"{new.url}/documenten/resultaat.json").text)
    changed = {one["id"]: one["before"] for entry in result["development"]["dimensions"] for one in entry["questions"]}
    assert changed[RENAMED_TO] == {"options": ["written"]}
    assert result["development"]["shared_questions"] == 44


def test_a_year_that_stayed_beside_one_that_moved_is_read_by_the_newer_version(
    old: Visitor, client: PageClient, app_database: Database
) -> None:
    _, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", OLD, earlier_id=old.record.id))
    later = Visitor(client, app_database, token)
    write(app_database, save_answers, later.record.id, [AnswerChange(RENAMED, {"options": ["yes"]})], PROGRAM)
    move(old)
    result = json.loads(client.get(f"{later.url}/documenten/resultaat.json").text)
    assert result["questionnaire_version"] == OLD
    changed = {one["id"] for entry in result["development"]["dimensions"] for one in entry["questions"]}
    assert RENAMED_TO not in changed, "both said the same"
    assert result["development"]["shared_questions"] == 43, "the added question was asked in one of them only"


def test_what_was_moved_can_be_filled_in_finished_and_brought_elsewhere(old: Visitor) -> None:
    move(old)
    old.answer("presence", **{f"answer.{ADDED}": "Nu wel"})
    assert old.plain(ADDED) == {"text": "Nu wel"}
    assert old.client.submit(f"{old.url}/afronden").status_code == 303
    document = json.loads(old.client.get(f"{old.url}/gegevens/zelfscan.json").text)
    assert document["assessment"]["questionnaire_version"] == NEW
    assert [one["found"]["questionnaire"] for one in document["finished"]] == [NEW]


@pytest.mark.parametrize("step", ["replace_answers", "relink_actions", "change_questionnaire_version", "record_event"])
def test_nothing_is_left_when_a_step_fails(
    visit: Visit, old: Visitor, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    database = old.database

    def fail(*_: object) -> None:
        raise StoreUnavailable("full")

    before = dump(database)
    with monkeypatch.context() as patched:
        patched.setattr(operations, step, fail)
        with pytest.raises(StoreUnavailable):
            operations.move(visit, NEW)
    assert dump(database) == before
    operations.move(visit, NEW)
    assert dump(database) != before


def dump(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.iterdump())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_what_a_move_stores_is_what_the_crosswalk_says(made_up_library: Library, data: st.DataObject) -> None:
    way = made_up_library.way(OLD, NEW)
    answers = data.draw(partial_answers(way.source.questionnaire))
    plain = {name: plain_answer(answer) for name, answer in answers.items()}
    saved = {
        name: SavedAnswer(name, write_plain(entry), f"bij {name}", 1, utc_now(), PROGRAM)
        for name, entry in plain.items()
    }
    carried = carry_saved(way, saved, 7)
    stored = {name: entry for name, entry in saved.items() if name not in carried.gone}
    stored |= {row.question_id: row for row in carried.rows}
    found = read_saved(way.target.questionnaire, stored)
    assert found.answers == carry_answers(way.steps, way.target.questionnaire, plain)
    notes = sorted(row.note for row in stored.values() if row.note)
    assert notes == sorted(f"bij {name}" for name in saved), "no note is lost, and none is said twice"
