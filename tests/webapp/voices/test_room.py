"""What others say has its room: as much as a file can bring back; beyond it nothing is lost silently."""

from __future__ import annotations

import json

import pytest
from hypothesis import HealthCheck, given, settings

from tests.webapp.store.writing import read, write
from tests.webapp.voices.conftest import INITIATIVES, THEMES, Owner, reads
from tests.webapp.voices.test_files import others
from tests.webapp.voices.test_settling import decisions, said, take
from webapp.exchange.import_voices import FittedVoices
from webapp.exchange.json_file import write_json
from webapp.exchange.json_voices import read_others, write_others
from webapp.exchange.operations import add_others
from webapp.store import said_room
from webapp.store.actors import PROGRAM
from webapp.store.assessments import NewAssessment, create_assessment
from webapp.store.database import Database
from webapp.store.said_room import VOICE_BYTES, measure_said


@given(others())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_said_never_takes_more_of_a_file_than_was_counted(database: Database, made: FittedVoices) -> None:
    record = write(database, create_assessment, NewAssessment("44021", 1, "", "nl", "2026.2"), PROGRAM)
    write(database, add_others, record.id, made)
    told = len(write_json(write_others(read(database, read_others, record.id))).encode())
    assert told <= read(database, measure_said, record.id) + len(made.voices) * VOICE_BYTES + 100


@pytest.fixture
def little_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(said_room, "MOST_SAID_BYTES", 1500)


@pytest.mark.usefixtures("little_room")
def test_a_note_for_which_there_is_no_room_comes_back_and_a_shorter_one_is_saved(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES)
    form, long = colleague.questions(), "Lang " * 400
    one = colleague.reply_one(THEMES, form, **{f"answer.{THEMES}": "not", f"note.{THEMES}": long})
    assert (one.status_code, "samen te lang" in one.text) == (422, True)
    whole = colleague.reply(fields=form, **{f"answer.{THEMES}": "not", f"note.{THEMES}": long})
    assert whole.status_code == 409
    assert long.strip() in whole.text
    assert colleague.said.latest == {}
    assert colleague.reply(fields=form, **{f"answer.{THEMES}": "not", f"note.{THEMES}": "Kort"}).status_code == 303


@pytest.mark.usefixtures("little_room")
def test_a_decision_for_which_there_is_no_room_is_not_taken_and_says_what_to_do(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="rather")
    response = take(owner, THEMES, 1, reason="zij zien het " * 12)
    assert response.status_code == 409
    assert "Hier is geen plaats meer voor" in response.text
    assert "zij zien het" in response.text
    assert (decisions(owner), owner.plain(THEMES)) == ((), {"options": ["fully"]})


def test_a_file_that_says_more_than_there_is_room_for_beside_what_is_there_takes_nothing_over(
    owner: Owner, stranger: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    said(stranger, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    document = stranger.client.get(f"{stranger.url}/gegevens/zelfscan.json").text
    monkeypatch.setattr(said_room, "MOST_SAID_BYTES", 400)
    sent = {"document": document, "mode": "new", "revision": str(owner.record.revision)}
    response = owner.client.submit(f"{owner.url}/gegevens/importeren", sent)
    assert response.status_code == 409
    assert [voice.role for voice in owner.voices] == ["Jeugd"]


def test_what_takes_less_than_before_is_saved_however_little_room_there_is(
    owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    colleague = owner.give_voice(THEMES, INITIATIVES)
    colleague.reply("listening", None, **{f"answer.{THEMES}": "not", f"note.{THEMES}": "Lang " * 100})
    monkeypatch.setattr(said_room, "MOST_SAID_BYTES", 10)
    assert colleague.reply("listening", None, **{f"note.{THEMES}": "Kort"}).status_code == 303
    assert colleague.said.latest[THEMES].note == "Kort"


def test_a_download_can_be_read_by_people_and_is_the_same_data_on_fewer_lines(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    text = owner.client.get(f"{owner.url}/gegevens/zelfscan.json").text
    assert text == write_json(json.loads(text))
    assert f'        "{THEMES}": {{"answer": {{"options": ["not"]}}, ' in text
    assert reads(owner.open("/inbreng"))
