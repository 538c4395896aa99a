"""What was typed comes back when the form is refused or the store does not work."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, suppress
from typing import NoReturn

import pytest

from tests.newest import NEWEST
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor, read_form, text_of
from webapp.scan import operations
from webapp.store.actors import PROGRAM
from webapp.store.assessments import AssessmentMissingError, NewAssessment, create_assessment
from webapp.store.database import StoreUnavailable
from webapp.store.links import replace_own_link
from webapp.web.language import LANGUAGE_COOKIE


@contextmanager
def locked(visitor: Visitor) -> Iterator[None]:
    """Another program holds the database for itself."""
    with closing(sqlite3.connect(visitor.database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        yield


@contextmanager
def full(visitor: Visitor) -> Iterator[None]:
    """The file may not grow any more, as on a disk that is full: every page is in use."""
    pages = set_pragma(visitor, "page_count")
    most = set_pragma(visitor, "max_page_count")
    set_pragma(visitor, f"max_page_count = {pages}")
    yield
    set_pragma(visitor, f"max_page_count = {most}")


@contextmanager
def read_only(visitor: Visitor) -> Iterator[None]:
    """The file may be read and not written."""
    set_pragma(visitor, "query_only = ON")
    yield
    set_pragma(visitor, "query_only = OFF")


def set_pragma(visitor: Visitor, pragma: str) -> object:
    """Change how this thread's connection behaves, or ask it."""
    with visitor.database.read() as connection:
        row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return row[0] if row else None


Fault = Callable[[Visitor], AbstractContextManager[None]]
each_fault = pytest.mark.parametrize("fault", [locked, full, read_only])
each_fault_of_small_changes = pytest.mark.parametrize("fault", [locked, read_only])  # a full file has room for those
GONE = "this link does not work any more, or the self-scan was deleted"
LONG = "Niet kwijtraken. " + "\u00e9\U0001f600" * 700  # needs pages that a full database does not have


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elders.example"}],
)
def test_a_form_of_another_site_comes_back_and_can_be_sent_again(visitor: Visitor, headers: dict[str, str]) -> None:
    changes = {**visitor.section("barriers"), "answer.next.steps": "Niet kwijtraken"}
    response = visitor.client.post(f"{visitor.url}/vragen/barriers", data=changes, headers=headers)
    assert response.status_code == 403
    again = read_form(read_page(response.text))
    assert again["answer.next.steps"] == ["Niet kwijtraken"]
    assert visitor.plain("next.steps") is None
    assert visitor.send("barriers", again).status_code == 303
    assert visitor.plain("next.steps") == {"text": "Niet kwijtraken"}


def test_one_answer_from_another_site_says_that_it_was_not_saved(visitor: Visitor) -> None:
    headers = {"HX-Request": "true", "Sec-Fetch-Site": "cross-site"}
    answer = {"answer.next.steps": "x"}
    response = visitor.client.post(f"{visitor.url}/antwoord/next.steps", data=answer, headers=headers)
    assert response.status_code == 422
    assert "is-not-saved" in response.text
    assert visitor.saved == {}


@each_fault
def test_a_section_that_could_not_be_saved_comes_back_and_can_be_saved_afterwards(
    visitor: Visitor, fault: Fault
) -> None:
    fields = visitor.section("barriers")
    with fault(visitor):
        response = visitor.send("barriers", fields, **{"answer.next.steps": LONG, "note.next.steps": LONG})
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "NIET bewaard" in text_of(response)
    again = read_form(read_page(response.text))
    assert again["answer.next.steps"] == again["note.next.steps"] == [LONG]
    assert visitor.saved == {}
    assert visitor.send("barriers", again).status_code == 303
    assert visitor.plain("next.steps") == {"text": LONG}


@each_fault
def test_one_answer_that_could_not_be_saved_says_so_and_can_be_saved_afterwards(visitor: Visitor, fault: Fault) -> None:
    fields = visitor.section("barriers")
    with fault(visitor):
        response = visitor.save_one("next.steps", fields, **{"answer.next.steps": LONG})
    assert response.status_code == 503, "site.js says beside the question that it was not saved"
    assert "is-saved" not in response.text
    assert visitor.saved == {}
    assert "is-saved" in visitor.save_one("next.steps", fields, **{"answer.next.steps": LONG}).text


@each_fault
def test_what_was_saved_earlier_stays_and_can_be_read_meanwhile(visitor: Visitor, fault: Fault) -> None:
    visitor.answer("barriers", **{"answer.next.steps": "Eerder bewaard"})
    with fault(visitor):
        assert visitor.section("barriers")["answer.next.steps"] == ["Eerder bewaard"]
        assert visitor.answer("barriers", **{"answer.next.steps": LONG}).status_code == 503
    assert visitor.plain("next.steps") == {"text": "Eerder bewaard"}


