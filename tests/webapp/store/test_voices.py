"""Voices in the store: what is kept of them, what freezes, and what goes with what."""

from __future__ import annotations

from datetime import date

import pytest

from assessment.basis import Basis, Confidence
from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM, Actor, ActorKind
from webapp.store.answers import AnswerChange, get_answers
from webapp.store.assessments import AssessmentRecord, delete_assessment, get_assessment
from webapp.store.database import Database
from webapp.store.decisions import NewDecision, Position, list_decisions, record_decision
from webapp.store.links import NewLink, Scope, create_link, get_link, get_voice_link
from webapp.store.voice_answers import (
    VoiceAnswers,
    erase_voice_answers,
    get_voice_answers,
    list_voice_answers,
    save_voice_answers,
)
from webapp.store.voices import (
    MOST_VOICES,
    FrozenVoiceError,
    NewVoice,
    TooManyVoicesError,
    VoiceKind,
    VoiceMissingError,
    VoiceRecord,
    VoiceState,
    ask_voice,
    change_voice,
    create_voice,
    delete_voice,
    get_voice,
    list_voices,
    open_voice,
    send_voice,
)

THEMES, SHARING = "listening.themes", "listening.sharing"
YES: dict[str, object] = {"options": ["yes"]}
NO: dict[str, object] = {"options": ["no"]}
NEW = NewVoice("Onthaal", (THEMES, SHARING), "2026.1")
WHO = Actor(ActorKind.LINK, 7)


@pytest.fixture
def voice(database: Database, record: AssessmentRecord) -> VoiceRecord:
    return write(database, create_voice, record.id, NEW, WHO)


def say(database: Database, voice: VoiceRecord, question: str, plain: dict[str, object] | None, base: int = 0) -> int:
    return write(database, save_voice_answers, voice, [AnswerChange(question, plain, "", base)], WHO).revision


def said(database: Database, voice: VoiceRecord) -> VoiceAnswers:
    return read(database, get_voice_answers, voice.id)


def test_a_voice_is_kept_as_it_was_asked(database: Database, record: AssessmentRecord, voice: VoiceRecord) -> None:
    assert voice == read(database, get_voice, record.id, voice.id)
    assert (voice.role, voice.questions, voice.version, voice.made_by) == ("Onthaal", NEW.questions, "2026.1", WHO)
    assert (voice.kind, voice.state, voice.opened_at, voice.sent_at) == (
        VoiceKind.COLLEAGUE,
        VoiceState.ASKED,
        None,
        None,
    )


def test_what_a_voice_says_is_no_answer_of_the_assessment(
    database: Database, record: AssessmentRecord, voice: VoiceRecord
) -> None:
    say(database, voice, THEMES, YES)
    write(database, send_voice, record.id, voice.id)
    assert read(database, get_answers, record.id) == {}
    assert read(database, get_assessment, record.id) == record


def test_a_second_tab_that_answers_otherwise_is_a_conflict(database: Database, voice: VoiceRecord) -> None:
    assert say(database, voice, THEMES, YES) == 1
    outcome = write(database, save_voice_answers, voice, [AnswerChange(THEMES, NO)], WHO)
    assert outcome.conflicts[THEMES].plain == YES
    assert say(database, voice, THEMES, NO, base=1) == 2


def test_what_is_sent_in_stays_and_a_later_change_stands_beside_it(
    database: Database, record: AssessmentRecord, voice: VoiceRecord
) -> None:
    revision = say(database, voice, THEMES, YES)
    sent = write(database, send_voice, record.id, voice.id)
    assert (sent.state, sent.sent_at is not None) == (VoiceState.SENT, True)
    say(database, voice, THEMES, NO, base=revision)
    kept = said(database, voice)
    assert (kept.first[THEMES].plain, kept.late[THEMES].plain, kept.latest[THEMES].plain) == (YES, NO, NO)
    assert kept.is_changed(THEMES)
    say(database, voice, THEMES, YES, base=revision + 1)
    assert not said(database, voice).is_changed(THEMES)
    again = write(database, send_voice, record.id, voice.id)
    assert again.sent_at == sent.sent_at


def test_a_voice_can_be_taken_back_and_an_old_form_then_overwrites_nothing(
    database: Database, voice: VoiceRecord
) -> None:
    say(database, voice, THEMES, YES)
    write(database, erase_voice_answers, voice.id)
    assert said(database, voice) == VoiceAnswers()
    assert say(database, voice, THEMES, NO, base=1) == 3


