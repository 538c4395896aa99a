"""The application in this process, a self-scan in it with every kind of link, and requests sent as bytes."""

from __future__ import annotations

import contextlib
import io
import logging
import random
import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlencode

from bs4 import BeautifulSoup, Tag
from flask import Flask, Response, request, request_finished
from werkzeug.datastructures import Headers
from werkzeug.test import run_wsgi_app

from assessment.answers import plain_answer
from assessment.content import load_content
from tests.performance.bench_domain import make_answers
from tests.webapp.conftest import QuietDrawing
from tests.webapp.store.writing import write
from tests.webapp.workshops.rooms import make_room
from webapp.assembly import create_app
from webapp.background import worker
from webapp.background.registry import get_background
from webapp.clock import today
from webapp.config import Settings
from webapp.documents.content import Content
from webapp.scan.operations import begin
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.store.connections import Connection
from webapp.store.links import NewLink, Scope, create_link, revoke_link
from webapp.web.limits import get_limits
from webapp.web.state import get_state

NOTE = "ONDERONS-7f3a"
"""Stands in every note, so that one that leaks is recognised."""
MUNICIPALITY = "44021"
OWN, COLLEAGUE, READS, READS_WITHOUT_NOTES = "own", "colleague", "reads", "reads without notes"
WRITERS = (OWN, COLLEAGUE)
READERS = (READS, READS_WITHOUT_NOTES)
REFUSED = ("revoked", "ended", "nobody", "no link at all")
VISITORS = (*WRITERS, *READERS, *REFUSED)
PLENTY = 10**9
ROOM_ARGUMENTS = ("workshop_uid", "trainer_secret", "room_code", "seat_secret")


@dataclass
class Logged(logging.Handler):
    """Everything that is logged between two looks, with its tracebacks."""

    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(logging.DEBUG)

    def __hash__(self) -> int:
        return id(self)

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(self.format(record))

    def take(self) -> str:
        """Return what was logged since the last time."""
        text = "\n".join(self.texts)
        self.texts.clear()
        return text


@dataclass(frozen=True)
class Answered:
    """A whole answer, and the endpoint that gave it; empty where no route was found."""

    status: int
    headers: Headers
    body: bytes
    endpoint: str
    logged: str

    @property
    def text(self) -> str:
        return self.body.decode("utf-8", "replace")


@dataclass
class Site:
    """An application on a folder of its own; what it logs, and which endpoint answered last."""

    app: Flask
    folder: Path
    logged: Logged
    _endpoint: str = ""

    def note_endpoint(self, _app: Flask, response: Response) -> None:
        del response
        self._endpoint = request.endpoint or ""

    def ask(self, environ: Mapping[str, Any]) -> Answered:
        """Send a request and return the answer; what leaves the application as an exception is a status of 599."""
        self._endpoint = ""
        try:
            pieces, status, headers = run_wsgi_app(self.app, dict(environ), buffered=True)
            body = b"".join(pieces)
        except Exception:
            logging.getLogger("pleinwijzer").exception("left the application")
            return Answered(599, Headers(), b"", self._endpoint, self.logged.take())
        return Answered(int(status[:3]), headers, body, self._endpoint, self.logged.take())

    def open(self, path: str) -> Answered:
        """Open a page as a browser does."""
        return self.ask(make_environ("GET", path.encode()))

    def send(self, path: str, fields: Mapping[str, str | list[str]]) -> Answered:
        """Send a form as a browser sends one of our own pages."""
        body = urlencode(fields, doseq=True, errors="surrogatepass").encode()
        kind = "application/x-www-form-urlencoded"
        return self.ask(make_environ("POST", path.encode(), body=body, content_type=kind))

    def send_file(self, path: str, content: bytes) -> Answered:
        """Send a file as a browser does."""
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="zelfscan.json"\r\n\r\n'
        body, kind = head + content + b"\r\n--b--\r\n", "multipart/form-data; boundary=b"
        return self.ask(make_environ("POST", path.encode(), body=body, content_type=kind))


