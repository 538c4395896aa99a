"""What was found when a self-scan was finished: kept at that moment, and read beside what is found today."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from webapp.background.version import read_version
from webapp.clock import local_day, utc_now
from webapp.findings.found import Finished, Found, read_found, summarise, write_found
from webapp.findings.model import Findings, Result
from webapp.outcome.reading import make_reader
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.snapshots import MOST_SNAPSHOTS, Snapshot, add_snapshot, list_snapshots
from webapp.web.state import get_state, reading
from webapp.web.visit import Visit

DIGEST = 12
"""So much of the program's digest tells two versions of it apart."""


def keep_found(connection: Connection, record: AssessmentRecord) -> None:
    """Keep what is found of an assessment that is finished in this transaction."""
    result = make_reader(connection, get_state()).judge(record)
    at = record.finished_at or utc_now()
    add_snapshot(connection, record.id, Snapshot(at, write_found(summarise_today(result))))


def keep_from_file(connection: Connection, assessment_id: int, finished: Iterable[Finished]) -> None:
    """Keep what a file says was found; marked, because nobody here computed it."""
    for one in finished:
        add_snapshot(connection, assessment_id, Snapshot(one.at, write_found(one.found), is_from_file=True))


def read_finished(connection: Connection, assessment_id: int, most: int = MOST_SNAPSHOTS) -> tuple[Finished, ...]:
    """Return what was found at each finishing of an assessment, the oldest first; of more than `most` the newest."""
    found = []
    for snapshot in list_snapshots(connection, assessment_id, most):
        with suppress(ValueError, TypeError, KeyError):  # written by a version that this one can't read
            found.append(Finished(snapshot.at, read_found(snapshot.found), snapshot.is_from_file))
    return tuple(found)


def find_with_finished(visit: Visit, most: int = MOST_SNAPSHOTS) -> tuple[Findings, tuple[Finished, ...]]:
    """Return what is found of the visited assessment now, and what was found when it was finished, at most so often.

    Raises StoreUnavailable.
    """
    with reading() as connection:
        return read_with_finished(connection, visit, most)


def read_with_finished(
    connection: Connection, visit: Visit, most: int = MOST_SNAPSHOTS
) -> tuple[Findings, tuple[Finished, ...]]:
    """Return the same, in a moment that somebody else reads too."""
    reader = make_reader(connection, get_state(), sees_notes=visit.sees_notes)
    # A second self-scan opens with then and now; only that one reads both.
    return reader.read_with_earlier(visit.assessment), read_finished(connection, visit.assessment.id, most)


def summarise_today(findings: Findings | Result) -> Found:
    """Return what this program finds now, in short."""
    return summarise(findings, day=local_day(utc_now()), program=read_version()[:DIGEST])
