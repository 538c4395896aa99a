"""The self-scan that another one was begun from, and both of them read by one version of the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from assessment.answers import plain_answer
from assessment.content import Content
from assessment.crosswalk.carrying import carry_answers, shared_questions
from assessment.library import Library, Way
from assessment.model import Answer, Answers
from webapp.clock import local_day
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentRecord, get_earlier
from webapp.store.connections import Connection


class Earlier(NamedTuple):
    """An earlier self-scan: its answers as the version that was asked for reads them."""

    record: AssessmentRecord
    answers: Mapping[str, Answer]

    @property
    def day(self) -> date:
        """The day in Brussels on which it was finished, or changed last."""
        return local_day(self.record.finished_at or self.record.changed_at)


class Pair(NamedTuple):
    """A self-scan beside the earlier one, both read by one version; `shared` are the questions that both were asked."""

    content: Content
    earlier: Earlier
    answers: Answers
    shared: frozenset[str]


def read_earlier(connection: Connection, record: AssessmentRecord, library: Library, version: str) -> Earlier | None:
    """Return the self-scan that this one was begun from, None where there is none (any more).

    Its answers are those that the version can read. Raises StoreUnavailable.
    """
    earlier = get_earlier(connection, record)
    return None if earlier is None else _read(connection, earlier, library.way(earlier.questionnaire_version, version))


def read_pair(connection: Connection, record: AssessmentRecord, answers: Answers, library: Library) -> Pair | None:
    """Return a self-scan with these answers beside its earlier one, both read by the newer of their versions.

    None where there is no earlier one (any more). Raises StoreUnavailable.
    """
    earlier = get_earlier(connection, record)
    if earlier is None:
        return None
    version = library.newer_of(earlier.questionnaire_version, record.questionnaire_version)
    own, others = (library.way(one.questionnaire_version, version) for one in (record, earlier))
    if own.steps:
        plain = {name: plain_answer(answer) for name, answer in answers.items()}
        answers = carry_answers(own.steps, own.target.questionnaire, plain)
    asked = [shared_questions(way.steps, way.source.questionnaire, way.target.questionnaire) for way in (own, others)]
    return Pair(own.target, _read(connection, earlier, others), answers, asked[0] & asked[1])


def _read(connection: Connection, earlier: AssessmentRecord, way: Way) -> Earlier:
    saved = get_answers(connection, earlier.id)
    plain = {name: entry.plain for name, entry in saved.items() if entry.plain is not None}
    return Earlier(earlier, carry_answers(way.steps, way.target.questionnaire, plain))