def make_environ(
    method: str,
    path: bytes,
    query: bytes = b"",
    *,
    body: bytes = b"",
    content_type: str = "",
    headers: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """Return a request as a WSGI server gives it: any bytes may stand anywhere."""
    return {
        "REQUEST_METHOD": method,
        "SCRIPT_NAME": "",
        "PATH_INFO": path.decode("latin1"),
        "QUERY_STRING": query.decode("latin1"),
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost:8000",
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "CONTENT_TYPE": content_type,
        "CONTENT_LENGTH": str(len(body)) if body else "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body),
        "wsgi.errors": io.StringIO(),
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        "wsgi.input_terminated": True,
        **{f"HTTP_{name}": value for name, value in (headers or {}).items()},
    }


@contextlib.contextmanager
def open_site(*, quick_documents: bool = True) -> Iterator[Site]:
    """Give an application; with quick documents, each holds the words that it would have, and no picture is drawn."""
    logged = Logged()
    logger = logging.getLogger()
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as ending:
        settings = Settings(
            data_folder=Path(folder),
            failed_links_per_minute=PLENTY,
            new_assessments_per_hour=PLENTY,
            new_workshops_per_hour=PLENTY,
            wrong_codes_per_minute=PLENTY,
            all_wrong_codes_per_minute=PLENTY,
            secret_key="only-for-campaigns-and-long-enough-to-be-one",  # noqa: S106 (signs nothing elsewhere)
        )
        app = create_app(settings)
        ending.callback(get_state(app).database.close)
        ending.callback(get_limits(app).close)
        if quick_documents:
            get_background(app).drawing = QuietDrawing()
            ending.enter_context(patch.object(worker, "write_document", write_words))
        logger.addHandler(logged)
        ending.callback(logger.removeHandler, logged)
        site = Site(app, Path(folder), logged)
        request_finished.connect(site.note_endpoint, app)
        yield site


def write_words(content: Content, _kind: str, _draw: object) -> bytes:
    """Return what a document would say, without writing one."""
    return repr(content).encode("utf-8", "backslashreplace")


@dataclass(frozen=True)
class Ways:
    """What somebody has of a room: the arguments of its addresses, a cookie, and what stands in forms."""

    arguments: Mapping[str, str]
    cookie: str = ""
    token: str = ""


@dataclass(frozen=True)
class SelfScan:
    """A self-scan with answers, a plan and every kind of link; the secrets of its links by visitor.

    Beside it stands a room that answers. Who may write into the self-scan has every way into the room, others none.
    """

    number: int
    secrets: Mapping[str, str]
    actions: tuple[int, ...]
    link: int
    room: Ways = Ways({})

    def ways(self, visitor: str) -> Ways:
        """Return what a visitor has of the room."""
        return self.room if visitor in WRITERS else Ways(dict.fromkeys(ROOM_ARGUMENTS, self.secrets[visitor]))

    def path(self, visitor: str) -> str:
        return f"/z/{self.secrets[visitor]}"


def add_self_scan(site: Site, seed: int) -> SelfScan:
    """Return a new one."""
    scan = write(get_state(site.app).database, _add, seed)
    return replace(scan, room=add_room(site))


def add_room(site: Site) -> Ways:
    """Return the ways into a new room, in which six answered one question and another one is open."""
    room = make_room(site.app)
    seats = room.sit(6)
    shown = room.ask()
    for seated in seats:
        room.vote(seated, shown, "always")
    room.reveal(shown)
    room.vote(seats[0], room.ask("webcare.scheme"), "no")
    arguments = {
        "workshop_uid": room.record.uid,
        "trainer_secret": room.trainer_secret,
        "room_code": room.address,
        "seat_secret": seats[0].secret,
    }
    return Ways(arguments, "=".join(room.cookie), room.token)


def _add(connection: Connection, seed: int) -> SelfScan:
    content = load_content()
    begun = begin(connection, NewAssessment(MUNICIPALITY, 272_000, "", "nl", content.questionnaire.version))
    number, yesterday = begun.assessment.id, today() - timedelta(days=1)
    new = {
        COLLEAGUE: NewLink(label="Collega"),
        READS: NewLink(Scope.READ),
        READS_WITHOUT_NOTES: NewLink(Scope.READ, with_notes=False),
        "revoked": NewLink(),
        "ended": NewLink(ends=yesterday),
    }
    made = {visitor: create_link(connection, number, link, PROGRAM) for visitor, link in new.items()}
    revoke_link(connection, number, made["revoked"][0].id)
    answers = make_answers(content, random.Random(seed))
    changes = [AnswerChange(name, plain_answer(answer), NOTE) for name, answer in answers.items()]
    save_answers(connection, number, changes, PROGRAM)
    known = [recommendation.id for recommendation in content.recommendations[:2]]
    plan = [NewAction(Fields("Van het advies", note=NOTE), name) for name in known]
    plan.append(NewAction(Fields("Iets doen", "Team", due=date(2027, 3, 1), note=NOTE)))
    added = add_actions(connection, number, plan, PROGRAM)
    secrets = {visitor: secret for visitor, (_, secret) in made.items()}
    secrets |= {OWN: begun.secret, "nobody": "A" * 22, "no link at all": "geen-link"}
    return SelfScan(number, secrets, tuple(action.id for action in added), made[READS][0].id)


def read_forms(page: str) -> dict[str, dict[str, list[str]]]:
    """Return the fields of each form that a page sends, by the address that it is sent to."""
    found: dict[str, dict[str, list[str]]] = {}
    for form in BeautifulSoup(page, "html5lib").select("form[method=post]"):
        fields = found.setdefault(str(form.get("action", "")), {})
        for control in form.find_all(["input", "select", "textarea", "button"]):
            name = str(control.get("name", ""))
            if name:
                fields.setdefault(name, []).append(_value_of(control))
    return found


def _value_of(control: Tag) -> str:
    if control.name == "select":
        options = [str(option.get("value", "")) for option in control.find_all("option")]
        return next((value for value in options if re.fullmatch(r"\S+", value)), "")
    return control.get_text() if control.name == "textarea" else str(control.get("value", ""))
