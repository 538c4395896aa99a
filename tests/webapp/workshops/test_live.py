"""What screens and phones see change: read once a tick, and nothing in it hangs on what anybody answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.webapp.workshops.rooms import Room
from webapp.store.rooms import end_room
from webapp.store.rounds import skip_round
from webapp.store.workshops import WorkshopMissingError, delete_workshop
from webapp.workshops import live
from webapp.workshops.live import Scene, forget, look, phone_state, phone_tag, screen_state, screen_tag


@pytest.fixture(autouse=True)
def inside(shared_app: Flask) -> Iterator[None]:
    with shared_app.test_request_context():
        yield


def see(room: Room) -> live.Snapshot:
    forget(room.record.uid)
    return look(room.record.uid)


def test_a_room_is_seen_as_far_as_it_is(room: Room) -> None:
    assert see(room).scene is Scene.LOBBY
    room.sit(3)
    entry = room.ask()
    assert see(room).scene is Scene.OPEN
    assert screen_state(see(room)) | {"revision": 0} == {
        "revision": 0, "scene": "open", "round": entry.id, "no": 1, "present": 3, "answered": 0,
    }  # fmt: skip
    room.do(skip_round, entry.id)
    assert see(room).scene is Scene.LOBBY
    room.reveal(room.ask())
    assert see(room).scene is Scene.REVEALED
    room.do(end_room)
    assert see(room).scene is Scene.ENDED


def test_within_a_tick_nothing_is_read_again(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "TICK_SECONDS", 3600)
    before = see(room)
    room.sit(2)
    forget("another room")
    with room.app.test_request_context():
        assert see(room).present == 2
        assert look(room.record.uid) is look(room.record.uid)
    assert before.present == 0


def test_a_tag_changes_with_the_stage_and_on_the_screen_with_the_count(room: Room) -> None:
    one, other = room.sit(2)
    entry = room.ask()
    before = see(room)
    room.vote(one, entry, "always")
    after = see(room)
    assert screen_tag(before) != screen_tag(after)
    assert phone_tag(before, other.record) == phone_tag(after, other.record)
    assert phone_state(after, one.record)["number"] == 1
    room.reveal(entry)
    assert phone_tag(after, other.record) != phone_tag(see(room), other.record)


@pytest.mark.parametrize("option", ["regular", "never", "unknown", "not_applicable"])
def test_nothing_before_the_reveal_hangs_on_the_distribution(room: Room, option: str) -> None:
    seats = room.sit(6)
    entry = room.ask()

    def told() -> tuple[object, ...]:
        seen = see(room)
        phones = [(phone_state(seen, seat.record)["number"]) for seat in seats]
        return seen.answered, seen.present, phones, screen_state(seen)["answered"]

    for seat in seats:
        room.vote(seat, entry, "always")
    before = told()
    for seat in seats:
        room.vote(seat, entry, option, number=2)
    after = told()
    assert (before[0], before[1], before[3]) == (after[0], after[1], after[3])
    assert after[2] == [2] * 6
    seen = see(room)
    assert option not in str((screen_state(seen), screen_tag(seen), phone_state(seen, seats[0].record)))


def test_a_room_that_is_gone_is_gone(room: Room) -> None:
    uid = see(room).workshop.uid
    with room.database.write() as connection:
        delete_workshop(connection, room.id)
    forget(uid)
    with pytest.raises(WorkshopMissingError):
        look(uid)


def test_who_has_the_tag_already_is_told_nothing_again(room: Room) -> None:
    (seated,) = room.sit()
    for client, url in (
        (room.app.test_client(), f"{seated.url}/stand"),
        (room.app.test_client(), f"/scherm/{room.address}/stand"),
        (room.trainer(), f"{room.lead_url}/stand"),
    ):
        first = client.get(url)
        again = client.get(url, headers={"If-None-Match": first.headers["ETag"]})
        assert (first.status_code, again.status_code, again.get_data()) == (200, 304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "no-store"


def test_who_has_the_tag_of_before_is_told_the_news(room: Room) -> None:
    (seated,) = room.sit()
    client = room.app.test_client()
    first = client.get(f"{seated.url}/stand")
    room.ask()
    news = client.get(f"{seated.url}/stand", headers={"If-None-Match": first.headers["ETag"]})
    assert (news.status_code, news.get_json()["scene"]) == (200, "open")
