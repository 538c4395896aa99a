"""Codes that people type, and secrets that follow from the server's key."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from webapp.server.logs import hide_links
from webapp.store.secrets import SECRET_PATTERN
from webapp.web.once import make_form_value
from webapp.workshops.codes import SIGNS, clean_code, draw_code, group_code, is_code
from webapp.workshops.secrets import derive_seat, hash_code, read_room_address, room_address


@pytest.fixture(autouse=True)
def inside(shared_app: Flask) -> Iterator[None]:
    with shared_app.test_request_context():
        yield


def test_there_are_twenty_seven_signs_and_none_looks_like_another() -> None:
    assert len(set(SIGNS)) == 27
    assert not set(SIGNS) & set("01BGILOSZ")


@pytest.mark.parametrize(
    ("typed", "read"),
    [("acd efh", "ACDEFH"), (" ACD-EFH ", "ACDEFH"), ("acd.efh", "ACDEFH"), ("bgsz", "8652"), ("i1l0o", "JJJQQ"),
     ("acd\u2011efh", "ACDEFH"), ("\u202dacd\u2007efh\u202c", "ACDEFH"), ("\ufeffacd\u200befh\u3164", "ACDEFH"),
     ("“acd efh”,", "ACDEFH"), ("\uff41\uff43\uff44efh", "ACDEFH")],
)  # fmt: skip
def test_a_code_is_read_however_it_is_typed(typed: str, read: str) -> None:
    assert clean_code(typed) == read


@given(st.integers(0, 2**256), st.sampled_from([6, 8, 10]))
def test_a_drawn_code_stays_what_it_is_when_it_is_read_out_and_typed(number: int, length: int) -> None:
    code = draw_code(number, length)
    assert is_code(code, length)
    assert clean_code(group_code(code).lower()) == code


@given(st.text(max_size=12))
def test_whatever_is_typed_is_cleaned_without_an_error(typed: str) -> None:
    assert is_code(clean_code(typed), 6) in {True, False}


def test_a_seat_follows_from_its_room_and_nonce_alone() -> None:
    nonce = make_form_value()
    first = derive_seat("room", nonce)
    assert first == derive_seat("room", nonce)
    assert SECRET_PATTERN.fullmatch(first.secret)
    assert is_code(first.return_code, 8)
    others = [derive_seat("other", nonce), derive_seat("room", make_form_value())]
    assert len({keys.secret for keys in (first, *others)}) == 3
    assert len({keys.return_hash for keys in (first, *others)}) == 3


def test_no_text_about_a_seat_tells_its_secret() -> None:
    keys = derive_seat("room", make_form_value())
    assert keys.secret not in repr(keys)
    assert keys.return_code not in repr(keys)


def test_the_same_code_of_another_room_has_another_hash() -> None:
    assert hash_code("one", "ACDEFH22") != hash_code("other", "ACDEFH22")


def test_a_room_in_an_address_of_ours_is_proven_and_nothing_else_is() -> None:
    address = room_address("ACDEFH")
    assert read_room_address(address) == ("ACDEFH", True)
    for forged in ("ACDEFH", "ACDEFH.", f"{address}x", address.lower(), address.replace("ACDEFH", "ACDEFJ"), ".", ""):
        assert read_room_address(forged)[1] is False


@pytest.mark.parametrize("path", ["/deelname/SECRET/stand", "/workshop/begeleider/SECRET", "%2Fdeelname%2FSECRET"])
def test_no_line_of_the_log_holds_the_address_of_a_seat_or_of_who_leads(path: str) -> None:
    assert "SECRET" not in hide_links(f"GET {path} failed")
