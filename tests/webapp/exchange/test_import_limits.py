"""What a file brings obeys what a form obeys; what does not is said beforehand, and what we give out comes back in."""

from __future__ import annotations

import html
import io
import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from assessment.model import Kind
from tests.newest import newest_content
from tests.webapp.assessments import find_by_link
from tests.webapp.exchange.everything_said import said_about, say_to_the_brim
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor, place_of, read_form, text_of
from webapp.clock import utc_now
from webapp.exchange import operations
from webapp.exchange.routes import FILE_BYTES, FORM_BYTES
from webapp.scan.fields import NOTE_LENGTH
from webapp.server.gateway import MOST_BODY_BYTES
from webapp.store.action_plan import (
    MOST_ACTIONS,
    MOST_EVENTS,
    TITLE_LENGTH,
    WHO_LENGTH,
    Fields,
    NewAction,
    add_actions,
    change_action,
    get_actions,
)
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import iterate_assessments
from webapp.store.database import Database
from webapp.web.security import MAX_REQUEST_BYTES

QUESTIONS = newest_content().questionnaire.questions
SAME_SITE = {"Sec-Fetch-Site": "same-origin"}
WIDEST = "\U0001f4e3"
PROFILE = {"municipality": {"nis_code": "44021"}, "inhabitants": 272_000, "role": "", "language": "nl"}


def make_file(*actions: object, answers: dict[str, object] | None = None, **profile: object) -> str:
    version = newest_content().questionnaire.version
    whose = PROFILE | {"questionnaire_version": version} | profile
    head = {"format": "pleinwijzer-zelfscan", "format_version": 1}
    return json.dumps(head | {"assessment": whose, "answers": answers or {}, "actions": actions})


def preview(visitor: Visitor, document: str, status: int = 200) -> str:
    response = visitor.client.submit(f"{visitor.url}/gegevens/importeren", {"document": document})
    assert response.status_code == status
    return text_of(response)


def take_over(visitor: Visitor, document: str, mode: str = "new") -> int:
    sent = {"document": document, "mode": mode, "revision": str(visitor.record.revision)}
    return visitor.client.submit(f"{visitor.url}/gegevens/importeren", sent).status_code


def begin(client: PageClient, document: str) -> str:
    """Begin with a file, and return the token of the new link."""
    fields = {"municipality": "44021", "inhabitants": "272000", "language": "nl"}
    response = client.submit("/begin/importeren", {**fields, "document": document, "confirmed": "1"})
    assert response.status_code == 303, text_of(response)
    return place_of(response).rpartition("/")[2]


def actions_of(visitor: Visitor) -> tuple[Any, ...]:
    return read(visitor.database, get_actions, visitor.record.id)


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01", "0002-01-01", "1999-12-31", "2100-01-01", "morgen", 3, []])
def test_a_day_that_no_form_takes_is_refused_in_words(visitor: Visitor, day: object) -> None:
    document = make_file({"title": "Te laat", "due": day}, {"title": "Goed", "due": "2031-05-02"})
    assert "Te laat" in preview(visitor, document)
    assert take_over(visitor, document) == 303
    assert [action.title for action in actions_of(visitor)] == ["Goed"]
    for page in ("/actieplan", "/actieplan.ics"):
        assert visitor.client.get(visitor.url + page).status_code == 200


@pytest.mark.parametrize(
    "line",
    [
        {"at": "0001-01-01T00:00:00+14:00", "change": "added", "value": ""},
        {"at": "9999-12-31T23:59:59-14:00", "change": "added", "value": ""},
        {"at": (utc_now() + timedelta(days=40)).isoformat(), "change": "added", "value": ""},
        {"at": "1999-12-31T00:00:00+00:00", "change": "added", "value": ""},
        {"at": "2026-01-01T00:00:00+00:00", "change": "due", "value": "9999-12-31"},
        {"at": "2026-01-01T00:00:00+00:00", "change": "status", "value": "invented"},
        {"at": "2026-01-01T00:00:00+00:00", "change": [], "value": ""},
        {"at": 3},
        None,
        [],
    ],
)
def test_a_line_of_history_that_cannot_have_been_is_left_out_and_said(visitor: Visitor, line: object) -> None:
    good = {"at": "2026-01-01T00:00:00+00:00", "change": "added", "value": ""}
    document = make_file({"title": "Actie", "due": "2031-05-02", "history": [good, line]})
    assert "Eén regel van de geschiedenis" in preview(visitor, document)
    assert take_over(visitor, document) == 303
    assert len(actions_of(visitor)[0].history) == 1
    for page in ("/actieplan", "/actieplan.ics"):
        assert visitor.client.get(visitor.url + page).status_code == 200


