"""The schema, as the steps that lead to it. A step that was released is never changed: add the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.store.workshop_tables import make_workshops

if TYPE_CHECKING:
    from collections.abc import Callable

    from webapp.store.library import SqliteDatabase

    Step = Callable[[SqliteDatabase], None]

APPLICATION_ID = 0x504C5731
"""Marks a file as a Pleinwijzer database ("PLW1"), so that restoring something else is refused."""

NAME = "pleinwijzer"
"""Under which the steps of a database are noted in it."""
STEPS: list[Step] = []
"""All steps, in their order. `library.py` applies them: a process that changes no schema never imports what does."""


def step(function: Step) -> Step:
    """Add a step after those that are there."""
    STEPS.append(function)
    return function


@step
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


@step
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


@step
def m003_earlier_assessment(db: SqliteDatabase) -> None:
    """A self-scan that was begun from an earlier one knows which; it stays when the earlier one is deleted."""
    db.execute("ALTER TABLE assessment ADD COLUMN earlier_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL")
    db.execute("CREATE INDEX assessment_earlier_id ON assessment (earlier_id)")


@step
def m004_links_and_actors(db: SqliteDatabase) -> None:
    """Links are rows of their own, and whatever is written says by whom: so far always the assessment's only link."""
    db.execute(
        """
        CREATE TABLE link (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL UNIQUE,
            scope TEXT NOT NULL CHECK (scope IN ('fill_in', 'read')),
            label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 60),
            with_notes INTEGER NOT NULL CHECK (with_notes IN (0, 1)),
            is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            last_used TEXT,
            ends TEXT,
            revoked_at TEXT,
            CHECK (is_own = 0 OR (scope = 'fill_in' AND ends IS NULL))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX link_assessment_id ON link (assessment_id)")
    db.execute("CREATE UNIQUE INDEX link_own ON link (assessment_id) WHERE is_own = 1 AND revoked_at IS NULL")
    db.execute(
        "INSERT INTO link (assessment_id, secret_hash, scope, with_notes, is_own, made_by, made_at)"
        " SELECT id, token_hash, 'fill_in', 1, 1, 'program', created_at FROM assessment ORDER BY id"
    )
    db.execute(
        """
        CREATE TABLE audit (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            actor TEXT NOT NULL,
            what TEXT NOT NULL,
            detail TEXT NOT NULL DEFAULT ''
        ) STRICT
        """
    )
    db.execute("CREATE INDEX audit_assessment_id ON audit (assessment_id)")
    _sign_answers(db)
    _sign_actions(db)
    _sign_assessments(db)


@step
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


@step
def m006_expiry(db: SqliteDatabase) -> None:
    """What time it last was, and which assessments are about to be deleted for their age."""
    db.execute(
        """
        CREATE TABLE clock (
            id INTEGER PRIMARY KEY CHECK (id = 1),
            since TEXT NOT NULL,
            seen TEXT NOT NULL,
            back_from TEXT,
            deleted_on TEXT,
            deleted INTEGER NOT NULL DEFAULT 0
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE expiring (
            assessment_id INTEGER PRIMARY KEY REFERENCES assessment (id) ON DELETE CASCADE,
            marked_at TEXT NOT NULL
        ) STRICT
        """
    )


@step
def m007_sent_forms(db: SqliteDatabase) -> None:
    """Which forms of an assessment were sent lately and what each made, so that a second click makes nothing new."""
    db.execute(
        """
        CREATE TABLE sent_form (
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            form TEXT NOT NULL,
            made TEXT NOT NULL,
            at TEXT NOT NULL,
            PRIMARY KEY (assessment_id, form)
        ) STRICT, WITHOUT ROWID
        """
    )


@step
def m008_withdrawn_actions(db: SqliteDatabase) -> None:
    """What calendars must be told to take away: an action that was removed, or lost its day; none of its texts."""
    db.execute(
        """
        CREATE TABLE withdrawn_action (
            action_id INTEGER PRIMARY KEY,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            due TEXT NOT NULL,
            revision INTEGER NOT NULL,
            withdrawn_at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX withdrawn_action_assessment_id ON withdrawn_action (assessment_id)")


@step
def m009_snapshots(db: SqliteDatabase) -> None:
    """What was found when a self-scan was finished, as it was then."""
    db.execute(
        """
        CREATE TABLE snapshot (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            found TEXT NOT NULL,
            from_file INTEGER NOT NULL DEFAULT 0 CHECK (from_file IN (0, 1))
        ) STRICT
        """
    )
    db.execute("CREATE INDEX snapshot_assessment_id ON snapshot (assessment_id)")


@step
def m010_voices(db: SqliteDatabase) -> None:
    """What colleagues and observers say beside the agreed answers, and how that was settled; a link can be theirs."""
    _open_links_to_voices(db)  # first: what it leaves empty in the file, the new tables fill
    db.execute(
        """
        CREATE TABLE voice (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            kind TEXT NOT NULL CHECK (kind IN ('colleague', 'observer')),
            role TEXT NOT NULL CHECK (length(role) <= 60),
            questions TEXT NOT NULL,
            version TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('parked', 'asked', 'sent')),
            reads_outcome INTEGER NOT NULL CHECK (reads_outcome IN (0, 1)),
            revision INTEGER NOT NULL DEFAULT 0,
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            opened_at TEXT,
            sent_at TEXT,
            UNIQUE (assessment_id, uid),
            CHECK ((state = 'sent') = (sent_at IS NOT NULL))
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE voice_answer (
            voice_id INTEGER NOT NULL REFERENCES voice (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            late INTEGER NOT NULL CHECK (late IN (0, 1)),
            answer TEXT,
            note TEXT NOT NULL DEFAULT '',
            revision INTEGER NOT NULL,
            saved_at TEXT NOT NULL,
            saved_by TEXT NOT NULL,
            PRIMARY KEY (voice_id, question_id, late)
        ) STRICT, WITHOUT ROWID
        """
    )
    _record_decisions(db)


@step
def m011_workshops(db: SqliteDatabase) -> None:
    """Rooms that answer together: a room, its seats, its rounds, and blind answers without a time."""
    make_workshops(db)


@step
def m012_basis(db: SqliteDatabase) -> None:
    """Beside each answer, agreed or of a voice: how sure it is, an address to see it at, and the day of that."""
    for table in ("answer", "voice_answer"):
        _add_basis(db, table)


@step
def m013_basis_of_decisions(db: SqliteDatabase) -> None:
    """A decision also keeps how sure each voice was of what it said, and on what."""
    _add_basis(db, "decision_position")


@step
def m014_by_role(db: SqliteDatabase) -> None:
    """A round that was revealed is on the beamer as a whole, or by role: too much for one wall."""
    db.execute("ALTER TABLE round ADD COLUMN by_role INTEGER NOT NULL DEFAULT 0 CHECK (by_role IN (0, 1))")


def _add_basis(db: SqliteDatabase, table: str) -> None:
    """Part of m012 and m013, which stand: it changes no more."""
    db.execute(
        f"ALTER TABLE {table} ADD COLUMN confidence TEXT NOT NULL DEFAULT ''"
        " CHECK (confidence IN ('', 'sure', 'fairly', 'guess'))"
    )
    db.execute(f"ALTER TABLE {table} ADD COLUMN evidence_url TEXT NOT NULL DEFAULT ''")
    db.execute(f"ALTER TABLE {table} ADD COLUMN evidence_day TEXT")


def _record_decisions(db: SqliteDatabase) -> None:
    db.execute(
        """
        CREATE TABLE decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            answer TEXT,
            before TEXT,
            reason TEXT NOT NULL DEFAULT '',
            actor TEXT NOT NULL,
            at TEXT NOT NULL,
            UNIQUE (assessment_id, uid)
        ) STRICT
        """
    )
    db.execute(
        """
        CREATE TABLE decision_position (
            decision_id INTEGER NOT NULL REFERENCES decision (id) ON DELETE CASCADE,
            place INTEGER NOT NULL,
            voice_uid TEXT,
            role TEXT NOT NULL DEFAULT '',
            answer TEXT,
            late INTEGER NOT NULL CHECK (late IN (0, 1)),
            PRIMARY KEY (decision_id, place)
        ) STRICT, WITHOUT ROWID
        """
    )


def _open_links_to_voices(db: SqliteDatabase) -> None:
    _rebuild(
        db,
        "link",
        """
        CREATE TABLE rebuilt (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL UNIQUE,
            scope TEXT NOT NULL CHECK (scope IN ('fill_in', 'read', 'voice')),
            voice_id INTEGER REFERENCES voice (id) ON DELETE SET NULL,
            label TEXT NOT NULL DEFAULT '' CHECK (length(label) <= 60),
            with_notes INTEGER NOT NULL CHECK (with_notes IN (0, 1)),
            is_own INTEGER NOT NULL CHECK (is_own IN (0, 1)),
            made_by TEXT NOT NULL,
            made_at TEXT NOT NULL,
            last_used TEXT,
            ends TEXT,
            revoked_at TEXT,
            CHECK (is_own = 0 OR (scope = 'fill_in' AND ends IS NULL)),
            CHECK (voice_id IS NULL OR scope = 'voice')
        ) STRICT
        """,
        "SELECT id, assessment_id, secret_hash, scope, NULL, label, with_notes, is_own, made_by, made_at, last_used,"
        " ends, revoked_at FROM link",
    )
    db.execute("CREATE INDEX link_assessment_id ON link (assessment_id)")
    db.execute("CREATE INDEX link_voice_id ON link (voice_id)")
    db.execute("CREATE UNIQUE INDEX link_own ON link (assessment_id) WHERE is_own = 1 AND revoked_at IS NULL")


def _sign_answers(db: SqliteDatabase) -> None:
    _rebuild(
        db,
        "answer",
        """
        CREATE TABLE rebuilt (
            assessment_id INTEGER NOT NULL REFERENCES assessment (id) ON DELETE CASCADE,
            question_id TEXT NOT NULL,
            answer TEXT,
            note TEXT NOT NULL DEFAULT '',
            revision INTEGER NOT NULL,
            saved_at TEXT NOT NULL,
            saved_by TEXT NOT NULL,
            PRIMARY KEY (assessment_id, question_id)
        ) STRICT, WITHOUT ROWID
        """,
        "SELECT answer.assessment_id, question_id, answer, note, revision, saved_at, 'link:' || link.id"
        " FROM answer JOIN link ON link.assessment_id = answer.assessment_id",
    )


def _sign_actions(db: SqliteDatabase) -> None:
    _rebuild(
        db,
        "action_event",
        """
        CREATE TABLE rebuilt (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            action_id INTEGER NOT NULL REFERENCES action (id) ON DELETE CASCADE,
            at TEXT NOT NULL,
            change TEXT NOT NULL,
            value TEXT NOT NULL DEFAULT '',
            actor TEXT NOT NULL
        ) STRICT
        """,
        "SELECT action_event.id, action_id, at, change, value, 'link:' || link.id FROM action_event"
        " JOIN action ON action.id = action_id JOIN link ON link.assessment_id = action.assessment_id",
    )
    db.execute("CREATE INDEX action_event_action_id ON action_event (action_id)")
    _rebuild(
        db,
        "action",
        """
        CREATE TABLE rebuilt (
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
            changed_by TEXT NOT NULL,
            UNIQUE (assessment_id, recommendation_id)
        ) STRICT
        """,
        "SELECT action.id, action.assessment_id, recommendation_id, title, who, due, status, note, position, revision,"
        " changed_at, 'link:' || link.id FROM action JOIN link ON link.assessment_id = action.assessment_id",
    )


def _sign_assessments(db: SqliteDatabase) -> None:
    _rebuild(
        db,
        "assessment",
        """
        CREATE TABLE rebuilt (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            municipality TEXT NOT NULL,
            inhabitants INTEGER NOT NULL CHECK (inhabitants > 0),
            role TEXT NOT NULL,
            language TEXT NOT NULL,
            questionnaire_version TEXT NOT NULL,
            revision INTEGER NOT NULL DEFAULT 0,
            created_at TEXT NOT NULL,
            created_by TEXT NOT NULL,
            changed_at TEXT NOT NULL,
            changed_by TEXT NOT NULL,
            finished_at TEXT,
            invented INTEGER NOT NULL DEFAULT 0 CHECK (invented IN (0, 1)),
            earlier_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL
        ) STRICT
        """,
        "SELECT assessment.id, lower(hex(randomblob(16))), municipality, inhabitants, role, language,"
        " questionnaire_version, revision, created_at, 'link:' || link.id, changed_at, 'link:' || link.id,"
        " finished_at, invented, earlier_id FROM assessment JOIN link ON link.assessment_id = assessment.id",
    )
    db.execute("CREATE INDEX assessment_changed_at ON assessment (changed_at)")
    db.execute("CREATE INDEX assessment_earlier_id ON assessment (earlier_id)")


def _rebuild(db: SqliteDatabase, table: str, create: str, select: str) -> None:
    """Put a table's rows into a new shape under its old name; a number that was ever given is not given again."""
    last = db.execute("SELECT seq FROM sqlite_sequence WHERE name = ?", (table,)).fetchone()
    db.execute(create)
    db.execute(f"INSERT INTO rebuilt {select}")
    db.execute(f"DROP TABLE {table}")
    db.execute(f"ALTER TABLE rebuilt RENAME TO {table}")
    if last is not None:
        db.execute("DELETE FROM sqlite_sequence WHERE name = ?", (table,))
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (table, last[0]))
