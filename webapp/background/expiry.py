"""How long anything is kept, and what is deleted after that: by the worker, when it starts and then daily.

A self-scan that nobody changes is kept for the setting `expiry_days`, a workshop for ninety days from its own, a
document until the end of its day. Deleting
can't be undone, and a clock can be wrong: docs/decisions/0053-expiry.md tells what must come together.
"""

from __future__ import annotations

import logging
import shutil
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from webapp.background.files import get_folder, remove_files, sweep
from webapp.clock import local_day, today, utc_now
from webapp.config import Settings
from webapp.store.assessments import delete_assessment
from webapp.store.backup import backup_database
from webapp.store.database import Database, StoreUnavailable, UnusableDatabaseError
from webapp.store.expiry import (
    add_deleted,
    count_deleted,
    follow_clock,
    is_steady,
    list_marked,
    list_unchanged,
    mark_unchanged,
)
from webapp.store.jobs import delete_jobs_about, delete_jobs_before
from webapp.store.workshops import KEPT_DAYS, delete_workshop, list_workshops_before

DOCUMENT_DAYS = 1
"""On how many days a document can be had, the day that stands on it included."""
MOST_GRACE_DAYS = 7
"""So long before its end a self-scan is marked at most, and so long nothing is deleted after a clock has jumped."""
MOST_A_DAY = 25
"""Self-scans that are deleted for their age on one day: whoever sees it going wrong can stop it."""
MOST_WITHOUT_COPY = 5
COPY = "before-expiry-"
COPY_DAYS = 14
SECONDS_BETWEEN = 24 * 3600
SECONDS_BETWEEN_SWEEPS = 600

log = logging.getLogger("pleinwijzer")


@dataclass
class Expiry:
    """When what is too old was last deleted by this process."""

    database: Database
    settings: Settings
    next_expiry: float = 0.0
    next_sweep: float = 0.0
    swept_on: date = date.min

    def expire_when_due(self) -> None:
        """Delete what is too old, once a day; documents also as soon as a new day begins."""
        now = time.monotonic()
        if now >= self.next_expiry:
            self.next_expiry = now + SECONDS_BETWEEN
            expire(self.database, self.settings)
        if now >= self.next_sweep or self.swept_on != today():
            self.next_sweep, self.swept_on = now + SECONDS_BETWEEN_SWEEPS, today()
            delete_old_documents(self.database, self.settings)


@dataclass(frozen=True)
class Expired:
    """What an expiry did.

    `deleted`, `left`: how many self-scans went now, and how many are too old and wait for their turn. `coming`: how
    many will be too old within the days of grace. `jump`: how far the clock was off. `copy`: where all of it still is.
    `problem`: why nothing could be done. `workshops`: how many of those went.
    """

    deleted: int = 0
    left: int = 0
    coming: int = 0
    jump: timedelta = timedelta()
    copy: Path | None = None
    problem: str = ""
    workshops: int = 0

    def describe(self, settings: Settings) -> Iterator[str]:
        """Yield what to tell an administrator, a sentence or two a line."""
        days, grace = settings.expiry_days, count_grace(settings).days
        if self.jump:
            off = f"The clock is {round(abs(self.jump) / timedelta(days=1))} days"
            yield (
                f"{off} further than when self-scans were last looked at: Pleinwijzer stood still, or a clock is wrong."
                if self.jump > timedelta()
                else f"{off} back from when self-scans were last looked at: it is wrong, or it was."
            )
            yield f"Nothing is deleted for its age in the next {grace} days."
        if self.problem:
            yield f"Nothing was deleted this time: {self.problem}."
        if self.copy:
            yield f"A copy of the database from before is in {self.copy}, for {COPY_DAYS} days."
        yield f"Deleted: {self.deleted} self-scans that nobody had changed in {days} days."
        if self.workshops:
            yield f"Deleted: {self.workshops} workshops, {KEPT_DAYS} days after theirs."
        if self.left:
            yield (
                f"Too old, and not deleted yet: {self.left}. Each is deleted {grace} days after it was found too old, "
                f"at most {MOST_A_DAY} a day. `run.py expire --yes` deletes all of them now."
            )
        if self.coming:
            yield f"Too old within {grace} days: {self.coming}."


