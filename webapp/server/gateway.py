"""Between connections and the application: what comes in is read whole first, what goes out is handed over whole.

The event loop of a process reads and writes; however slowly somebody sends or takes, nobody else waits for it. What is
complete is computed there and then, one request at a time; who waits for another process does so on a thread of their
own (waiting.py).
"""

from __future__ import annotations

import asyncio
import logging
import traceback
from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from webapp.server.addresses import Header, Site, find_client, is_for, is_host
from webapp.server.compression import compress_answer
from webapp.server.environ import build_environ

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from webapp.server.waiting import WaitingThreads

Message = MutableMapping[str, Any]
Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

MOST_BODY_BYTES = 8 * 1024 * 1024
"""The longest body that is read at all: no page of the application may take more, and most take far less."""
BODY_SECONDS = 60.0
DRAIN_SECONDS = 3.0
MOST_DRAINED_BYTES = 64 * 1024 * 1024
MOST_ANSWER_BYTES = 20 * 1024 * 1024
"""Of all answers that slow readers have not taken yet, together: beyond that the oldest is cut off."""
PIECE_BYTES = 64 * 1024

log = logging.getLogger("pleinwijzer")


class RefusedError(Exception):
    """A request that no application needs to see; the status says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class GoneError(Exception):
    """The other side closed the connection before its request was whole."""


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    headers: list[Header]
    body: bytes


@dataclass
class Outgoing:
    """The answers that are on their way, oldest first, with the task that sends each."""

    most_bytes: int = MOST_ANSWER_BYTES
    _sizes: dict[asyncio.Task[Any], int] = field(default_factory=dict)

    async def send(self, body: bytes, send: Send, *, more: bool) -> None:
        """Send a body in pieces, each when the reader has room for it."""
        task = asyncio.current_task()
        if task is None or len(body) <= PIECE_BYTES:
            await send({"type": "http.response.body", "body": body, "more_body": more})
            return
        self._sizes[task] = len(body)
        self._make_room(task)
        try:
            for start in range(0, len(body), PIECE_BYTES):
                end = start + PIECE_BYTES
                last = end >= len(body)
                await send({"type": "http.response.body", "body": body[start:end], "more_body": more or not last})
        finally:
            self._sizes.pop(task, None)

    def _make_room(self, newest: asyncio.Task[Any]) -> None:
        for task in list(self._sizes):
            if task is newest or sum(self._sizes.values()) <= self.most_bytes:
                return
            del self._sizes[task]
            task.cancel()


def log_failure(error: Exception) -> None:
    """Write where something went wrong, and never its message: that could hold a private link."""
    log.error("A request failed (%s):\n%s", type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))


@dataclass
class Gateway:
    """An ASGI application in front of a WSGI one."""

    application: WSGIApplication
    waiting: WaitingThreads
    site: Site | None = None
    proxy: str = ""
    waits_at: Callable[[str], object] = lambda path: None  # noqa: ARG005 (nothing does)
    outgoing: Outgoing = field(default_factory=Outgoing)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        try:
            headers: list[Header] = scope["headers"]
            host = check_host(headers, scope["http_version"], self.site)
            length = check_length(headers)
            body = await read_body(receive, length) if 0 < length <= MOST_BODY_BYTES else b""
            client = find_client(headers, scope["client"][0], self.proxy)
            environ = build_environ(scope, client, self.site or Site(client.scheme, host), body)
            if self.waits_at(environ["PATH_INFO"]):
                answer = await self.wait_for(environ)
            else:
                answer = ask(self.application, environ)
        except RefusedError as error:
            await refuse(error.status, scope, receive, send)
        except GoneError:
            return
        except Exception as error:  # noqa: BLE001 (whatever it is, uvicorn would write its message)
            log_failure(error)
            await refuse(HTTPStatus.INTERNAL_SERVER_ERROR, scope, receive, send)
        else:
            await self.give(answer, scope, receive, send, drain=length > MOST_BODY_BYTES)

    async def wait_for(self, environ: dict[str, Any]) -> Answer:
        """Return the answer of a view that may wait. Raises RefusedError where this process ends meanwhile."""
        try:
            return await self.waiting.run(lambda: ask(self.application, environ))
        except asyncio.CancelledError:
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE) from None

    async def give(self, answer: Answer, scope: Scope, receive: Receive, send: Send, *, drain: bool) -> None:
        """Send an answer, and close after it where a body is left unread."""
        headers = [*answer.headers, (b"connection", b"close")] if drain else answer.headers
        body = b"" if scope["method"] == "HEAD" else answer.body
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await self.outgoing.send(body, send, more=drain)
        if drain:
            await drain_body(receive)
            await send({"type": "http.response.body", "body": b"", "more_body": False})


def check_host(headers: Iterable[Header], version: str, site: Site | None) -> str:
    """Return the host that a request is for; empty for an old client that names none. Raises RefusedError."""
    hosts = [value.decode("latin-1") for name, value in headers if name == b"host"]
    if not hosts and version == "1.0":
        return ""
    if len(hosts) != 1 or not is_host(hosts[0]):
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    if not is_for(site, hosts[0]):
        raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST)
    return hosts[0]


def check_length(headers: Iterable[Header]) -> int:
    """Return the length of the body. Raises RefusedError when it is not said beforehand, or not clearly."""
    lengths = {value for name, value in headers if name == b"content-length"}
    if any(name == b"transfer-encoding" for name, _ in headers):
        raise RefusedError(HTTPStatus.LENGTH_REQUIRED)
    if len(lengths) > 1 or not all(value.isdigit() for value in lengths):
        raise RefusedError(HTTPStatus.BAD_REQUEST)
    return int(lengths.pop()) if lengths else 0


async def read_body(receive: Receive, length: int) -> bytes:
    """Return a body that is there whole. Raises GoneError, and RefusedError when it takes too long."""
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    raise GoneError
                body += message["body"]
                if not message["more_body"]:
                    break
    except TimeoutError:
        raise RefusedError(HTTPStatus.REQUEST_TIMEOUT) from None
    if len(body) != length:
        raise GoneError
    return bytes(body)


async def drain_body(receive: Receive) -> None:
    """Throw away what somebody still sends, for a moment: many see an answer only after all was sent."""
    left = MOST_DRAINED_BYTES
    try:
        async with asyncio.timeout(DRAIN_SECONDS):
            while left > 0:
                message = await receive()
                if message["type"] != "http.request" or not message["more_body"]:
                    return
                left -= len(message["body"])
    except TimeoutError:
        return


def ask(application: WSGIApplication, environ: dict[str, Any]) -> Answer:
    """Return the application's whole answer. Raises what it raises, and ValueError when the answer is too long."""
    begun: list[tuple[str, list[tuple[str, str]]]] = []
    pieces: list[bytes] = []

    def start_response(status: str, headers: list[tuple[str, str]], _error: object = None) -> Callable[[bytes], object]:
        begun[:] = [(status, headers)]
        return pieces.append

    found = application(environ, start_response)
    try:
        size = 0
        for piece in found:
            pieces.append(piece)
            size += len(piece)
            if size > MOST_ANSWER_BYTES:
                raise ValueError("an answer of more bytes than are kept at once")
    finally:
        if hasattr(found, "close"):
            found.close()
    status, headers = begun[0]
    return write_answer(int(status[:3]), headers, b"".join(pieces), environ.get("HTTP_ACCEPT_ENCODING", ""))


def write_answer(status: int, headers: Iterable[tuple[str, str]], body: bytes, accepted: str = "") -> Answer:
    """Return an answer with its length, and without a name for what serves it; as gzip where that is `accepted`."""
    written = [(name.lower().encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    written = [(name, value) for name, value in written if name not in {b"server", b"connection", b"keep-alive"}]
    has_body = status >= HTTPStatus.OK and status not in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}
    if has_body:
        written, body = compress_answer(written, body, accepted)
    if has_body and all(name != b"content-length" for name, _ in written):
        written.append((b"content-length", str(len(body)).encode()))
    return Answer(status, written, body if has_body else b"")


async def refuse(status: HTTPStatus, scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with nothing but a status, and close the connection."""
    text = f"{status.value} {status.phrase}\n".encode()
    headers = [
        (b"content-type", b"text/plain"),
        (b"content-length", str(len(text)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status.value, "headers": headers})
    body = b"" if scope["method"] == "HEAD" else text
    await send({"type": "http.response.body", "body": body, "more_body": True})
    await drain_body(receive)
    await send({"type": "http.response.body", "body": b"", "more_body": False})
