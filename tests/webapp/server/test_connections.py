"""What a stranger may take of a connection, and which process takes it. Over a real network, on this machine."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable

import pytest
import uvicorn
from uvicorn.server import ServerState

from tests.patience import SECONDS
from webapp.server import connections as module
from webapp.server.accepting import Acceptor
from webapp.server.connections import MOST_HEAD_BYTES, Connection
from webapp.server.gateway import Message, Receive, Scope, Send
from webapp.server.listening import listen

LONG_BODY = 20 * 1024 * 1024
REQUEST = b"GET / HTTP/1.1\r\nHost: a\r\n\r\n"

Talk = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[bytes]]


async def answer(_scope: Scope, _receive: Receive, send: Send) -> None:
    body = b"x" * LONG_BODY
    start: Message = {"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"20971520")]}
    await send(start)
    await send({"type": "http.response.body", "body": body})


def talk_to(talk: Talk, state: ServerState | None = None) -> bytes:
    """Return what somebody reads who talks to a server that has the protocol. `state` knows its connections."""

    async def serve_and_talk() -> bytes:
        config = uvicorn.Config(answer, http=Connection, ws="none", lifespan="off", log_config=None)
        config.load()
        server = await asyncio.get_running_loop().create_server(
            lambda: Connection(config, state or ServerState(), {}), "127.0.0.1", 0
        )
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        async with server, asyncio.timeout(SECONDS):
            try:
                return await talk(reader, writer)
            finally:
                writer.transport.abort()

    return asyncio.run(serve_and_talk())


async def read_all(reader: asyncio.StreamReader) -> bytes:
    received = b""
    try:
        while piece := await reader.read(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received


@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost"])
def test_a_head_that_does_not_come_ends_the_connection(monkeypatch: pytest.MonkeyPatch, said: bytes) -> None:
    monkeypatch.setattr(module, "HEAD_SECONDS", 0.05)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(said)
        return await read_all(reader)

    assert talk_to(talk) == b""


@pytest.mark.parametrize("head", [b"X-Long: " + b"x" * MOST_HEAD_BYTES, b"X: y\r\n" * MOST_HEAD_BYTES])
def test_a_head_without_end_is_refused(head: bytes) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(b"GET / HTTP/1.1\r\n" + head)
        return await reader.readline()

    assert talk_to(talk) == b"HTTP/1.1 400 Bad Request\r\n"


def test_who_takes_nothing_of_an_answer_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "STALLED_SECONDS", 0.05)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(REQUEST)
        await reader.readline()
        while state.connections:
            await asyncio.sleep(0.01)
        return await read_all(reader)

    state = ServerState()
    assert len(talk_to(talk, state)) < LONG_BODY


def test_who_takes_it_gets_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "HEAD_SECONDS", 1)

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bytes:
        writer.write(REQUEST)
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(1.2)  # the head is whole: how long the rest takes is no matter
        return await reader.readexactly(LONG_BODY)

    assert len(talk_to(talk)) == LONG_BODY


@pytest.mark.parametrize(("dead", "expected"), [(None, [4, 4]), (1, [8, 0])])
def test_connections_are_shared_fairly_among_those_who_take_any(dead: int | None, expected: list[int]) -> None:
    async def connect_eight() -> list[int]:
        counts = [0, 0]
        with listen("127.0.0.1", 0) as listener:
            ends = [socket.fromfd(listener.fileno(), listener.family, listener.type) for _ in counts]
            acceptors = [Acceptor(end, counts, slot, asyncio.Protocol) for slot, end in enumerate(ends)]
            for slot, acceptor in enumerate(acceptors):
                if slot != dead:
                    acceptor.start()
            clients = [socket.create_connection(listener.getsockname()) for _ in range(8)]
            async with asyncio.timeout(SECONDS):
                while sum(counts) < len(clients):
                    await asyncio.sleep(0.001)
            for acceptor in acceptors:
                acceptor.stop()
            for opened in [*clients, *ends]:
                opened.close()
            for transport in list(asyncio.all_tasks() - {asyncio.current_task()}):
                await transport
        return counts

    assert asyncio.run(connect_eight()) == expected


def test_who_waits_at_a_busy_door_does_not_come_in_one_a_round() -> None:
    async def connect_many() -> list[int]:
        counts = [32, 0]  # the other process has nobody, and doesn't answer
        taken = []
        with listen("127.0.0.1", 0) as listener:
            end = socket.fromfd(listener.fileno(), listener.family, listener.type)
            acceptor = Acceptor(end, counts, 0, asyncio.Protocol)
            acceptor.start()
            clients = [socket.create_connection(listener.getsockname()) for _ in range(9)]
            async with asyncio.timeout(SECONDS):
                while counts[0] < 32 + len(clients):
                    before = counts[0]
                    await asyncio.sleep(0)
                    taken += [counts[0] - before] if counts[0] > before else []
            acceptor.stop()
            for opened in [*clients, end]:
                opened.close()
            for transport in list(asyncio.all_tasks() - {asyncio.current_task()}):
                await transport
        return taken

    assert asyncio.run(connect_many()) == [4, 4, 1]
