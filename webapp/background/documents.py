"""What pages ask: a document that is there, how far one is, and to have one made."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable
from contextlib import suppress

from flask import current_app

from webapp.background.files import has_file, read_file, remove_files
from webapp.background.registry import get_background
from webapp.background.worker import work_off
from webapp.clock import utc_now
from webapp.store import jobs
from webapp.store.assessments import AssessmentMissingError
from webapp.store.database import StoreUnavailable
from webapp.store.jobs import Job, JobState, NewJob
from webapp.web.state import get_database, get_settings
from webapp.web.waiting import expect_to_wait

WAITING_REQUESTS = 32
"""How many requests of one process may wait for a document at once: each keeps a thread, which sleeps meanwhile."""
FIRST_LOOK_SECONDS = 0.03
LONGEST_LOOK_SECONDS = 0.2
"""How often somebody who waits looks whether it is there: a tenth of the time that they waited, about."""
LONGEST_QUEUE = 100
RETRY_SECONDS = 60.0
"""So long a document that could not be made is not tried again."""

_places = threading.BoundedSemaphore(WAITING_REQUESTS)


class BusyError(Exception):
    """So many documents wait to be made that another one would only wait for nothing."""


class UnmakeableError(Exception):
    """A document that could not be made; the message says why, in words for the log."""


def find_size(wanted: NewJob) -> int | None:
    """Return how many bytes a document has that is ready; None for any other. Raises StoreUnavailable."""
    job = _find(wanted)
    return job.size if job is not None and _is_there(job) else None


def read_document(wanted: NewJob) -> bytes | None:
    """Return a document that is ready, or None. Raises StoreUnavailable."""
    job = _find(wanted)
    return _read(job) if job is not None else None


def count_before(wanted: NewJob) -> int | None:
    """Return how many documents are made before this one; None when it is ready, failed, or nobody asked."""
    with get_database().read() as connection:
        job = jobs.find_job(connection, wanted)
        return jobs.count_before(connection, job) if job is not None and job.is_unmade else None


def prepare_document(wanted: NewJob) -> None:
    """Ask for a document that somebody is about to want, unless there is much else to do. Returns at once."""
    with suppress(StoreUnavailable, AssessmentMissingError):
        with get_database().read() as connection:
            if jobs.has_unmade(connection) or jobs.find_job(connection, wanted) is not None:
                return
        with get_database().write() as connection:
            jobs.add_job(connection, wanted, utc_now())


def ask_for(wanted: NewJob) -> Job:
    """Ask for a document, unless somebody did, and return how far it is.

    What failed a while ago and what lost its file (a backup holds none) is made anew. Raises BusyError,
    AssessmentMissingError and StoreUnavailable.
    """
    with get_database().read() as connection:
        job = jobs.find_job(connection, wanted)
        waiting = jobs.count_unmade(connection) if job is None else 0
    if job is not None and not _is_to_be_made_anew(job):
        return job
    if waiting >= LONGEST_QUEUE:
        raise BusyError
    with get_database().write() as connection:
        if job is not None:
            jobs.ask_again(connection, job, utc_now())
        jobs.add_job(connection, wanted, utc_now())
        found = jobs.find_job(connection, wanted)
    if found is None:
        raise AssessmentMissingError
    return found


def wait_for_document(wanted: NewJob) -> bytes | None:
    """Return a document, made now where needed; None when that takes longer: ask again.

    Raises UnmakeableError when it can't be made, BusyError, AssessmentMissingError and StoreUnavailable.
    """
    expect_to_wait()
    job: Job | None = ask_for(wanted)
    if not get_background().is_supervised:
        work_off(current_app)
    elif job is not None and job.is_unmade:
        _wait(wanted)
    job = _find(wanted)
    if job is not None and job.state is JobState.FAILED:
        raise UnmakeableError(job.problem)
    return _read(job) if job is not None else None


def remove_documents(files: Iterable[str]) -> None:
    """Remove the files of documents whose rows were deleted; to be called after that was committed."""
    remove_files(get_background().folder, files)


def _wait(wanted: NewJob) -> None:
    """Wait until a document is made, or until it takes too long. Others are served meanwhile."""
    if not _places.acquire(blocking=False):
        return
    try:
        deadline, pause = time.monotonic() + get_settings().document_wait_ms / 1000, FIRST_LOOK_SECONDS
        while time.monotonic() < deadline:
            time.sleep(min(pause, max(0.0, deadline - time.monotonic())))
            job = _find(wanted)
            if job is None or not job.is_unmade:
                return
            pause = min(pause * 1.1, LONGEST_LOOK_SECONDS)
    finally:
        _places.release()


def _find(wanted: NewJob) -> Job | None:
    with get_database().read() as connection:
        return jobs.find_job(connection, wanted)


def _is_to_be_made_anew(job: Job) -> bool:
    if job.state is JobState.FAILED:
        return job.ended_at is None or abs((utc_now() - job.ended_at).total_seconds()) > RETRY_SECONDS
    return job.state is JobState.READY and not _is_there(job)


def _is_there(job: Job) -> bool:
    return job.file is not None and has_file(get_background().folder, job.file, job.size)


def _read(job: Job) -> bytes | None:
    return None if job.file is None else read_file(get_background().folder, job.file, job.size)
