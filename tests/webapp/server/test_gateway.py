"""What reaches the application, and what it takes to get an answer out: without a network."""

from __future__ import annotations

import asyncio
import gzip
import logging
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import pytest
from werkzeug.wrappers import Request, Response

from tests.patience import SECONDS
from webapp.server import gateway as module
from webapp.server.addresses import Site
from webapp.server.gateway import MOST_BODY_BYTES, PIECE_BYTES, Gateway, Message, Outgoing
from webapp.server.waiting import WaitingThreads

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication

SECRET = "/z/AAAAAAAAAAAAAAAAAAAAAA"  # noqa: S105 (nobody's link)


@dataclass
class Seen:
    """A WSGI application that remembers what it was asked."""

    body: bytes = b"fine"
    headers: tuple[tuple[str, str], ...] = (("Content-Type", "text/plain"),)
    status: str = "200 OK"
    environs: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        self.environs.append(environ)
        self.bodies.append(environ["wsgi.input"].read())
        start_response(self.status, list(self.headers))
        return [self.body]


@dataclass
class Exchange:
    """One request: what comes in, in pieces, and what went out."""

    pieces: list[Message] = field(default_factory=list)
    sent: list[Message] = field(default_factory=list)
    received: int = 0

    async def receive(self) -> Message:
        self.received += 1
        if not self.pieces:
            await asyncio.sleep(SECONDS)  # a sender who says nothing more
        return self.pieces.pop(0)

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def headers(self) -> dict[bytes, bytes]:
        return dict(self.sent[0]["headers"])

    @property
    def body(self) -> bytes:
        return b"".join(message["body"] for message in self.sent[1:])


def request(*headers: tuple[bytes, bytes], method: str = "POST", path: bytes = b"/begin") -> dict[str, Any]:
    return {
        "type": "http",
        "method": method,
        "http_version": "1.1",
        "raw_path": path,
        "path": "",
        "query_string": b"a=1",
        "client": ("192.0.2.66", 5000),
        "server": ("127.0.0.1", 8000),
        "headers": [*([] if any(name == b"host" for name, _ in headers) else [(b"host", b"a.be")]), *headers],
    }


def piece(body: bytes, *, more: bool = False) -> Message:
    return {"type": "http.request", "body": body, "more_body": more}


def exchange(
    application: WSGIApplication,
    scope: dict[str, Any],
    *pieces: Message,
    site: Site | None = None,
    proxy: str = "",
) -> Exchange:
    """Let one request pass the gateway."""
    done = Exchange(list(pieces))

    async def pass_gateway() -> None:
        async with asyncio.timeout(SECONDS):
            await Gateway(application, WaitingThreads(), site, proxy)(scope, done.receive, done.send)

    asyncio.run(pass_gateway())
    return done


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "DRAIN_SECONDS", 0.05)
    monkeypatch.setattr(module, "BODY_SECONDS", 0.05)


def test_a_body_reaches_the_application_whole() -> None:
    seen = Seen()
    done = exchange(seen, request((b"content-length", b"6")), piece(b"abc", more=True), piece(b"def"))
    assert (done.status, done.body, seen.bodies) == (200, b"fine", [b"abcdef"])
    assert done.headers[b"content-length"] == b"4"


@pytest.mark.parametrize("claimed", [[], [(b"content-length", b"6")]])
def test_a_chunked_body_is_refused_unread(claimed: list[tuple[bytes, bytes]]) -> None:
    seen = Seen()
    done = exchange(seen, request((b"transfer-encoding", b"chunked"), *claimed))
    assert (done.status, seen.environs) == (411, [])
    assert done.headers[b"connection"] == b"close"


def test_of_a_body_that_is_too_long_nothing_reaches_the_application_but_its_length() -> None:
    seen = Seen(status="413 Content Too Large")
    length = str(MOST_BODY_BYTES + 1).encode()
    done = exchange(seen, request((b"content-length", length)), *[piece(b"x" * 1000, more=True)] * 3)
    assert (done.status, done.body, seen.bodies) == (413, b"fine", [b""])
    assert seen.environs[0]["CONTENT_LENGTH"] == length.decode()
    assert done.headers[b"connection"] == b"close"


