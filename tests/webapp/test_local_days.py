"""Every day that a person reads is the one that it was in Brussels, also just after midnight and when clocks change."""

from __future__ import annotations

import json
import sys
from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from babel.dates import format_date
from flask import Flask

from assessment.action_plan import Status
from tests.newest import NEWEST
from tests.webapp.page_client import PageClient
from tests.webapp.report.papers import texts_of
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor, place_of
from webapp.documents.spreadsheet import write_spreadsheet
from webapp.language.locale import format_day
from webapp.outcome.reading import find_current
from webapp.report.documents.kinds import Contents
from webapp.report.parts.addresses import make_addresses
from webapp.scan.operations import begin
from webapp.store.action_plan import get_actions
from webapp.store.assessments import NewAssessment
from webapp.web.admission import current_visit
from webapp.web.state import get_state

NIGHTS = {
    "a winter night": ("2026-11-30T23:30", "2026-12-01", "1 december 2026", "00:30"),
    "a summer night": ("2027-06-30T22:30", "2027-07-01", "1 juli 2027", "00:30"),
    "just before a winter midnight": ("2026-11-30T22:59", "2026-11-30", "30 november 2026", "23:59"),
    "the night that summer time begins": ("2027-03-27T23:30", "2027-03-28", "28 maart 2027", "00:30"),
    "the night after that": ("2027-03-28T22:30", "2027-03-29", "29 maart 2027", "00:30"),
    "the night that summer time ends": ("2026-10-24T22:30", "2026-10-25", "25 oktober 2026", "00:30"),
    "the hour that comes twice": ("2026-10-25T01:30", "2026-10-25", "25 oktober 2026", "02:30"),
    "the night after that hour": ("2026-10-25T23:30", "2026-10-26", "26 oktober 2026", "00:30"),
}


class Night:
    """A self-scan begun, filled in, planned and finished in one minute of a night, and what day people call that."""

    def __init__(self, visitor: Visitor, moment: datetime, day: date, words: str, time: str) -> None:
        self.visitor, self.moment, self.day, self.words, self.time = visitor, moment, day, words, time

    def text(self, path: str = "") -> str:
        return " ".join(self.visitor.open(path).get_text(" ").split())

    def tells_no_other_day(self, text: str) -> bool:
        """Whether the day in UTC, where it is another one, is not in the text."""
        elsewhere = self.moment.date()
        return elsewhere == self.day or not any(
            form in text for form in (format_date(elsewhere, "long", "nl"), elsewhere.isoformat())
        )


