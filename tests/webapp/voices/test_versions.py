"""A voice keeps the version it was asked in; what it says goes through the crosswalk, and what doesn't fit is told."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask

from assessment.library import Library
from assessment.model import Answer
from tests.made_up_versions import NEW, OLD, REMOVED, RENAMED, RENAMED_TO
from tests.webapp.assessments import begin_assessment
from tests.webapp.conftest import use_library
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import read_form
from tests.webapp.voices.conftest import Owner, reads
from tests.webapp.voices.test_settling import take
from webapp.exchange.import_file import Document
from webapp.exchange.import_versions import fit_file
from webapp.outcome.decisions import carry_decisions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange
from webapp.store.assessments import NewAssessment, create_assessment
from webapp.store.database import Database
from webapp.store.decisions import Decision, Position
from webapp.store.links import NewLink, Scope, create_link
from webapp.store.voice_answers import save_voice_answers
from webapp.store.voices import NewVoice, create_voice, send_voice
from webapp.voices.positions import Positions, read_positions

MOMENT = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
YES, LATER, WRITTEN = '{"options":["yes"]}', '{"options":["later"]}', '{"options":["written"]}'


def positions_of(database: Database, library: Library, *changes: AnswerChange) -> Positions:
    """Return the positions on a self-scan of the new version, of one voice that was asked in the old one."""
    record = write(database, create_assessment, NewAssessment("44021", 1, "", "nl", NEW), PROGRAM)
    questions = tuple(change.question_id for change in changes)
    voice = write(database, create_voice, record.id, NewVoice("Onthaal", questions, OLD), PROGRAM)
    write(database, save_voice_answers, voice, changes, PROGRAM)
    write(database, send_voice, record.id, voice.id)
    return read(database, read_positions, record, library)


def test_what_was_asked_in_one_version_is_read_by_the_next(database: Database, made_up_library: Library) -> None:
    change = AnswerChange(RENAMED, {"options": ["yes"]}, "Zo doen wij dat")
    found = positions_of(database, made_up_library, change)
    (voice,) = found.voices
    assert voice.answers == {RENAMED_TO: Answer(options=("written",))}
    assert voice.note(RENAMED_TO) == "Zo doen wij dat"
    assert voice.misfits == ()
    assert found.undisputed == {RENAMED_TO: Answer(options=("written",))}


def test_what_does_not_fit_any_more_is_told_and_counts_nowhere(database: Database, made_up_library: Library) -> None:
    changes = (AnswerChange(RENAMED, {"options": ["later"]}), AnswerChange(REMOVED, {"state": "unknown"}))
    found = positions_of(database, made_up_library, *changes)
    assert found.voices[0].answers == {}
    assert set(found.voices[0].misfits) == {RENAMED, REMOVED}
    assert found.differences == ()


def test_a_decision_goes_along_to_the_version_that_a_self_scan_moves_to(made_up_library: Library) -> None:
    way = made_up_library.way(OLD, NEW)
    positions = (Position("a" * 32, "Onthaal", YES), Position("b" * 32, "Jeugd", LATER), Position(None, "", None))
    (carried,) = carry_decisions(
        way, [Decision(RENAMED, YES, LATER, "zo is het", PROGRAM, MOMENT, positions, "c" * 32)]
    )
    assert (carried.question_id, carried.written, carried.before) == (RENAMED_TO, WRITTEN, None)
    assert [one.written for one in carried.positions] == [WRITTEN, None, None]
    assert [one.role for one in carried.positions] == ["Onthaal", "Jeugd", ""]
    assert (carried.uid, carried.reason, carried.at) == ("c" * 32, "zo is het", MOMENT)


@pytest.mark.parametrize(("question", "written"), [(RENAMED, LATER), (REMOVED, '{"state":"unknown"}')])
def test_a_decision_that_fits_nowhere_stays_as_it_was(made_up_library: Library, question: str, written: str) -> None:
    decision = Decision(question, written, None, "", PROGRAM, MOMENT, (), "c" * 32)
    assert carry_decisions(made_up_library.way(OLD, NEW), [decision]) == (decision,)


def test_what_was_decided_is_still_decided_after_the_move(
    owner: Owner, app: Flask, app_database: Database, made_up_library: Library
) -> None:
    use_library(app, made_up_library)
    new = NewAssessment("44021", 272_000, "", "nl", OLD)
    old = Owner(owner.client, app_database, begin_assessment(app_database, new)[1])
    voices = [write(app_database, create_voice, old.record.id, NewVoice(r, (RENAMED,), OLD), PROGRAM) for r in "AB"]
    for voice, choice in zip(voices, ("yes", "no"), strict=True):
        change = AnswerChange(RENAMED, {"options": [choice]})
        write(app_database, save_voice_answers, voice, [change], PROGRAM)
        write(app_database, send_voice, old.record.id, voice.id)
    assert take(old, RENAMED).status_code == 303
    form = read_form(old.open("/vragenlijst"))
    assert old.client.submit(f"{old.url}/vragenlijst", form).status_code == 303
    page = old.open("/inbreng/verschillen")
    assert page.select_one(f"#b-{RENAMED_TO.replace('.', '-')}") is not None
    assert page.select_one(".difference") is None


def test_what_is_asked_in_one_version_is_answered_in_it_after_the_self_scan_moved_on(
    owner: Owner, app: Flask, app_database: Database, made_up_library: Library
) -> None:
    use_library(app, made_up_library)
    new = NewAssessment("44021", 272_000, "", "nl", OLD)
    old = Owner(owner.client, app_database, begin_assessment(app_database, new)[1])
    voice = write(app_database, create_voice, old.record.id, NewVoice("Onthaal", (RENAMED, REMOVED), OLD), PROGRAM)
    link = NewLink(Scope.VOICE, label="Onthaal", voice_id=voice.id)
    colleague = old.hand_voice(write(app_database, create_link, old.record.id, link, PROGRAM)[1])
    section = RENAMED.partition(".")[0]
    form = colleague.questions(section)
    assert old.client.submit(f"{old.url}/vragenlijst", read_form(old.open("/vragenlijst"))).status_code == 303
    assert old.record.questionnaire_version == NEW
    assert colleague.questions(section).keys() == form.keys()
    assert colleague.reply_one(RENAMED, form, **{f"answer.{RENAMED}": "yes"}).status_code == 200
    assert colleague.send_in().status_code == 303
    page = old.open("/inbreng/verschillen")
    assert "Onthaal" not in reads(page)
    assert "Eén antwoord van een collega vult dat van jullie aan" in reads(page)
    old.client.submit(f"{old.url}/inbreng/onbetwist", read_form(page))
    assert old.plain(RENAMED_TO) == {"options": ["written"]}


def test_a_decision_in_a_file_of_an_earlier_version_goes_along(made_up_library: Library) -> None:
    entry: dict[str, object] = {
        "uid": "c" * 32,
        "question": RENAMED,
        "answer": {"options": ["yes"]},
        "before": None,
        "reason": "",
    }
    entry |= {"at": MOMENT.isoformat(), "positions": []}
    document = Document("44021", "1", "", "nl", OLD, {}, decisions=(entry,))
    (decision,) = fit_file(made_up_library, document, NEW).others.decisions
    assert (decision.question_id, decision.written) == (RENAMED_TO, WRITTEN)
