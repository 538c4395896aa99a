"""One request computes at a time in a process; who waits for something else steps aside meanwhile.

Python runs one thread at a time anyway: more of them that compute only take each other's processor, memory and
database connections. So requests queue for one thread, first come, first served. A view that waits for something
outside (a document that is being written) gives its turn away with `stepping_aside`: another thread then takes over
the queue, and hands it back when the first one returns.
"""

from __future__ import annotations

import asyncio
import contextlib
import threading
from functools import partial
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Result = TypeVar("Result")

_here = threading.local()


class Turns:
    """The queue of one process, and the thread that serves it; further threads exist only for who stepped aside."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None] | threading.Event] = SimpleQueue()
        self._spare: list[threading.Event] = []
        self._start_thread()

    async def take(self, work: Callable[[], Result]) -> Result:
        """Return what the work returned when its turn had come. Raises what the work raised."""
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Result] = loop.create_future()

        def do_work() -> None:
            settle: Callable[[], None]
            try:
                settle = partial(_settle, future.set_result, work())
            except BaseException as error:  # noqa: BLE001 (it goes to who asked, whatever it is)
                settle = partial(_settle, future.set_exception, error)
            with contextlib.suppress(RuntimeError):  # the loop is closed: the process ends
                loop.call_soon_threadsafe(settle)

        self._queue.put(do_work)
        return await future

    def step_aside(self) -> None:
        """Let another thread serve the queue; to be called by the one that does."""
        if self._spare:
            self._spare.pop().set()
        else:
            self._start_thread()

    def come_back(self) -> None:
        """Return when it is this thread's turn again."""
        turn = threading.Event()
        self._queue.put(turn)
        turn.wait()

    def _start_thread(self) -> None:
        threading.Thread(target=self._serve, name="turns", daemon=True).start()

    def _serve(self) -> None:
        _here.turns = self
        while True:
            asked = self._queue.get()
            if isinstance(asked, threading.Event):
                needed = threading.Event()
                self._spare.append(needed)  # before the other one goes on, who may step aside again at once
                asked.set()
                needed.wait()
            else:
                asked()


def _settle(settle: Callable[[Any], None], outcome: object) -> None:
    """Hand an outcome over to who waits for it, unless they gave up."""
    with contextlib.suppress(asyncio.InvalidStateError):
        settle(outcome)


@contextlib.contextmanager
def stepping_aside() -> Iterator[None]:
    """Give the turn of this request away while the block waits; outside the server this does nothing.

    Hold no lock and no transaction meanwhile: others may want them.
    """
    turns: Turns | None = getattr(_here, "turns", None)
    if turns is None:
        yield
        return
    _here.turns = None  # once is enough: a second block within this one has no turn to give
    turns.step_aside()
    try:
        yield
    finally:
        turns.come_back()
        _here.turns = turns