@pytest.mark.parametrize("lengths", [[b"abc"], [b"-1"], [b"1", b"2"]])
def test_an_unclear_length_is_refused(lengths: list[bytes]) -> None:
    seen = Seen()
    assert exchange(seen, request(*[(b"content-length", length) for length in lengths])).status == 400
    assert not seen.environs


def test_half_a_body_reaches_nobody() -> None:
    seen = Seen()
    done = exchange(seen, request((b"content-length", b"6")), piece(b"abc", more=True), {"type": "http.disconnect"})
    assert (done.sent, seen.environs) == ([], [])


def test_a_body_that_never_comes_ends() -> None:
    seen = Seen()
    done = exchange(seen, request((b"content-length", b"6")), piece(b"abc", more=True))
    assert (done.status, seen.environs) == (408, [])


def test_what_is_only_claimed_does_not_get_through() -> None:
    seen = Seen()
    claims = [
        (b"x-forwarded-for", b"1.2.3.4"), (b"x_forwarded_for", b"1.2.3.4"), (b"x-forwarded-host", b"evil.com"),
        (b"x_forwarded_host", b"evil.com"), (b"x-forwarded-proto", b"https"), (b"forwarded", b"for=1.2.3.4"),
        (b"x-forwarded-prefix", b"/evil"), (b"content_length", b"99"), (b"x_real_ip", b"1.2.3.4"),
    ]  # fmt: skip
    exchange(seen, request(*claims, method="GET"))
    environ = seen.environs[0]
    assert environ["REMOTE_ADDR"] == "192.0.2.66"
    assert environ["wsgi.url_scheme"] == "http"
    assert not [key for key in environ if "FORWARDED" in key or "REAL" in key or key == "CONTENT_LENGTH"]
    assert "1.2.3.4" not in str(environ.values())
    assert "evil" not in str(environ)


def test_the_trusted_proxy_is_believed_about_who_asks_and_how_never_about_the_host() -> None:
    seen = Seen()
    claims = [(b"x-forwarded-for", b"1.2.3.4"), (b"x_forwarded_for", b"6.6.6.6"), (b"x-forwarded-proto", b"https"),
              (b"x-forwarded-host", b"evil.com")]  # fmt: skip
    exchange(seen, request(*claims, method="GET"), proxy="192.0.2.66")
    environ = seen.environs[0]
    assert (environ["REMOTE_ADDR"], environ["wsgi.url_scheme"], environ["HTTP_HOST"]) == ("1.2.3.4", "https", "a.be")
    assert "evil" not in str(environ)
    assert "6.6.6.6" not in str(environ)


def test_the_sites_own_address_wins() -> None:
    seen = Seen()
    exchange(seen, request((b"host", b"127.0.0.1:8000"), method="GET"), site=Site("https", "scan.example.be"))
    environ = seen.environs[0]
    assert (environ["wsgi.url_scheme"], environ["HTTP_HOST"]) == ("https", "scan.example.be")
    assert (environ["SERVER_NAME"], environ["SERVER_PORT"]) == ("scan.example.be", "443")


@pytest.mark.parametrize(("host", "status"), [(b"a b", 400), (b"evil.com/x", 400), (b"evil.com", 421)])
def test_a_strange_host_is_refused(host: bytes, status: int) -> None:
    seen = Seen()
    done = exchange(seen, request((b"host", host), method="GET"), site=Site("https", "scan.example.be"))
    assert (done.status, seen.environs) == (status, [])


def test_two_hosts_are_one_too_many() -> None:
    assert exchange(Seen(), request((b"host", b"a.be"), (b"host", b"b.be"), method="GET")).status == 400


