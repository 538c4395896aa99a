"""What one application knows of the work behind its pages."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Flask, current_app

from webapp.background.drawing import Drawing, OwnDrawing, SharedDrawing
from webapp.background.files import get_folder
from webapp.store.jobs import NewJob
from webapp.web.state import get_state

if TYPE_CHECKING:
    from webapp.documents.content import Content

_KEY = "pleinwijzer-background"


@dataclass(frozen=True)
class JobKind:
    """A kind of document, which is how its file name ends.

    `compose` puts it into words, and runs in the worker, in the document's language. `follow` returns all that a
    document of an assessment (its id) follows from and that can change: another answer makes another document.
    Both raise AssessmentMissingError when the assessment is gone, and StoreUnavailable.
    """

    compose: Callable[[NewJob], Content]
    follow: Callable[[int], Hashable]


@dataclass
class Background:
    """The kinds of documents, where they are kept, and what draws.

    `is_supervised`: whether the main process keeps a worker and a drawing process. Without them (a test, a command)
    whoever asks for a document makes it.
    """

    folder: Path
    drawing: Drawing
    is_supervised: bool
    kinds: dict[str, JobKind] = field(default_factory=dict)


def set_up_background(app: Flask, *, is_supervised: bool = False) -> None:
    """Give the application what it needs to have documents and pictures made; nothing is started yet."""
    settings = get_state(app).settings
    drawing = SharedDrawing(settings) if is_supervised else OwnDrawing(settings)
    app.extensions[_KEY] = Background(get_folder(settings), drawing, is_supervised)


def get_background(app: Flask | None = None) -> Background:
    """Return what this application has, or the one that serves the current request."""
    found = (app or current_app).extensions[_KEY]
    assert isinstance(found, Background)  # noqa: S101 (for the type checker; only set_up_background writes it)
    return found


def register_job_kind(app: Flask, kind: str, job_kind: JobKind) -> None:
    """Let the application make a kind of document. Raises ValueError when there is one of that name."""
    kinds = get_background(app).kinds
    if kind in kinds:
        raise ValueError(f"two kinds of documents are called {kind}")
    kinds[kind] = job_kind
