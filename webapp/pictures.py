"""Pictures are drawn off the critical path and kept by content.

Asking for a page has its pictures drawn ahead; only the request for a picture waits for one, and not for long.
"""

from __future__ import annotations

import hashlib
import itertools
import logging
import os
import queue
import threading
import time
from collections.abc import Iterable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeoutError
from pathlib import Path
from tempfile import NamedTemporaryFile

from webapp.documents.charts.formats import DRAWING_VERSION
from webapp.documents.charts.process import DrawingError, DrawingProcess, Order

WAIT_SECONDS = 2.0
WAITING_REQUESTS = 3
"""How many requests may wait at once: the others would keep pages waiting, since they share the server's threads."""
PLACE_SECONDS = 0.3
"""How long a request waits for one of those places."""
IDLE_SECONDS = 300.0
"""After so long without a drawing its process ends, which gives back its memory."""
RETRY_SECONDS = 60.0
CLOSE_SECONDS = 5.0
LONGEST_QUEUE = 400
KEPT_BYTES = 64 * 1024 * 1024
KEPT_SECONDS = 30 * 24 * 3600
WRITES_BETWEEN_SWEEPS = 50

_URGENT, _AHEAD = 0, 1

log = logging.getLogger("pleinwijzer")


def name_order(order: Order) -> str:
    """Return the key of a drawing: the same for the same content, and for no other."""
    content = repr((DRAWING_VERSION, order))
    return hashlib.sha256(content.encode("utf-8", "backslashreplace")).hexdigest()


class PictureCache:
    """Drawn pictures as files, each whole or absent. What was not looked at for long, or is too much, goes."""

    def __init__(self, folder: Path, kept_bytes: int = KEPT_BYTES) -> None:
        self._folder = folder
        self._kept_bytes = kept_bytes
        self._writes = itertools.count()

    def read(self, key: str) -> bytes | None:
        """Return a kept picture, or None."""
        path = self._path(key)
        try:
            drawn = path.read_bytes()
            os.utime(path)
        except OSError:
            return None
        return drawn

    def has(self, key: str) -> bool:
        """Tell whether a picture is kept."""
        return self._path(key).exists()

    def write(self, key: str, drawn: bytes) -> None:
        """Keep a picture. A disk that is full costs the next reader a drawing, nothing else."""
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with NamedTemporaryFile(dir=self._folder, suffix=".part", delete=False) as file:
                file.write(drawn)
            Path(file.name).replace(self._path(key))
            if next(self._writes) % WRITES_BETWEEN_SWEEPS == 0:
                self.sweep()
        except OSError as error:
            log.warning("A picture could not be kept: %s", error.strerror)

    def sweep(self) -> None:
        """Delete what nobody looked at for a month, and the longest unseen beyond the limit."""
        found = [(path, path.stat()) for path in self._folder.glob("*.*")]
        left, oldest = self._kept_bytes, time.time() - KEPT_SECONDS
        for path, facts in sorted(found, key=lambda entry: entry[1].st_mtime, reverse=True):
            left -= facts.st_size
            if left < 0 or facts.st_mtime < oldest:
                path.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / f"{key}.svg"


class Pictures:
    """Has pictures drawn by one process and keeps them. Safe for many threads; the same picture is drawn once."""

    def __init__(
        self,
        folder: Path,
        *,
        process: DrawingProcess | None = None,
        cache: PictureCache | None = None,
        idle_seconds: float = IDLE_SECONDS,
    ) -> None:
        self._cache = cache or PictureCache(folder)
        self._process = process or DrawingProcess(folder / "matplotlib")
        self._idle_seconds = idle_seconds
        self._queue: queue.PriorityQueue[tuple[int, int, Order | None]] = queue.PriorityQueue()
        self._numbers = itertools.count()
        self._lock = threading.Lock()
        self._ordered: dict[str, Future[bytes]] = {}
        self._failed: dict[str, float] = {}
        self._places = threading.BoundedSemaphore(WAITING_REQUESTS)
        self._thread: threading.Thread | None = None

    def prepare(self, orders: Iterable[Order]) -> None:
        """Have pictures drawn that a reader is about to ask for. Returns at once."""
        for order in orders:
            if self._queue.qsize() < LONGEST_QUEUE and not self._cache.has(name_order(order)):
                self._ask(order, _AHEAD)

    def find(self, order: Order, wait_seconds: float = WAIT_SECONDS) -> bytes | None:
        """Return a picture as SVG, kept or drawn now. None when that takes too long: ask again.

        Raises DrawingError when it cannot be drawn; asking again helps only after RETRY_SECONDS.
        """
        if (drawn := self._cache.read(name_order(order))) is not None:
            return drawn
        if not self._places.acquire(timeout=PLACE_SECONDS):
            return None
        try:
            return self._ask(order, _URGENT).result(wait_seconds)
        except FutureTimeoutError:
            return None
        finally:
            self._places.release()

    def close(self) -> None:
        """Stop drawing, and end the process. What was not drawn yet is dropped."""
        with self._lock:
            thread = self._thread
        if thread and thread.is_alive():
            self._queue.put((-1, next(self._numbers), None))
            thread.join(CLOSE_SECONDS)

    def _ask(self, order: Order, urgency: int) -> Future[bytes]:
        key = name_order(order)
        with self._lock:
            if (waiting := self._ordered.get(key)) is None:
                waiting = Future()
                if self._failed_lately(key):
                    waiting.set_exception(DrawingError("failed a moment ago"))
                    return waiting
                self._ordered[key] = waiting
            elif urgency == _AHEAD:
                return waiting
            self._queue.put((urgency, next(self._numbers), order))
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._draw_all, name="pictures", daemon=True)
                self._thread.start()
        return waiting

    def _failed_lately(self, key: str) -> bool:
        now = time.monotonic()
        self._failed = {name: when for name, when in self._failed.items() if now - when < RETRY_SECONDS}
        return key in self._failed

    def _draw_all(self) -> None:
        while True:
            try:
                _, _, order = self._queue.get(timeout=self._idle_seconds)
            except queue.Empty:
                self._process.stop()
                continue
            if order is None:
                self._process.stop()
                return
            self._draw(order)

    def _draw(self, order: Order) -> None:
        key = name_order(order)
        with self._lock:
            waiting = self._ordered.get(key)
        if waiting is None:  # it was asked for twice, and is drawn
            return
        try:
            drawn = self._cache.read(key) or self._draw_twice(order)  # kept since somebody looked and did not find it
        except Exception as error:  # noqa: BLE001 (one bad drawing must not end all drawing)
            log.warning("The picture “%s” could not be drawn: %s", order.chart.title, error)
            with self._lock:
                self._failed[key] = time.monotonic()
                del self._ordered[key]
            waiting.set_exception(DrawingError(str(error)))
            return
        self._cache.write(key, drawn)
        with self._lock:
            del self._ordered[key]
        waiting.set_result(drawn)

    def _draw_twice(self, order: Order) -> bytes:
        """A process that died (of lack of memory, say) gets one more try in a new one."""
        try:
            return self._process.draw(order)
        except DrawingError as error:
            if self._process.pid is not None:
                raise
            log.warning("The drawing process starts again: %s", error)
            return self._process.draw(order)