def test_paths_and_cookies_come_as_wsgi_says() -> None:
    seen = Seen()
    cookies = [(b"cookie", b"a=1"), (b"cookie", b"b=2")]
    exchange(seen, request(*cookies, method="GET", path=b"/z/caf%C3%A9%FF"))
    environ = seen.environs[0]
    assert environ["PATH_INFO"].encode("latin-1") == b"/z/caf\xc3\xa9\xff"
    assert (environ["QUERY_STRING"], environ["HTTP_COOKIE"]) == ("a=1", "a=1; b=2")


def test_no_answer_names_the_server_or_the_connection() -> None:
    seen = Seen(headers=(("Server", "Werkzeug"), ("Connection", "keep-alive")))
    assert set(exchange(seen, request(method="GET")).headers) == {b"content-length"}


@pytest.mark.parametrize(("status", "length"), [("204 No Content", None), ("304 Not Modified", None), ("200 OK", b"4")])
def test_only_an_answer_with_a_body_has_a_length(status: str, length: bytes | None) -> None:
    done = exchange(Seen(status=status), request(method="GET"))
    assert done.headers.get(b"content-length") == length


def test_a_head_has_no_body() -> None:
    done = exchange(Seen(), request(method="HEAD"))
    assert (done.headers[b"content-length"], done.body) == (b"4", b"")


def test_whatever_fails_no_private_link_is_written(caplog: pytest.LogCaptureFixture) -> None:
    def fail(environ: dict[str, Any], _start_response: object) -> Iterable[bytes]:
        raise RuntimeError(f"No route to {environ['PATH_INFO']}")

    with caplog.at_level(logging.DEBUG):
        done = exchange(fail, request(method="GET", path=SECRET.encode()))
    assert done.status == 500
    assert "RuntimeError" in caplog.text
    assert SECRET not in caplog.text
    assert SECRET.encode() not in done.body