@each_fault
def test_a_beginning_that_could_not_be_saved_comes_back(visitor: Visitor, fault: Fault) -> None:
    fields = read_form(visitor.client.page("/begin"))
    filled_in = {**fields, "municipality": "41018", "inhabitants": "33.970", "role": "webcare"}
    with fault(visitor):
        if fault is full:
            fill_last_page(visitor)
        response = visitor.client.submit("/begin", filled_in)
    assert response.status_code == 503
    again = read_form(read_page(response.text))
    assert (again["municipality"], again["inhabitants"], again["role"]) == (["41018"], ["33.970"], ["webcare"])
    assert visitor.client.submit("/begin", again).status_code == 303


def fill_last_page(visitor: Visitor) -> None:
    """Use up the room that is left in the table of assessments: a row of it is small."""
    with suppress(StoreUnavailable):
        while True:
            write(visitor.database, create_assessment, NewAssessment("44021", 272_000, "", "nl", NEWEST), PROGRAM)


@each_fault_of_small_changes
@pytest.mark.parametrize("page", ["afronden", "gegevens/verwijderen"])
def test_what_could_not_be_done_is_not_done_and_can_be_done_afterwards(
    visitor: Visitor, fault: Fault, page: str
) -> None:
    fields = read_form(visitor.open(f"/{page}"))
    with fault(visitor):
        response = visitor.client.submit(f"{visitor.url}/{page}", fields)
    assert response.status_code == 503
    assert visitor.record.finished_at is None
    assert visitor.client.submit(f"{visitor.url}/{page}", fields).status_code == 303


def test_a_database_that_cannot_be_opened_gives_the_form_back(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    visitor.database.close()
    moved = visitor.database.path.with_name("elsewhere")
    visitor.database.path.rename(moved)
    visitor.database.path.mkdir()
    response = visitor.send("barriers", fields, **{"answer.next.steps": "Niet kwijtraken"})
    visitor.database.path.rmdir()
    moved.rename(visitor.database.path)
    assert response.status_code == 503
    again = read_form(read_page(response.text))
    assert again["answer.next.steps"] == ["Niet kwijtraken"]
    assert visitor.send("barriers", again).status_code == 303


@each_fault_of_small_changes
def test_a_profile_that_could_not_be_saved_comes_back(visitor: Visitor, fault: Fault) -> None:
    fields = read_form(visitor.open("/profiel"))
    with fault(visitor):
        response = visitor.client.submit(f"{visitor.url}/profiel", {**fields, "inhabitants": "12.345"})
    assert response.status_code == 503
    assert read_form(read_page(response.text))["inhabitants"] == ["12.345"]


def test_an_answer_to_a_deleted_assessment_says_so_beside_the_question(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    visitor.client.submit(f"{visitor.url}/gegevens/verwijderen")
    visitor.client.set_cookie(LANGUAGE_COOKIE, "en")
    response = visitor.save_one("next.steps", fields, **{"answer.next.steps": "x"})
    assert response.status_code == 422
    assert "is-not-saved" in response.text
    assert GONE in text_of(response)
    assert visitor.send("barriers", fields).status_code == 404


def test_an_answer_through_a_revoked_link_says_so_beside_the_question(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    write(visitor.database, replace_own_link, visitor.record.id, PROGRAM)
    visitor.client.set_cookie(LANGUAGE_COOKIE, "en")
    response = visitor.save_one("next.steps", fields, **{"answer.next.steps": "x"})
    assert response.status_code == 422
    assert GONE in text_of(response)


def test_an_answer_to_an_assessment_that_goes_meanwhile_says_so_beside_the_question(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise AssessmentMissingError

    fields = visitor.section("barriers")
    monkeypatch.setattr(operations, "save_answers", fail)
    visitor.client.set_cookie(LANGUAGE_COOKIE, "en")
    response = visitor.save_one("next.steps", fields, **{"answer.next.steps": "x"})
    assert response.status_code == 422
    assert GONE in text_of(response)
    assert visitor.send("barriers", fields, **{"answer.next.steps": "x"}).status_code == 404


def test_more_text_than_a_form_may_hold_is_refused_in_words(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    assert visitor.send("barriers", fields, **{"answer.next.steps": "x" * 3_000_000}).status_code == 413
    response = visitor.save_one("next.steps", fields, **{"answer.next.steps": "x" * 3_000_000})
    assert response.status_code == 422
    assert "is-not-saved" in response.text
