"""What is done by the link of a voice: each a whole, all of it or nothing, and by whom."""

from __future__ import annotations

from collections.abc import Iterable

from webapp.clock import utc_now
from webapp.store.answers import AnswerChange, SaveOutcome
from webapp.store.assessments import touch_assessment
from webapp.store.audit import Happening, record_event
from webapp.store.said_room import within_room
from webapp.store.voice_answers import erase_voice_answers, get_voice_answers, save_voice_answers
from webapp.store.voices import FrozenVoiceError, VoiceRecord, open_voice, require_voice, send_voice
from webapp.voices.asked import find_asked
from webapp.web.state import reading, writing
from webapp.web.visit import Visit


class NothingToSendError(Exception):
    """Nothing was answered yet, so there is nothing to send in."""


def load(visit: Visit) -> VoiceRecord:
    """Return the voice that the visit came to give. Looking freezes nothing: a program that draws a preview does too.

    Raises VoiceMissingError and StoreUnavailable.
    """
    with reading() as connection:
        return require_voice(connection, visit.assessment.id, visit.voice or 0)


def open_questions(visit: Visit) -> VoiceRecord:
    """Return the same, for a page of questions: whoever has the first one in front of them has begun.

    From then on what is asked stays. Raises VoiceMissingError and StoreUnavailable.
    """
    voice = load(visit)
    if voice.opened_at is not None:
        return voice
    with writing() as connection:
        return open_voice(connection, visit.assessment.id, voice.id)


def save(visit: Visit, changes: Iterable[AnswerChange]) -> SaveOutcome:
    """Save answers to what was asked.

    Raises TooMuchSaidError, VoiceMissingError and StoreUnavailable; nothing is saved then.
    """
    with writing() as connection:
        voice = require_voice(connection, visit.assessment.id, visit.voice or 0)
        if voice.opened_at is None:
            voice = open_voice(connection, visit.assessment.id, voice.id)
        takes = find_asked(voice)
        asked = [change for change in changes if takes.find(change.question_id) is not None]
        with within_room(connection, voice.assessment_id):
            outcome = save_voice_answers(connection, voice, asked, visit.actor)
        if voice.is_sent and outcome.revision > voice.revision:
            touch_assessment(connection, voice.assessment_id, visit.actor, utc_now())
        return outcome


def send(visit: Visit) -> None:
    """Send in what is there, also half of it; from then on it is frozen. What was sent in before stays so.

    Raises NothingToSendError, VoiceMissingError and StoreUnavailable; nothing is sent then.
    """
    with writing() as connection:
        voice = require_voice(connection, visit.assessment.id, visit.voice or 0)
        if voice.is_sent:
            return
        if not get_voice_answers(connection, voice.id).answered:
            raise NothingToSendError
        send_voice(connection, voice.assessment_id, voice.id)
        record_event(connection, voice.assessment_id, visit.actor, Happening.VOICE_SENT, voice.role)
        touch_assessment(connection, voice.assessment_id, visit.actor, utc_now())


def erase(visit: Visit) -> None:
    """Take back all that was filled in. Raises FrozenVoiceError once it was sent in."""
    with writing() as connection:
        voice = require_voice(connection, visit.assessment.id, visit.voice or 0)
        if voice.is_sent:
            raise FrozenVoiceError
        erase_voice_answers(connection, voice.id)
