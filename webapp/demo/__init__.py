"""The demonstration: a database of its own with three invented assessments, for who wants to see a result at once.

Their municipalities do not exist, so that nothing invented is ever read as being about a real one. Their answers stand
beside this file as downloads do, and are read as an import is. Their links stay the same in one data folder.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from flask import Flask, current_app

from webapp.config import read_secret_key
from webapp.scan.importing import Document, fit_document, read_document
from webapp.state import get_content, get_database, get_settings, get_state
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import TOKEN_BYTES, NewAssessment, create_assessment, finish_assessment, get_assessment

EXAMPLES: Mapping[str, bool] = {"voorbeeldegem": False, "proefbeke": True, "modelstede": True}
"""The files, without their ending, and whether the self-scan is finished; from hardly begun to nearly perfect."""

_EXTENSION = "pleinwijzer-demo"


@dataclass(frozen=True)
class Example:
    """One invented assessment: the code of its municipality, and the token of its link."""

    municipality: str
    token: str


def add_examples(app: Flask) -> None:
    """Put the examples in the demonstration's database, unless they are there."""
    with app.app_context():
        key = read_secret_key(get_settings())
        for name, finished in EXAMPLES.items():
            token = make_token(key, name)
            if get_assessment(get_database(), token) is None:
                _store(read_example(name), token, finished=finished)


def name_examples(app: Flask) -> None:
    """Let the application know its examples, which `add_examples` puts there; a real one has none."""
    settings = get_state(app).settings
    if settings.demo:
        key = read_secret_key(settings)
        app.extensions[_EXTENSION] = tuple(
            Example(read_example(name).municipality, make_token(key, name)) for name in EXAMPLES
        )


def list_examples() -> tuple[Example, ...]:
    """Return the examples of this application; none outside the demonstration."""
    return cast("tuple[Example, ...]", current_app.extensions.get(_EXTENSION, ()))


def make_token(secret_key: str, name: str) -> str:
    """Return the token of an example's link: the same each time, and not to be guessed without the key."""
    digest = hmac.new(secret_key.encode(), f"demo {name}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:TOKEN_BYTES]).decode().rstrip("=")


def read_example(name: str) -> Document:
    """Return an example's file. Raises ImportFileError."""
    return read_document((Path(__file__).parent / f"{name}.json").read_bytes())


def _store(document: Document, token: str, *, finished: bool) -> None:
    questionnaire = get_content().questionnaire
    new = NewAssessment(
        document.municipality,
        int(document.inhabitants),
        document.role,
        document.language,
        questionnaire.version,
        invented=True,
    )
    record, _ = create_assessment(get_database(), new, token)
    fitting, _ = fit_document(questionnaire, document)
    save_answers(
        get_database(), record.id, [AnswerChange(name, entry.plain, entry.note) for name, entry in fitting.items()]
    )
    if finished:
        finish_assessment(get_database(), record.id)
