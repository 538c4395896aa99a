"""The worker: one process that takes the documents that were asked for one by one, composes, writes and keeps them.

It looks for work by itself. Asking SQLite whether anything changed costs microseconds, needs no second way to reach
the process, and finds also what a restored backup brings.
"""

from __future__ import annotations

import logging
import threading
import time
from contextlib import nullcontext, suppress
from dataclasses import dataclass, field
from typing import cast

from flask import Flask

from webapp.background import expiry
from webapp.background.files import make_name, open_draft, sweep
from webapp.background.limits import (
    end_after,
    give_back_memory,
    keep_memory_low,
    pass_over_what_is_loaded,
    read_memory,
    step_back,
)
from webapp.background.registry import get_background
from webapp.background.wanted import is_still_wanted
from webapp.clock import utc_now
from webapp.config import Settings
from webapp.documents.writing import write_document
from webapp.language.locale import speaking
from webapp.server.loading import load
from webapp.store import jobs
from webapp.store.assessments import AssessmentMissingError
from webapp.store.database import StoreUnavailable
from webapp.store.jobs import Job
from webapp.web.state import get_state

WRITE_SECONDS = 90.0
"""A document that takes longer hangs: the process ends, and the next one tries once more."""
MOST_DOCUMENTS = 200
MOST_MEMORY = 160.0
"""MiB. After so many documents or so much memory the process ends, between two documents; another one follows."""
IDLE_SECONDS = 120.0
"""After so long without work a process that made a document ends, which gives back its memory."""
SHORTEST_PAUSE = 0.05
LONGEST_PAUSE = 0.1
PAUSE_IN_TROUBLE = 2.0
NOTHING = (-1, -1)
"""What a worker has seen of the database that has not looked yet."""

log = logging.getLogger("pleinwijzer")
_one_at_a_time = threading.Lock()
"""Where no worker runs: whoever looks for work takes what another one has begun for left behind."""


def run(application: str, settings: Settings) -> None:
    """Make documents until it is time for a fresh process. The main process starts this, and starts it again.

    `application` names what makes the application, as `module:function`: nothing here may import that.
    """
    step_back()
    keep_memory_low()
    app = cast("Flask", load(application, settings))
    with suppress(StoreUnavailable):
        sweep(get_state(app).database, get_background(app).folder, draft_seconds=0)
    pass_over_what_is_loaded()
    Worker(app).work()


def work_off(app: Flask) -> int:
    """Make all documents that wait, in this process, and return how many: for tests, and where no worker runs."""
    count = 0
    with _one_at_a_time:
        while make_next(app):
            count += 1
    return count


@dataclass
class Worker:
    """What a worker process remembers: how many documents it made, and when it last did anything."""

    app: Flask
    made: int = 0
    busy_at: float = field(default_factory=time.monotonic)
    trouble: str = ""

    def work(self) -> None:
        """Make documents and delete what is too old, until this process is used up."""
        state, pause, seen = get_state(self.app), SHORTEST_PAUSE, NOTHING
        clock = expiry.Expiry(state.database, state.settings)
        while not self.is_used_up():
            try:
                clock.expire_when_due()
                count = self._read_change_count()
                if count != seen:
                    seen, pause = count, SHORTEST_PAUSE
                    while not self.is_used_up() and make_next(self.app, limited=True):
                        self.made, self.busy_at = self.made + 1, time.monotonic()
                        give_back_memory()
                        if self.made == 1:
                            pass_over_what_is_loaded()  # the first document loads what writes it
                self.trouble = ""
            except StoreUnavailable as error:
                if error.reason != self.trouble:
                    log.warning("The worker can't use the database now: %s", error.reason)
                seen, pause, self.trouble = NOTHING, PAUSE_IN_TROUBLE, error.reason
            time.sleep(pause)
            pause = min(pause * 1.1, LONGEST_PAUSE)

    def is_used_up(self) -> bool:
        """Tell whether this process had better end."""
        if self.made == 0:
            return False
        is_idle = time.monotonic() > self.busy_at + IDLE_SECONDS
        return is_idle or self.made >= MOST_DOCUMENTS or read_memory() > MOST_MEMORY

    def _read_change_count(self) -> tuple[int, int]:
        """Return what differs when anything changed: the file that is open, or what stands in it."""
        database = get_state(self.app).database
        with database.read() as connection:
            return database.generation, jobs.read_change_count(connection)


def make_next(app: Flask, *, limited: bool = False) -> bool:
    """Make the document that was asked for first, and return whether there was one. Raises StoreUnavailable.

    `limited`: whether this process ends where that takes too long.
    """
    database = get_state(app).database
    with database.read() as connection:
        if not jobs.has_unmade(connection):
            return False
    with database.write() as connection:
        job = jobs.claim_job(connection, utc_now())
    if job is None:
        return False
    try:
        with end_after(WRITE_SECONDS) if limited else nullcontext():
            _make(app, job)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 (one document that can't be made must not end all writing)
        log.warning("A document (%s) could not be made: %s", job.wanted.kind, error)
        with database.write() as connection:
            jobs.fail_job(connection, job, f"{type(error).__name__}: {error}", utc_now())
    return True


def _make(app: Flask, job: Job) -> None:
    """Compose, write and keep a document; drop it where it would say something else than what was asked for."""
    wanted, background, database = job.wanted, get_background(app), get_state(app).database
    kind = background.kinds[wanted.kind]
    try:
        with app.app_context(), app.test_request_context("/"), speaking(wanted.language):
            content = kind.compose(wanted)
            is_current = is_still_wanted(wanted, kind.follow(wanted.assessment_id))
    except AssessmentMissingError:
        return
    if not is_current:
        with database.write() as connection:
            jobs.drop_job(connection, job)
        return
    written = write_document(content, wanted.kind, background.drawing.draw)
    if not written:
        raise ValueError("the document is empty")
    _keep(app, job, written)


def _keep(app: Flask, job: Job, written: bytes) -> None:
    """Put a document in its place inside the write that marks it as ready: with its row, or not at all."""
    folder, name = get_background(app).folder, make_name(job.wanted.kind)
    with open_draft(folder, written) as draft:
        try:
            with get_state(app).database.write() as connection:
                if jobs.finish_job(connection, job, name, len(written), utc_now()):
                    draft.replace(folder / name)
        except BaseException:
            (folder / name).unlink(missing_ok=True)
            raise
