"""Reads what others said back in from a file: each voice by the version that it was asked in, each decision by ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from assessment.answers import AnswerError, plain_answer, read_answer
from assessment.basis import read_basis
from assessment.library import Library
from assessment.model import DIMENSIONS, Questionnaire
from webapp.exchange.import_file import Document, Misfit, read_moment
from webapp.language.texts import gettext
from webapp.language.typed_text import clean_block, clean_line
from webapp.scan.fields import NOTE_LENGTH
from webapp.store.actors import FROM_FILE
from webapp.store.answers import SavedAnswer, write_plain
from webapp.store.decisions import REASON_LENGTH, Decision, Position
from webapp.store.said_room import MOST_SAID_BYTES, VOICE_BYTES
from webapp.store.voice_answers import VoiceAnswers
from webapp.store.voices import MOST_VOICES, NewVoice, VoiceKind, VoiceState, clean_role
from webapp.voices.remarks import is_remark, make_remark

UID = re.compile(r"[0-9a-f]{32}")
MOST_BYTES = MOST_SAID_BYTES + MOST_VOICES * VOICE_BYTES
"""So much may be all that others said and what was decided in one file: as much as we give out."""
MOST_DECISIONS = MOST_BYTES // 200
"""More than have room."""
_BROKEN = (ValueError, TypeError, KeyError, AttributeError, OverflowError, AnswerError)


@dataclass(frozen=True)
class FittedVoices:
    """What of a file an assessment can take of what others said, and what it can't."""

    voices: tuple[tuple[NewVoice, VoiceAnswers], ...] = ()
    decisions: tuple[Decision, ...] = ()
    misfits: tuple[Misfit, ...] = ()

    def without(self, voices: Iterable[str], decisions: Iterable[str], room: int) -> FittedVoices:
        """Return those that an assessment does not have yet, by uid, as far as it has room for voices."""
        known, decided = set(voices), set(decisions)
        new = tuple(one for one in self.voices if one[0].uid not in known)
        why = gettext("There is no room for another voice. Withdraw one first.")
        left = tuple(Misfit(gettext("What others said"), voice.role, why) for voice, _ in new[room:])
        return FittedVoices(
            new[:room],
            tuple(one for one in self.decisions if one.uid not in decided),
            (*self.misfits, *left),
        )


def fit_voices(library: Library, document: Document, questionnaire: Questionnaire) -> FittedVoices:
    """Return what fits of the voices and decisions of a file. Nothing raises: a misfit is told."""
    room, misfits = _Room(MOST_BYTES), list[Misfit]()
    voices: dict[str, tuple[NewVoice, VoiceAnswers]] = {}
    decisions: dict[str, Decision] = {}
    for entry in _list_fitting(document.voices[:MOST_VOICES], room, "role", misfits):
        try:
            voice, said = _read_voice(library, entry)
        except _BROKEN:
            misfits.append(_misfit(entry, "role"))
        else:
            voices.setdefault(voice.uid, (voice, said))
    for entry in _list_fitting(document.decisions[:MOST_DECISIONS], room, "question", misfits):
        try:
            decision = _read_decision(questionnaire, entry)
        except _BROKEN:
            misfits.append(_misfit(entry, "question"))
        else:
            decisions.setdefault(decision.uid, decision)
    return FittedVoices(tuple(voices.values()), tuple(decisions.values()), tuple(misfits))


def _list_fitting(entries: Iterable[object], room: _Room, name: str, misfits: list[Misfit]) -> Iterator[object]:
    """Give the entries that there is room for; the others are told."""
    for entry in entries:
        if room.takes(entry):
            yield entry
        else:
            why = gettext("All that others said is too long for one file. This was left out.")
            misfits.append(_misfit(entry, name, why))


