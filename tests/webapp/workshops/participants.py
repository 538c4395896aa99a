"""A room that is open, somebody who leads it by the store, and participants with phones of their own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.test import TestResponse

from assessment.workshops.choices import mask_of
from assessment.workshops.items import Votable
from tests.webapp.page_client import PageClient, open_client
from tests.webapp.store.writing import read
from tests.webapp.visitor import Fields, read_form
from tests.webapp.workshops.rooms import NEW, Room, make_room
from webapp.store.rooms import end_room, shut_door
from webapp.store.rounds import RoundRecord, agree, close_round, get_round, skip_round
from webapp.store.seats import count_present, find_seat, remove_seat
from webapp.store.votes import count_votes, find_vote
from webapp.store.workshops import delete_workshop
from webapp.workshops.asked import list_choices
from webapp.workshops.live import forget

ORDERED, SEVERAL, ROW = "listening.themes", "strategy.documents", "strategy.conditions/experiment"
DAY, LAST_DAY = date(2026, 11, 27), "25 februari 2027"


class Hall(Room):
    """A room to which people come with phones; its commands are about the round that it is at."""

    @property
    def door(self) -> str:
        """Where its QR code leads."""
        return f"/doe-mee/{self.address}"

    @property
    def round(self) -> RoundRecord:
        found = read(self.database, get_round, self.record.round_id or 0)
        assert found is not None
        return found

    @property
    def asked(self) -> Votable:
        """What it is asked now."""
        return self.item(self.round.item)

    @property
    def present(self) -> int:
        return read(self.database, count_present, self.id)

    @property
    def answered(self) -> int:
        return read(self.database, count_votes, self.round.id)

    def ask(self, key: str = ORDERED, no: int = 1, timer: int | None = None) -> RoundRecord:
        return super().ask(key, no, timer)

    def tick(self) -> None:
        """Let the process look anew, as it does three times a second."""
        uid = self.record.uid
        with self.app.test_request_context():
            forget(uid)

    def close(self) -> None:
        self.do(close_round, self.round.id)

    def show(self) -> None:
        """Close what is asked, and reveal it."""
        self.reveal(self.round)

    def skip(self) -> None:
        self.do(skip_round, self.round.id)

    def agree(self, *options: str, dissent: str = "") -> None:
        self.do(agree, self.round.id, mask_of(self.asked, *options), dissent)

    def shut(self) -> None:
        self.do(shut_door)

    def end(self) -> None:
        self.do(end_room)

    def delete(self) -> None:
        self.do(delete_workshop)

    def remove(self, sign: str) -> None:
        assert self.do(remove_seat, sign)

    def phone(self) -> PageClient:
        return open_client(self.app)

    def join(self, phone: PageClient | None = None, **changes: Any) -> Participant:  # noqa: ANN401 (fields)
        phone = phone or self.phone()
        response = phone.submit(self.door, {**read_form(phone.page(self.door)), **changes})
        assert response.status_code == 303, response.text
        return Participant(phone, self, urlsplit(response.location).path.split("/")[2])

    def fill(self, *options: str) -> list[Participant]:
        """Let somebody join for each option, and choose it."""
        people = [self.join() for _ in options]
        for one, option in zip(people, options, strict=True):
            assert one.choose(option).status_code == 303
        return people


@dataclass
class Participant:
    """Somebody with a phone."""

    phone: PageClient
    hall: Hall
    secret: str

    @property
    def url(self) -> str:
        return f"/deelname/{self.secret}"

    @property
    def sign(self) -> str:
        found = read(self.hall.database, find_seat, self.secret)
        assert found is not None
        return found[0].sign

    @property
    def stored(self) -> tuple[str, int] | None:
        found = read(self.hall.database, find_seat, self.secret)
        assert found is not None
        return read(self.hall.database, find_vote, found[0].id, self.hall.round.id)

    def open(self, path: str = "", status: int = 200) -> BeautifulSoup:
        return self.phone.page(self.url + path, status)

    def reads(self, path: str = "", status: int = 200) -> str:
        main = self.open(path, status).find("main")
        assert main is not None
        return " ".join(main.get_text(" ").split())

    def form(self) -> Fields:
        fields = read_form(self.open())
        return {name: value for name, value in fields.items() if not name.startswith("mask")}

    def mask(self, *options: str) -> str:
        return mask_of(self.hall.asked, *options)

    def choose(self, *options: str, form: Fields | None = None) -> TestResponse:
        """Fill in the form as a browser without JavaScript does."""
        return self.phone.submit(f"{self.url}/antwoord", {**(form or self.form()), **self.ticked(*options)})

    def ticked(self, *options: str) -> Fields:
        """Return what a browser without JavaScript sends of the answers: one mask, or one for each that could be."""
        if not self.hall.asked.is_several:
            return {"mask": [self.mask(option) for option in options]}
        masks = [self.mask(one.name) for one in list_choices(self.hall.asked)]
        ticked = {self.mask(option) for option in options}
        return {
            f"mask-{number:02d}": [mask if mask in ticked else "0" * len(mask)]
            for number, mask in enumerate(masks, start=1)
        }

    def send(self, *options: str, number: int = 1, round_: int | None = None) -> TestResponse:
        """Send what the script sends: one mask."""
        fields = {"round": str(round_ or self.hall.round.id), "mask": self.mask(*options), "number": f"{number:08d}"}
        headers = {"Accept": "application/json"}
        return self.phone.submit(f"{self.url}/antwoord", fields, headers=headers)

    def stand(self, tag: str = "") -> TestResponse:
        return self.phone.get(f"{self.url}/stand", headers={"If-None-Match": tag} if tag else {})


def make_hall(app: Flask, items: tuple[str, ...] = (ORDERED, SEVERAL, ROW), **changes: Any) -> Hall:  # noqa: ANN401
    """Return a room that is open."""
    given = {"title": "Wie luistert er?", "day": DAY, "items": items, "heads": 20, **changes}
    made = make_room(app, replace(NEW, **given))
    return Hall(made.app, made.id, made.trainer_secret, made.recovery_code)
