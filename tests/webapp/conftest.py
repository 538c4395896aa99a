"""An application on a folder of its own, a client, somebody with a link, and a store."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from assessment.library import Library
from tests.made_up_versions import make_library
from tests.newest import NEWEST
from tests.webapp.assessments import begin_assessment
from tests.webapp.page_client import PageClient, open_client
from tests.webapp.visitor import Visitor
from webapp.assembly import Texts, create_app, load_texts
from webapp.background.registry import get_background
from webapp.config import Settings
from webapp.documents.charts.order import Order
from webapp.store.assessments import AssessmentRecord, NewAssessment
from webapp.store.database import Database, open_database
from webapp.web.limits import get_limits
from webapp.web.state import get_state, keep_state


@pytest.fixture(scope="session")
def compiled_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Compiled catalogues, shared by all tests of a run."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture
def settings(tmp_path: Path, compiled_folder: Path) -> Settings:
    return Settings(
        data_folder=tmp_path / "data",
        compiled_folder=compiled_folder,
        testing=True,
        busy_timeout_ms=200,
        document_wait_ms=10,
        secret_key="only-for-tests-and-long-enough-to-be-one",  # noqa: S106 (signs nothing outside these tests)
    )


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    application = start_app(settings)
    yield application
    stop_app(application)


@functools.cache
def read_texts() -> Texts:
    """What authors wrote, read once for all applications of a run: nothing in it changes."""
    return load_texts()


def start_app(settings: Settings) -> Flask:
    """Return an application whose clients read pages strictly."""
    application = create_app(settings, texts=read_texts())
    application.test_client_class = PageClient
    return application


def stop_app(application: Flask) -> None:
    """Close the files that an application has open."""
    get_state(application).database.close()
    get_limits(application).close()


@pytest.fixture(scope="session")
def made_up_library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """Two versions of the questionnaire: that of 2026.1, and a made-up one after it."""
    return make_library(tmp_path_factory.mktemp("versions"))


def use_library(application: Flask, library: Library) -> None:
    """Let an application have other versions than ours."""
    keep_state(application, replace(get_state(application), library=library))


@pytest.fixture
def client(app: Flask) -> PageClient:
    return open_client(app)


@pytest.fixture
def app_database(app: Flask) -> Database:
    """The database of the application under test."""
    return get_state(app).database


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    """A database without an application."""
    opened = open_database(tmp_path / "store.sqlite3", busy_timeout_ms=200)
    yield opened
    opened.close()


@pytest.fixture
def new_assessment() -> NewAssessment:
    return NewAssessment(
        municipality="44021",
        inhabitants=272_000,
        role="communication_officer",
        language="nl",
        questionnaire_version=NEWEST,
    )


@pytest.fixture
def assessment(app_database: Database, new_assessment: NewAssessment) -> tuple[AssessmentRecord, str]:
    """An assessment in the application's database, with the token of its private link."""
    return begin_assessment(app_database, new_assessment)


@pytest.fixture
def token(app_database: Database) -> str:
    return begin_assessment(app_database, NewAssessment("44021", 272_000, "", "nl", NEWEST))[1]


@pytest.fixture
def visitor(client: PageClient, app_database: Database, token: str) -> Visitor:
    return Visitor(client, app_database, token)


@pytest.fixture
def colleague(app: Flask, app_database: Database, token: str) -> Visitor:
    client = open_client(app)
    return Visitor(client, app_database, token)


class QuietDrawing:
    """Draws nothing: these tests look at pages, and a real drawing takes a processor that others need."""

    def draw(self, order: Order, seconds: float = 0) -> bytes:  # noqa: ARG002 (as the real one is called)
        return b"<svg/>"


@pytest.fixture(scope="session")
def shared_app(tmp_path_factory: pytest.TempPathFactory, compiled_folder: Path) -> Iterator[Flask]:
    """One application for tests that only look at what they stored themselves."""
    settings = Settings(
        data_folder=tmp_path_factory.mktemp("shared"),
        compiled_folder=compiled_folder,
        document_wait_ms=10,
        testing=True,
        secret_key="only-for-tests-and-long-enough-to-be-one",  # noqa: S106 (signs nothing outside these tests)
    )
    application = start_app(settings)
    get_background(application).drawing = QuietDrawing()
    yield application
    stop_app(application)
