"""How long anything is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.webapp.background.conftest import Letters
from webapp.assembly import create_app
from webapp.background import expiry
from webapp.background.documents import wait_for_document
from webapp.background.expiry import Expiry, expire
from webapp.config import Settings
from webapp.store import jobs
from webapp.store.database import Database
from webapp.web.state import get_state


def make_old(database: Database) -> None:
    with database.write() as connection:
        connection.execute("UPDATE assessment SET changed_at = '2020-01-01T00:00:00.000000+00:00'")


def test_an_old_assessment_goes_with_its_documents(
    app: Flask, settings: Settings, app_database: Database, letters: Letters
) -> None:
    with app.app_context():
        wait_for_document(letters.want())
    assert expire(app_database, settings) == 0
    assert len(letters.files()) == 1
    make_old(app_database)
    assert expire(app_database, settings) == 1
    assert letters.files() == []


def test_a_document_goes_with_its_day(app: Flask, settings: Settings, app_database: Database, letters: Letters) -> None:
    with app.app_context():
        wait_for_document(letters.want())
        wait_for_document(letters.want(days_ago=1))
    assert len(letters.files()) == 2
    expire(app_database, settings)
    (left,) = letters.files()
    with app_database.read() as connection:
        assert jobs.list_files(connection) == {left.name}


def test_what_is_too_old_goes_at_the_start(app: Flask, settings: Settings, letters: Letters) -> None:
    with app.app_context():
        wait_for_document(letters.want())
    make_old(get_state(app).database)
    create_app(replace(settings))
    assert letters.files() == []


def test_the_pictures_of_earlier_versions_go(app_database: Database, settings: Settings) -> None:
    kept = settings.data_folder / "pictures" / "0a.svg"
    kept.parent.mkdir()
    kept.write_text("<svg/>")
    expire(app_database, settings)
    assert not kept.parent.exists()


def test_the_worker_expires_once_a_day_and_deletes_documents_when_a_day_begins(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[str] = []
    monkeypatch.setattr(expiry, "expire", lambda *_given: done.append("expire"))
    monkeypatch.setattr(expiry, "delete_old_documents", lambda *_given: done.append("documents"))
    clock = Expiry(get_state(app).database, get_state(app).settings)
    clock.expire_when_due()
    clock.expire_when_due()
    assert done == ["expire", "documents"]
    clock.swept_on = clock.swept_on.replace(year=2020)
    clock.expire_when_due()
    assert done == ["expire", "documents", "documents"]
    clock.next_expiry = 0
    clock.expire_when_due()
    assert done == ["expire", "documents", "documents", "expire"]
