"""What is stored, read into findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from tests.webapp.store.writing import write
from webapp.outcome.earlier import Earlier
from webapp.outcome.reading import describe_profile
from webapp.store.actors import PROGRAM
from webapp.store.assessments import NewAssessment, create_assessment
from webapp.store.database import Database


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 6, 30, 22, 30, tzinfo=UTC), date(2026, 7, 1)),
        (datetime(2026, 12, 31, 22, 30, tzinfo=UTC), date(2026, 12, 31)),
        (datetime(2026, 12, 31, 23, 30, tzinfo=UTC), date(2027, 1, 1)),
    ],
)
def test_the_day_of_finishing_is_the_day_that_it_was_in_flanders(
    app: Flask, database: Database, new_assessment: NewAssessment, moment: datetime, day: date
) -> None:
    record = replace(write(database, create_assessment, new_assessment, PROGRAM), finished_at=moment)
    with app.test_request_context():
        assert describe_profile(record).finished_on == day
    assert Earlier(record, {}).day == day


def test_what_is_not_finished_has_no_day(app: Flask, database: Database, new_assessment: NewAssessment) -> None:
    with app.test_request_context():
        assert describe_profile(write(database, create_assessment, new_assessment, PROGRAM)).finished_on is None
