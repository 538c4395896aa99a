"""What one running application shares between its requests: settings, database, content, benchmark."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass

from flask import Flask

from assessment.content import Content
from assessment.library import Library
from assessment.sheets.model import Sheets
from benchmarks.model import Edition
from webapp.config import Settings
from webapp.store.assessments import AssessmentRecord
from webapp.store.connections import Connection
from webapp.store.database import Database
from webapp.web.current import this_app

_KEY = "pleinwijzer"


@dataclass(frozen=True)
class State:
    """Everything that is loaded once at the start."""

    settings: Settings
    database: Database
    library: Library
    edition: Edition
    sheets: Sheets


def keep_state(app: Flask, state: State) -> None:
    """Give the application its state."""
    app.extensions[_KEY] = state


def get_state(app: Flask | None = None) -> State:
    """Return the state of this application, or of the one that serves the current request."""
    found: State = (this_app() if app is None else app).extensions[_KEY]
    return found


def get_settings() -> Settings:
    """Return the settings of the current application."""
    return get_state().settings


def get_database() -> Database:
    """Return the database of the current application."""
    return get_state().database


def reading() -> AbstractContextManager[Connection]:
    """Give a connection that sees one moment of the database. Raises StoreUnavailable."""
    return get_database().read()


def writing() -> AbstractContextManager[Connection]:
    """Give a connection inside one transaction: all of an operation, or nothing. Raises StoreUnavailable."""
    return get_database().write()


def get_library() -> Library:
    """Return every version of the content."""
    return get_state().library


def newest_content() -> Content:
    """Return the content with which new self-scans begin, and which the public pages explain."""
    return get_library().newest


def content_of(record: AssessmentRecord) -> Content:
    """Return the questionnaire, growth path and recommendations of an assessment: those of its own version."""
    return get_library().of(record.questionnaire_version)


def find_newer(record: AssessmentRecord) -> str:
    """Return the newest version of the questionnaire where an assessment has an earlier one; else an empty text."""
    library = get_library()
    newest = library.versions[-1]
    return newest if library.nearest(record.questionnaire_version) != newest else ""


def get_edition() -> Edition:
    """Return the published survey that answers are compared with."""
    return get_state().edition


def get_sheets() -> Sheets:
    """Return the sheets to start an action with."""
    return get_state().sheets