@pytest.mark.parametrize("history", [3, "x", {}, None])
def test_a_history_that_is_none_is_begun_anew_and_said(visitor: Visitor, history: object) -> None:
    document = make_file({"title": "Actie", "history": history})
    assert "geschiedenis" in preview(visitor, document)
    assert take_over(visitor, document) == 303
    assert len(actions_of(visitor)[0].history) == 1


def test_a_moment_without_a_zone_is_taken_as_utc(visitor: Visitor) -> None:
    history = [{"at": "2026-01-01T10:00:00", "change": "added", "value": ""}]
    assert take_over(visitor, make_file({"title": "Actie", "history": history})) == 303
    assert actions_of(visitor)[0].history[0].at.isoformat() == "2026-01-01T10:00:00+00:00"


@pytest.mark.parametrize(
    "entry",
    [
        {"title": "   "},
        {"title": "\n\x00"},
        {"title": ["a"]},
        {"title": "x" * (TITLE_LENGTH + 1)},
        {"title": "x", "who": "y" * (WHO_LENGTH + 1)},
        {"title": "x", "note": "y" * (NOTE_LENGTH + 1)},
        {"title": "x", "note": None},
        {"title": "x", "status": []},
    ],
)
def test_texts_that_no_form_takes_are_refused_in_words(visitor: Visitor, entry: object) -> None:
    document = make_file(entry)
    assert "Actieplan" in preview(visitor, document)
    assert take_over(visitor, document) == 303
    assert actions_of(visitor) == ()


def test_a_title_from_a_file_is_one_line_as_from_a_form(visitor: Visitor) -> None:
    assert take_over(visitor, make_file({"title": "  Overleg\nmet  de pers ", "who": "Team\nA"})) == 303
    assert [(one.title, one.who) for one in actions_of(visitor)] == [("Overleg met de pers", "Team A")]


def test_what_changes_on_the_way_is_said_beforehand(visitor: Visitor) -> None:
    several = next(question for question in QUESTIONS if question.kind is Kind.SEVERAL)
    option = several.options[0].id
    document = make_file(
        {"title": "Vroeger", "recommendation": "gone.for_ever"},
        answers={several.id: {"answer": {"options": [option, option]}, "note": ""}},
    )
    said = preview(visitor, document)
    assert "2 dingen in het bestand veranderen onderweg" in said
    assert "Deze aanbeveling bestaat niet (meer)" in said
    assert "telt één keer" in said
    page = visitor.client.submit("/begin/importeren", {"document": document})
    assert "2 dingen in het bestand veranderen onderweg" in text_of(page)


def test_more_actions_than_a_plan_holds_are_refused_and_nothing_is_stored(visitor: Visitor) -> None:
    document = make_file(*({"title": f"Actie {number}"} for number in range(MOST_ACTIONS + 1)))
    assert str(MOST_ACTIONS) in preview(visitor, document, 422)
    assert take_over(visitor, document) == 422
    assert actions_of(visitor) == ()
    before = len(list(iterate_assessments(visitor.database)))
    assert visitor.client.submit("/begin/importeren", {"document": document, "confirmed": "1"}).status_code == 422
    assert len(list(iterate_assessments(visitor.database))) == before


def test_a_file_that_would_fill_the_plan_too_far_is_refused_as_a_whole(visitor: Visitor) -> None:
    write(visitor.database, add_actions, visitor.record.id, [NewAction(Fields("Eigen"))], PROGRAM)
    question = next(question for question in QUESTIONS if question.kind is Kind.ONE)
    answers: dict[str, object] = {question.id: {"answer": {"options": [question.options[0].id]}, "note": ""}}
    document = make_file(*({"title": f"Actie {number}"} for number in range(MOST_ACTIONS)), answers=answers)
    assert str(MOST_ACTIONS) in preview(visitor, document)
    assert take_over(visitor, document) == 409
    assert len(actions_of(visitor)) == 1
    assert visitor.plain(question.id) is None


