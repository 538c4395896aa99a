"""What was typed comes back when the form is refused or the store does not work."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from bs4 import BeautifulSoup

from tests.webapp.scan.conftest import Visitor, read_form


@contextmanager
def locked(visitor: Visitor) -> Iterator[None]:
    """Another program holds the database's write lock."""
    other = sqlite3.connect(visitor.database.path, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        yield
    finally:
        other.close()


@pytest.mark.parametrize("forged", [None, "", "verkeerd"])
def test_a_form_without_a_good_token_comes_back_and_can_be_sent_again(visitor: Visitor, forged: str | None) -> None:
    fields = visitor.section("barriers")
    fields.pop("csrf_token")
    changes = {"answer.next.steps": "Niet kwijtraken", **({} if forged is None else {"csrf_token": forged})}
    response = visitor.send("barriers", fields, **changes)
    assert response.status_code == 400
    again = read_form(BeautifulSoup(response.text, "html5lib"))
    assert again["answer.next.steps"] == ["Niet kwijtraken"]
    assert visitor.plain("next.steps") is None
    assert visitor.send("barriers", again).status_code == 303
    assert visitor.plain("next.steps") == {"text": "Niet kwijtraken"}


def test_one_answer_without_a_token_says_that_it_was_not_saved(visitor: Visitor) -> None:
    response = visitor.save_one("next.steps", {}, **{"answer.next.steps": "x"})
    assert response.status_code == 422
    assert "is-not-saved" in response.text


def test_a_locked_database_gives_the_form_back_and_works_again_afterwards(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    with locked(visitor):
        response = visitor.send("barriers", fields, **{"answer.next.steps": "Niet kwijtraken"})
        alone = visitor.save_one("next.steps", fields, **{"answer.next.steps": "Niet kwijtraken"})
    assert response.status_code == alone.status_code == 503
    assert response.headers["Retry-After"]
    again = read_form(BeautifulSoup(response.text, "html5lib"))
    assert again["answer.next.steps"] == ["Niet kwijtraken"]
    assert visitor.saved == {}
    assert visitor.send("barriers", again).status_code == 303
    assert visitor.plain("next.steps") == {"text": "Niet kwijtraken"}


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
    again = read_form(BeautifulSoup(response.text, "html5lib"))
    assert again["answer.next.steps"] == ["Niet kwijtraken"]
    assert visitor.send("barriers", again).status_code == 303


def test_a_profile_that_could_not_be_saved_comes_back(visitor: Visitor) -> None:
    fields = read_form(visitor.open("/profiel"))
    with locked(visitor):
        response = visitor.client.post(f"{visitor.url}/profiel", data={**fields, "inhabitants": "12.345"})
    assert response.status_code == 503
    assert read_form(BeautifulSoup(response.text, "html5lib"))["inhabitants"] == ["12.345"]


def test_an_answer_to_a_deleted_assessment_says_so_beside_the_question(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    visitor.client.submit(f"{visitor.url}/gegevens/verwijderen")
    response = visitor.save_one("next.steps", fields, **{"answer.next.steps": "x"})
    assert response.status_code == 422
    assert "is-not-saved" in response.text
    assert visitor.send("barriers", fields).status_code == 404


def test_more_text_than_a_form_may_hold_is_refused_in_words(visitor: Visitor) -> None:
    fields = visitor.section("barriers")
    assert visitor.send("barriers", fields, **{"answer.next.steps": "x" * 3_000_000}).status_code == 413
    response = visitor.save_one("next.steps", fields, **{"answer.next.steps": "x" * 3_000_000})
    assert response.status_code == 422
    assert "is-not-saved" in response.text
