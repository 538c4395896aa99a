"""What is stored of one assessment, read into its findings."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assessment.development import find_development
from assessment.library import Library
from benchmarks.model import Edition
from webapp.clock import local_day, today
from webapp.findings.compute import find, judge
from webapp.findings.model import Findings, Margin, Profile, Result
from webapp.outcome.answers import read_saved
from webapp.outcome.earlier import read_pair
from webapp.store.action_plan import get_actions
from webapp.store.answers import get_answers
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.web.state import State, get_state, reading
from webapp.web.visit import Visit
from webapp.wording.municipalities import name_place


@dataclass(frozen=True)
class Reader:
    """Reads findings out of one moment of the database.

    Without notes, what was noted stays unread, and where an answer can be seen.
    """

    connection: Connection
    library: Library
    edition: Edition
    sees_notes: bool = True

    def read(self, record: AssessmentRecord) -> Findings:
        """Return the findings of an assessment, by its own version of the questionnaire. Raises StoreUnavailable."""
        content = self.library.of(record.questionnaire_version)
        stored = read_saved(content.questionnaire, get_answers(self.connection, record.id))
        actions = get_actions(self.connection, record.id)
        if not self.sees_notes:
            actions = tuple(replace(action, note="") for action in actions)
        margin = Margin(stored.notes, stored.bases)
        if not self.sees_notes:
            margin = Margin({}, {name: one.without_evidence for name, one in stored.bases.items()})
        found = find(content, self.edition, describe_profile(record), stored.answers, margin, actions)
        return replace(found, year=today().year)

    def judge(self, record: AssessmentRecord) -> Result:
        """Return what the answers of an assessment come to, without the rest of its findings. Raises StoreUnavailable.

        For what is kept when it is finished: it asks less than a page does.
        """
        content = self.library.of(record.questionnaire_version)
        stored = read_saved(content.questionnaire, get_answers(self.connection, record.id))
        return judge(content, self.edition, stored.answers)

    def read_with_earlier(self, record: AssessmentRecord) -> Findings:
        """Return the findings with what moved since the self-scan that this one was begun from, if any.

        Both are then read by the newer of their two versions. Only for what shows that: it reads and scores two
        self-scans. Raises StoreUnavailable.
        """
        findings = self.read(record)
        pair = read_pair(self.connection, record, findings.answers, self.library)
        if pair is None:
            return findings
        development = find_development(pair.content, pair.earlier.answers, pair.answers, pair.shared)
        return replace(findings, development=development, earlier_on=pair.earlier.day)


def make_reader(connection: Connection, state: State, *, sees_notes: bool = True) -> Reader:
    """Return what reads with the content and the figures that the application has."""
    return Reader(connection, state.library, state.edition, sees_notes)


def find_current(visit: Visit) -> Findings:
    """Return the findings of the visited assessment, from what is stored now. Raises StoreUnavailable."""
    with reading() as connection:
        return make_reader(connection, get_state(), sees_notes=visit.sees_notes).read(visit.assessment)


def find_with_earlier(visit: Visit) -> Findings:
    """Return them with what moved since an earlier self-scan. Raises StoreUnavailable."""
    with reading() as connection:
        return make_reader(connection, get_state(), sees_notes=visit.sees_notes).read_with_earlier(visit.assessment)


def describe_profile(record: AssessmentRecord) -> Profile:
    """Return whose assessment it is, with the municipality's name in the reader's language."""
    return Profile(
        municipality=name_municipality(record),
        nis_code=record.municipality,
        inhabitants=record.inhabitants,
        role=record.role,
        finished_on=local_day(record.finished_at) if record.finished_at else None,
        invented=record.invented,
        has_earlier=record.earlier_id is not None,
    )


def name_municipality(record: AssessmentRecord) -> str:
    """Return the name of an assessment's municipality; its code when the register has it no more."""
    return name_place(record.municipality)
