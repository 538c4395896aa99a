"""People who fill in over real connections, and remember exactly what the pages told them was saved."""

from __future__ import annotations

import http.client
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from tests.patience import SECONDS
from tests.webapp.reading import read_page
from tests.webapp.visitor import Fields, read_form

MUNICIPALITY = "44021"
REVISION = re.compile(r'name="(revision\.[^"]+)" value="([^"]*)"')

Headers = dict[str, str]


@dataclass(frozen=True)
class Page:
    """What came back: status, body, and where it leads."""

    status: int
    text: str
    location: str

    @property
    def fields(self) -> Fields:
        """What a browser would send of the page's form."""
        return read_form(read_page(self.text))


@dataclass
class Person:
    """Somebody with a private link in one browser. Every answer is a number that goes up, so order can be seen."""

    link: str = ""
    sent: dict[str, int] = field(default_factory=dict)
    told_saved: dict[str, int] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=lambda: itertools.count(1))

    def get(self, server: str, path: str) -> Page:
        """Open a page."""
        return self._ask(server, "GET", path)

    def post(self, server: str, path: str, fields: Fields, headers: Headers | None = None) -> Page:
        """Send a form, as htmx does when its header is among `headers`."""
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        return self._ask(server, "POST", path, urlencode(fields, doseq=True), sent | (headers or {}))

    def begin(self, server: str) -> None:
        """Begin an assessment and keep its link."""
        fields = self.get(server, "/begin").fields | {"municipality": [MUNICIPALITY], "inhabitants": ["272000"]}
        page = self.post(server, "/begin", fields)
        assert page.status == 303, page.text
        self.link = urlsplit(page.location).path

    def answer_one_by_one(self, server: str, section: str, note_saved: Callable[[], None]) -> None:
        """Go round the questions of a section, saving each as it is given, until the server does not answer."""
        fields = self.get(server, f"{self.link}/vragen/{section}").fields
        questions = [name.removeprefix("revision.") for name in fields if name.startswith("revision.")]
        for question in itertools.cycle(questions):
            fields |= {f"note.{question}": [self._next(question)]}
            page = self.post(server, f"{self.link}/antwoord/{question}", fields, {"HX-Request": "true"})
            assert page.status == 200, page.text
            assert "is-saved" in page.text, page.text
            self.told_saved[question] = self.sent[question]
            note_saved()
            fields |= {name: [value] for name, value in REVISION.findall(page.text)}

    def save_whole_sections(self, server: str, section: str, note_saved: Callable[[], None]) -> None:
        """Fill in a whole section and save it, again and again, until the server does not answer."""
        while True:
            fields = self.get(server, f"{self.link}/vragen/{section}").fields
            questions = [name.removeprefix("note.") for name in fields if name.startswith("note.")]
            fields |= {f"note.{question}": [self._next(question)] for question in questions} | {"go": ["stay"]}
            page = self.post(server, f"{self.link}/vragen/{section}", fields)
            assert page.status == 303, page.text
            self.told_saved |= {question: self.sent[question] for question in questions}
            note_saved()

    def _next(self, question: str) -> str:
        self.sent[question] = next(self._numbers)
        return str(self.sent[question])

    def _ask(self, server: str, method: str, path: str, body: str = "", headers: Headers | None = None) -> Page:
        connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=SECONDS)
        try:
            connection.request(method, path, body.encode(), headers or {})
            response = connection.getresponse()
            return Page(response.status, response.read().decode(), response.headers.get("Location", ""))
        finally:
            connection.close()
