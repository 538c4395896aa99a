"""Notices: what the next page says, known by a code in the address and nothing else."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.reading import read_page
from webapp.action_plan.notices import TAKEN_ON
from webapp.exchange.notices import TAKEN_OVER
from webapp.scan.notices import SAVED
from webapp.web.notices import Notice, current_notice, define_notice, go_and_tell, list_notices

EXAMPLES = {
    "bewaard": "10:42",
    "overgenomen": "1-2",
    "in-actieplan-overgenomen": "3",
    "acties-bewaard": "3",
    "inbreng-overgenomen": "3",
    "opzijgelegd": "3",
    "vragenlijst-nieuw": "2026.2",
    "deelname-verwijderd": "2FKM",
    "afspraken-overgenomen": "3-1",
}
"""A value for each notice that takes one."""


def open_with(app: Flask, code: str, value: str = "", language: str = "nl") -> TestResponse:
    query = urlencode({"melding": code, "waarde": value, "taal": language})
    return FlaskClient(app, app.response_class).get(f"/privacy?{query}")


def notices_on(response: TestResponse) -> list[str]:
    page = read_page(response.text)
    return [" ".join(tag.get_text(" ").split()) for tag in page.select(".notice[role=status]")]


def test_a_value_is_given_for_each_notice_that_takes_one(shared_app: Flask) -> None:
    del shared_app  # its assembly defines them
    assert {notice.code for notice in list_notices() if notice.shape.pattern} == set(EXAMPLES)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_notice_is_told_in_every_language(shared_app: Flask, language: str) -> None:
    told = set()
    for notice in list_notices():
        response = open_with(shared_app, notice.code, EXAMPLES.get(notice.code, ""), language)
        assert response.status_code == 200
        (text,) = notices_on(response)
        assert len(text) > 10
        assert f"is-{notice.tone}" in response.text
        told.add(text)
    assert len(told) > len(list_notices()) - 3


def test_every_notice_is_translated(shared_app: Flask) -> None:
    for notice in list_notices():
        given = EXAMPLES.get(notice.code, "")
        texts = [notices_on(open_with(shared_app, notice.code, given, language)) for language in ("nl", "en")]
        assert texts[0] != texts[1], notice.code


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("bestaat-niet", ""),
        ("", "10:42"),
        ("bewaard", ""),
        ("bewaard", "99:99"),
        ("bewaard", "10:42 en meer"),
        ("bewaard", "10:42\n"),
        ("bewaard", "29:59"),
        ("bewaard", "1\u0660:42"),
        ("in-actieplan-overgenomen", "\u0663"),
        ("bewaard", "<script>"),
        ("overgenomen", "1"),
        ("overgenomen", "1-x"),
        ("overgenomen", "1" * 5 + "-1"),
        ("in-actieplan-overgenomen", "-1"),
        ("in-actieplan-overgenomen", "9" * 5000),
        ("in-actieplan-overgenomen", "\u00b2"),
        ("heropend", "bel 0900"),
        ("bewaard'--", "10:42"),
        ("bewaard\x00", "10:42"),
    ],
)
def test_an_unknown_code_or_a_value_of_another_shape_shows_nothing(shared_app: Flask, code: str, value: str) -> None:
    response = open_with(shared_app, code, value)
    assert response.status_code == 200
    assert notices_on(response) == []


def test_a_page_without_a_code_shows_nothing(shared_app: Flask) -> None:
    assert notices_on(FlaskClient(shared_app, shared_app.response_class).get("/privacy")) == []


def test_of_two_codes_the_first_counts(shared_app: Flask) -> None:
    response = FlaskClient(shared_app, shared_app.response_class).get("/privacy?melding=x&melding=heropend")
    assert notices_on(response) == []


@pytest.mark.parametrize(
    ("address", "notice", "value", "expected"),
    [
        ("/x", SAVED, "10:42", "/x?melding=bewaard&waarde=10%3A42"),
        ("/x?a=1", TAKEN_ON, 0, "/x?a=1&melding=in-actieplan-overgenomen&waarde=0"),
        ("/x?a=1#q", TAKEN_OVER, "1-2", "/x?a=1&melding=overgenomen&waarde=1-2#q"),
        ("/x#q", TAKEN_ON, "", "/x?melding=in-actieplan-overgenomen#q"),
    ],
)
def test_the_address_tells_the_notice_before_its_anchor(
    shared_app: Flask, address: str, notice: Notice, value: str | int, expected: str
) -> None:
    with shared_app.test_request_context():
        response = go_and_tell(address, notice, value)
    assert (response.status_code, response.location) == (303, expected)


def test_a_code_is_taken_once() -> None:
    with pytest.raises(ValueError, match=SAVED.code):
        define_notice(SAVED.code, "info", str)
    assert re.fullmatch(r"[a-z-]+", SAVED.code)


def test_what_is_told_is_what_the_address_says(shared_app: Flask) -> None:
    with shared_app.test_request_context("/?melding=bewaard&waarde=10:42&taal=en"):
        shown = current_notice()
    assert shown is not None
    assert (shown.tone, shown.text) == ("success", "Saved at 10:42.")
