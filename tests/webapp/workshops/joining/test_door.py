"""The door: a code, what is said before, one seat a form, and coming back."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from flask import Flask
from werkzeug.datastructures import Headers

from tests.webapp.page_client import PageClient
from tests.webapp.store.writing import write
from tests.webapp.visitor import read_form
from tests.webapp.workshops.participants import Hall, make_hall
from tests.webapp.workshops.rooms import make_room
from tests.webapp.workshops.trainers import Trainer
from webapp.clock import utc_now
from webapp.store.rooms import move_door, open_room, shut_door
from webapp.store.workshops import Subject, copy_for_rehearsal
from webapp.workshops.codes import JOIN_SIGNS
from webapp.workshops.secrets import derive_seat, draw_free_code, room_address


def typed(client: PageClient, code: str) -> str:
    return client.submit("/doe-mee", {"code": code}).text


def test_a_typed_code_leads_to_its_room_however_it_is_written(hall: Hall) -> None:
    code = hall.record.code
    for written in (code, code.lower(), f" {code[:3]} {code[3:]} ", f"{code[:3]}-{code[3:]}"):
        response = hall.phone().submit("/doe-mee", {"code": written})
        assert response.status_code == 303
        assert response.location == hall.door


def test_a_wrong_code_says_what_to_do_and_comes_back(hall: Hall) -> None:
    response = hall.phone().submit("/doe-mee", {"code": "222222"})
    assert response.status_code == 422
    assert "elk teken telt" in response.text
    assert 'value="222222"' in response.text
    assert hall.phone().submit("/doe-mee", {"code": " "}).status_code == 422
    assert hall.phone().get(f"/doe-mee/{'2' * JOIN_SIGNS}").status_code == 404


def test_behind_a_shut_door_a_code_is_answered_as_one_that_nobody_has(still_app: Flask) -> None:
    hall = make_hall(still_app)
    code, other = hall.record.code, "2" * JOIN_SIGNS
    hall.shut()
    answers = [
        [hall.phone().submit("/doe-mee", {"code": one}), hall.phone().get(f"/doe-mee/{one}")] for one in (code, other)
    ]
    shut, unknown = ([(one.status_code, one.text.replace(code, other)) for one in both] for both in answers)
    assert shut == unknown
    assert "de begeleider of de deur open is" in shut[0][1]
    assert "Wie luistert er?" not in shut[1][1]
    for _ in range(56):
        hall.phone().submit("/doe-mee", {"code": code})
    assert hall.phone().submit("/doe-mee", {"code": code}).status_code == 429, "it counts as a wrong one"


def test_whoever_is_in_goes_on_behind_a_shut_door_and_comes_back_by_both_codes(hall: Hall, shared_app: Flask) -> None:
    one, other = hall.join(), make_hall(shared_app)
    shown = one.open().find(class_="code")
    assert shown is not None
    hall.shut()
    assert one.reads()
    page = hall.phone().page("/doe-mee")
    assert page.find("a", href="/doe-mee/terug")
    back = hall.phone().submit("/doe-mee/terug", {"room": hall.record.code.lower(), "code": shown.get_text()})
    assert urlsplit(back.location).path == one.url
    wrong = [
        {"room": other.record.code, "code": shown.get_text()},
        {"room": hall.record.code, "code": "2" * 8},
        {"room": "2" * 6, "code": shown.get_text()},
        {"room": "", "code": shown.get_text()},
    ]
    refused = [hall.phone().submit("/doe-mee/terug", form) for form in wrong]
    assert {one.status_code for one in refused} == {422}
    assert all("elk teken telt" in one.text for one in refused)
    hall.end()
    assert (
        hall.phone().submit("/doe-mee/terug", {"room": hall.record.code, "code": shown.get_text()}).status_code == 422
    )


def test_after_many_wrong_codes_typing_waits_and_the_picture_goes_on(still_app: Flask) -> None:
    hall = make_hall(still_app)
    for _ in range(60):
        assert hall.phone().submit("/doe-mee", {"code": "222222"}).status_code == 422
    refused = hall.phone().submit("/doe-mee", {"code": hall.record.code})
    assert refused.status_code == 429
    assert "Retry-After" in refused.headers
    assert "QR-code" in refused.text
    assert hall.phone().get(f"/doe-mee/{hall.record.code}").status_code == 429
    assert hall.join().open().h1 is not None


def test_after_many_wrong_return_codes_coming_back_waits_and_coming_in_goes_on(still_app: Flask) -> None:
    hall = make_hall(still_app)
    one = hall.join()
    shown = one.open().find(class_="code")
    assert shown is not None
    for _ in range(30):
        assert hall.phone().submit(f"{hall.door}/terug", {"code": "2" * 8}).status_code == 422
        assert hall.phone().submit("/doe-mee/terug", {"room": "2" * 6, "code": "2" * 8}).status_code == 422
    assert hall.phone().submit(f"{hall.door}/terug", {"code": shown.get_text()}).status_code == 429
    both = hall.phone().submit("/doe-mee/terug", {"room": hall.record.code, "code": shown.get_text()})
    assert both.status_code == 429
    assert 'name="room"' in both.text
    assert hall.phone().submit("/doe-mee", {"code": hall.record.code}).status_code == 303


@pytest.mark.parametrize("was_open", [False, True])
def test_sixty_who_type_the_code_before_the_door_opens_come_in_once_it_does(still_app: Flask, was_open: bool) -> None:
    room = make_room(still_app, is_open=was_open)
    trainer, phone = Trainer(room), still_app.test_client()
    if was_open:
        assert trainer.send("/deur", grens="60", deur="dicht").status_code == 303
    code = room.record.code
    for number in range(60):
        written = f"{code[:3]} {code[3:]}".lower()
        early = phone.post("/doe-mee", data={"code": written}) if number % 2 else phone.get(f"/doe-mee/{code}")
        assert early.status_code == (422 if number % 2 else 404)
    assert phone.post("/doe-mee", data={"code": code}).status_code == 429
    opened = trainer.send("/deur", grens="60", deur="open") if was_open else trainer.send("/begin")
    assert opened.status_code == 303
    assert [phone.post("/doe-mee", data={"code": code}).status_code for _ in range(3)] == [303] * 3
    assert phone.get(f"/doe-mee/{code}").status_code == 200


def test_a_door_that_opens_gives_nobody_back_their_tries_on_other_codes(still_app: Flask) -> None:
    room, phone = make_room(still_app, is_open=False), still_app.test_client()
    for _ in range(59):
        assert phone.post("/doe-mee", data={"code": "222222"}).status_code == 422
    assert phone.post("/doe-mee", data={"code": room.record.code}).status_code == 422
    assert Trainer(room).send("/begin").status_code == 303
    assert phone.post("/doe-mee", data={"code": "222222"}).status_code == 422
    assert phone.post("/doe-mee", data={"code": room.record.code}).status_code == 429


def test_whoever_comes_back_does_not_wait_for_who_types_too_early(still_app: Flask) -> None:
    hall = make_hall(still_app)
    one = hall.join()
    shown = one.open().find(class_="code")
    assert shown is not None
    hall.shut()
    for _ in range(60):
        hall.phone().submit("/doe-mee", {"code": hall.record.code})
    assert hall.phone().submit("/doe-mee", {"code": hall.record.code}).status_code == 429
    back = hall.phone().submit("/doe-mee/terug", {"room": hall.record.code, "code": shown.get_text()})
    assert urlsplit(back.location).path == one.url


@pytest.mark.parametrize("was_open", [False, True])
def test_an_early_code_is_answered_as_an_unknown_one_to_the_byte(still_app: Flask, was_open: bool) -> None:
    hall = make_hall(still_app) if was_open else make_room(still_app, is_open=False)
    if was_open:
        hall.do(shut_door)
    code, other = hall.record.code, "2" * JOIN_SIGNS

    def tell(one: str) -> list[tuple[int, bytes, list[tuple[str, str]]]]:
        asked = [still_app.test_client().post("/doe-mee", data={"code": one})]
        asked.append(still_app.test_client().get(f"/doe-mee/{one}"))
        return [
            (answer.status_code, answer.data.replace(one.encode(), b"CODE"), _lasting(answer.headers))
            for answer in asked
        ]

    assert tell(code) == tell(other)


def _lasting(headers: Headers) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name != "Date"]


def test_opening_the_door_makes_no_seat(hall: Hall) -> None:
    for _ in range(3):
        hall.phone().page(hall.door)
        hall.phone().head(hall.door)
    assert hall.present == 0


def test_the_door_says_what_is_kept_and_what_a_room_can_know(hall: Hall) -> None:
    text = hall.phone().page(hall.door).get_text(" ")
    assert "25 februari 2027" in text
    for told in ("aftrekken", "hetzelfde", "server", "vijf"):
        assert told in text


def test_a_form_that_is_sent_again_gets_the_same_seat(hall: Hall) -> None:
    phone = hall.phone()
    form = read_form(phone.page(hall.door))
    first, second = (phone.submit(hall.door, form) for _ in range(2))
    assert first.location == second.location
    assert hall.present == 1


def test_somebody_else_on_this_device_has_a_seat_of_their_own(hall: Hall) -> None:
    first = hall.join()
    page = first.phone.page(hall.door)
    assert first.sign in page.get_text(" ")
    assert page.find("a", href=f"/deelname/{first.secret}")
    second = hall.join(first.phone)
    assert second.secret != first.secret
    assert hall.present == 2
    assert second.reads()
    assert first.reads()


def test_a_form_without_its_value_makes_nothing(hall: Hall) -> None:
    assert hall.phone().submit(hall.door, {}).status_code == 422
    assert hall.phone().submit(hall.door, {"once": "short"}).status_code == 422
    assert hall.present == 0


def test_a_full_room_and_a_shut_door_say_so(shared_app: Flask) -> None:
    hall = make_hall(shared_app, heads=1)
    late = hall.phone()
    form = read_form(late.page(hall.door))
    people = [hall.join() for _ in range(4)]
    hall.do(move_door, 4)
    for response in (late.submit(hall.door, form), late.get(hall.door)):
        assert response.status_code == 409
        assert "De zaal is vol" in response.text
    hall.shut()
    assert "De deur is dicht" in late.page(hall.door, 409).get_text()
    assert people[0].phone.page(hall.door, 409).find("a", href=people[0].url), "who is in, goes on"
    assert hall.present == 4


def test_another_site_makes_nobody_take_part(hall: Hall) -> None:
    phone = hall.phone()
    form = read_form(phone.page(hall.door))
    assert phone.post(hall.door, data=form, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert hall.present == 0


def test_a_role_is_chosen_where_there_are_roles(shared_app: Flask) -> None:
    hall = make_hall(shared_app, roles=("Communicatie", "Politie"))
    phone = hall.phone()
    form = read_form(phone.page(hall.door))
    missed = phone.submit(hall.door, form)
    assert missed.status_code == 422
    assert "Kies je rol" in missed.text
    assert phone.submit(hall.door, {**form, "role": "Koning"}).status_code == 422
    assert phone.submit(hall.door, {**form, "role": "Politie"}).status_code == 303


def test_a_latecomer_whose_role_nobody_had_counts_in_the_whole_and_makes_no_group(shared_app: Flask) -> None:
    roles = ("Politie", "Communicatie", "Jeugd")
    hall = make_hall(shared_app, roles=roles)
    assert offered(hall) == list(roles), "whoever is early has no other choice"
    people = [hall.join(role=role) for role in roles[:2] for _ in range(5)]
    hall.ask()
    assert offered(hall) == ["Politie", "Communicatie", ""]
    phone = hall.phone()
    form = read_form(phone.page(hall.door))
    form.pop("role", None)
    assert phone.submit(hall.door, form).status_code == 422, "it is chosen, not left out"
    assert phone.submit(hall.door, {**form, "role": "Jeugd"}).status_code == 422
    late = hall.join(phone, role="")
    first = hall.asked.options[0].id
    for one in (*people, late):
        one.send(first)
    hall.show()
    tally = hall.round.tally
    assert tally is not None
    assert tally.counts is not None
    assert (tally.counts.real, tally.groups) == (11, {}), "beside two groups of five the eleventh would be seen"
    assert hall.record.groups == ("Communicatie", "Politie")


def offered(hall: Hall) -> list[str]:
    """Return the roles to choose from at the door."""
    boxes = hall.phone().page(hall.door).select("input[name=role]")
    return [str(box["value"]) for box in boxes]


def test_a_room_about_one_municipality_names_it(shared_app: Flask) -> None:
    hall = make_hall(shared_app, subject=Subject.ONE, municipality="44021")
    assert "Gent" in hall.phone().page(hall.door).get_text(" ")


def test_the_return_code_leads_back_to_the_own_seat_in_this_room_only(hall: Hall, shared_app: Flask) -> None:
    one = hall.join()
    shown = one.open().find(class_="code")
    assert shown is not None
    code = shown.get_text()
    elsewhere = hall.phone()
    back = elsewhere.submit(f"{hall.door}/terug", {"code": code.lower()})
    assert urlsplit(back.location).path == one.url
    assert elsewhere.get(one.url).status_code == 200
    other = make_hall(shared_app)
    assert other.phone().submit(f"{other.door}/terug", {"code": code}).status_code == 422
    assert hall.phone().submit(f"{hall.door}/terug", {"code": ""}).status_code == 422


def test_a_return_code_ends_with_the_room(hall: Hall) -> None:
    one = hall.join()
    shown = one.open().find(class_="code")
    assert shown is not None
    hall.end()
    assert hall.phone().get(hall.door).status_code == 404
    assert one.open().find(class_="code") is None


def test_a_rehearsal_lets_no_phone_in(hall: Hall) -> None:
    with hall.app.app_context():
        copy = write(hall.database, lambda c: copy_for_rehearsal(c, hall.id, draw_free_code(c)))
    write(hall.database, open_room, copy.id, utc_now(), "")
    with hall.app.app_context():
        address = f"/doe-mee/{room_address(copy.code)}"
    assert hall.phone().get(address).status_code == 403
    assert hall.phone().submit(address, {"once": "x" * 21 + "A"}).status_code == 403


def test_who_knows_the_code_of_a_room_cannot_find_a_seat(hall: Hall) -> None:
    one = hall.join()
    with hall.app.app_context():
        assert derive_seat(hall.record.code, "x" * 21 + "A").secret != one.secret
    assert hall.phone().get(f"/deelname/{hall.record.code}").status_code == 404


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_door_speaks_the_language_of_the_room(shared_app: Flask, language: str) -> None:
    hall = make_hall(shared_app, language=language)
    page = hall.phone().page(hall.door)
    assert page.html is not None
    assert page.html["lang"] == language


def test_another_language_can_be_chosen_at_the_door(hall: Hall) -> None:
    phone = hall.phone()
    page = phone.page(hall.door)
    button = page.find("button", attrs={"name": "language"})
    assert button is not None
    response = phone.submit("/taal", {"language": button["value"], "next": hall.door}, follow_redirects=True)
    assert "What can the room know about you?" in response.text


def test_what_a_stranger_puts_behind_the_address_is_not_in_the_page_beside_somebodys_own(hall: Hall) -> None:
    one = hall.join()
    text = one.phone.get(f"{hall.door}?guess={one.secret[:6]}zz").text
    assert one.secret in text
    assert "guess" not in text
