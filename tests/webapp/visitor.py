"""A visitor with a private link, who fills in forms as a browser without JavaScript does."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.webapp.assessments import find_by_link
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read
from webapp.store.answers import SavedAnswer, get_answers
from webapp.store.assessments import AssessmentRecord
from webapp.store.database import Database
from webapp.web.notices import PARAMETER

Fields = dict[str, list[str]]


def read_form(page: BeautifulSoup) -> Fields:
    """Return what a browser would send of the page's own form, without any button."""
    main = page.find("main")
    assert isinstance(main, Tag)
    form = main.find("form", attrs={"method": "post"})
    assert isinstance(form, Tag)
    fields: Fields = {}
    for control in form.find_all(["input", "select", "textarea"]):
        name = control.get("name")
        if not name or (control.get("type") in {"radio", "checkbox"} and not control.has_attr("checked")):
            continue
        if control.name == "select":
            chosen = control.find("option", selected=True) or control.find("option")
            assert isinstance(chosen, Tag)
            value = str(chosen["value"])
        elif control.name == "textarea":
            value = control.get_text()
        else:
            value = str(control.get("value", ""))
        fields.setdefault(str(name), []).append(value)
    return fields


@dataclass
class Visitor:
    """Somebody with the link, in a browser of their own."""

    client: PageClient
    database: Database
    token: str

    @property
    def url(self) -> str:
        return f"/z/{self.token}"

    @property
    def record(self) -> AssessmentRecord:
        found = find_by_link(self.database, self.token)
        assert found is not None
        return found

    @property
    def saved(self) -> dict[str, SavedAnswer]:
        return read(self.database, get_answers, self.record.id)

    def plain(self, question: str) -> object:
        return self.saved[question].plain if question in self.saved else None

    def open(self, path: str = "", status: int = 200) -> BeautifulSoup:
        return self.client.page(self.url + path, status)

    def section(self, name: str) -> Fields:
        return read_form(self.open(f"/vragen/{name}"))

    def send(self, name: str, fields: Fields, **changes: Any) -> TestResponse:  # noqa: ANN401 (any field)
        return self.client.submit(f"{self.url}/vragen/{name}", {**fields, **changes})

    def answer(self, name: str, **changes: Any) -> TestResponse:  # noqa: ANN401
        """Open a section, change some fields, and save it."""
        return self.send(name, self.section(name), **changes)

    def save_one(self, question: str, fields: Fields, **changes: Any) -> TestResponse:  # noqa: ANN401
        return self.client.submit(
            f"{self.url}/antwoord/{question}", {**fields, **changes}, headers={"HX-Request": "true"}
        )


def place_of(response: TestResponse) -> str:
    """Return where a response leads to, without the notice that is told there."""
    parts = urlsplit(response.location)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")


def notice_of(response: TestResponse) -> str:
    """Return the code of the notice that the next page tells; empty for none."""
    return dict(parse_qsl(urlsplit(response.location).query)).get(PARAMETER, "")


def text_of(response: TestResponse) -> str:
    """Return a page as it reads."""
    return read_page(response.text).get_text(" ", strip=True)
