"""Documents of a kind that is put into words and written at once, or as a test says."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from webapp.background import worker
from webapp.background.registry import JobKind, get_background, register_job_kind
from webapp.background.wanted import want
from webapp.clock import today
from webapp.documents.content import Content
from webapp.documents.paper import Paper
from webapp.store.assessments import AssessmentRecord
from webapp.store.jobs import NewJob

from tests.webapp.documents.small_paper import make_small_paper  # isort: skip

WRITTEN = b"%PDF-written"


@dataclass
class Letters:
    """A kind of document called `letter`: what it follows from, and what happens while it is made."""

    assessment_id: int
    folder: Path
    source: Hashable = 1
    written: bytes = WRITTEN
    while_composing: Callable[[], object] = lambda: None
    while_writing: Callable[[], object] = lambda: None
    made: list[NewJob] = field(default_factory=list)

    def compose(self, wanted: NewJob) -> Paper:
        self.made.append(wanted)
        self.while_composing()
        return make_small_paper()

    def follow(self, _assessment_id: int) -> Hashable:
        return self.source

    def write(self, _content: Content, _kind: str, _draw: object) -> bytes:
        self.while_writing()
        return self.written

    def want(self, language: str = "nl", days_ago: int = 0) -> NewJob:
        day = today() - timedelta(days=days_ago)
        return want(self.assessment_id, "letter", self.source, language=language, day=day)

    def files(self) -> list[Path]:
        return sorted(self.folder.iterdir()) if self.folder.exists() else []


@pytest.fixture
def letters(app: Flask, assessment: tuple[AssessmentRecord, str], monkeypatch: pytest.MonkeyPatch) -> Letters:
    kind = Letters(assessment[0].id, get_background(app).folder)
    register_job_kind(app, "letter", JobKind(kind.compose, kind.follow))
    monkeypatch.setattr(worker, "write_document", kind.write)
    return kind
