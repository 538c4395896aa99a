"""A database without an application, and an assessment in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.webapp.store.writing import write
from webapp.store.actors import PROGRAM
from webapp.store.assessments import AssessmentRecord, NewAssessment, create_assessment
from webapp.store.database import Database, open_database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path / "store.sqlite3", busy_timeout_ms=200)
    yield opened
    opened.close()


@pytest.fixture
def new_assessment() -> NewAssessment:
    return NewAssessment(
        municipality="44021",
        inhabitants=272_000,
        role="communication_officer",
        language="nl",
        questionnaire_version="2019.1",
    )


@pytest.fixture
def record(database: Database, new_assessment: NewAssessment) -> AssessmentRecord:
    return write(database, create_assessment, new_assessment, PROGRAM)
