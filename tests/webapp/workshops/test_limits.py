"""Wrong codes: so many of one kind a minute, and who guesses one kind holds up nobody who types another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from flask import Flask

from tests.webapp.page_client import PageClient, open_client
from tests.webapp.visitor import read_form
from tests.webapp.workshops.participants import Hall, make_hall
from tests.webapp.workshops.test_opening import make
from webapp.config import Settings

MOST, MOST_OF_ALL = 2, 3
OPENING = "appelboom"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """An installation that asks an opening code and has little patience."""
    return replace(
        settings,
        workshop_code=OPENING,
        wrong_codes_per_minute=MOST,
        all_wrong_codes_per_minute=MOST_OF_ALL,
    )


def type_joining(client: PageClient, code: str) -> int:
    return client.submit("/doe-mee", {"code": code}).status_code


def type_recovery(client: PageClient, code: str) -> int:
    form = read_form(client.page("/workshop/terug"))
    return client.submit("/workshop/terug", form | {"code": [code]}).status_code


def type_opening(client: PageClient, code: str) -> int:
    return make(client, opening_code=code).status_code


def type_both(client: PageClient, codes: str) -> int:
    room, _, code = codes.partition(" ")
    return client.submit("/doe-mee/terug", {"room": room, "code": code}).status_code


def return_codes_of(hall: Hall) -> str:
    shown = hall.join().open().find(class_="code")
    assert shown is not None
    return f"{hall.record.code} {shown.get_text()}"


@dataclass(frozen=True)
class Kind:
    """A kind of code: how it is typed, a wrong one, where a right one stands, and how that is answered."""

    submit: Callable[[PageClient, str], int]
    wrong: str
    right: Callable[[Hall], str]
    welcome: int


KINDS = {
    "joining": Kind(type_joining, "222222", lambda hall: hall.record.code, 303),
    "return": Kind(type_both, "222222 22222222", return_codes_of, 303),
    "recovery": Kind(type_recovery, "2222222222", lambda hall: hall.recovery_code, 200),
    "opening": Kind(type_opening, "perenboom", lambda _: OPENING, 200),
}


def visitor(app: Flask, address: str = "10.9.0.1") -> PageClient:
    client = open_client(app)
    client.environ_base["REMOTE_ADDR"] = address
    return client


@pytest.mark.parametrize("guessed", KINDS)
def test_after_many_wrong_codes_of_one_kind_the_right_one_waits_and_all_other_kinds_go_on(
    still_app: Flask, guessed: str
) -> None:
    hall, kind = make_hall(still_app), KINDS[guessed]
    right = {name: one.right(hall) for name, one in KINDS.items()}
    tries = [kind.submit(visitor(still_app), kind.wrong) for _ in range(MOST)]
    assert tries == [422] * MOST
    answers = {name: one.submit(visitor(still_app), right[name]) for name, one in KINDS.items()}
    assert answers == {name: 429 if name == guessed else one.welcome for name, one in KINDS.items()}


@pytest.mark.parametrize("guessed", KINDS)
def test_wrong_codes_of_many_addresses_are_counted_together_for_their_own_kind_alone(
    still_app: Flask, guessed: str
) -> None:
    hall, kind = make_hall(still_app), KINDS[guessed]
    right = {name: one.right(hall) for name, one in KINDS.items()}
    tries = [kind.submit(visitor(still_app, f"10.9.1.{number}"), kind.wrong) for number in range(MOST_OF_ALL)]
    assert tries == [422] * MOST_OF_ALL
    elsewhere = visitor(still_app, "10.9.2.1")
    answers = {name: one.submit(elsewhere, right[name]) for name, one in KINDS.items()}
    assert answers == {name: 429 if name == guessed else one.welcome for name, one in KINDS.items()}