def count_grace(settings: Settings) -> timedelta:
    """Return how long beforehand a self-scan is marked that is going to be deleted."""
    return timedelta(days=max(1, min(MOST_GRACE_DAYS, settings.expiry_days // 4)))


def expire(database: Database, settings: Settings, *, everything: bool = False) -> Expired:
    """Delete self-scans without a change in `expiry_days` that were marked long enough ago, and old documents.

    `everything`: also beyond the limit of a day, and what was not marked: a person asked for it. A failure is for the
    next time.
    """
    try:
        done = _expire(database, settings, utc_now(), everything=everything)
    except (StoreUnavailable, UnusableDatabaseError, OSError) as error:
        done = Expired(problem=str(error))
    if done != Expired():
        for line in done.describe(settings):
            log.warning("%s", line)
    delete_old_documents(database, settings)
    return done


def _expire(database: Database, settings: Settings, now: datetime, *, everything: bool) -> Expired:
    before, grace = now - timedelta(days=settings.expiry_days), count_grace(settings)
    with database.write() as connection:
        jump = follow_clock(connection, now)
        mark_unchanged(connection, before + grace, now)
        old = list_unchanged(connection, before)
        marked = list_marked(connection, now - grace)
        coming = len(list_unchanged(connection, before + grace)) - len(old)
        most = max(0, MOST_A_DAY - count_deleted(connection, now))
    due = old if everything else [number for number in old if number in marked][:most]
    workshops = _delete_workshops(database, now, grace)  # before the copy, which would keep them longer
    copy = _copy_before(database, settings, now) if len(due) > MOST_WITHOUT_COPY else None
    deleted = _delete(database, settings, due, before, now) if due else 0
    if not jump:
        _remove_old_copies(settings, now)
    return Expired(deleted, len(old) - deleted, coming, jump, copy, workshops=workshops)


def _delete_workshops(database: Database, now: datetime, grace: timedelta) -> int:
    """Delete the workshops of long ago, and return how many; none in the days after the clock jumped.

    They go on the day that their participants were told: the ninetieth after that of the workshop.
    """
    with database.write() as connection:
        due = list_workshops_before(connection, local_day(now) - timedelta(days=KEPT_DAYS - 1))
        if not due or not is_steady(connection, now, grace):
            return 0
        for number in due:
            delete_workshop(connection, number)
    database.truncate_log()
    return len(due)


def _delete(database: Database, settings: Settings, due: Iterable[int], before: datetime, now: datetime) -> int:
    """Delete what is still due, and return how many that were: somebody may have changed one meanwhile."""
    with database.write() as connection:
        gone = set(due).intersection(list_unchanged(connection, before))
        files = [file for number in sorted(gone) for file in delete_jobs_about(connection, number)]
        for number in gone:
            delete_assessment(connection, number)
        add_deleted(connection, len(gone), now)
    remove_files(get_folder(settings), files)
    database.truncate_log()
    return len(gone)


def _copy_before(database: Database, settings: Settings, now: datetime) -> Path:
    """Copy the database before much is deleted, once a day; return where. Raises what keeps that from being done."""
    path = settings.data_folder / f"{COPY}{now.date().isoformat()}.sqlite3"
    if not path.exists():
        backup_database(database, path)
    return path


def _remove_old_copies(settings: Settings, now: datetime) -> None:
    first = f"{COPY}{(now - timedelta(days=COPY_DAYS)).date().isoformat()}.sqlite3"
    for path in settings.data_folder.glob(f"{COPY}*.sqlite3"):
        if path.name < first:
            remove_files(path.parent, [path.name])


def delete_old_documents(database: Database, settings: Settings) -> None:
    """Delete the documents of earlier days, and files that belong to none. A failure is for the next time."""
    folder = get_folder(settings)
    try:
        with database.write() as connection:
            files = delete_jobs_before(connection, today() - timedelta(days=DOCUMENT_DAYS - 1))
        remove_files(folder, files)
        sweep(database, folder)
    except StoreUnavailable as error:
        log.warning("Old documents were not deleted this time: %s", error.reason)
    _remove_kept_pictures(settings.data_folder / "pictures")


def _remove_kept_pictures(folder: Path) -> None:
    """Remove the pictures that earlier versions of the program kept for a month."""
    shutil.rmtree(folder, ignore_errors=True)
