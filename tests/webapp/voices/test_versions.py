"""A voice keeps the version it was asked in; what it says goes through the crosswalk, and what doesn't fit is told."""

from __future__ import annotations

from assessment.library import Library
from assessment.model import Answer
from tests.made_up_versions import NEW, OLD, REMOVED, RENAMED, RENAMED_TO
from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange
from webapp.store.assessments import NewAssessment, create_assessment
from webapp.store.database import Database
from webapp.store.voice_answers import save_voice_answers
from webapp.store.voices import NewVoice, create_voice, send_voice
from webapp.voices.positions import Positions, read_positions


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
