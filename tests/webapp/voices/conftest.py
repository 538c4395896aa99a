"""Somebody who asks, and those who were asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from tests.newest import newest_content
from tests.webapp.links.conftest import Keeper, shown_secret
from tests.webapp.page_client import PageClient, open_client
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Fields, Visitor, read_form
from webapp.store.database import Database
from webapp.store.links import NewLink, Scope, create_link, find_link
from webapp.store.voice_answers import VoiceAnswers, get_voice_answers
from webapp.store.voices import NewVoice, VoiceKind, VoiceRecord, create_voice, get_voice, list_voices

VERSION = newest_content().questionnaire.version
THEMES, INITIATIVES, REPORTED = "listening.themes", "listening.initiatives", "barriers.reported"


class Owner(Keeper):
    """Somebody with the own link, who asks others."""

    @property
    def voices(self) -> tuple[VoiceRecord, ...]:
        return read(self.database, list_voices, self.record.id)

    def ask_form(self, query: str = "") -> Fields:
        return read_form(self.open(f"/inbreng/nieuw{query}"))

    def ask(self, query: str = "?onderdeel=listening", **changes: object) -> TestResponse:
        """Open the form of asking, change some fields, and send it."""
        return self.client.submit(f"{self.url}/inbreng/nieuw", {**self.ask_form(query), **changes})

    def give_voice(
        self, *questions: str, role: str = "Onthaal", kind: VoiceKind = VoiceKind.COLLEAGUE, ends: date | None = None
    ) -> Colleague:
        """Put a voice into the database and return who has its link."""
        number, actor = self.record.id, self.links[0].actor
        new = NewVoice(role, questions or (THEMES, INITIATIVES), VERSION, kind)
        voice = write(self.database, create_voice, number, new, actor)
        link = NewLink(Scope.VOICE, label=role, voice_id=voice.id, ends=ends)
        _, secret = write(self.database, create_link, number, link, actor)
        return self.hand_voice(secret)

    def hand_voice(self, secret: str) -> Colleague:
        client = open_client(self.client.application)
        return Colleague(client, self.database, secret)


@dataclass
class Colleague(Visitor):
    """Somebody with the link of a voice, in a browser of their own."""

    @property
    def voice(self) -> VoiceRecord:
        found = read(self.database, find_link, self.token, date(2026, 1, 1))
        assert found is not None
        voice = read(self.database, get_voice, found[1].id, found[0].voice_id or 0)
        assert voice is not None
        return voice

    @property
    def said(self) -> VoiceAnswers:
        return read(self.database, get_voice_answers, self.voice.id)

    def says(self, question: str) -> object:
        latest = self.said.latest
        return latest[question].plain if question in latest else None

    def questions(self, section: str = "listening") -> Fields:
        return read_form(self.open(f"/bijdrage/vragen/{section}"))

    def reply(self, section: str = "listening", fields: Fields | None = None, **changes: object) -> TestResponse:
        data = {**(self.questions(section) if fields is None else fields), **changes}
        return self.client.submit(f"{self.url}/bijdrage/vragen/{section}", data)

    def answer_with(self, values: Mapping[str, object], section: str = "listening") -> TestResponse:
        return self.reply(section, None, **{f"answer.{name}": value for name, value in values.items()})

    def reply_one(self, question: str, fields: Fields, **changes: object) -> TestResponse:
        headers = {"HX-Request": "true"}
        return self.client.submit(f"{self.url}/bijdrage/antwoord/{question}", {**fields, **changes}, headers=headers)

    def send_in(self) -> TestResponse:
        return self.client.submit(f"{self.url}/bijdrage/insturen")


def path_of(response: TestResponse) -> str:
    """Return where a response leads to, behind the secret."""
    return "/" + urlsplit(response.location).path.split("/", 3)[3] if response.location.count("/") > 2 else ""


def reads(page: BeautifulSoup) -> str:
    """Return a page's own part as it reads."""
    main = page.find("main")
    assert main is not None
    return " ".join(main.get_text(" ").split())


__all__ = ["Colleague", "Owner", "path_of", "reads", "shown_secret"]


@pytest.fixture
def owner(client: PageClient, app_database: Database, token: str) -> Owner:
    return Owner(client, app_database, token)


@pytest.fixture
def stranger(app: Flask, app_database: Database, assessment: tuple[object, str]) -> Owner:
    """Somebody with the own link of another assessment."""
    client = open_client(app)
    return Owner(client, app_database, assessment[1])
