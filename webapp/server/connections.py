"""One connection: what a stranger may take of the server before and after a request.

uvicorn bounds neither the head of a request nor how long somebody takes to send it or to take an answer.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

MOST_HEAD_BYTES = 64 * 1024
HEAD_SECONDS = 30.0
STALLED_SECONDS = 60.0
"""How long somebody may take nothing of what is sent: a thousand bytes a second are enough."""


class Connection(HttpToolsProtocol):
    """uvicorn's protocol, with an end to heads and to patience."""

    _in_head = True
    _head_bytes = 0
    _head_timer: asyncio.TimerHandle | None = None
    _stalled_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as in uvicorn
        """Begin to wait for the first head."""
        super().connection_made(transport)
        self._head_timer = self.loop.call_later(HEAD_SECONDS, transport.abort)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait for nothing more."""
        self._cancel_timers()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless this head never ends."""
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_timer is None:
                self._head_timer = self.loop.call_later(HEAD_SECONDS, self.transport.abort)
        super().data_received(data)
        if self._in_head and self._head_bytes > MOST_HEAD_BYTES:
            self.send_400_response("The head of this request is too long.")

    def on_message_begin(self) -> None:
        """Another request begins."""
        self._in_head = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        """The head is whole."""
        self._in_head, self._head_bytes = False, 0
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """What comes now is the next head."""
        super().on_message_complete()
        self._in_head = True

    def pause_writing(self) -> None:
        """The reader does not keep up: give it time, but not for ever."""
        super().pause_writing()
        self._stalled_timer = self.loop.call_later(STALLED_SECONDS, self.transport.abort)

    def resume_writing(self) -> None:
        """The reader goes on."""
        if self._stalled_timer is not None:
            self._stalled_timer.cancel()
            self._stalled_timer = None
        super().resume_writing()

    def _cancel_timers(self) -> None:
        for timer in (self._head_timer, self._stalled_timer):
            if timer is not None:
                timer.cancel()
