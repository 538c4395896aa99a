"""Documents are made behind the pages and kept for a day, by what they follow from, in a folder for each assessment.

They hold everything that somebody typed. So they go with their assessment, and can always be made again.
"""

from __future__ import annotations

import atexit
import hashlib
import logging
import queue
import secrets
import shutil
import threading
import time
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from flask import Flask, current_app

from webapp.documents.charts.process import DrawingError, DrawingProcess
from webapp.documents.writing import Content, Job, write_all
from webapp.server.turns import stepping_aside
from webapp.state import get_state

WRITE_SECONDS = 90.0
WAIT_SECONDS = 4.0
WAITING_REQUESTS = 2
"""How many requests may wait for a document at once: the others would keep pages waiting."""
IDLE_SECONDS = 120.0
"""After so long without work the writing process ends, which gives back its memory."""
KEPT_SECONDS = 24 * 3600
LONGEST_QUEUE = 100

_EXTENSION = "pleinwijzer-press"

log = logging.getLogger("pleinwijzer")


class BusyError(Exception):
    """So many documents wait to be made that another one would only wait for nothing."""


@dataclass(frozen=True)
class Wanted:
    """A document: of which assessment, of which kind, and all that it follows from.

    Another answer, language or day makes another `source`; `repr` tells sources apart.
    """

    assessment_id: int
    kind: str
    source: Hashable


Compose = Callable[[], Content]
"""Puts what a document says into words. Called by the press' own thread: nobody waits for it before a page."""


@dataclass(frozen=True)
class _Order:
    wanted: Wanted
    compose: Compose


class Press:
    """Writes documents one after the other. Safe for many threads; the same document is written once."""

    def __init__(self, folder: Path, *, process: DrawingProcess | None = None) -> None:
        self._folder = folder
        self._process = process or DrawingProcess(folder / "matplotlib", WRITE_SECONDS, write_all)
        self._queue: queue.Queue[_Order | None] = queue.Queue()
        self._lock = threading.Lock()
        self._places = threading.BoundedSemaphore(WAITING_REQUESTS)
        self._waiting: dict[Path, Future[bytes]] = {}
        self._forgotten: set[int] = set()
        self._discarded: set[Path] = set()
        self._thread: threading.Thread | None = None
        self._edition = secrets.token_hex(8)

    def find(self, wanted: Wanted) -> Path | None:
        """Return the file of a document that is ready, or None."""
        path = self._path(wanted)
        return path if path.exists() else None

    def count_before(self, wanted: Wanted) -> int | None:
        """Return how many documents are made before this one; None when it is ready, failed, or nobody asked."""
        path = self._path(wanted)
        with self._lock:
            return next((place for place, waiting in enumerate(self._waiting) if waiting == path), None)

    def prepare(self, wanted: Wanted, compose: Compose) -> None:
        """Have a document made that is about to be asked for, unless there is much else to do. Returns at once."""
        if self.find(wanted) is None and self._queue.empty():
            with suppress(BusyError):
                self._ask(_Order(wanted, compose))

    def wait(self, wanted: Wanted, compose: Compose, wait_seconds: float = WAIT_SECONDS) -> Path | None:
        """Return the file of a document, made now where needed; None when that takes longer: ask again.

        Raises DrawingError when it cannot be made, and BusyError.
        """
        if (path := self.find(wanted)) is not None:
            return path
        future = self._ask(_Order(wanted, compose))
        if not self._places.acquire(blocking=False):
            return None
        try:
            with stepping_aside():
                future.result(wait_seconds)
        except FutureTimeoutError:
            return None
        finally:
            self._places.release()
        return self.find(wanted)

    def forget(self, assessment_id: int) -> None:
        """Delete all documents of an assessment, also the one that is being written now."""
        self._forgotten.add(assessment_id)
        self.discard(assessment_id)

    def discard(self, assessment_id: int) -> None:
        """Delete the documents of an assessment that goes on, because what they were made from is gone."""
        folder = self._folder / str(assessment_id)
        with self._lock:
            self._discarded |= {path for path in self._waiting if path.parent == folder}
        shutil.rmtree(folder, ignore_errors=True)

    def sweep(self) -> None:
        """Delete the documents that were made longer than a day ago. A folder may be deleted under our hands."""
        oldest = time.time() - KEPT_SECONDS
        for folder in self._folder.glob("[0-9]*"):
            with suppress(OSError):
                for path in folder.iterdir():
                    with suppress(OSError):
                        if path.stat().st_mtime < oldest:
                            path.unlink()
                folder.rmdir()  # only an empty one goes

    def close(self) -> None:
        """Stop writing, and end the process. What was not written yet is dropped."""
        with self._lock:
            thread = self._thread
        if thread and thread.is_alive():
            self._queue.put(None)
            thread.join(5)

    def _path(self, wanted: Wanted) -> Path:
        """Return where a document is kept. A new start makes all anew: the program may have learned other words."""
        source = repr((self._edition, wanted.source)).encode("utf-8", "backslashreplace")
        name = f"{hashlib.sha256(source).hexdigest()}.{wanted.kind}"
        return self._folder / str(wanted.assessment_id) / name

    def _ask(self, order: _Order) -> Future[bytes]:
        path = self._path(order.wanted)
        with self._lock:
            if path in self._waiting:
                return self._waiting[path]
            if self._queue.qsize() >= LONGEST_QUEUE:
                raise BusyError
            future = self._waiting[path] = Future()
            self._queue.put(order)
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._write_all, name="press", daemon=True)
                self._thread.start()
        return future

    def _write_all(self) -> None:
        while True:
            try:
                order = self._queue.get(timeout=IDLE_SECONDS)
            except queue.Empty:
                self._process.stop()
                continue
            if order is None:
                self._process.stop()
                return
            self._write(order)
            self.sweep()

    def _write(self, order: _Order) -> None:
        wanted, path = order.wanted, self._path(order.wanted)
        try:
            written = self._process.draw(Job(wanted.kind, order.compose()))
            with self._lock:
                is_wanted = wanted.assessment_id not in self._forgotten and path not in self._discarded
            if is_wanted:
                _keep(path, written)
        except Exception as error:  # noqa: BLE001 (one document that can't be made must not end all writing)
            log.warning("A document (%s) could not be made: %s", wanted.kind, error)
            with self._lock:
                future = self._finish(path)
            future.set_exception(DrawingError(str(error)))
            return
        with self._lock:
            future = self._finish(path)
        future.set_result(written)

    def _finish(self, path: Path) -> Future[bytes]:
        """Take a document off the list of those that are waited for. The caller holds the lock."""
        self._discarded.discard(path)
        return self._waiting.pop(path)


def _keep(path: Path, written: bytes) -> None:
    """Put a document in its place, whole or not at all. Raises OSError, and DrawingError when it is empty."""
    if not written:
        raise DrawingError("the document is empty")
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        file.write(written)
    Path(file.name).replace(path)


def set_up_press(app: Flask) -> None:
    """Give the application its press; the process that writes starts with the first document."""
    press = Press(get_state(app).settings.data_folder / "documents")
    app.extensions[_EXTENSION] = press
    atexit.register(press.close)


def get_press(app: Flask | None = None) -> Press:
    """Return what makes documents for this application, or for the one that serves the current request."""
    found = (app or current_app).extensions[_EXTENSION]
    assert isinstance(found, Press)  # noqa: S101 (for the type checker; only set_up_press writes it)
    return found
