"""Somebody who leads a room with a browser, as the pages let them: by the buttons that stand there."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.webapp.page_client import PageClient
from tests.webapp.workshops.rooms import Room

NEXT = "[data-next]"


@dataclass
class Trainer:
    """A browser that leads a room."""

    room: Room
    client: PageClient = field(init=False)

    def __post_init__(self) -> None:
        self.client = self.room.trainer()

    @property
    def url(self) -> str:
        return self.room.lead_url

    def open(self, path: str = "", status: int = 200) -> BeautifulSoup:
        return self.client.page(self.url + path, status)

    def read(self, path: str = "") -> str:
        """Return a page as it reads."""
        main = self.open(path).find("main")
        assert isinstance(main, Tag)
        return main.get_text(" ", strip=True)

    def press(
        self, button: str = NEXT, page: BeautifulSoup | None = None, path: str = "", **typed: str
    ) -> TestResponse:
        """Press a button of the page, or of the one that leads: with what stands in its form, and what is typed."""
        found = (page or self.open(path)).select_one(button)
        assert found is not None, f"there is no {button}"
        form = found.find_parent("form")
        assert isinstance(form, Tag)
        fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[type=hidden][name]")}
        if found.get("name"):
            fields[str(found["name"])] = str(found["value"])
        return self.client.submit(str(form.get("action", self.url + path)), {**fields, **typed})

    def go_on(self, times: int = 1) -> None:
        """Press what comes next."""
        for _ in range(times):
            assert self.press().status_code == 303

    def send(self, path: str, **fields: str) -> TestResponse:
        """Send a form with the workshop as it stands on the page now."""
        known = {"token": self.room.token, "revision": str(self.room.record.revision)}
        return self.client.submit(self.url + path, {**known, **fields})

    def round_id(self) -> str:
        return str(self.room.record.round_id)


def without_clock(text: str) -> str:
    """Return a page without what the clock alone changes."""
    return re.sub(r'data-clock="\d+"|>\d+ s<', "", text)