@pytest.fixture(params=NIGHTS.values(), ids=tuple(NIGHTS))
def night(request: pytest.FixtureRequest, shared_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    """The clock stands still in that minute, everywhere."""
    written, day, words, time = request.param
    moment = datetime.fromisoformat(written).replace(tzinfo=UTC)
    for name, module in list(sys.modules.items()):
        if name.startswith("webapp") and hasattr(module, "utc_now"):
            monkeypatch.setattr(module, "utc_now", lambda: moment)
    client, database = shared_app.test_client(), get_state(shared_app).database
    assert isinstance(client, PageClient)
    secret = write(database, begin, NewAssessment("44021", 272_000, "", "nl", NEWEST)).secret
    visitor = Visitor(client, database, secret)
    visitor.answer("listening", **{"answer.listening.themes": "rather", "note.listening.themes": "zeker"})
    client.submit(f"{visitor.url}/actieplan/nieuw", {"title": "Overleg", "due": day, "status": Status.DONE})
    client.submit(f"{visitor.url}/links/nieuw", {"opens": "read", "label": "Schepenen", "ends": day, "once": "A" * 22})
    client.submit(f"{visitor.url}/afronden")
    return Night(visitor, moment, date.fromisoformat(day), words, time)


@pytest.mark.parametrize("path", ["", "/afronden", "/resultaat"])
def test_pages_say_the_local_day_on_which_it_was_finished(night: Night, path: str) -> None:
    text = night.text(path)
    assert night.words in text
    assert night.tells_no_other_day(text)


def test_the_plan_and_its_history_say_the_local_day(night: Night) -> None:
    text = night.text("/actieplan")
    assert night.words in text
    assert "te laat" not in text
    assert night.tells_no_other_day(text)


def test_the_links_and_what_happened_say_the_local_day_and_time(night: Night) -> None:
    text = night.text("/links")
    assert f"{night.words} {night.time}" in text
    assert f"tot en met {night.words}" in text
    assert night.tells_no_other_day(text)


def test_the_time_of_saving_is_the_local_one(night: Night) -> None:
    night.visitor.client.submit(f"{night.visitor.url}/heropenen")
    assert f"Bewaard om {night.time}" in night.text("/vragen/listening")
    assert f"{night.day} {night.time}" in night.visitor.client.get(f"{night.visitor.url}/gegevens/antwoorden.csv").text


def test_files_carry_the_local_day_in_their_names(night: Night) -> None:
    for path in ("/gegevens/zelfscan.json", "/gegevens/antwoorden.csv", "/documenten/resultaat.json", "/actieplan.ics"):
        name = night.visitor.client.get(night.visitor.url + path).headers["Content-Disposition"]
        assert night.day.isoformat() in name, path


def test_what_is_downloaded_has_the_local_day_and_the_same_moment(night: Night) -> None:
    document = json.loads(night.visitor.client.get(f"{night.visitor.url}/gegevens/zelfscan.json").text)
    (action,) = document["actions"]
    answer = document["answers"]["listening.themes"]
    told = [document["exported_at"], answer["saved_at"], *(event["at"] for event in action["history"])]
    told += [document["assessment"][name] for name in ("created_at", "changed_at", "finished_at")]
    for time in told:
        assert time.startswith(f"{night.day}T{night.time}")
        assert datetime.fromisoformat(time) == night.moment
    assert action["due"] == night.day.isoformat()


def test_the_calendar_has_the_local_day(night: Night) -> None:
    calendar = night.visitor.client.get(f"{night.visitor.url}/actieplan.ics").text
    assert f"DTSTART;VALUE=DATE:{night.day:%Y%m%d}" in calendar
    assert f"DTSTAMP:{night.moment:%Y%m%dT%H%M%SZ}" in calendar


def test_documents_have_the_local_day(night: Night, shared_app: Flask) -> None:
    with shared_app.test_request_context(f"{night.visitor.url}/resultaat"):
        shared_app.preprocess_request()
        visit = current_visit()
        assert visit is not None
        contents = Contents(find_current(visit), make_addresses(visit), night.day)
        assert format_day(night.moment) == night.words
        paper = " ".join(texts_of(contents.paper()))
        sheet = write_spreadsheet(contents.workbook())
        slides = repr(contents.deck())
    assert night.words in paper
    assert night.words in slides
    cells = [cell.value for page in openpyxl.load_workbook(BytesIO(sheet)) for row in page for cell in row]
    days = {cell.date() if isinstance(cell, datetime) else cell for cell in cells if isinstance(cell, date)}
    assert days == {night.day}
    assert night.tells_no_other_day(" ".join([paper, slides, *map(str, cells)]))


def test_an_earlier_self_scan_is_called_by_its_local_day(night: Night) -> None:
    begun = night.visitor.client.submit(f"{night.visitor.url}/opnieuw")
    later = Visitor(night.visitor.client, night.visitor.database, place_of(begun).rpartition("/")[2])
    later.answer("listening", **{"answer.listening.themes": "rather"})
    text = " ".join(later.open("/resultaat/ontwikkeling").get_text(" ").split())
    assert night.words in text
    assert night.tells_no_other_day(text)
    assert read(later.database, get_actions, later.record.id)
    result = json.loads(later.client.get(f"{later.url}/documenten/resultaat.json").text)
    assert result["development"]["earlier_on"] == night.day.isoformat()
