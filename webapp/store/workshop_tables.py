"""The tables of workshops, as the step that brought them made them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from webapp.store.library import SqliteDatabase


def make_workshops(db: SqliteDatabase) -> None:
    """A room, who has a seat in it, what it was asked, and the blind answers: no time, nobody's address."""
    db.execute(
        """
        CREATE TABLE workshop (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            uid TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL,
            day TEXT NOT NULL,
            subject TEXT NOT NULL CHECK (subject IN ('one', 'many')),
            municipality TEXT NOT NULL DEFAULT '',
            language TEXT NOT NULL,
            version TEXT NOT NULL,
            items TEXT NOT NULL,
            roles TEXT NOT NULL,
            groups TEXT,
            heads INTEGER NOT NULL CHECK (heads > 0),
            door_limit INTEGER NOT NULL CHECK (door_limit > 0),
            wifi TEXT NOT NULL DEFAULT '',
            code TEXT NOT NULL UNIQUE,
            trainer_hash BLOB UNIQUE,
            recovery_hash BLOB UNIQUE,
            state TEXT NOT NULL CHECK (state IN ('prepared', 'open', 'ended')),
            door_open INTEGER NOT NULL DEFAULT 0 CHECK (door_open IN (0, 1)),
            opened_at TEXT,
            revision INTEGER NOT NULL DEFAULT 0,
            rehearsal_of INTEGER REFERENCES workshop (id) ON DELETE CASCADE,
            assessment_id INTEGER REFERENCES assessment (id) ON DELETE SET NULL,
            round_id INTEGER REFERENCES round (id) ON DELETE SET NULL,
            made_at TEXT NOT NULL
        ) STRICT
        """
    )
    db.execute("CREATE INDEX workshop_day ON workshop (day)")
    db.execute("CREATE INDEX workshop_rehearsal_of ON workshop (rehearsal_of)")
    db.execute("CREATE INDEX workshop_assessment_id ON workshop (assessment_id)")
    db.execute("CREATE INDEX workshop_round_id ON workshop (round_id)")
    _make_seats(db)
    _make_rounds(db)


def _make_seats(db: SqliteDatabase) -> None:
    db.execute(
        """
        CREATE TABLE seat (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workshop_id INTEGER NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
            secret_hash BLOB NOT NULL UNIQUE,
            nonce TEXT NOT NULL,
            return_hash BLOB NOT NULL,
            origin TEXT NOT NULL CHECK (origin IN ('phone', 'table', 'invented')),
            role TEXT NOT NULL DEFAULT '',
            sign TEXT NOT NULL,
            removed INTEGER NOT NULL DEFAULT 0 CHECK (removed IN (0, 1)),
            UNIQUE (workshop_id, nonce),
            UNIQUE (workshop_id, return_hash),
            UNIQUE (workshop_id, sign)
        ) STRICT
        """
    )


def _make_rounds(db: SqliteDatabase) -> None:
    db.execute(
        """
        CREATE TABLE round (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            workshop_id INTEGER NOT NULL REFERENCES workshop (id) ON DELETE CASCADE,
            item TEXT NOT NULL,
            no INTEGER NOT NULL CHECK (no IN (1, 2)),
            stage TEXT NOT NULL CHECK (stage IN ('prepared', 'open', 'closed', 'revealed', 'skipped')),
            opened_at TEXT,
            timer_seconds INTEGER CHECK (timer_seconds > 0),
            hands TEXT,
            tally TEXT,
            agreed TEXT,
            dissent TEXT NOT NULL DEFAULT '',
            CHECK ((stage = 'revealed') = (tally IS NOT NULL)),
            CHECK (agreed IS NULL OR stage = 'revealed')
        ) STRICT
        """
    )
    db.execute("CREATE UNIQUE INDEX round_item ON round (workshop_id, item, no) WHERE stage <> 'skipped'")
    db.execute(
        "CREATE UNIQUE INDEX round_under_way ON round (workshop_id) WHERE stage IN ('prepared', 'open', 'closed')"
    )
    db.execute(
        """
        CREATE TABLE vote (
            round_id INTEGER NOT NULL REFERENCES round (id) ON DELETE CASCADE,
            seat_id INTEGER NOT NULL REFERENCES seat (id) ON DELETE CASCADE,
            answer TEXT NOT NULL,
            number INTEGER NOT NULL,
            PRIMARY KEY (round_id, seat_id)
        ) STRICT, WITHOUT ROWID
        """
    )
    db.execute("CREATE INDEX vote_seat_id ON vote (seat_id)")
