"""What others said and what was decided leaves in a download and comes back from it, without secrets."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.answers import plain_answer
from assessment.basis import Basis
from tests.assessment.strategies import answers_to
from tests.assessment.test_basis import BASES
from tests.newest import newest_content, shared_library
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import place_of, read_form
from tests.webapp.voices.conftest import INITIATIVES, THEMES, VERSION, Owner, reads
from tests.webapp.voices.test_settling import said, take
from webapp.exchange import import_voices
from webapp.exchange.import_file import Document, read_document
from webapp.exchange.import_voices import FittedVoices, fit_voices
from webapp.exchange.json_voices import read_others, write_others
from webapp.exchange.operations import add_others
from webapp.store.actors import FROM_FILE
from webapp.store.answers import SavedAnswer, write_plain
from webapp.store.assessments import AssessmentRecord, NewAssessment, create_assessment
from webapp.store.database import Database
from webapp.store.decisions import Decision, Position
from webapp.store.voice_answers import VoiceAnswers
from webapp.store.voices import NewVoice, VoiceKind, VoiceState

QUESTIONNAIRE = newest_content().questionnaire
MOMENT = datetime(2026, 3, 1, 9, 30, 15, 123456, tzinfo=UTC)
SCHEMA = json.loads(Path("webapp/static/schema/zelfscan-1.json").read_text(encoding="utf-8"))
texts = st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40)
uids = st.text("0123456789abcdef", min_size=32, max_size=32)


def download(owner: Owner) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(owner.client.get(f"{owner.url}/gegevens/zelfscan.json").text)
    return found


def begin_with(client: PageClient, document: dict[str, Any], database: Database) -> Owner:
    """Begin a self-scan with a file, as the pages do, and return who has its link."""
    file = (io.BytesIO(json.dumps(document).encode()), "zelfscan.json")
    shown = client.submit("/begin/importeren", {"file": file}, content_type="multipart/form-data")
    form = read_form(read_page(shown.text))
    return Owner(client, database, place_of(client.submit("/begin/importeren", form)).split("/")[2])


def test_a_download_holds_what_was_sent_in_and_decided_and_no_secret(owner: Owner) -> None:
    colleague = said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    take(owner, THEMES, 0, reason="Zij weten het")
    document = download(owner)
    jsonschema.validate(document, SCHEMA)
    assert [voice["role"] for voice in document["voices"]] == ["Onthaal", "Jeugd"]
    assert document["decisions"][0]["reason"] == "Zij weten het"
    written = json.dumps(document)
    assert colleague.token not in written
    assert "link:" not in written


def test_a_download_of_nobody_elses_words_is_as_it_was_before(owner: Owner) -> None:
    assert not {"voices", "decisions"} & download(owner).keys()


def test_what_was_not_sent_in_yet_stays_blind_in_a_download(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES)
    colleague.reply("listening", None, **{f"answer.{THEMES}": "not", f"note.{THEMES}": "Vertrouwelijk"})
    owner.post(f"/inbreng/opzij?vraag={INITIATIVES}", role="Jeugd", vraag=INITIATIVES)
    document = download(owner)
    assert "Vertrouwelijk" not in json.dumps(document)
    ((voice),) = document["voices"]
    assert (voice["role"], voice["questions"], voice["answers"], voice["sent_at"]) == ("Jeugd", [INITIATIVES], {}, None)


def test_what_comes_back_from_a_file_says_so_and_can_be_decided_again(
    owner: Owner, client: PageClient, app_database: Database
) -> None:
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    take(owner, THEMES, 0, reason="Zij weten het")
    again = begin_with(client, download(owner), app_database)
    text = reads(again.open("/inbreng/verschillen"))
    assert "uit een bestand" in text
    assert "Zij weten het" in text
    take(again, THEMES, 1, query=f"?opnieuw={THEMES}")
    assert len(read(app_database, read_others, again.record.id).decisions) == 2


def test_a_file_that_is_taken_over_twice_brings_each_voice_once(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    document = download(owner)
    file = (io.BytesIO(json.dumps(document).encode()), "zelfscan.json")
    page = owner.client.submit(f"{owner.url}/gegevens/importeren", {"file": file}, content_type="multipart/form-data")
    assert "komt mee" not in page.text
    assert len(owner.voices) == 1


@pytest.mark.parametrize("broken", [None, 7, {}, {"uid": "x"}, {"uid": "0" * 32, "kind": "spy"}, []])
def test_what_cannot_be_read_is_told_and_nothing_fails(broken: object) -> None:
    document = Document("44021", "1", "", "nl", QUESTIONNAIRE.version, {}, voices=(broken,), decisions=(broken,))
    found = fit_voices(shared_library(), document, QUESTIONNAIRE)
    assert (found.voices, found.decisions, len(found.misfits)) == ((), (), 2)


@st.composite
def others(draw: st.DrawFn) -> FittedVoices:
    """Voices that were sent in or put aside, and decisions that quote some of them."""
    voices = []
    for uid in draw(st.lists(uids, max_size=3, unique=True)):
        asked = draw(st.lists(st.sampled_from(QUESTIONNAIRE.questions), min_size=1, max_size=3, unique=True))
        is_sent = draw(st.booleans())
        new = NewVoice(
            draw(texts),
            tuple(q.id for q in asked),
            QUESTIONNAIRE.version,
            draw(st.sampled_from(VoiceKind)),
            VoiceState.SENT if is_sent else VoiceState.PARKED,
            draw(st.booleans()),
            uid,
            MOMENT if is_sent else None,
            MOMENT if is_sent else None,
        )
        parts = [
            {
                q.id: _entry(q.id, draw(st.none() | answers_to(q)), draw(texts), draw(BASES))
                for q in asked
                if draw(st.booleans())
            }
            for _ in range(2)
        ]
        voices.append((new, VoiceAnswers(*parts) if is_sent else VoiceAnswers()))
    decisions = []
    for uid in draw(st.lists(uids, max_size=2, unique=True)):
        question = draw(st.sampled_from(QUESTIONNAIRE.questions))
        written = write_plain(plain_answer(draw(answers_to(question))))
        quoted = tuple(Position(new.uid, new.role, written, draw(st.booleans()), draw(BASES)) for new, _ in voices)
        blank = (Position(None, "", None),) if draw(st.booleans()) else ()
        decisions.append(Decision(question.id, written, None, draw(texts), FROM_FILE, MOMENT, (*quoted, *blank), uid))
    return FittedVoices(tuple(voices), tuple(decisions))


def _entry(name: str, answer: Any, note: str, basis: Basis) -> SavedAnswer:  # noqa: ANN401
    written = None if answer is None else write_plain(plain_answer(answer))
    return SavedAnswer(name, written, note, 1, MOMENT, FROM_FILE, basis)


@given(others())
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_exported_and_imported_is_exported_the_same(database: Database, made: FittedVoices) -> None:
    first, second = (_new(database) for _ in range(2))
    write(database, add_others, first.id, made)
    told = write_others(read(database, read_others, first.id))
    document = Document("44021", "1", "", "nl", QUESTIONNAIRE.version, {})
    carried = json.loads(json.dumps(told))
    voices, decisions = (tuple(carried.get(name, ())) for name in ("voices", "decisions"))
    file = replace(document, voices=voices, decisions=decisions)
    found = fit_voices(shared_library(), file, QUESTIONNAIRE)
    assert found.misfits == ()
    write(database, add_others, second.id, found)
    assert write_others(read(database, read_others, second.id)) == told


def _new(database: Database) -> AssessmentRecord:
    return write(database, create_assessment, NewAssessment("44021", 1, "", "nl", QUESTIONNAIRE.version), FROM_FILE)


def test_what_others_said_has_an_end_and_what_is_beyond_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(import_voices, "MOST_BYTES", 2000)
    entry = {"uid": "", "kind": "colleague", "role": "Onthaal", "questions": [THEMES], "reads_outcome": True}
    entry |= {"questionnaire_version": VERSION, "sent_at": MOMENT.isoformat(), "changed_later": {}}
    answer = {"answer": {"options": ["fully"]}, "note": "n" * 800, "saved_at": MOMENT.isoformat()}
    voices = tuple({**entry, "uid": f"{number:032x}", "answers": {THEMES: answer}} for number in range(3))
    document = Document("44021", "1", "", "nl", VERSION, {}, voices=voices)
    found = fit_voices(shared_library(), document, QUESTIONNAIRE)
    assert len(found.voices) == 1
    assert [misfit.what for misfit in found.misfits] == ["Onthaal", "Onthaal"]


def test_a_file_of_before_there_were_voices_comes_in(owner: Owner, app: Flask) -> None:
    document = download(owner)
    with app.app_context():
        assert read_document(json.dumps(document)).voices == ()
