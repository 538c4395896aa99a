"""Who takes a new connection: the process that has the fewest.

All processes take from one socket, so that no connection is lost when one of them ends. Left alone, the first to wake
takes all that is there, and a few visitors with kept connections would share one processor while another one rests.
"""

from __future__ import annotations

import asyncio
import contextlib
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import uvicorn

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, MutableSequence

YIELD_SECONDS = 0.005
"""How long a process that has more connections than another leaves a new one to the others."""
TAKEN_PART = 8
"""Then it takes as many as an eighth of those that it has, and at least one."""


@dataclass
class Acceptor:
    """Takes connections from a listening socket when it is this process' turn."""

    listener: socket.socket
    counts: MutableSequence[int]
    slot: int
    make_protocol: Callable[[], asyncio.Protocol]
    _waiting: asyncio.TimerHandle | None = None
    _tasks: set[asyncio.Task[object]] = field(default_factory=set)

    def start(self) -> None:
        """Take connections from now on."""
        self.listener.setblocking(False)
        asyncio.get_running_loop().add_reader(self.listener, self._accept_or_yield)

    def stop(self) -> None:
        """Take no more."""
        if self._waiting is not None:
            self._waiting.cancel()
        asyncio.get_running_loop().remove_reader(self.listener)

    def _accept_or_yield(self) -> None:
        while self.counts[self.slot] <= min(self.counts):
            if not self._accept():
                return
        loop = asyncio.get_running_loop()
        loop.remove_reader(self.listener)
        self._waiting = loop.call_later(YIELD_SECONDS, self._accept_what_is_left)

    def _accept_what_is_left(self) -> None:
        """Take some that nobody else took: they may be busy, or gone.

        The more visitors this process has, the longer each round takes in which it answers all of them once; whoever
        waits at the door would otherwise come in one a round.
        """
        self._waiting = None
        for _ in range(max(1, self.counts[self.slot] // TAKEN_PART)):
            if not self._accept():
                break
        asyncio.get_running_loop().add_reader(self.listener, self._accept_or_yield)

    def _accept(self) -> bool:
        """Take one connection; tell whether there was one."""
        try:
            connection, _ = self.listener.accept()
        except OSError:  # another process was faster, the visitor is gone again, or no file may be opened now
            return False
        self.counts[self.slot] += 1
        loop = asyncio.get_running_loop()
        task: asyncio.Task[object] = loop.create_task(self._serve(connection))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return True

    async def _serve(self, connection: socket.socket) -> None:
        with contextlib.suppress(OSError):
            await asyncio.get_running_loop().connect_accepted_socket(self.make_protocol, connection)


class Server(uvicorn.Server):
    """uvicorn's server, which shares a listening socket fairly with those of other processes."""

    def __init__(self, config: uvicorn.Config, counts: MutableSequence[int], slot: int) -> None:
        super().__init__(config)
        self._counts = counts
        self._slot = slot
        self._acceptor: Acceptor | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Begin to take connections from the one socket that is given."""
        if sys.platform == "win32" or not sockets:  # there a loop can't wait for a socket of its own
            await super().startup(sockets)
            return
        self.servers = []
        self._counts[self._slot] = 0
        self._acceptor = Acceptor(sockets[0], self._counts, self._slot, self._make_protocol)
        self._acceptor.start()
        self.started = True

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Take no more connections, and end those that are there."""
        if self._acceptor is not None:
            self._acceptor.stop()
        await super().shutdown(sockets)

    async def on_tick(self, counter: int) -> bool:
        """Tell the others how many connections are still there."""
        self._counts[self._slot] = len(self.server_state.connections)
        return await super().on_tick(counter)

    def _make_protocol(self) -> asyncio.Protocol:
        make = self.config.http_protocol_class
        return make(config=self.config, server_state=self.server_state, app_state={})  # type: ignore[call-arg]
