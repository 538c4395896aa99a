"""What stands beside the agreed answers of an assessment, for whoever reads its result and may know who said what."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from assessment.model import DIMENSIONS, Answers, Question
from assessment.voices import lay_over, overlay
from assessment.weighing import start_weighing
from webapp.clock import local_day
from webapp.findings.beside import Look, Others, Parting, Said, Settled
from webapp.findings.model import Findings
from webapp.outcome.reading import make_reader
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.decisions import Decision
from webapp.store.voices import count_voices
from webapp.voices.positions import Positions, SentVoice, read_positions
from webapp.web.state import get_library, get_state, reading
from webapp.web.visit import Visit


def add_beside(connection: Connection, findings: Findings, record: AssessmentRecord) -> Findings:
    """Return findings with what others say, for who may know who said what. Raises StoreUnavailable."""
    if not count_voices(connection, record.id):
        return findings
    return replace(findings, beside=describe_beside(read_positions(connection, record, get_library())))


def add_looks(connection: Connection, findings: Findings, record: AssessmentRecord) -> Findings:
    """Return findings with the looks from outside alone: the first page of a result shows no more. Same conditions."""
    if not count_voices(connection, record.id):
        return findings
    return replace(findings, beside=Others(looks=_list_looks(read_positions(connection, record, get_library()))))


def find_current_beside(visit: Visit) -> Findings:
    """Return the findings of the visited assessment with what others say, as far as the visit may know that.

    Raises StoreUnavailable.
    """
    with reading() as connection:
        findings = make_reader(connection, get_state(), sees_notes=visit.sees_notes).read(visit.assessment)
        return add_beside(connection, findings, visit.assessment) if visit.sees_notes else findings


def list_spoken(visit: Visit) -> list[tuple[str, Answers]]:
    """Return what each voice that was sent in says now, by its role. Raises StoreUnavailable."""
    with reading() as connection:
        positions = read_positions(connection, visit.assessment, get_library())
    return [(voice.record.role, voice.answers) for voice in positions.voices]


def describe_beside(positions: Positions) -> Others:
    """Return all that stands beside the agreed answers."""
    questions = positions.content.questionnaire.questions
    said = {question.id: tuple(_list_said(positions, question)) for question in questions}
    return Others(
        said={name: entries for name, entries in said.items() if entries},
        settled={one.question.id: _settle(positions.latest[one.question.id]) for one in positions.decided},
        looks=_list_looks(positions),
    )


def _list_looks(positions: Positions) -> tuple[Look, ...]:
    return tuple(look_from(positions, voice) for voice in positions.voices if voice.record.is_observer)


def look_from(positions: Positions, voice: SentVoice) -> Look:
    """Return how it looks from outside: one voice laid over the agreed answers, and scored once more."""
    content = positions.content
    seen = start_weighing(content, overlay(content.questionnaire, positions.agreed, voice.answers))
    return Look(
        voice_id=voice.record.id,
        role=voice.record.role,
        on=local_day(voice.record.sent_at) if voice.record.sent_at else None,
        looked=len(voice.answers),
        said={name: positions.weighing.look(name) for name in DIMENSIONS},
        seen={name: seen.look(name) for name in DIMENSIONS},
        partings={name: _list_partings(positions, voice, name) for name in DIMENSIONS},
        remarks=voice.remarks,
    )


def _list_said(positions: Positions, question: Question) -> Iterable[Said]:
    agreed = positions.agreed.get(question.id)
    for voice in positions.voices:
        answer = voice.answers.get(question.id)
        if answer is None:
            continue
        laid = lay_over(question, agreed, answer)
        yield Said(
            role=voice.record.role,
            is_observer=voice.record.is_observer,
            answer=answer,
            note=voice.note(question.id),
            basis=voice.basis(question.id),
            is_late=voice.is_changed(question.id),
            change=positions.weighing.weigh(question, laid),
            differs=laid != agreed,
        )


def _settle(decision: Decision) -> Settled:
    same = [one for one in decision.positions if one.written is not None and one.written == decision.written]
    said = [(one.role, one.basis) for one in same]
    taken_from = said if decision.written != decision.before else []
    return Settled(decision.reason, local_day(decision.at), tuple(taken_from))


def _list_partings(positions: Positions, voice: SentVoice, dimension: str) -> tuple[Parting, ...]:
    """Return the questions of a domain that part, those that move the score furthest first."""
    found: list[Parting] = []
    for question in positions.content.questionnaire.scored[dimension]:
        agreed, answer = positions.agreed.get(question.id), voice.answers.get(question.id)
        if answer is None or (laid := lay_over(question, agreed, answer)) == agreed:
            continue
        change = positions.weighing.weigh(question, laid)
        why, basis = voice.note(question.id), voice.basis(question.id)
        found.append(Parting(question, agreed, laid, why, basis, change))
    return tuple(sorted(found, key=lambda one: 0.0 if one.change is None else -one.change.distance))
