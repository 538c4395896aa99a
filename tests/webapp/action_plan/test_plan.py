"""The plan as somebody with the link uses it: take on, write, change, move, complete, remove, take along."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import icalendar
import openpyxl
import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from jsonschema import Draft202012Validator
from pptx import Presentation
from pptx.shapes.graphfrm import GraphicFrame
from werkzeug.test import TestResponse

from assessment.action_plan import Action, Status, suggest_days
from tests.newest import NEWEST, newest_content
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from webapp.clock import today
from webapp.documents.charts.drawing import draw_bare_svg
from webapp.documents.paper import Picture
from webapp.documents.pixels import to_pixels
from webapp.documents.slides import write_slides
from webapp.documents.spreadsheet import write_spreadsheet
from webapp.outcome.reading import find_current
from webapp.report.documents.kinds import Contents
from webapp.report.parts.addresses import make_addresses
from webapp.scan.operations import begin
from webapp.store.action_plan import (
    MOST_ACTIONS,
    Fields,
    NewAction,
    add_actions,
    change_action,
    fields_of,
    get_actions,
    remove_action,
)
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.store.database import Database, StoreUnavailable
from webapp.web.admission import current_visit

RECOMMENDATIONS = newest_content().recommendations
ONE, TWO = RECOMMENDATIONS[0], RECOMMENDATIONS[1]
WORST = newest_content().questionnaire.question("listening.themes").options[-1].id
YESTERDAY = date.today() - timedelta(days=1)  # noqa: DTZ011 (a day or two more or less is the same here)


class Planner:
    """Somebody with the link."""

    def __init__(self, client: PageClient, database: Database) -> None:
        self.client, self.database = client, database
        new = NewAssessment("44021", 20000, "communication_officer", "nl", NEWEST)
        begun = write(database, begin, new)
        self.record, self.token, self.actor = begun.assessment, begun.secret, begun.link.actor
        change = AnswerChange("listening.themes", {"options": [WORST]})
        write(database, save_answers, self.record.id, [change], self.actor)
        self.url = f"/z/{self.token}/actieplan"

    @property
    def actions(self) -> tuple[Action, ...]:
        return read(self.database, get_actions, self.record.id)

    def page(self, rest: str = "") -> BeautifulSoup:
        return self.client.page(self.url + rest)

    def send(self, rest: str, **data: object) -> TestResponse:
        return self.client.submit(self.url + rest, data)

    def add(self, title: str = "Meet every month", **fields: object) -> Action:
        new = NewAction(Fields(title, **fields))  # type: ignore[arg-type]
        return self.store([new])[0]

    def store(self, new: list[NewAction]) -> tuple[Action, ...]:
        return write(self.database, add_actions, self.record.id, new, self.actor)

    def change(self, action: Action, fields: Fields, base_revision: int) -> None:
        with self.database.write() as connection:
            change_action(connection, self.record.id, action.id, fields, base_revision=base_revision, actor=self.actor)

    def remove(self, action: Action) -> None:
        write(self.database, remove_action, self.record.id, action.id, self.actor)

    def contents(self, app: Flask) -> Contents:
        """What documents are made of; inside a request for the plan, whose visit it takes."""
        app.preprocess_request()
        visit = current_visit()
        assert visit is not None
        return Contents(find_current(visit), make_addresses(visit), today())


@pytest.fixture
def planner(client: PageClient, app_database: Database) -> Planner:
    return Planner(client, app_database)


def text_of(page: Tag) -> str:
    return " ".join(page.get_text(" ").split())


def test_an_empty_plan_says_how_to_begin(planner: Planner) -> None:
    page = planner.page()
    assert page.find("a", href=f"{planner.url}/overnemen")
    assert page.find("a", href=f"{planner.url}/nieuw")
    assert page.find("a", href=f"{planner.url}.ics")
    assert "Nog geen enkele actie heeft er een" in text_of(page)


def test_a_recommendation_is_taken_on_from_its_card_with_who_leads_filled_in(planner: Planner) -> None:
    advice = planner.client.page(f"/z/{planner.token}/resultaat/aanbevelingen")
    link = advice.select_one(f"a[href^='{planner.url}/nieuw?aanbeveling=']")
    assert link is not None
    form = planner.client.page(str(link["href"]))
    who = form.find("input", id="who")
    assert who is not None
    assert who["value"]
    name = str(link["href"]).partition("=")[2]
    answer = planner.send("/nieuw", aanbeveling=name, who=who["value"], due="2031-05-02", status="busy", note="Samen")
    assert answer.status_code == 303
    (kept,) = planner.actions
    assert (kept.recommendation_id, kept.due, kept.status, kept.note) == (
        name, date(2031, 5, 2), Status.BUSY, "Samen"
    )  # fmt: skip
    page = planner.page()
    due = page.find("input", id=f"due-{kept.id}")
    assert due is not None
    assert due["value"] == "2031-05-02"
    assert page.find(id=f"actie-{kept.id}")
    again = planner.client.page(f"/z/{planner.token}/resultaat/aanbevelingen")
    assert again.find("a", href=f"{planner.url}#actie-{kept.id}")
    assert planner.client.get(f"{planner.url}/nieuw?aanbeveling={name}").location.endswith(f"#actie-{kept.id}")


def test_several_recommendations_are_taken_on_at_once(planner: Planner) -> None:
    address = f"/overnemen?aanbeveling={ONE.id}&aanbeveling={TWO.id}&aanbeveling=unknown.one"
    boxes = planner.page(address).select("input[name=chosen]")
    assert [box["value"] for box in boxes] == [ONE.id, TWO.id]
    assert planner.send(address).status_code == 422
    planner.send(address, chosen=[ONE.id, TWO.id])
    assert [action.recommendation_id for action in planner.actions] == [ONE.id, TWO.id]
    assert not planner.page(address).select("input[name=chosen]")


def test_what_is_taken_on_comes_with_suggested_days_so_that_it_is_in_an_agenda_at_once(planner: Planner) -> None:
    address = f"/overnemen?aanbeveling={ONE.id}&aanbeveling={TWO.id}"
    box = planner.page(address).select_one("input[name=days]")
    assert box is not None
    assert box.has_attr("checked")
    planner.send(address, chosen=[ONE.id, TWO.id], days="1")
    days = [action.due for action in planner.actions]
    assert days == list(suggest_days([ONE.days, TWO.days], today()))
    assert len(read_calendar(planner)) == 2


def test_a_form_that_is_sent_twice_takes_on_the_same_once(planner: Planner) -> None:
    address = f"/overnemen?aanbeveling={ONE.id}&aanbeveling={TWO.id}"
    field = planner.page(address).select_one("input[name=once]")
    assert field is not None
    sent = {"chosen": [ONE.id, TWO.id], "days": "1", "once": field["value"]}
    assert [planner.send(address, **sent).location for _ in range(2)] == [
        f"{planner.url}?melding=in-actieplan-overgenomen&waarde=2"
    ] * 2
    assert len(planner.actions) == 2


def test_a_recommendation_that_is_taken_on_has_a_day_filled_in_after_what_is_in_the_plan(planner: Planner) -> None:
    planner.add("Overleg")
    due = planner.page(f"/nieuw?aanbeveling={ONE.id}").find("input", id="due")
    assert due is not None
    assert due["value"] == suggest_days([None, ONE.days], today())[1].isoformat()
    own = planner.page("/nieuw").find("input", id="due")
    assert own is not None
    assert own["value"] == ""


def test_the_basis_and_the_way_are_offered_where_nothing_is_named(planner: Planner) -> None:
    offered = [box["value"] for box in planner.page("/overnemen").select("input[name=chosen]")]
    assert "strategy.secure-accounts" in offered


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", ""), ("title", "x" * 201), ("who", "x" * 101), ("due", "31/2/2030"), ("due", "soon"),
     ("due", "1/1/1066"), ("status", "invented"), ("note", "x" * 4001)],
)  # fmt: skip
def test_what_is_wrong_is_told_and_what_was_typed_comes_back(planner: Planner, field: str, value: str) -> None:
    sent = {"title": "Overleg", "who": "Webcare", "due": "", "status": "todo", "note": "Zie verslag"} | {field: value}
    answer = planner.send("/nieuw", **sent)
    assert answer.status_code == 422
    page = read_page(answer.text)
    assert page.select_one(f".error-summary a[href='#{field}']")
    for name in ("title", "who", "due"):
        control = page.find("input", id=name)
        assert control is not None
        assert control["value"] == sent[name]
    note = page.find("textarea", id="note")
    assert note is not None
    assert note.get_text() == sent["note"]
    assert planner.actions == ()


def test_a_day_may_be_typed_as_people_write_it(planner: Planner) -> None:
    planner.send("/nieuw", title="Overleg", due="2/5/2031")
    assert planner.actions[0].due == date(2031, 5, 2)


def test_overdue_and_done_can_be_seen(planner: Planner) -> None:
    late = planner.add("Late", due=YESTERDAY)
    row = planner.page().find(id=f"actie-{late.id}")
    assert row is not None
    assert "Te laat" in text_of(row)
    planner.send(f"/{late.id}/klaar")
    page = planner.page()
    assert "te laat" not in text_of(page).lower()
    assert "1 klaar" in text_of(page)
    assert planner.actions[0].done_at is not None


def test_a_changed_action_is_saved_and_its_history_dated(planner: Planner) -> None:
    action = planner.add()
    fields = {"title": action.title, "who": "Team", "due": "", "status": "busy", "note": "", "revision": "1"}
    assert planner.send(f"/{action.id}", **fields).status_code == 303
    assert planner.actions[0].who == "Team"
    assert "Status: Bezig" in text_of(planner.page())


def test_a_conflict_shows_both_and_saving_again_decides(planner: Planner) -> None:
    action = planner.add()
    planner.change(action, Fields(action.title, "Theirs"), 1)
    mine = {"title": action.title, "who": "Mine", "status": "todo", "revision": "1"}
    answer = planner.send(f"/{action.id}", **mine)
    assert answer.status_code == 409
    page = read_page(answer.text)
    assert "Theirs" in text_of(page)
    who, revision = page.find("input", id="who"), page.find("input", attrs={"name": "revision"})
    assert who is not None
    assert revision is not None
    assert who["value"] == "Mine"
    assert planner.send(f"/{action.id}", **mine | {"revision": str(revision["value"])}).status_code == 303
    assert planner.actions[0].who == "Mine"


def test_what_was_typed_for_an_action_that_was_removed_can_be_saved_again(planner: Planner) -> None:
    action = planner.add()
    planner.remove(action)
    answer = planner.send(f"/{action.id}", title="Overleg", who="Team", revision="1")
    assert answer.status_code == 409
    page = read_page(answer.text)
    assert page.find("form", attrs={"action": f"{planner.url}/nieuw"})
    assert planner.client.get(f"{planner.url}/{action.id}").status_code == 404


def test_actions_are_moved_and_removed(planner: Planner) -> None:
    first, second = planner.add("first"), planner.add("second")
    planner.send(f"/{second.id}/verplaatsen", richting="op")
    assert [action.title for action in planner.actions] == ["second", "first"]
    planner.send(f"/{second.id}/verplaatsen", richting="neer")
    assert [action.title for action in planner.actions] == ["first", "second"]
    assert "first" in text_of(planner.page(f"/{first.id}/verwijderen"))
    planner.send(f"/{first.id}/verwijderen")
    assert [action.title for action in planner.actions] == ["second"]
    assert planner.send(f"/{first.id}/klaar").location == f"{planner.url}?melding=actie-weg"


def test_a_full_plan_gives_the_form_back(planner: Planner) -> None:
    many = [NewAction(Fields(str(number))) for number in range(MOST_ACTIONS)]
    planner.store(many)
    answer = planner.send("/nieuw", title="One more")
    assert answer.status_code == 409
    assert 'value="One more"' in answer.text


def test_typed_text_survives_a_storage_that_does_not_work(planner: Planner, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("full")

    monkeypatch.setattr("webapp.action_plan.operations.add_actions", fail)
    answer = planner.client.post(f"{planner.url}/nieuw", data={"title": "Overleg"})
    assert answer.status_code == 503
    assert 'value="Overleg"' in answer.text


def test_a_recommendation_comes_back_as_one_when_it_cannot_be_saved(
    planner: Planner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise StoreUnavailable("full")

    new = NewAction(Fields(ONE.title.dutch), ONE.id)
    (action,) = planner.store([new])
    form = planner.page(f"/{action.id}").select_one("main form")
    assert form is not None
    fields = {str(field["name"]): str(field.get("value", "")) for field in form.find_all("input")} | {"who": "Team"}
    with monkeypatch.context() as broken:
        broken.setattr("webapp.action_plan.operations.change_action", fail)
        answer = planner.client.post(f"{planner.url}/{action.id}", data=fields)
    assert answer.status_code == 503
    page = read_page(answer.text)
    assert not page.find("input", id="title")
    who = page.find("input", id="who")
    assert who is not None
    assert who["value"] == "Team"
    planner.remove(action)
    again = planner.client.post(f"{planner.url}/{action.id}", data=fields)
    assert again.status_code == 409
    assert not read_page(again.text).find("input", id="title")


def test_markup_and_long_words_stay_text(planner: Planner) -> None:
    planner.add("<b>vet</b> #set", note="=1+1\n\u202eachterstevoren 🎉")
    page = planner.page()
    assert "<b>vet</b> #set" in page.get_text()


def test_the_calendar_has_whole_days_without_the_link(planner: Planner) -> None:
    assert planner.client.get(f"{planner.url}.ics").location == f"{planner.url}?melding=actieplan-zonder-dagen"
    planner.add("With a day; and, signs", due=date(2031, 5, 2), who="Team")
    planner.add("Without a day")
    planner.add("Dropped", due=date(2031, 5, 3), status=Status.DROPPED)
    answer = planner.client.get(f"{planner.url}.ics")
    assert answer.mimetype == "text/calendar"
    assert planner.token not in answer.text
    events = icalendar.Calendar.from_ical(answer.data).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["With a day; and, signs", "Dropped"]
    assert events[0].decoded("dtstart") == date(2031, 5, 2)
    assert events[0].decoded("dtend") == date(2031, 5, 3)
    assert [str(event["status"]) for event in events] == ["CONFIRMED", "CANCELLED"]
    again = icalendar.Calendar.from_ical(planner.client.get(f"{planner.url}.ics").data).walk("VEVENT")
    assert [str(event["uid"]) for event in events] == [str(event["uid"]) for event in again]


def read_calendar(planner: Planner) -> list[tuple[str, int, str]]:
    """Return the name, the sequence and the status of each day in the calendar file."""
    events = icalendar.Calendar.from_ical(planner.client.get(f"{planner.url}.ics").data).walk("VEVENT")
    return [(str(event["uid"]), int(str(event["sequence"])), str(event["status"])) for event in events]


def test_an_action_that_is_removed_disappears_from_the_agenda(planner: Planner) -> None:
    action = planner.add("Overleg met Jan", due=date(2031, 5, 2), who="Jan", note="geheim")
    ((name, sequence, _),) = read_calendar(planner)
    planner.client.submit(f"{planner.url}/{action.id}/verwijderen", {})
    ((after, higher, status),) = read_calendar(planner)
    assert after == name
    assert higher > sequence
    assert status == "CANCELLED"
    file = planner.client.get(f"{planner.url}.ics").text
    assert "Jan" not in file
    assert "geheim" not in file
    assert f"{planner.url}.ics" in planner.client.get(planner.url).text


def test_an_action_that_loses_its_day_disappears_from_the_agenda_until_it_has_one_again(planner: Planner) -> None:
    action = planner.add("Overleg", due=date(2031, 5, 2))
    seen = [read_calendar(planner)]
    for due in ("", "2031-06-03", ""):
        revision = str(planner.actions[0].revision)
        fields = {"title": "Overleg", "due": due, "status": "todo", "revision": revision}
        assert planner.client.submit(f"{planner.url}/{action.id}", fields).status_code == 303
        seen.append(read_calendar(planner))
    assert [len(entries) for entries in seen] == [1, 1, 1, 1]
    assert len({entries[0][0] for entries in seen}) == 1
    assert [entries[0][2] for entries in seen] == ["CONFIRMED", "CANCELLED", "CONFIRMED", "CANCELLED"]
    sequences = [entries[0][1] for entries in seen]
    assert sequences == sorted(set(sequences))
    planner.client.submit(f"{planner.url}/{action.id}/verwijderen", {})
    assert [entry[2] for entry in read_calendar(planner)] == ["CANCELLED"]


def test_what_calendars_are_told_to_take_away_is_deleted_with_the_self_scan(planner: Planner) -> None:
    action = planner.add("Overleg", due=date(2031, 5, 2))
    planner.client.submit(f"{planner.url}/{action.id}/verwijderen", {})
    planner.client.submit(f"/z/{planner.token}/gegevens/verwijderen", {})
    with planner.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM withdrawn_action").fetchone()[0] == 0


def test_the_plan_stands_in_every_document(app: Flask, planner: Planner) -> None:
    action = planner.add("Overleg", who="Team", due=date(2031, 5, 2), note="Zie verslag")
    with app.test_request_context(f"{planner.url}?taal=nl"):
        contents = planner.contents(app)
        chapter = next(chapter for chapter in contents.paper().chapters if chapter.id == "plan")
        sheet = next(sheet for sheet in contents.workbook().sheets if sheet.name == "Actieplan")
        slide = next(slide for slide in contents.deck().slides if slide.title.startswith("Het actieplan"))
        presentation = Presentation(
            BytesIO(write_slides(contents.deck(), lambda chart: to_pixels(draw_bare_svg(chart))))
        )
    cells = {
        cell.text
        for one in presentation.slides
        for shape in one.shapes
        if isinstance(shape, GraphicFrame) and shape.has_table
        for cell in shape.table.iter_cells()
    }
    assert {"Overleg", "Team", "2 mei 2031"} <= cells
    assert "Zie verslag" in str(chapter)
    assert slide.table is not None
    assert slide.table.rows == (("Overleg", "Eigen actie", "Team", "2 mei 2031", "Te doen"),)
    assert sheet.rows[0][2:6] == ("Overleg", "Team", action.due, "Te doen")


def test_the_spreadsheet_writes_days_as_days(app: Flask, planner: Planner) -> None:
    planner.add("=HYPERLINK(1)", due=date(2031, 5, 2))
    with app.test_request_context(f"{planner.url}?taal=nl"):
        workbook = planner.contents(app).workbook()
    sheet = openpyxl.load_workbook(BytesIO(write_spreadsheet(workbook)))["Actieplan"]
    assert sheet["C2"].value == "=HYPERLINK(1)"
    assert sheet["C2"].data_type == "s"
    assert sheet["E2"].value.date() == date(2031, 5, 2)


def download(planner: Planner) -> dict[str, object]:
    document: dict[str, object] = json.loads(planner.client.get(f"/z/{planner.token}/gegevens/zelfscan.json").text)
    return document


def test_the_download_follows_its_schema_and_brings_the_plan_back(planner: Planner) -> None:
    planner.store([NewAction(Fields(ONE.id), ONE.id)])
    planner.add("Overleg", who="Team", due=date(2031, 5, 2), status=Status.DONE, note="Zie verslag")
    document = download(planner)
    schema = json.loads(Path("webapp/static/schema/zelfscan-1.json").read_text(encoding="utf-8"))
    assert not list(Draft202012Validator(schema).iter_errors(document))
    other = Planner(planner.client, planner.database)
    url = f"/z/{other.token}/gegevens/importeren"
    preview = planner.client.submit(url, {"document": json.dumps(document)})
    assert "2 acties" in preview.text
    sent = {"document": json.dumps(document), "mode": "new", "revision": "1"}
    assert planner.client.submit(url, sent).status_code == 303
    kept = [(a.recommendation_id, a.title, a.who, a.due, a.status, a.note, a.history) for a in other.actions]
    assert kept == [(a.recommendation_id, a.title, a.who, a.due, a.status, a.note, a.history) for a in planner.actions]
    planner.client.submit(url, sent)
    assert len(other.actions) == 2


@pytest.mark.parametrize(
    "entry",
    [None, "x", {}, {"title": ""}, {"title": 3}, {"title": "x", "due": "soon"}, {"title": "x", "due": 3},
     {"title": "x", "status": "invented"}, {"title": "x", "note": "y" * 4001}, {"title": "x", "due": "9999-12-31"},
     {"title": "x", "due": "0001-01-01"}, {"title": "y" * 201}, {"title": "x", "who": "y" * 101}],
)  # fmt: skip
def test_an_action_that_cannot_be_read_is_told_and_left_out(planner: Planner, entry: object) -> None:
    document = download(planner) | {"actions": [entry, {"title": "Good", "recommendation": "gone.for_ever"}]}
    url = f"/z/{planner.token}/gegevens/importeren"
    preview = planner.client.submit(url, {"document": json.dumps(document)})
    assert "Actieplan" in preview.text
    planner.client.submit(url, {"document": json.dumps(document), "mode": "new", "revision": "1"})
    assert [(action.title, action.recommendation_id) for action in planner.actions] == [("Good", None)]


def test_the_plan_comes_along_into_a_new_self_scan(planner: Planner) -> None:
    planner.add("Overleg")
    carried = json.dumps(download(planner))
    fields = {"municipality": "44021", "inhabitants": "20000", "role": "", "language": "nl", "confirmed": "1"}
    answer = planner.client.submit("/begin/importeren", fields | {"document": carried})
    assert answer.status_code == 303
    assert "Overleg" in planner.client.get(f"{answer.location.partition('?')[0]}/actieplan").text


def test_the_plan_stands_on_a_timeline_with_the_words_of_the_list(app: Flask, planner: Planner) -> None:
    planner.add("Overleg", due=date(2031, 5, 2))
    planner.add("Zonder dag")
    planner.add("Toch niet", due=date(2031, 5, 2), status=Status.DROPPED)
    (image,) = planner.page().select("figure.picture picture img")
    assert "/beeld/timeline-1.svg" in str(image["src"])
    words = planner.page().select_one(".picture-words details p")
    assert words is not None
    assert words.get_text() == "Overleg: Te doen · tegen 2 mei 2031."
    with app.test_request_context(f"{planner.url}?taal=nl"):
        contents = planner.contents(app)
        chapter = next(one for one in contents.paper().chapters if one.id == "plan")
    (picture,) = [block for block in chapter.blocks if isinstance(block, Picture)]
    assert picture.chart.description == words.get_text()


def test_without_a_day_there_is_no_timeline(planner: Planner) -> None:
    planner.add("Zonder dag")
    assert not planner.page().select("figure.picture")
    for name in ("timeline-1", "timeline-", "timeline-0", "timeline-x"):
        assert planner.client.get(f"/z/{planner.token}/beeld/{name}.svg").status_code == 404


def test_a_finished_action_without_a_day_stands_where_it_was_done(planner: Planner) -> None:
    action = planner.add("Overleg")
    planner.change(action, replace(fields_of(action), status=Status.DONE), 1)
    words = planner.page().select_one(".picture-words details p")
    assert words is not None
    assert words.get_text().startswith("Overleg: Klaar op")