def test_an_answer_that_is_too_long_to_keep_is_not_given(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ANSWER_BYTES", 10)
    assert exchange(Seen(body=b"x" * 11), request(method="GET")).status == 500


def test_a_long_answer_goes_out_in_pieces() -> None:
    body = bytes(range(256)) * (PIECE_BYTES // 100)
    done = exchange(Seen(body=body), request(method="GET"))
    assert done.body == body
    assert max(len(message["body"]) for message in done.sent[1:]) == PIECE_BYTES
    assert [message["more_body"] for message in done.sent[1:]].index(False) == len(done.sent) - 2


def test_beyond_the_limit_the_oldest_slow_reader_is_cut_off() -> None:
    body = b"x" * (2 * PIECE_BYTES)

    async def give_to_three() -> list[str]:
        outgoing, taken = Outgoing(most_bytes=2 * len(body)), asyncio.Event()

        async def send(_message: Message) -> None:
            await taken.wait()

        readers = []
        for _ in range(3):
            readers.append(asyncio.create_task(outgoing.send(body, send, more=False)))
            await asyncio.sleep(0)
        taken.set()
        await asyncio.wait(readers, timeout=SECONDS)
        return ["cut off" if reader.cancelled() else "done" for reader in readers]

    assert asyncio.run(give_to_three()) == ["cut off", "done", "done"]


PAGE = Seen(body=b"<p>words</p>" * 500, headers=(("Content-Type", "text/html; charset=utf-8"), ("ETag", '"a"')))
GZIP = (b"accept-encoding", b"gzip, deflate, br")


def test_a_page_is_sent_as_gzip_to_who_takes_that() -> None:
    done = exchange(PAGE, request(GZIP, method="GET"))
    assert done.headers[b"content-encoding"] == b"gzip"
    assert done.headers[b"vary"] == b"accept-encoding"
    assert done.headers[b"etag"] == b'W/"a"'
    assert int(done.headers[b"content-length"]) == len(done.body) < len(PAGE.body) / 5
    assert gzip.decompress(done.body) == PAGE.body


@pytest.mark.parametrize("headers", [[], [GZIP]])
def test_the_head_of_a_page_has_the_length_that_the_page_has(headers: list[tuple[bytes, bytes]]) -> None:
    @Request.application
    def application(_request: Request) -> Response:
        return Response(PAGE.body, mimetype="text/html")  # which leaves its body out for a head

    page, head = (exchange(application, request(*headers, method=method)) for method in ("GET", "HEAD"))
    assert (head.status, head.body, head.headers) == (200, b"", page.headers)
    assert int(head.headers[b"content-length"]) == len(page.body) > 0


@pytest.mark.parametrize("accepted", [b"", b"br", b"identity", b"gzip;q=0", b"gzip; q=0.0, br"])
def test_a_page_is_sent_as_it_is_to_who_does_not_take_gzip(accepted: bytes) -> None:
    done = exchange(PAGE, request((b"accept-encoding", accepted), method="GET"))
    assert b"content-encoding" not in done.headers
    assert done.headers[b"vary"] == b"accept-encoding"  # a cache must not give one the other's
    assert done.body == PAGE.body


@pytest.mark.parametrize(
    "seen",
    [
        Seen(body=b"x" * 5000, headers=(("Content-Type", "image/png"),)),
        Seen(body=b"x" * 5000, headers=(("Content-Type", "application/pdf"),)),
        Seen(body=b"x" * 5000, headers=(("Content-Type", "text/css"), ("Content-Encoding", "br"))),
        Seen(body=b"x" * 5000, headers=(("Content-Type", "text/css"), ("Content-Range", "bytes 0-4999/9000"))),
        Seen(body=b"short", headers=(("Content-Type", "text/html"),)),
    ],
)
def test_what_is_short_or_packed_already_is_sent_as_it_is(seen: Seen) -> None:
    done = exchange(seen, request(GZIP, method="GET"))
    assert done.headers.get(b"content-encoding", b"br") == b"br"
    assert done.body == seen.body


def test_the_head_of_a_page_says_what_the_page_would_say() -> None:
    whole, head = exchange(PAGE, request(GZIP, method="GET")), exchange(PAGE, request(GZIP, method="HEAD"))
    assert head.headers == whole.headers
    assert head.body == b""


def test_each_cookie_of_a_packed_page_is_kept() -> None:
    seen = Seen(body=b"x" * 5000, headers=(("Content-Type", "text/html"), ("Set-Cookie", "a=1"), ("Set-Cookie", "b=2")))
    done = exchange(seen, request(GZIP, method="GET"))
    assert [value for name, value in done.sent[0]["headers"] if name == b"set-cookie"] == [b"a=1", b"b=2"]


@pytest.mark.parametrize("waits", [False, True])
def test_only_who_waits_gets_a_thread_of_their_own(waits: bool) -> None:
    threads: list[threading.Thread] = []
    asked: list[str] = []

    def application(_environ: dict[str, Any], start_response: Any) -> list[bytes]:  # noqa: ANN401
        threads.append(threading.current_thread())
        start_response("200 OK", [])
        return [b"fine"]

    def waits_at(path: str) -> bool:
        asked.append(path)
        return waits

    async def pass_gateway() -> threading.Thread:
        done = Exchange([piece(b"")])
        gateway = Gateway(application, WaitingThreads(), waits_at=waits_at)
        async with asyncio.timeout(SECONDS):
            await gateway(request(), done.receive, done.send)
        assert done.body == b"fine"
        return threading.current_thread()

    its_own = asyncio.run(pass_gateway())
    assert asked == ["/begin"]
    assert (threads[0] is its_own) == (not waits)


def test_who_waits_while_the_process_ends_is_told_to_ask_again() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def application(_environ: dict[str, Any], _start_response: Any) -> list[bytes]:  # noqa: ANN401
        begun.set()
        go_on.wait(SECONDS)
        return []

    async def end_meanwhile() -> Exchange:
        done = Exchange([piece(b"")])
        gateway = Gateway(application, WaitingThreads(), waits_at=lambda _: True)
        asked = asyncio.ensure_future(gateway(request(), done.receive, done.send))
        async with asyncio.timeout(SECONDS):
            while not begun.is_set():
                await asyncio.sleep(0.001)
            asked.cancel()
            await asyncio.gather(asked, return_exceptions=True)
        go_on.set()
        return done

    assert asyncio.run(end_meanwhile()).status == 503
