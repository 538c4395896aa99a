"""What was sent in about one assessment, beside its agreed answers: all of it read by the assessment's own version."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from assessment.answers import plain_answer
from assessment.basis import NO_BASIS, Basis, choose_basis
from assessment.content import Content
from assessment.crosswalk.carrying import fit_carried
from assessment.library import Library, Way
from assessment.model import Answer, Answers, Question
from assessment.voices import Compared, Standpoint, compare
from assessment.weighing import Difference, Weighing, list_differences, start_weighing
from webapp.outcome.answers import read_saved
from webapp.store.answers import SavedAnswer, get_answers, write_plain
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.decisions import Decision, Position, list_decisions
from webapp.store.voice_answers import VoiceAnswers, list_voice_answers
from webapp.store.voices import VoiceRecord, list_voices
from webapp.voices.remarks import is_remark, read_remarks


@dataclass(frozen=True)
class SentVoice:
    """A voice that was sent in. `answers` are those that fit; `misfits` the questions of which nothing fits.

    `remarks` are what somebody from outside says of a domain, by dimension.
    """

    record: VoiceRecord
    answers: Answers
    said: VoiceAnswers
    sources: Mapping[str, str]
    misfits: tuple[str, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """By what it is known while comparing: in the order in which voices were asked."""
        return f"{self.record.id:09}"

    def is_changed(self, question_id: str) -> bool:
        """Whether it says something else on a question than when it was sent in."""
        return self.said.is_changed(self.sources.get(question_id, question_id))

    def note(self, question_id: str) -> str:
        """What it noted with its answer."""
        entry = self._entry(question_id)
        return entry.note if entry is not None else ""

    def basis(self, question_id: str) -> Basis:
        """How sure it is of its answer, and on what."""
        entry = self._entry(question_id)
        return entry.basis if entry is not None else NO_BASIS

    def _entry(self, question_id: str) -> SavedAnswer | None:
        return self.said.latest.get(self.sources.get(question_id, question_id))


@dataclass(frozen=True)
class Positions:
    """All positions on one assessment at one moment. Voices that were not sent in are not among them.

    `again` is a question that is to be decided once more, whatever was decided about it.
    """

    content: Content
    stored: Mapping[str, SavedAnswer]
    agreed: Answers
    voices: tuple[SentVoice, ...]
    decisions: tuple[Decision, ...]
    again: str = ""

    @cached_property
    def by_name(self) -> Mapping[str, SentVoice]:
        """The voices, by the name under which they are compared."""
        return {voice.name: voice for voice in self.voices}

    @cached_property
    def compared(self) -> Mapping[str, Compared]:
        """What is said on each question that anybody answered, by the question's id."""
        found = compare(
            self.content.questionnaire, self.agreed, {name: voice.answers for name, voice in self.by_name.items()}
        )
        return {one.question.id: one for one in found}

    @cached_property
    def weighing(self) -> Weighing:
        """What other answers are weighed against."""
        return start_weighing(self.content, self.agreed)

    @cached_property
    def latest(self) -> Mapping[str, Decision]:
        """The newest decision on each question, by the question's id."""
        return {decision.question_id: decision for decision in self.decisions}

    @cached_property
    def differences(self) -> tuple[Difference, ...]:
        """The differences that nobody settled yet, those that could move a level first."""
        left = (one for one in self.compared.values() if not self.is_decided(one.question))
        return list_differences(self.weighing, tuple(left))

    @cached_property
    def decided(self) -> tuple[Compared, ...]:
        """The questions that are settled, in order."""
        return tuple(one for one in self.compared.values() if self.is_decided(one.question))

    @cached_property
    def undisputed(self) -> Mapping[str, Answer]:
        """What colleagues say and nobody disputes, where it adds something to what was agreed, by question id.

        Somebody who looks from outside can dispute it, and is not taken over unseen.
        """
        colleagues = {name: voice.answers for name, voice in self.by_name.items() if not voice.record.is_observer}
        return {
            one.question.id: one.together
            for one in compare(self.content.questionnaire, self.agreed, colleagues)
            if one.standpoint is Standpoint.UNDISPUTED
            and one.together is not None
            and not one.is_settled
            and self.compared[one.question.id].standpoint is not Standpoint.DIFFERENT
        }

    def is_decided(self, question: Question) -> bool:
        """Whether what was decided still stands: the same answer, and nobody says anything else since."""
        decision = self.latest.get(question.id)
        if decision is None or question.id == self.again:
            return False
        entry = self.stored.get(question.id)
        if decision.written != (entry.written if entry is not None else None):
            return False
        quoted = {(one.voice_uid, one.written) for one in decision.positions if one.written is not None}
        return quoted == {(one.voice_uid, one.written) for one in self.quote(question)}

    def find_basis(self, question: Question, answer: Answer) -> Basis | None:
        """What an answer rests on when it is taken over from who gave it; None where nobody did."""
        said = [one.basis(question.id) for one in self.voices if one.answers.get(question.id) == answer]
        return choose_basis(said) if said else None

    def quote(self, question: Question) -> tuple[Position, ...]:
        """What each voice says on a question now, as a decision keeps it."""
        return tuple(
            Position(
                voice.record.uid,
                voice.record.role,
                write_answer(answer),
                late=voice.is_changed(question.id),
                basis=voice.basis(question.id),
            )
            for voice in self.voices
            if (answer := voice.answers.get(question.id)) is not None
        )


def read_positions(connection: Connection, record: AssessmentRecord, library: Library, again: str = "") -> Positions:
    """Return all positions on an assessment. Raises StoreUnavailable."""
    content = library.of(record.questionnaire_version)
    stored = get_answers(connection, record.id)
    said = list_voice_answers(connection, record.id)
    voices = tuple(
        _read_voice(voice, said[voice.id], library.way(voice.version, record.questionnaire_version))
        for voice in list_voices(connection, record.id)
        if voice.is_sent and voice.id in said
    )
    agreed = read_saved(content.questionnaire, stored).answers
    return Positions(content, stored, agreed, voices, list_decisions(connection, record.id), again)


def _read_voice(voice: VoiceRecord, said: VoiceAnswers, way: Way) -> SentVoice:
    told = {name: entry.plain for name, entry in said.latest.items() if entry.plain is not None}
    plain = {name: answer for name, answer in told.items() if not is_remark(name)}
    fitting = fit_carried(way.steps, way.target.questionnaire, plain)
    sources = {name: one.source for name, one in fitting.items()}
    arrived = {source for one in fitting.values() for source in one.sources}
    misfits = tuple(name for name in plain if name not in arrived)
    return SentVoice(
        voice, {name: one.answer for name, one in fitting.items()}, said, sources, misfits, read_remarks(said.latest)
    )


def write_answer(answer: Answer) -> str:
    """Return an answer as it is stored."""
    return write_plain(plain_answer(answer)) or ""
