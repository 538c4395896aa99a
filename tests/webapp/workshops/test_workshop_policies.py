"""Who may open what of a workshop: each way in opens its own pages, of its own room, and no others."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest
from flask import Flask, url_for
from flask.testing import FlaskClient
from werkzeug.exceptions import Forbidden, HTTPException, NotFound, TooManyRequests
from werkzeug.test import TestResponse

from tests.webapp.assessments import begin_assessment
from tests.webapp.workshops.rooms import Room, age, make_room
from tests.webapp.workshops.routes import ROUTES, WorkshopRow
from webapp.store.assessments import NewAssessment
from webapp.store.rooms import end_room, open_door, shut_door
from webapp.store.seats import delete_seat, remove_seat
from webapp.store.workshops import copy_for_rehearsal, delete_workshop, replace_trainer
from webapp.web.policy import ANYONE
from webapp.workshops.codes import SIGNS
from webapp.workshops.policy import (
    DOOR,
    LEAD,
    SCREEN,
    SEAT,
    TRAINER_LINK,
    RoomVisit,
    SeatVisit,
    WorkshopPolicy,
    name_cookie,
    refuse_form_without_token,
)

PRIVATE = [key for key, row in ROUTES.items() if row.policy is not ANYONE]


def names(key: tuple[str, str]) -> str:
    return " ".join(key)


def open_route(
    key: tuple[str, str], room: Room, ways: Mapping[str, str], client: FlaskClient | None = None
) -> TestResponse:
    """Open a route by what somebody has of a room."""
    row = ROUTES[key]
    arguments = {**row.arguments}
    for name in row.policy.arguments:
        arguments[name] = ways.get(name, "x")
    with room.app.test_request_context():
        address = url_for(key[1], **arguments)
    form = {**row.form, "token": room.token} if row.policy is LEAD else {**row.form}
    client = client or FlaskClient(room.app, room.app.response_class)
    elsewhere = {"REMOTE_ADDR": f"10.9.{list(ROUTES).index(key)}.1"}
    return client.open(address, method=key[0], data=form or None, environ_overrides=elsewhere)


def admit(app: Flask, policy: WorkshopPolicy, value: str, *, cookie: str = "", who: str = "10.8.0.1") -> object:
    headers = {"Cookie": cookie} if cookie else {}
    with app.test_request_context(headers=headers, environ_overrides={"REMOTE_ADDR": who}):
        (name,) = policy.arguments
        return policy.admit({name: value})


def cookie_of(room: Room) -> str:
    found = room.trainer().get_cookie(name_cookie(room.record), path="/workshop/leiden")
    assert found is not None
    return f"{found.key}={found.value}"


# --- the ways in


def test_the_trainers_link_and_cookie_open_their_own_room_only(shared_app: Flask, room: Room) -> None:
    other = make_room(shared_app)
    assert admit(shared_app, TRAINER_LINK, room.trainer_secret).workshop == room.record  # type: ignore[attr-defined]
    assert admit(shared_app, LEAD, room.record.uid, cookie=cookie_of(room)).workshop == room.record  # type: ignore[attr-defined]
    for wrong in ("", cookie_of(other), cookie_of(room) + "x"):
        with pytest.raises(NotFound):
            admit(shared_app, LEAD, room.record.uid, cookie=wrong)
    with pytest.raises(NotFound):
        admit(shared_app, TRAINER_LINK, room.record.uid)


def test_a_replaced_link_takes_the_cookies_that_it_gave_along(shared_app: Flask, room: Room) -> None:
    before = cookie_of(room)
    room.do(replace_trainer, b"other", b"another")
    with pytest.raises(NotFound):
        admit(shared_app, LEAD, room.record.uid, cookie=before)
    with pytest.raises(NotFound):
        admit(shared_app, TRAINER_LINK, room.trainer_secret)


def test_who_leads_a_room_leads_its_rehearsal(shared_app: Flask, room: Room) -> None:
    rehearsal = room.do(copy_for_rehearsal, "".join(SIGNS[:6]))
    assert admit(shared_app, LEAD, rehearsal.uid, cookie=cookie_of(room)).workshop == rehearsal  # type: ignore[attr-defined]
    cookie = cookie_of(room)
    with room.database.write() as connection:
        delete_workshop(connection, room.id)
    with pytest.raises(NotFound):
        admit(shared_app, LEAD, rehearsal.uid, cookie=cookie)


def test_a_form_of_the_trainer_without_its_token_is_refused(shared_app: Flask, room: Room) -> None:
    visit = admit(shared_app, LEAD, room.record.uid, cookie=cookie_of(room))
    for token, status in ((room.token, None), ("", 403), ("x" * 43, 403), (make_room(shared_app).token, 403)):
        with shared_app.test_request_context(method="POST", data={"token": token}) as context:
            context.request.view_args = {"visit": visit}
            if status is None:
                refuse_form_without_token()
            else:
                with pytest.raises(Forbidden):
                    refuse_form_without_token()


def test_a_room_is_entered_by_its_code_however_it_is_typed(shared_app: Flask, room: Room) -> None:
    code = room.record.code
    for typed in (code, code.lower(), f" {code[:3]}-{code[3:]} ", room.address):
        visit = admit(shared_app, DOOR, typed)
        assert isinstance(visit, RoomVisit)
        assert visit.workshop == room.record
        assert visit.is_proven == (typed == room.address)
        assert visit.is_door_open


def test_a_typed_code_leads_nowhere_while_the_door_is_shut_and_an_address_of_ours_until_the_end(
    shared_app: Flask, room: Room
) -> None:
    room.do(shut_door)
    for policy in (DOOR, SCREEN):
        with pytest.raises(NotFound):
            admit(shared_app, policy, room.record.code)
        assert admit(shared_app, policy, room.address) is not None
    room.do(open_door)
    for policy in (DOOR, SCREEN):
        assert admit(shared_app, policy, room.record.code) is not None
    room.do(end_room)
    for policy, address in ((DOOR, room.record.code), (DOOR, room.address), (SCREEN, room.record.code)):
        with pytest.raises(NotFound):
            admit(shared_app, policy, address)
    assert admit(shared_app, SCREEN, room.address) is not None, "the beamer says thank you"


def test_no_code_works_twelve_hours_after_the_room_was_opened(shared_app: Flask, room: Room) -> None:
    age(room, timedelta(hours=12))
    for policy, address in ((DOOR, room.record.code), (DOOR, room.address), (SCREEN, room.address)):
        with pytest.raises(NotFound):
            admit(shared_app, policy, address)


def test_wrong_codes_are_refused_before_they_are_looked_up_and_links_go_on(still_app: Flask) -> None:
    app = still_app
    room, who = make_room(app), "10.8.0.2"
    wrong = next(code for code in ("222222", "333333") if code != room.record.code)
    for _ in range(60):
        with pytest.raises(NotFound):
            admit(app, DOOR, wrong, who=who)
    for code in (wrong, room.record.code):
        with pytest.raises(TooManyRequests):
            admit(app, DOOR, code, who=who)
    assert admit(app, DOOR, room.address, who=who) is not None
    assert admit(app, SCREEN, room.address, who=who) is not None
    assert admit(app, DOOR, room.record.code, who="10.8.0.3") is not None


def test_tries_from_many_addresses_are_counted_together(still_app: Flask) -> None:
    app = still_app
    room = make_room(app)
    wrong = next(code for code in ("222222", "333333") if code != room.record.code)
    for number in range(300):
        with pytest.raises(NotFound):
            admit(app, DOOR, wrong, who=f"10.7.{number // 50}.1")
    with pytest.raises(TooManyRequests):
        admit(app, DOOR, room.record.code, who="10.8.0.4")
    assert admit(app, DOOR, room.address, who="10.8.0.4") is not None


def test_a_proof_of_another_room_proves_nothing(shared_app: Flask, room: Room) -> None:
    other = make_room(shared_app)
    mixed = f"{room.record.code}.{other.address.partition('.')[2]}"
    with pytest.raises(HTTPException):
        admit(shared_app, DOOR, mixed, who="10.8.0.5")


def test_a_seat_is_entered_by_its_address_until_it_is_deleted(shared_app: Flask, room: Room) -> None:
    (seated,) = room.sit()
    visit = admit(shared_app, SEAT, seated.secret)
    assert isinstance(visit, SeatVisit)
    assert (visit.seat, visit.workshop) == (seated.record, room.record)
    room.do(remove_seat, seated.record.sign)
    removed = admit(shared_app, SEAT, seated.secret)
    assert isinstance(removed, SeatVisit)
    assert removed.seat.removed
    with room.database.write() as connection:
        delete_seat(connection, seated.record.id)
    with pytest.raises(NotFound):
        admit(shared_app, SEAT, seated.secret)


def test_no_way_in_opens_what_another_is_for(shared_app: Flask, room: Room) -> None:
    (seated,) = room.sit()
    new = NewAssessment("44021", 272_000, "", "nl", room.record.version)
    link = begin_assessment(room.database, new)[1]
    ways = {
        LEAD: [seated.secret, room.trainer_secret, room.record.code, link],
        TRAINER_LINK: [seated.secret, room.record.uid, room.record.code, room.recovery_code, link],
        DOOR: [seated.secret, room.trainer_secret, room.record.uid, room.recovery_code, seated.return_code, link],
        SEAT: [room.trainer_secret, room.record.uid, room.record.code, room.address, seated.return_code, link],
    }
    for policy, values in ways.items():
        for value in values:
            with pytest.raises(NotFound):
                admit(shared_app, policy, value, cookie=cookie_of(room) if policy is not LEAD else "")
    for secret in (seated.secret, room.trainer_secret):
        assert FlaskClient(shared_app).get(f"/z/{secret}").status_code == 404


# --- every route


@pytest.mark.parametrize("key", PRIVATE, ids=names)
def test_a_way_that_does_not_work_opens_nothing_and_tells_nothing(room: Room, key: tuple[str, str]) -> None:
    for value in ("A" * 22, "x", "222222"):
        response = open_route(key, room, dict.fromkeys(ROUTES[key].policy.arguments, value))
        assert response.status_code == 404
        assert room.record.title not in response.text
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("key", PRIVATE, ids=names)
def test_the_right_way_opens_it_and_no_cache_keeps_it(room: Room, key: tuple[str, str]) -> None:
    response = visit_rightly(key, room)
    assert response.status_code == ROUTES[key].status
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response.headers["Cache-Control"]


def visit_rightly(key: tuple[str, str], room: Room) -> TestResponse:
    row: WorkshopRow = ROUTES[key]
    if row.policy is LEAD:
        return open_route(key, room, {"workshop_uid": room.record.uid}, room.trainer())
    if row.policy is SEAT:
        return open_route(key, room, {"seat_secret": room.sit()[0].secret})
    return open_route(key, room, {"trainer_secret": room.trainer_secret, "room_code": room.address})