BODIES = ("[]", "{", '"x"', "null", "[[[[", '{"document": []}', json.dumps({"title": 3}))


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data", "application/x-www-form-urlencoded"])
def test_a_body_of_another_kind_is_refused_clearly(visitor: Visitor, body: str, kind: str) -> None:
    for url in ("/begin/importeren", f"{visitor.url}/gegevens/importeren", f"{visitor.url}/actieplan/nieuw"):
        response = visitor.client.post(url, data=body, content_type=kind, headers={"Origin": "http://localhost"})
        assert 400 <= response.status_code < 500
    assert actions_of(visitor) == ()


PARTS = (
    b"--x\r\nContent-Disposition: form-data\r\n\r\nvalue\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; filename=a.json\r\n\r\n{}\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=file\r\n\r\n{}\r\n--x--\r\n",
    b'--x\r\nContent-Disposition: form-data; name=file; filename=""\r\n\r\n{}\r\n--x--\r\n',
    b'--x\r\nContent-Disposition: form-data; name=""; filename="a"\r\n\r\n{}\r\n--x--\r\n',
    b"--x\r\n\r\nvalue\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: attachment\r\n\r\nvalue\r\n--x--\r\n",
    b"--x\r\nContent-Disposition:\r\n\r\nvalue\r\n--x--\r\n",
    b"--x\r\nContent-Disposition: form-data; name=document; name*=utf-8''%ff\r\n\r\n[]\r\n--x--\r\n",
    b"--x",
    b"",
)


@pytest.mark.parametrize("body", PARTS)
def test_a_part_without_a_name_is_refused_clearly(visitor: Visitor, body: bytes) -> None:
    for url in ("/begin/importeren", f"{visitor.url}/gegevens/importeren", f"{visitor.url}/vragen/listening"):
        for kind in ("multipart/form-data; boundary=x", "multipart/form-data"):
            response = visitor.client.post(url, data=body, content_type=kind, headers={"Origin": "http://localhost"})
            assert response.status_code < 500, (url, kind)


