"""Many browsers without JavaScript in one thread, each filling in the whole questionnaire.

A browser reads the fields from each page, the hidden ones too, posts a section whole, and follows where that leads. It
must cost little beside the server, since both share the machine's cores: one loop, kept connections, one pass over a
page.
"""

from __future__ import annotations

import asyncio
import html
import random
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count
from typing import TypeVar
from urllib.parse import urlencode

import uvloop

from assessment.content import load_content
from tests.performance.load import ANSWER_WITHIN_SECONDS, HOST, content_length, get, read_header, submit

CONTROL = re.compile(r'<(?:input(?: class="[^"]*")? type="(\w+)"|textarea)[^>]*? name="([^"]+)"(?: value="([^"]*)")?')
FORM = b'<form id="page-form"'
REDIRECT = (302, 303)
NO_ANSWER = {"unknown", "not-applicable"}
PROFILE = [("municipality", "44021"), ("inhabitants", "272000"), ("role", ""), ("language", "nl")]
SECTIONS = tuple(section.id for section in load_content().questionnaire.sections)

T = TypeVar("T")
Fields = list[tuple[str, str]]


@dataclass(frozen=True)
class Page:
    """A page that came, where it came from, and after how many milliseconds, with the redirects before it."""

    path: str
    body: bytes
    milliseconds: float


class Browser:
    """One kept connection, and the pages that came over it. Made by `open_browser`."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer
        self.times: list[float] = []

    async def send(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Send a request; return status, head and body of the answer."""
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        body = await self._reader.readexactly(content_length(head))
        return int(head[9:12]), head, body

    async def open(self, path: str, form: Fields | None = None) -> Page:
        """Return a page, or the one that a form leads to. Raises RuntimeError when it is not there."""
        started = time.perf_counter()
        request = get(path) if form is None else submit(path, urlencode(form))
        async with asyncio.timeout(ANSWER_WITHIN_SECONDS):
            status, head, body = await self.send(request)
            while status in REDIRECT:
                path = read_header(head, b"location").decode()
                status, head, body = await self.send(get(path))
        if status != 200:
            raise RuntimeError(f"{path} answered {status}")
        page = Page(path.partition("?")[0], body, (time.perf_counter() - started) * 1000)
        self.times.append(page.milliseconds)
        return page

    def close(self) -> None:
        """Close the connection."""
        self._writer.close()


async def open_browser(port: int) -> Browser:
    """Connect to a server on this machine."""
    return Browser(*await asyncio.open_connection(HOST, port))


async def begin(browser: Browser) -> str:
    """Begin a self-scan, and return the address that it got."""
    page = await browser.open("/begin")
    return (await browser.open("/begin", read_fields(page.body, random.Random(0), PROFILE))).path


async def fill_in(browser: Browser, choose: random.Random) -> str:
    """Fill in a whole questionnaire, from the beginning to the result; return its address.

    Raises RuntimeError when a page leads elsewhere than it should.
    """
    address = await begin(browser)
    page = await browser.open(f"{address}/vragen/{SECTIONS[0]}")
    for section in SECTIONS:
        _expect(page, f"{address}/vragen/{section}")
        page = await browser.open(page.path, read_fields(page.body, choose, [("go", "next")]))
    _expect(page, f"{address}/afronden")
    _expect(await browser.open(page.path, []), f"{address}/resultaat")
    return address


def _expect(page: Page, path: str) -> None:
    if page.path != path:
        raise RuntimeError(f"came to {page.path} instead of {path}")


def read_fields(body: bytes, choose: random.Random, more: Fields) -> Fields:
    """Return what a browser sends of a page's own form: hidden fields as they came, an answer to each question."""
    form = body.partition(FORM)[2].partition(b"</form>")[0].decode()
    choices: dict[str, list[str]] = {}
    fields = []
    for kind, name, value in CONTROL.findall(form):
        if kind == "hidden":
            fields.append((name, html.unescape(value)))
        elif kind in {"radio", "checkbox"}:
            if not name.startswith("state.") and value not in NO_ANSWER:
                choices.setdefault(name, []).append(value)
        elif name.startswith("answer."):
            fields.append((name, "3" if kind else "Een antwoord in eigen woorden."))
        elif name.startswith("note."):
            fields.append((name, ""))
    return [*fields, *((name, choose.choice(values)) for name, values in choices.items()), *more]


@dataclass
class Crowd:
    """What browsers did at once: the addresses of the self-scans that they finished, and milliseconds of pages."""

    finished: list[str] = field(default_factory=list)
    pages: list[float] = field(default_factory=list)


async def fill_in_at_once(
    port: int, at_once: int, seconds: float, then: Callable[[Browser, str], Awaitable[None]] | None = None
) -> Crowd:
    """Let so many browsers fill in one questionnaire after the other for some seconds, and finish what they began.

    `then`: what each does with its result.
    """
    crowd, seeds, ends_at = Crowd(), count(), time.perf_counter() + seconds

    async def go_on() -> None:
        while True:
            browser = await open_browser(port)
            address = await fill_in(browser, random.Random(next(seeds)))
            crowd.finished.append(address)
            crowd.pages += browser.times
            if then:
                await then(browser, address)
            browser.close()
            if time.perf_counter() >= ends_at:
                return

    async with asyncio.TaskGroup() as group:
        for _ in range(at_once):
            group.create_task(go_on())
    return crowd


def run(work: Awaitable[T]) -> T:
    """Return what some work of browsers gives, done by the fastest loop."""

    async def wait() -> T:
        return await work

    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(wait())
