"""Assessments with a link, begun as the pages begin them."""

from __future__ import annotations

from tests.webapp.store.writing import read, write
from webapp.clock import today
from webapp.scan.operations import begin
from webapp.store.assessments import AssessmentRecord, NewAssessment
from webapp.store.database import Database
from webapp.store.links import find_link


def begin_assessment(database: Database, new: NewAssessment) -> tuple[AssessmentRecord, str]:
    """Return a new assessment and the secret of its own link."""
    begun = write(database, begin, new)
    return begun.assessment, begun.secret


def find_by_link(database: Database, secret: str) -> AssessmentRecord | None:
    """Return the assessment that a link leads to as it is now; None where the link does not work."""
    found = read(database, find_link, secret, today())
    return None if found is None else found[1]
