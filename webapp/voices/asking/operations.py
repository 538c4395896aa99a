"""What is done to voices by who fills in: each with its line in the audit, all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from webapp.clock import today, utc_now
from webapp.store.assessments import touch_assessment
from webapp.store.audit import Happening, record_event
from webapp.store.connections import Connection
from webapp.store.links import (
    LinkMissingError,
    LinkRecord,
    NewLink,
    Scope,
    change_link,
    create_link,
    find_made_link,
    get_voice_link,
    revoke_link,
)
from webapp.store.voices import (
    NewVoice,
    VoiceMissingError,
    VoiceRecord,
    VoiceState,
    ask_voice,
    change_voice,
    create_voice,
    delete_voice,
    require_voice,
)
from webapp.web.state import writing
from webapp.web.visit import Visit

DAYS_TO_ANSWER = timedelta(days=14)


class Made(NamedTuple):
    """A voice with the link that a form made, and whether an earlier sending of the same form did so."""

    voice: VoiceRecord
    link: LinkRecord
    is_repeated: bool


def ask(visit: Visit, new: NewVoice, ends: date | None, secret: str, parked_id: int | None = None) -> Made:
    """Ask somebody: store the voice, or take the one that was put together before, and make its link.

    Raises TooManyVoicesError, TooManyLinksError, LinkMissingError where the form's link was withdrawn since, and
    StoreUnavailable; nothing is made then.
    """
    number = visit.assessment.id
    with writing() as connection:
        if (present := find_made_link(connection, number, secret)) is not None:
            return _repeat(connection, present)
        parked = None if parked_id is None else _find_parked(connection, number, parked_id)
        if parked is None:
            voice = create_voice(connection, number, new, visit.actor)
        else:
            change_voice(
                connection,
                number,
                parked.id,
                role=new.role,
                reads_outcome=new.reads_outcome,
                questions=new.questions,
            )
            voice = ask_voice(connection, number, parked.id, new.version)
        link = _make_link(connection, visit, voice, ends, secret)
        record_event(connection, number, visit.actor, Happening.VOICE_ASKED, voice.role)
    return Made(voice, link, is_repeated=False)


def change(
    visit: Visit,
    voice_id: int,
    *,
    role: str,
    reads_outcome: bool,
    ends: date | None,
    questions: Iterable[str] | None,
) -> None:
    """Change a voice and its link. Raises VoiceMissingError, FrozenVoiceError and StoreUnavailable."""
    number = visit.assessment.id
    with writing() as connection:
        before = require_voice(connection, number, voice_id)
        after = change_voice(connection, number, voice_id, role=role, reads_outcome=reads_outcome, questions=questions)
        link = get_voice_link(connection, voice_id)
        if link is not None and link.revoked_at is None and (link.label, link.ends) != (after.role, ends):
            change_link(connection, number, link.id, label=after.role, ends=ends)
        if after != before and after.is_sent:
            touch_assessment(connection, number, visit.actor, utc_now())
        if after != before or (link is not None and link.ends != ends):
            record_event(connection, number, visit.actor, Happening.VOICE_CHANGED, after.role)


def renew(visit: Visit, voice_id: int, secret: str) -> Made:
    """Give a voice another link; the one before stops. One that is over gets a new last day.

    Raises VoiceMissingError, TooManyLinksError and StoreUnavailable.
    """
    number = visit.assessment.id
    with writing() as connection:
        if (present := find_made_link(connection, number, secret)) is not None:
            return _repeat(connection, present)
        voice = require_voice(connection, number, voice_id)
        before = get_voice_link(connection, voice_id)
        if before is not None and before.revoked_at is None:
            revoke_link(connection, number, before.id)
        ends = before.ends if before is not None else None
        if ends is not None and ends < today():
            ends = today() + DAYS_TO_ANSWER
        link = _make_link(connection, visit, voice, ends, secret)
        record_event(connection, number, visit.actor, Happening.VOICE_CHANGED, voice.role)
    return Made(voice, link, is_repeated=False)


def withdraw(visit: Visit, voice_id: int, *, keeps: bool) -> None:
    """Stop a voice's link. What was sent in stays where the owner keeps it; what was not sent in goes.

    Raises VoiceMissingError and StoreUnavailable.
    """
    number = visit.assessment.id
    with writing() as connection:
        voice = require_voice(connection, number, voice_id)
        link = get_voice_link(connection, voice_id)
        if link is not None and link.revoked_at is None:
            revoke_link(connection, number, link.id)
            record_event(connection, number, visit.actor, Happening.VOICE_WITHDRAWN, voice.role)
        if not (voice.is_sent and keeps):
            delete_voice(connection, number, voice_id)
            if voice.is_sent:
                touch_assessment(connection, number, visit.actor, utc_now())
            if voice.state is not VoiceState.PARKED:
                record_event(connection, number, visit.actor, Happening.VOICE_DELETED, voice.role)


def _make_link(connection: Connection, visit: Visit, voice: VoiceRecord, ends: date | None, secret: str) -> LinkRecord:
    new = NewLink(Scope.VOICE, label=voice.role, with_notes=False, ends=ends, voice_id=voice.id)
    return create_link(connection, visit.assessment.id, new, visit.actor, secret)[0]


def _repeat(connection: Connection, link: LinkRecord) -> Made:
    if link.revoked_at is not None or link.voice_id is None:
        raise LinkMissingError
    return Made(require_voice(connection, link.assessment_id, link.voice_id), link, is_repeated=True)


def _find_parked(connection: Connection, assessment_id: int, voice_id: int) -> VoiceRecord | None:
    """Return a voice that is being put together; None where it was asked or removed meanwhile."""
    try:
        voice = require_voice(connection, assessment_id, voice_id)
    except VoiceMissingError:
        return None
    return voice if voice.state is VoiceState.PARKED else None
