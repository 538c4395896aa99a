"""What others said and what was decided, as plain data.

A voice that was not sent in yet stays blind: of one that is being put together its questions are told, and one that was
asked is left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from assessment.basis import plain_basis
from webapp.clock import local_time
from webapp.exchange.json_file import write_answer
from webapp.store.answers import SavedAnswer, read_plain
from webapp.store.connections import Connection
from webapp.store.decisions import Decision, list_decisions
from webapp.store.voice_answers import VoiceAnswers, list_voice_answers
from webapp.store.voices import VoiceRecord, VoiceState, list_voices


@dataclass(frozen=True)
class SaidByOthers:
    """The voices of an assessment that anybody may see, with what they said, and the decisions."""

    voices: tuple[tuple[VoiceRecord, VoiceAnswers], ...] = ()
    decisions: tuple[Decision, ...] = ()

    @property
    def only_sent(self) -> SaidByOthers:
        """The same without what is still being put together: that is for who fills in."""
        return replace(self, voices=tuple((voice, said) for voice, said in self.voices if voice.is_sent))


def read_others(connection: Connection, assessment_id: int) -> SaidByOthers:
    """Return what others said about an assessment. Raises StoreUnavailable."""
    said = list_voice_answers(connection, assessment_id)
    return SaidByOthers(
        tuple(
            (voice, said.get(voice.id, VoiceAnswers()) if voice.is_sent else VoiceAnswers())
            for voice in list_voices(connection, assessment_id)
            if voice.state is not VoiceState.ASKED
        ),
        list_decisions(connection, assessment_id),
    )


def write_others(others: SaidByOthers) -> dict[str, object]:
    """Return the members of a document that tell what others said; none of them where nobody said anything."""
    found: dict[str, object] = {}
    if others.voices:
        found["voices"] = [write_voice(voice, said) for voice, said in others.voices]
    if others.decisions:
        found["decisions"] = [write_decision(decision) for decision in others.decisions]
    return found


def write_voice(voice: VoiceRecord, said: VoiceAnswers) -> dict[str, object]:
    """Return a voice as plain data."""
    return {
        "uid": voice.uid,
        "kind": str(voice.kind),
        "role": voice.role,
        "questions": list(voice.questions),
        "questionnaire_version": voice.version,
        "reads_outcome": voice.reads_outcome,
        "sent_at": None if voice.sent_at is None else _write_time(voice.sent_at),
        "answers": _write_answers(said.first),
        "changed_later": _write_answers(said.late),
    }


def write_decision(decision: Decision) -> dict[str, object]:
    """Return a decision as plain data; a voice that was deleted since has no name in it."""
    return {
        "uid": decision.uid,
        "question": decision.question_id,
        "answer": _read(decision.written),
        "before": _read(decision.before),
        "reason": decision.reason,
        "at": _write_time(decision.at),
        "positions": [
            {
                "voice": one.voice_uid,
                "role": one.role,
                "answer": _read(one.written),
                "changed_later": one.late,
                **plain_basis(one.basis),
            }
            for one in decision.positions
        ],
    }


def _write_answers(saved: Mapping[str, SavedAnswer]) -> dict[str, object]:
    return {name: write_answer(entry) for name, entry in sorted(saved.items())}


def _read(written: str | None) -> dict[str, object] | None:
    return None if written is None else read_plain(written)


def _write_time(moment: datetime) -> str:
    return local_time(moment).isoformat(timespec="microseconds")