def test_what_is_asked_freezes_when_the_voice_is_opened(
    database: Database, record: AssessmentRecord, voice: VoiceRecord
) -> None:
    changed = write(database, change_voice, record.id, voice.id, role="Balie", reads_outcome=False, questions=[THEMES])
    assert (changed.role, changed.questions, changed.reads_outcome) == ("Balie", (THEMES,), False)
    opened = write(database, open_voice, record.id, voice.id)
    assert write(database, open_voice, record.id, voice.id).opened_at == opened.opened_at
    with pytest.raises(FrozenVoiceError):
        write(database, change_voice, record.id, voice.id, role="Balie", reads_outcome=True, questions=[SHARING])
    kept = write(database, change_voice, record.id, voice.id, role="Loket", reads_outcome=True, questions=[THEMES])
    assert (kept.role, kept.questions) == ("Loket", (THEMES,))


def test_a_parked_voice_is_asked_in_the_version_of_the_moment_it_gets_a_link(
    database: Database, record: AssessmentRecord
) -> None:
    parked = write(
        database, create_voice, record.id, NewVoice("Jeugd", (THEMES,), "2026.1", state=VoiceState.PARKED), WHO
    )
    asked = write(database, ask_voice, record.id, parked.id, "2026.2")
    assert (asked.state, asked.version) == (VoiceState.ASKED, "2026.2")


@pytest.mark.parametrize("role", ["", "   ", "x" * 61])
def test_a_voice_has_a_role(database: Database, record: AssessmentRecord, role: str) -> None:
    with pytest.raises(ValueError, match="role"):
        write(database, create_voice, record.id, NewVoice(role, (THEMES,), "2026.1"), WHO)


def test_there_is_room_for_so_many_voices(database: Database, record: AssessmentRecord) -> None:
    def fill(connection: object) -> None:
        for _ in range(MOST_VOICES):
            create_voice(connection, record.id, NEW, WHO)  # type: ignore[arg-type]

    write(database, fill)
    with pytest.raises(TooManyVoicesError):
        write(database, create_voice, record.id, NEW, WHO)


def test_a_deleted_voice_is_blanked_where_it_is_quoted_and_its_link_leads_nowhere(
    database: Database, record: AssessmentRecord, voice: VoiceRecord
) -> None:
    link, _ = write(database, create_link, record.id, NewLink(Scope.VOICE, voice_id=voice.id), PROGRAM)
    assert read(database, get_voice_link, voice.id) == link
    other = write(database, create_voice, record.id, NEW, WHO)
    say(database, voice, THEMES, YES)
    sure = Basis(Confidence.SURE, "https://www.gent.be/nota", date(2026, 3, 1))
    positions = tuple(Position(one.uid, one.role, '{"options":["yes"]}', basis=sure) for one in (voice, other))
    decided = NewDecision(THEMES, '{"options":["yes"]}', None, positions, "De dienst weet het")
    write(database, record_decision, record.id, decided, WHO)
    write(database, delete_voice, record.id, voice.id)
    assert read(database, list_voices, record.id) == (other,)
    assert read(database, list_voice_answers, record.id) == {}
    (kept,) = read(database, list_decisions, record.id)
    assert kept.positions == (Position(None, "", None), positions[1])
    assert (kept.reason, kept.actor) == ("De dienst weet het", WHO)
    orphan = read(database, get_link, record.id, link.id)
    assert orphan is not None
    assert orphan.voice_id is None
    with pytest.raises(VoiceMissingError):
        write(database, delete_voice, record.id, voice.id)


def test_a_voice_of_another_assessment_is_not_there(
    database: Database, record: AssessmentRecord, voice: VoiceRecord
) -> None:
    assert read(database, get_voice, record.id + 1, voice.id) is None
    with pytest.raises(VoiceMissingError):
        write(database, delete_voice, record.id + 1, voice.id)


def test_deleting_an_assessment_deletes_all_that_was_said_about_it(
    database: Database, record: AssessmentRecord, voice: VoiceRecord
) -> None:
    say(database, voice, THEMES, YES)
    write(database, create_link, record.id, NewLink(Scope.VOICE, voice_id=voice.id), PROGRAM)
    decided = NewDecision(THEMES, None, None, (Position(voice.uid, "Onthaal", None),))
    write(database, record_decision, record.id, decided, WHO)
    write(database, delete_assessment, record.id)
    with database.read() as connection:
        for table in ("voice", "voice_answer", "decision", "decision_position", "link"):
            assert connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0] == 0, table  # noqa: S608


def test_only_a_link_of_a_voice_is_for_one(database: Database, record: AssessmentRecord, voice: VoiceRecord) -> None:
    for wrong in (NewLink(Scope.VOICE), NewLink(Scope.READ, voice_id=voice.id)):
        with pytest.raises(ValueError, match="voice"):
            write(database, create_link, record.id, wrong, PROGRAM)
