"""How long anything is kept, and what is deleted after that: at the start, then daily by the worker.

A self-scan that nobody changes is kept for the setting `expiry_days`, a document until the end of its day.
Importing this is cheap: the main process does not need the rest of the program.
"""

from __future__ import annotations

import logging
import shutil
import time
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from webapp.background.files import get_folder, remove_files, sweep
from webapp.clock import today, utc_now
from webapp.config import Settings
from webapp.store.assessments import expire_assessments
from webapp.store.database import Database, StoreUnavailable
from webapp.store.jobs import delete_jobs_about_unchanged, delete_jobs_before

DOCUMENT_DAYS = 1
"""On how many days a document can be had, the day that stands on it included."""
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


def expire(database: Database, settings: Settings) -> int:
    """Delete self-scans without a change in `expiry_days`, and old documents; return how many self-scans.

    A failure is for the next time.
    """
    before = utc_now() - timedelta(days=settings.expiry_days)
    try:
        with database.write() as connection:
            files = delete_jobs_about_unchanged(connection, before)
            count = len(expire_assessments(connection, before))
        remove_files(get_folder(settings), files)
    except StoreUnavailable as error:
        log.warning("Old assessments were not deleted this time: %s", error.reason)
        return 0
    if count:
        database.truncate_log()
        log.info("Deleted %d assessments that nobody had changed in %d days", count, settings.expiry_days)
    delete_old_documents(database, settings)
    return count


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
