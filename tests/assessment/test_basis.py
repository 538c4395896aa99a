"""What an answer rests on: how sure, an address and a day; read as typed, and from plain data."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.basis import (
    LONGEST_URL,
    NO_BASIS,
    AddressError,
    Basis,
    Confidence,
    choose_basis,
    plain_basis,
    read_basis,
    read_url,
)

SURE = Basis(Confidence.SURE)
URLS = st.sampled_from(("", "https://www.gent.be/verslag.pdf", "http://dashboard.intern/x?y=1"))
BASES = st.builds(Basis, st.none() | st.sampled_from(Confidence), URLS, st.none() | st.dates(date(2000, 1, 1)))


@given(BASES)
def test_what_is_written_as_plain_data_is_read_the_same(basis: Basis) -> None:
    assert read_basis(plain_basis(basis)) == basis


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("", ""),
        ("https://www.gent.be/a?b=c#d", "https://www.gent.be/a?b=c#d"),
        ("www.gent.be/nota", "https://www.gent.be/nota"),
        ("http://10.0.0.1:8080/", "http://10.0.0.1:8080/"),
    ],
)
def test_an_address_is_taken_as_it_is_and_may_lack_its_beginning(typed: str, url: str) -> None:
    assert read_url(typed) == url


@pytest.mark.parametrize(
    "typed",
    [
        "javascript://x%0aalert(1)",
        "ftp://x.be",
        "het verslag",
        "https://",
        "https://x.be/" + "a" * LONGEST_URL,
        "https://[",
        "https://x.be/\u202e",
    ],
)
def test_what_no_browser_may_open_is_no_address(typed: str) -> None:
    with pytest.raises(AddressError):
        read_url(typed)


@pytest.mark.parametrize(
    "plain",
    [
        {"confidence": "very"},
        {"evidence": "https://x.be"},
        {"evidence": {"url": 3}},
        {"evidence": {"url": "javascript:alert(1)", "day": None}},
        {"evidence": {"url": "", "day": "yesterday"}},
    ],
)
def test_what_a_file_can_not_hold_is_refused(plain: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        read_basis(plain)


def test_of_several_who_say_the_same_the_surest_counts_and_evidence_before_none() -> None:
    guess, proven = Basis(Confidence.GUESS, "https://x.be"), Basis(Confidence.SURE, "https://y.be")
    assert choose_basis([NO_BASIS, guess, SURE, proven]) == proven
    assert choose_basis([NO_BASIS, guess]) == guess
    assert choose_basis([]) == NO_BASIS


def test_without_evidence_only_how_sure_is_left() -> None:
    assert Basis(Confidence.SURE, "https://x.be", date(2026, 1, 1)).without_evidence == SURE
    assert Basis(None, "https://x.be").without_evidence == NO_BASIS
    assert Basis(Confidence.GUESS).is_guess
    assert not SURE.is_guess
