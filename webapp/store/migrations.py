"""The schema, as the steps that lead to it. A step that was released is never changed: add the next one."""

from __future__ import annotations

from webapp.store.library import Migrations, SqliteDatabase

APPLICATION_ID = 0x504C5731
"""Marks a file as a Pleinwijzer database ("PLW1"), so that restoring something else is refused."""

migrations = Migrations("pleinwijzer")


@migrations()
def m001_assessments_and_answers(db: SqliteDatabase) -> None:
    """An assessment, found by the hash of its link, and one row for each question that was ever answered."""
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.execute(
        """
        CREATE TABLE assessment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            token_hash BLOB NOT NULL UNIQUE,
            municipality TEXT NOT NULL,
            inhabitants INTEGER NOT NULL CHECK (inhabitants > 0),
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            questionnaire_version TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            finished_at TEXT,
            invented INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX assessment_changed_at ON assessment (changed_at)")
    db.execute(
        """
        CREATE TABLE answer (
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            answer TEXT,
            note TEXT NOT NULL DEFAULT '',
            revision INTEGER NOT NULL,
            saved_at TEXT NOT NULL,
            PRIMARY KEY (assessment_id, question_id)
        ) STRICT, WITHOUT ROWID
        """
    )


@migrations()
def m002_actions(db: SqliteDatabase) -> None:
    """The kept plan: actions in their order, each with its dated history."""
    db.execute(
        """
        CREATE TABLE action (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            recommendation_id TEXT,
            title TEXT NOT NULL,
            who TEXT NOT NULL DEFAULT '',
            due TEXT,
            status TEXT NOT NULL CHECK (status IN ('todo', 'busy', 'done', 'dropped')),
            note TEXT NOT NULL DEFAULT '',
            position INTEGER NOT NULL,
            revision INTEGER NOT NULL DEFAULT 1,
            changed_at TEXT NOT NULL,
            UNIQUE (assessment_id, recommendation_id)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE action_event (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            change TEXT NOT NULL,
            value TEXT NOT NULL DEFAULT ''
        ) STRICT
        """
    )
    db.execute("CREATE INDEX action_event_action_id ON action_event (action_id)")


@migrations()
def m003_earlier_assessment(db: SqliteDatabase) -> None:
    """A self-scan that was begun from an earlier one knows which; it stays when the earlier one is deleted."""
    db.execute("ALTER TABLE assessment ADD COLUMN earlier_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL")
    db.execute("CREATE INDEX assessment_earlier_id ON assessment (earlier_id)")


@migrations()
def m005_jobs(db: SqliteDatabase) -> None:
    """Documents that were asked for, from the wish to the file; each goes with its assessment."""
    db.execute(
        """
        CREATE TABLE job (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            kind TEXT NOT NULL,
            key TEXT NOT NULL,
            language TEXT NOT NULL,
            day TEXT NOT NULL,
            details TEXT NOT NULL DEFAULT '{}',
            state TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'making', 'ready', 'failed')),
            file TEXT UNIQUE,
            size INTEGER,
            problem TEXT NOT NULL DEFAULT '',
            attempts INTEGER NOT NULL DEFAULT 0,
            asked_at TEXT NOT NULL,
            started_at TEXT,
            ended_at TEXT,
            UNIQUE (assessment_id, kind, key),
            CHECK ((state = 'ready') = (file IS NOT NULL))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX job_state ON job (state, asked_at, id)")