def test_a_finished_self_scan_is_finished_when_it_is_brought_back(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully"})
    visitor.client.submit(f"{visitor.url}/afronden", {})
    document = visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json").text
    finished_at = json.loads(document)["assessment"]["finished_at"]
    assert finished_at
    page = visitor.client.submit("/begin/importeren", {"document": document})
    assert "afgerond" in text_of(page)
    carried = read_form_of(page.text)["document"][0]
    record = find_by_link(visitor.database, begin(visitor.client, carried))
    assert record is not None
    assert record.finished_at == visitor.record.finished_at


@pytest.mark.parametrize("moment", ["9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+14:00", "gisteren", 3, True])
def test_a_moment_of_finishing_that_cannot_have_been_leaves_a_self_scan_open(visitor: Visitor, moment: object) -> None:
    record = find_by_link(visitor.database, begin(visitor.client, make_file(finished_at=moment)))
    assert record is not None
    assert record.finished_at is None


def test_taking_answers_over_says_that_it_opens_a_finished_self_scan(visitor: Visitor) -> None:
    question = next(question for question in QUESTIONS if question.kind is Kind.ONE)
    visitor.client.submit(f"{visitor.url}/afronden", {})
    answers: dict[str, object] = {question.id: {"answer": {"options": [question.options[0].id]}, "note": ""}}
    if visitor.record.finished_at is not None:
        assert "gaat hij weer open" in preview(visitor, make_file(answers=answers))


def read_form_of(page: str) -> dict[str, list[str]]:

    return read_form(read_page(page))


def fill_to_the_brim(visitor: Visitor, sign: str) -> None:
    """Give each question the longest note (and text), and the plan its most actions with the longest of everything."""
    changes = []
    for question in QUESTIONS:
        plain: dict[str, object] = {"state": "unknown"}
        if question.kind is Kind.TEXT:
            plain = {"text": sign * question.maximum_length}
        changes.append(AnswerChange(question.id, plain, sign * NOTE_LENGTH))
    write(visitor.database, save_answers, visitor.record.id, changes, PROGRAM)
    titles = [(str(number) + sign * TITLE_LENGTH)[:TITLE_LENGTH] for number in range(MOST_ACTIONS)]
    fields = [Fields(title, sign * WHO_LENGTH, note=sign * NOTE_LENGTH) for title in titles]
    history = ({"at": "2026-01-01T00:00:00+00:00", "change": "status", "value": "dropped"},) * MOST_EVENTS
    assert len(json.dumps(history, indent=2)) < 200 * MOST_EVENTS
    from webapp.exchange.import_actions import _read_history  # noqa: PLC0415

    events, _ = _read_history(list(history))
    new = [NewAction(one, None, events) for one in fields]
    write(visitor.database, add_actions, visitor.record.id, new, PROGRAM)
    say_to_the_brim(visitor, sign)


def post(client: FlaskClient, fields: dict[str, Any]) -> TestResponse:
    """Send a form from memory: Werkzeug's own client leaves a file open for a long one."""
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return client.post("/begin/importeren", data=body, content_type=kind, headers=SAME_SITE)


@pytest.mark.parametrize("sign", [WIDEST, '"'])
def test_the_longest_self_scan_that_we_give_out_comes_back_in(app: Flask, visitor: Visitor, sign: str) -> None:
    client = FlaskClient(app, Response)  # reads no page: strict parsing of eight megabytes takes minutes
    fill_to_the_brim(visitor, sign)
    for path in ("/gegevens/zelfscan.json", "/documenten/resultaat.json"):
        document = client.get(visitor.url + path).data
        assert len(document) < FILE_BYTES
        page = post(client, {"file": FileStorage(io.BytesIO(document), "zelfscan.json")})
        assert page.status_code == 200
        found = re.search(r'name="document" value="([^"]*)"', page.text)
        assert found is not None
        fields = {"municipality": "44021", "inhabitants": "272000", "language": "nl", "confirmed": "1"}
        confirmed = fields | {"document": html.unescape(found[1])}
        response = post(client, confirmed)
        assert response.status_code == 303
        assert response.request.content_length is not None
        assert response.request.content_length < FORM_BYTES
        fresh = Visitor(visitor.client, visitor.database, place_of(response).rpartition("/")[2])
        assert len(actions_of(fresh)) == MOST_ACTIONS
        assert {entry.note for entry in fresh.saved.values()} == {sign * NOTE_LENGTH}
        assert fresh.saved.keys() == visitor.saved.keys()
        assert actions_of(fresh)[0].history == actions_of(visitor)[0].history
        assert said_about(fresh) == said_about(visitor)


def test_no_limit_on_the_way_is_lower_than_the_longest_file() -> None:
    assert FILE_BYTES < FORM_BYTES < MAX_REQUEST_BYTES <= MOST_BODY_BYTES


def test_a_history_keeps_its_first_line_and_the_newest(visitor: Visitor) -> None:
    (action,) = write(visitor.database, add_actions, visitor.record.id, [NewAction(Fields("Actie"))], PROGRAM)

    def change(connection: Any, title: str, revision: int) -> None:  # noqa: ANN401
        change_action(connection, visitor.record.id, action.id, Fields(title), base_revision=revision, actor=PROGRAM)

    for number in range(MOST_EVENTS + 10):
        write(visitor.database, change, f"Actie {number}", number + 1)
    history = actions_of(visitor)[0].history
    assert len(history) == MOST_EVENTS
    assert history[0] == action.history[0]


def test_an_import_that_fails_half_way_leaves_nothing(
    visitor: Visitor, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = make_file({"title": "Actie"}, finished_at="2026-01-01T00:00:00+00:00")
    before = len(list(iterate_assessments(app_database)))
    for step in ("add_actions", "save_answers", "finish_assessment", "record_event"):

        def die(*_: object) -> None:
            raise SystemExit

        with monkeypatch.context() as patched:
            patched.setattr(operations, step, die)
            with pytest.raises(SystemExit):
                begin(visitor.client, document)
        assert len(list(iterate_assessments(app_database))) == before
    begin(visitor.client, document)
    assert len(list(iterate_assessments(app_database))) == before + 1


def test_the_example_of_a_proxy_lets_the_longest_file_through() -> None:
    found = re.search(r"client_max_body_size (\d+)m;", Path("docs/operations.md").read_text(encoding="utf-8"))
    assert found is not None
    assert int(found[1]) * 1024 * 1024 >= MAX_REQUEST_BYTES
