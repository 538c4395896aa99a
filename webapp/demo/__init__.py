"""The demonstration: a database of its own with three invented assessments, for who wants to see a result at once.

Their municipalities do not exist, so that nothing invented is ever read as being about a real one. Their answers stand
beside this file as downloads do, and are read as an import is. Their links stay the same in one data folder.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Mapping
from pathlib import Path

from flask import Flask

from webapp.clock import today
from webapp.config import read_secret_key
from webapp.exchange.import_file import Document, fit_document, read_document
from webapp.outcome.snapshots import keep_found
from webapp.scan.operations import begin
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, finish_assessment
from webapp.store.connections import Connection
from webapp.store.links import find_link
from webapp.store.secrets import SECRET_BYTES
from webapp.web.examples import Example, show_examples
from webapp.web.state import get_library, get_settings, get_state, writing

EXAMPLES: Mapping[str, bool] = {"voorbeeldegem": False, "proefbeke": True, "modelstede": True}
"""The files, without their ending, and whether the self-scan is finished; from hardly begun to nearly perfect."""


def add_examples(app: Flask) -> None:
    """Put the examples in the demonstration's database, unless they are there."""
    with app.app_context():
        key = read_secret_key(get_settings())
        for name, finished in EXAMPLES.items():
            token = make_token(key, name)
            with writing() as connection:
                if find_link(connection, token, today()) is None:
                    _store(connection, read_example(name), token, finished=finished)


def name_examples(app: Flask) -> None:
    """Let the application's pages lead to the examples that `add_examples` makes; a real one has none."""
    settings = get_state(app).settings
    if settings.demo:
        key = read_secret_key(settings)
        examples = (Example(read_example(name).municipality, make_token(key, name)) for name in EXAMPLES)
        show_examples(app, tuple(examples))


def make_token(secret_key: str, name: str) -> str:
    """Return the token of an example's link: the same each time, and not to be guessed without the key."""
    digest = hmac.new(secret_key.encode(), f"demo {name}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(digest[:SECRET_BYTES]).decode().rstrip("=")


def read_example(name: str) -> Document:
    """Return an example's file. Raises ImportFileError."""
    return read_document((Path(__file__).parent / f"{name}.json").read_bytes())


def _store(connection: Connection, document: Document, token: str, *, finished: bool) -> None:
    """Store an example, by the version of the questionnaire that its file was filled in with."""
    questionnaire = get_library().of(document.questionnaire_version).questionnaire
    new = NewAssessment(
        document.municipality,
        int(document.inhabitants),
        document.role,
        document.language,
        questionnaire.version,
        invented=True,
    )
    begun = begin(connection, new, token)
    fitting, _ = fit_document(questionnaire, document)
    changes = [AnswerChange(name, entry.plain, entry.note, basis=entry.basis) for name, entry in fitting.items()]
    save_answers(connection, begun.assessment.id, changes, PROGRAM)
    if finished:
        keep_found(connection, finish_assessment(connection, begun.assessment.id, PROGRAM))
