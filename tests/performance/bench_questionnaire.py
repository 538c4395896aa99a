"""Measures a whole questionnaire within one process: `python -m tests.performance.bench_questionnaire [ROUNDS]`.

No server, no driver: a visitor without JavaScript reads the fields of each page and sends them, 19 requests from the
first page to the result. Told of each kind of request are the least milliseconds of processor in so many rounds (30),
added up over the requests of that kind, and the thousands of calls that the profiler counts: those don't grow when
others keep the machine busy.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from cProfile import Profile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from flask import Flask
from werkzeug.test import EnvironBuilder, run_wsgi_app

from tests.performance.browsers import PROFILE, SECTIONS, Fields, read_fields
from webapp.assembly import create_app
from webapp.config import Settings
from webapp.web.state import get_state

ROUNDS = 30
WARM_UP = 5
PROFILED = 4
MORE_THAN_ANYBODY = 10**6

Asking = Callable[[str, str, Fields | None], tuple[str, bytes]]
"""Asks for a page, in words, by its address and with a form, if any; gives the address that it led to, and the page."""


def fill_in(ask: Asking, choose: random.Random) -> None:
    """Fill in a whole questionnaire, from the first page to the result."""
    ask("first page", "/", None)
    _, page = ask("start", "/begin", None)
    address, _ = ask("begin and overview", "/begin", read_fields(page, choose, PROFILE))
    place, page = ask("a section", f"{address}/vragen/{SECTIONS[0]}", None)
    for _ in SECTIONS:
        place, page = ask("saves and the pages after them", place, read_fields(page, choose, [("go", "next")]))
    ask("finish and result", place, [])


class Answered(NamedTuple):
    """What a request weighed, where it went, and what came."""

    weight: float
    place: str
    page: bytes


def follow(app: Flask, path: str, form: Fields | None, weigh: Callable[[], float]) -> Iterator[Answered]:
    """Give the answer to a request, and then to each one that the answer before it led to.

    Raises RuntimeError where there is no page.
    """
    body = None if form is None else urlencode(form).encode()
    while True:
        place, _, query = path.partition("?")
        kind = "application/x-www-form-urlencoded"
        asked = EnvironBuilder(place, query_string=query, method="POST", data=body, content_type=kind)
        environ = (asked if body is not None else EnvironBuilder(place, query_string=query)).get_environ()
        before = weigh()
        pieces, status, headers = run_wsgi_app(app.wsgi_app, environ, buffered=True)
        page = b"".join(pieces)
        yield Answered(weigh() - before, place, page)
        if status[0] == "2":
            return
        if status[0] != "3":
            raise RuntimeError(f"{path} answered {status}")
        path, body = headers["Location"], None


class Measured:
    """What was weighed: of each kind of request the weights of one round after the other, in the order of asking."""

    def __init__(self, app: Flask, weigh: Callable[[], float]) -> None:
        self._app, self._weigh = app, weigh
        self._rounds: list[dict[str, list[float]]] = []

    def run(self, rounds: int, choose: random.Random) -> None:
        """Fill in so many questionnaires."""
        for _ in range(rounds):
            self._rounds.append({})
            fill_in(self._ask, choose)

    def least(self) -> dict[str, float]:
        """Return of each kind the least of each of its requests, added up."""
        return {
            kind: sum(min(weights) for weights in zip(*(one[kind] for one in self._rounds), strict=True))
            for kind in self._rounds[0]
        }

    def _ask(self, kind: str, path: str, form: Fields | None) -> tuple[str, bytes]:
        found = list(follow(self._app, path, form, self._weigh))
        self._rounds[-1].setdefault(kind, []).extend(one.weight for one in found)
        return found[-1].place, found[-1].page


def count_calls(app: Flask, choose: random.Random) -> dict[str, float]:
    """Return the thousands of calls of each kind of request."""
    profile = Profile()

    def weigh() -> float:
        profile.disable()
        found = sum(entry.callcount for entry in profile.getstats()) / 1000
        profile.enable()
        return found

    measured = Measured(app, weigh)
    profile.enable()
    measured.run(PROFILED, choose)
    profile.disable()
    return measured.least()


def measure(rounds: int = ROUNDS) -> dict[str, float]:
    """Return milliseconds of processor and thousands of calls by kind of request, and of all 19 together."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_folder=Path(folder), new_assessments_per_hour=MORE_THAN_ANYBODY)
        app, choose = create_app(settings), random.Random(2019)
        Measured(app, time.process_time).run(WARM_UP, choose)
        gc.collect()
        gc.freeze()  # as in a process that serves
        measured = Measured(app, time.process_time)
        measured.run(rounds, choose)
        spent = {f"{kind}, ms": 1000 * seconds for kind, seconds in measured.least().items()}
        calls = {f"{kind}, thousand calls": found for kind, found in count_calls(app, choose).items()}
        get_state(app).database.close()
    whole = {"all 19 requests, ms": sum(spent.values()), "all 19 requests, thousand calls": sum(calls.values())}
    return spent | calls | whole


if __name__ == "__main__":
    for name, value in measure(*map(int, sys.argv[1:2])).items():
        sys.stdout.write(f"{name:56} {value:8.2f}\n")
