"""No line of a log holds a private link, whatever fails and whoever writes it."""

from __future__ import annotations

import faulthandler
import io
import logging
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.newest import NEWEST
from tests.patience import SECONDS
from tests.webapp.assessments import begin_assessment
from webapp.server.gateway import log_failure
from webapp.server.logs import hide_links, keep_links_out
from webapp.store.assessments import NewAssessment
from webapp.web import errors
from webapp.web.state import get_state

TOKEN = "k3Jd-9_xPq2LmZ7tVw0aBQ"  # noqa: S105 (nobody's)


@pytest.fixture(autouse=True)
def _kept_out(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    before = logging.getLogRecordFactory()
    monkeypatch.setattr(sys, "stderr", sys.stderr)
    keep_links_out()
    yield
    logging.setLogRecordFactory(before)


@pytest.mark.parametrize(
    "text",
    [
        "Exception on /z/{} [GET]",
        "http://localhost:8000/z/{}/vragen/webcare?sectie=1",
        "next=%2Fz%2F{}%2Fvragen",
        "KeyError: '{}'",
        "token={}, taal=nl",
        '{{"token": "{}"}}',
        "b'/z/{}'",
        "/z/{}.",
        "[Errno 2] no such link: {}",
    ],
)
def test_a_link_is_hidden_in_whatever_it_stands(text: str) -> None:
    said = hide_links(text.format(TOKEN))
    assert TOKEN not in said
    assert TOKEN[:21] not in said
    assert "…" in said


def test_every_secret_that_the_program_makes_is_hidden() -> None:
    for _ in range(20_000):
        token = secrets.token_urlsafe(16)
        assert token not in hide_links(f"({token})")


@pytest.mark.parametrize(
    "text",
    [
        'File "webapp/web/errors.py", line 131, in answer_unexpected_thing',
        "refuse_forged_form_now, answer_unavailable_sto",
        "The database /var/lib/pleinwijzer/pleinwijzer.sqlite3 is gone",
        "2026-11-26T21:30:08.000000+00:00",
        "/zelfscan/x",
    ],
)
def test_what_is_no_link_stays(text: str) -> None:
    assert hide_links(text) == text


@pytest.mark.parametrize("name", ["", "pleinwijzer", "werkzeug", "uvicorn.error", "webapp.assembly", "asyncio"])
def test_every_logger_hides_it_in_messages_values_and_tracebacks(name: str) -> None:
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    logger = logging.getLogger(name)
    logger.addHandler(handler)
    try:
        logger.error("Exception on %s [%s]", f"/z/{TOKEN}", "GET")
        logger.error(f"/z/{TOKEN}")  # noqa: G004 (as others do)
        logger.error("%s %s", f"/z/{TOKEN}")  # noqa: PLE1206 (a mistake in a message is a message too)
        try:
            dict[str, str]()[TOKEN]
        except KeyError:
            logger.exception("It failed")
    finally:
        logger.removeHandler(handler)
    assert TOKEN not in written.getvalue()
    assert "KeyError" in written.getvalue()


def test_what_python_itself_writes_about_an_error_hides_it() -> None:
    program = f"""
import sys, threading, warnings, logging
from webapp.server.gateway import log_failure
from webapp.server.logs import keep_links_out
keep_links_out()
logging.getLogger("x").error("%s %d", "/z/{TOKEN}", "no number")
warnings.warn("/z/{TOKEN}")
sys.stderr.write("/z/{TOKEN[:9]}"); sys.stderr.write("{TOKEN[9:]}")
def fail(): raise ValueError("/z/{TOKEN}")
thread = threading.Thread(target=fail); thread.start(); thread.join()
class Bad:
    def __del__(self): fail()
Bad()
fail()
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=SECONDS)
    assert done.returncode == 1
    errors_only = [line for line in done.stderr.splitlines() if "fail(): raise" not in line]
    assert TOKEN not in "\n".join(errors_only), done.stderr
    assert done.stderr.count("ValueError: /z/…") == 3


def test_the_trace_of_a_process_that_hangs_has_no_values() -> None:
    def hang(token: str) -> None:
        assert token
        with tempfile.TemporaryFile("w+") as file:
            faulthandler.dump_traceback(file)
            file.seek(0)
            traces.append(file.read())

    traces: list[str] = []
    hang(TOKEN)
    assert "hang" in traces[0]
    assert TOKEN not in traces[0]


# --- the application, with something failing -------------------------------------------------------------------------


def fail(*_given: object, **_named: object) -> Any:  # noqa: ANN401 (it stands in for anything)
    raise RuntimeError(TOKEN)


@pytest.fixture
def failing(app: Flask) -> tuple[FlaskClient, str]:
    """A client that sees failures as a visitor does, and the address of a self-scan."""
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.testing = False
    _, token = begin_assessment(get_state(app).database, NewAssessment("44021", 272_000, "", "nl", NEWEST))
    return FlaskClient(app), token


def break_template(app: Flask, _monkeypatch: pytest.MonkeyPatch) -> None:
    app.jinja_env.globals["csp"] = fail
    app.context_processor(fail)


def break_error_page(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    app.context_processor(fail)
    monkeypatch.setattr(errors, "describe_error", fail)


def break_error_handler(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    break_template(app, monkeypatch)
    app.register_error_handler(Exception, fail)


def break_store(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(get_state(app).database, "read", fail)


def break_response(app: Flask, _monkeypatch: pytest.MonkeyPatch) -> None:
    app.after_request(fail)


@pytest.mark.parametrize(
    "break_it", [break_template, break_error_page, break_error_handler, break_store, break_response]
)
def test_whatever_fails_while_a_page_is_made_no_line_holds_its_link(
    app: Flask,
    failing: tuple[FlaskClient, str],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    break_it: Callable[[Flask, pytest.MonkeyPatch], None],
) -> None:
    client, token = failing
    app._got_first_request = False
    break_it(app, monkeypatch)
    for path in ("", "/vragen/webcare", "/resultaat", "/nergens"):
        try:
            assert client.get(f"/z/{token}{path}").status_code >= 400
        except RuntimeError as error:
            log_failure(error)  # as the gateway does with what nothing else caught
    said = caplog.text + "".join(capfd.readouterr())
    assert caplog.records
    assert token not in said
    assert TOKEN not in said
