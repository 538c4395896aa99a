"""Threads for requests that wait for something outside, such as a document that is being written.

Python runs one thread at a time. So what only computes is computed where connections are read: handing each request to
another thread, and its answer back, costs a twentieth of the processor's time and wins nothing. Who waits for another
process does that on a thread of its own, and keeps nobody from being served.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Result = TypeVar("Result")

MOST_WAITING = 64
"""How many requests of one process may wait at once; more of them queue. Each is a thread, which sleeps."""


class WaitingThreads:
    """As many threads as ever waited at once. They stay, and never keep the process from ending.

    For one event loop: it alone asks.
    """

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._queue: SimpleQueue[Callable[[], None]] = SimpleQueue()
        self._started = 0
        self._busy = 0

    async def run(self, work: Callable[[], Result]) -> Result:
        """Return what the work returns, on one of the threads. Raises what the work raises."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def do_work() -> None:
            settle: Callable[[], None]
            try:
                settle = partial(_settle, future.set_result, work())
            except BaseException as error:  # noqa: BLE001 (it goes to who asked, whatever it is)
                settle = partial(_settle, future.set_exception, error)
            with contextlib.suppress(RuntimeError):  # the loop is closed: the process ends
                loop.call_soon_threadsafe(self._note_end, settle)

        self._busy += 1
        if self._started < min(self._busy, self._most):
            self._started += 1
            threading.Thread(target=self._serve, name="waiting", daemon=True).start()
        self._queue.put(do_work)
        return await future

    def _note_end(self, settle: Callable[[], None]) -> None:
        self._busy -= 1
        settle()

    def _serve(self) -> None:
        while True:
            self._queue.get()()


def _settle(settle: Callable[[Any], None], outcome: object) -> None:
    """Hand an outcome over to who waits for it, unless they gave up."""
    with contextlib.suppress(asyncio.InvalidStateError):
        settle(outcome)
