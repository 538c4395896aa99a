"""Somebody who manages the links of an assessment, and those who got one."""

from __future__ import annotations

import re
from typing import NoReturn

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.webapp.page_client import PageClient, open_client
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Fields, Visitor, read_form, text_of
from webapp.store.audit import AuditEvent, list_events
from webapp.store.database import Database
from webapp.store.failures import StoreUnavailable
from webapp.store.links import LinkRecord, NewLink, Scope, create_link, list_links

ADDRESS = re.compile(r"/z/([A-Za-z0-9_-]{22})$")
READ, FILL_IN = NewLink(Scope.READ, "Schepenen", with_notes=False), NewLink(Scope.FILL_IN, "Webcareteam")


class Keeper(Visitor):
    """Somebody with the own link."""

    @property
    def links(self) -> tuple[LinkRecord, ...]:
        return read(self.database, list_links, self.record.id)

    @property
    def others(self) -> list[LinkRecord]:
        return [link for link in self.links if not link.is_own]

    @property
    def events(self) -> tuple[AuditEvent, ...]:
        return read(self.database, list_events, self.record.id)

    def form(self, path: str = "/links/nieuw") -> Fields:
        return read_form(self.open(path))

    def post(self, path: str, fields: Fields | None = None, **changes: str) -> TestResponse:
        return self.client.submit(self.url + path, {**(fields or {}), **changes})

    def make(self, fields: Fields | None = None, **changes: str) -> TestResponse:
        """Open the form of a new link, change some fields, and send it."""
        return self.post("/links/nieuw", fields or self.form(), **changes)

    def give(self, new: NewLink) -> Visitor:
        """Put a link into the database and return who has it."""
        _, secret = write(self.database, create_link, self.record.id, new, self.links[0].actor)
        return self.hand_over(secret)

    def hand_over(self, secret: str) -> Visitor:
        client = open_client(self.client.application)
        return Visitor(client, self.database, secret)


@pytest.fixture
def keeper(client: PageClient, app_database: Database, token: str) -> Keeper:
    return Keeper(client, app_database, token)


@pytest.fixture
def other_keeper(app: Flask, app_database: Database, assessment: tuple[object, str]) -> Keeper:
    """Somebody with the own link of another assessment."""
    client = open_client(app)
    return Keeper(client, app_database, assessment[1])


def shown_secret(response: TestResponse) -> str:
    """Return the secret of the link that a page shows."""
    field = read_page(response.text).find("input", id="share-url")
    assert isinstance(field, Tag), text_of(response)
    found = ADDRESS.search(str(field["value"]))
    assert found is not None
    return found[1]


def reads(page: BeautifulSoup) -> str:
    """Return a page's own part as it reads."""
    main = page.find("main")
    assert isinstance(main, Tag)
    return " ".join(main.get_text(" ").split())


def fail_to_write() -> NoReturn:
    """Stand in for `writing` of a full disk."""
    raise StoreUnavailable("full")
