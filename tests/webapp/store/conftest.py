"""An assessment in the database, without a link."""

from __future__ import annotations

import pytest

from tests.webapp.store.writing import write
from webapp.store.actors import PROGRAM
from webapp.store.assessments import AssessmentRecord, NewAssessment, create_assessment
from webapp.store.database import Database


@pytest.fixture
def record(database: Database, new_assessment: NewAssessment) -> AssessmentRecord:
    return write(database, create_assessment, new_assessment, PROGRAM)
