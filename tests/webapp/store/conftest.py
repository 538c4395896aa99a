"""An assessment in the database, without a link."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.patience import MILLISECONDS
from tests.webapp.store.writing import write
from webapp.store.actors import PROGRAM
from webapp.store.assessments import AssessmentRecord, NewAssessment, create_assessment
from webapp.store.database import Database, attach_database


@pytest.fixture
def record(database: Database, new_assessment: NewAssessment) -> AssessmentRecord:
    return write(database, create_assessment, new_assessment, PROGRAM)


@pytest.fixture
def patient(database: Database) -> Iterator[Database]:
    """The same database for several who write at once: on a slow disk they wait for each other."""
    attached = attach_database(database.path, MILLISECONDS)
    yield attached
    attached.close()
