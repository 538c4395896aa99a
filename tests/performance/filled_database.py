"""A database with as many finished self-scans as wanted.

The first hundred are made by the store's own functions, with answers and times of all kinds; the rest are copies of
those, made by SQLite itself: a hundred thousand would otherwise take an hour.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

from assessment.answers import plain_answer
from assessment.content import Content, load_content
from tests.performance.bench_domain import make_answers
from webapp.clock import today, utc_now
from webapp.scan.operations import begin
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, finish_assessment, write_time
from webapp.store.audit import Happening, record_event
from webapp.store.connections import Connection
from webapp.store.database import Database
from webapp.store.secrets import hash_secret

MODELS = 100
"""So many differ; a model's number is its place, from 1 on."""
COPIES_AT_ONCE = 50
"""Rounds of copies in one transaction: the log beside the database then stays small."""
OLDEST_DAYS = 3 * 365 - 2
"""Within the days that a self-scan is kept, so that the oldest are about to be deleted."""
COPIED = {
    "assessment": {"id": "id + :by", "uid": "lower(hex(randomblob(16)))"},
    "link": {"id": "id + :by", "assessment_id": "assessment_id + :by", "secret_hash": "randomblob(32)"},
    "answer": {"assessment_id": "assessment_id + :by"},
    "audit": {"id": "NULL", "assessment_id": "assessment_id + :by"},
}
"""The tables of a self-scan, and what is not the same in its copy."""
SIGNED = ("created_by", "changed_by", "saved_by", "actor")
"""Columns that name a link: a copy was written by its own."""


def fill(database: Database, how_many: int) -> None:
    """Bring a database that is empty, or was filled by this, up to so many self-scans. Raises ValueError."""
    content = load_content()
    with database.write() as connection:
        present = count(connection)
        if present % MODELS or how_many % MODELS:
            raise ValueError(f"self-scans come {MODELS} at a time")
        for number in range(present + 1, MODELS + 1):
            _make_model(connection, content, number)
    for steps in _split(range(max(present, MODELS), how_many, MODELS)):
        with database.write() as connection:
            for by in steps:
                _copy_models(connection, by)
        database.truncate_log()


def count(connection: Connection) -> int:
    """Return how many self-scans there are."""
    return int(connection.execute("SELECT count(*) FROM assessment").fetchone()[0])


def give_links(database: Database, how_many: int) -> list[str]:
    """Give some self-scans, spread over the whole database, a link that is known; return the links' secrets."""
    with database.write() as connection:
        present = count(connection)
        chosen = sorted(random.Random(present).sample(range(1, present + 1), how_many))
        secrets = [f"measured-{number:013d}" for number in chosen]
        connection.executemany(
            "UPDATE link SET secret_hash = ?, last_used = ? WHERE assessment_id = ?",
            [
                (hash_secret(secret), today().isoformat(), number)
                for secret, number in zip(secrets, chosen, strict=True)
            ],
        )
    return secrets


def _make_model(connection: Connection, content: Content, number: int) -> None:
    """Make a finished self-scan, some time ago. Its link has the same number."""
    new = NewAssessment("44021", 272_000, "other", "nl", content.questionnaire.version)
    begun = begin(connection, new)
    if (begun.assessment.id, begun.link.id) != (number, number):
        raise ValueError("the database holds other self-scans")
    answers = make_answers(content, random.Random(number))
    changes = [AnswerChange(question, plain_answer(answer)) for question, answer in answers.items()]
    save_answers(connection, number, changes, begun.link.actor)
    finish_assessment(connection, number, begun.link.actor)
    record_event(connection, number, begun.link.actor, Happening.FINISHED)
    moment = write_time(utc_now() - timedelta(days=OLDEST_DAYS * (number - 1) / MODELS))
    connection.execute(
        "UPDATE assessment SET created_at = :at, changed_at = :at, finished_at = :at WHERE id = :id",
        {"at": moment, "id": number},
    )
    connection.execute("UPDATE answer SET saved_at = ? WHERE assessment_id = ?", (moment, number))
    connection.execute("UPDATE link SET made_at = ?, last_used = ? WHERE id = ?", (moment, moment[:10], number))
    connection.execute("UPDATE audit SET at = ? WHERE assessment_id = ?", (moment, number))


def _copy_models(connection: Connection, by: int) -> None:
    """Copy all models to numbers that are so much higher."""
    for table, changed in COPIED.items():
        assessment_id = "id" if table == "assessment" else "assessment_id"
        own_link = f"'link:' || ({assessment_id} + :by)"
        columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        signed = {name: f"CASE WHEN {name} LIKE 'link:%' THEN {own_link} ELSE {name} END" for name in SIGNED}
        values = [changed.get(name) or signed.get(name) or name for name in columns]
        connection.execute(
            f"INSERT INTO {table} ({', '.join(columns)})"  # noqa: S608 (names of our own schema)
            f" SELECT {', '.join(values)} FROM {table} WHERE {assessment_id} <= :models ORDER BY {assessment_id}",
            {"by": by, "models": MODELS},
        )


def _split(steps: range) -> Iterator[range]:
    for start in range(0, len(steps), COPIES_AT_ONCE):
        yield steps[start : start + COPIES_AT_ONCE]