@dataclass
class _Room:
    """How many bytes can still be taken."""

    left: int

    def takes(self, entry: object) -> bool:
        """Tell whether an entry fits, and take its room then."""
        size = len(json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass"))
        if size > self.left:
            return False
        self.left -= size
        return True


def _misfit(entry: object, name: str, why: str = "") -> Misfit:
    what = entry.get(name) if isinstance(entry, Mapping) else None
    shown = clean_line(what)[:100] if isinstance(what, str) else ""
    return Misfit(gettext("What others said"), shown, why or gettext("We could not read this."))


def _read_voice(library: Library, entry: object) -> tuple[NewVoice, VoiceAnswers]:
    if not isinstance(entry, Mapping):
        raise TypeError
    version = _text(entry["questionnaire_version"])
    asked = library.of(version).questionnaire
    sent_at = None if entry["sent_at"] is None else read_moment(entry["sent_at"])
    voice = NewVoice(
        role=clean_role(clean_line(_text(entry["role"]))),
        questions=tuple(name for name in map(_text, entry["questions"]) if name in asked.question_by_id),
        version=asked.version,
        kind=VoiceKind(_text(entry["kind"])),
        state=VoiceState.SENT if sent_at is not None else VoiceState.PARKED,
        reads_outcome=entry["reads_outcome"] is True,
        uid=_uid(entry["uid"]),
        opened_at=sent_at,
        sent_at=sent_at,
    )
    if sent_at is None:
        return voice, VoiceAnswers()
    remarks = [f"remark.{name}" for name in DIMENSIONS] if voice.kind is VoiceKind.OBSERVER else []
    names = frozenset((*voice.questions, *remarks))
    return voice, VoiceAnswers(*(_read_answers(asked, names, entry[part]) for part in ("answers", "changed_later")))


def _read_answers(asked: Questionnaire, names: frozenset[str], entries: object) -> dict[str, SavedAnswer]:
    if not isinstance(entries, Mapping):
        raise TypeError
    found: dict[str, SavedAnswer] = {}
    for name, entry in entries.items():
        if name not in names:
            continue
        note = clean_block(_text(entry["note"]))
        if len(note) > NOTE_LENGTH:
            raise ValueError("a note that is too long")
        written = _write(asked, name, entry["answer"])
        moment = read_moment(entry["saved_at"])
        found[name] = SavedAnswer(name, written, note, 1, moment, FROM_FILE, read_basis(entry))
    return found


def _read_decision(questionnaire: Questionnaire, entry: object) -> Decision:
    if not isinstance(entry, Mapping):
        raise TypeError
    name, reason = _text(entry["question"]), clean_line(_text(entry["reason"]))
    if len(reason) > REASON_LENGTH:
        raise ValueError("a reason that is too long")
    return Decision(
        question_id=name,
        written=_write(questionnaire, name, entry["answer"]),
        before=_write(questionnaire, name, entry["before"]),
        reason=reason,
        actor=FROM_FILE,
        at=read_moment(entry["at"]),
        positions=tuple(_read_position(questionnaire, name, one) for one in entry["positions"][:MOST_VOICES]),
        uid=_uid(entry["uid"]),
    )


def _read_position(questionnaire: Questionnaire, name: str, entry: Mapping[str, object]) -> Position:
    if entry["voice"] is None:
        return Position(None, "", None, late=entry["changed_later"] is True)
    return Position(
        _uid(entry["voice"]),
        clean_role(clean_line(_text(entry["role"]))),
        _write(questionnaire, name, entry["answer"]),
        late=entry["changed_later"] is True,
        basis=read_basis(entry),
    )


def _write(questionnaire: Questionnaire, name: str, plain: object) -> str | None:
    """Return an answer as it is stored. Raises AnswerError or KeyError where the question can't take it."""
    if plain is None:
        return None
    question = make_remark(name.partition(".")[2]) if is_remark(name) else questionnaire.question_by_id[name]
    return write_plain(plain_answer(read_answer(question, plain)))


def _uid(value: object) -> str:
    found = _text(value)
    if not UID.fullmatch(found):
        raise ValueError("no uid")
    return found


def _text(value: object) -> str:
    """Return a text. Raises TypeError when it is none."""
    if not isinstance(value, str):
        raise TypeError
    return value
