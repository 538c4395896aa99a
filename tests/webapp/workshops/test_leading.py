"""Leading a room: step by step, only on what was seen, and with nothing on the page that the room may not see."""

from __future__ import annotations

import json
from dataclasses import replace
from uuid import uuid4

import pytest
from flask import Flask

from assessment.model import UNKNOWN
from assessment.workshops.door import MOST_HEADS
from tests.webapp.page_client import open_client
from tests.webapp.reading import read_page
from tests.webapp.visitor import notice_of
from tests.webapp.workshops.rooms import NEW, Room, Seated, make_room, read_files
from tests.webapp.workshops.trainers import Trainer, without_clock
from webapp.store.rounds import RoundRecord, get_round, list_rounds
from webapp.store.secrets import hash_secret
from webapp.store.workshops import RoomState, Subject

SCHEME = "webcare.scheme"
STEPS = (["yes"] * 6, ["yes"] * 3 + ["no"] * 3, ["no"] * 6)


@pytest.fixture
def trainer(room: Room) -> Trainer:
    """Whoever leads a room in which each judges their own municipality."""
    return Trainer(room)


@pytest.fixture
def trainer_of_one(shared_app: Flask) -> Trainer:
    """Whoever leads a room about one municipality."""
    return Trainer(make_room(shared_app, replace(NEW, subject=Subject.ONE, municipality="44021")))


def current(trainer: Trainer) -> RoundRecord:
    with trainer.room.database.read() as connection:
        found = get_round(connection, trainer.room.record.round_id or 0)
    assert found is not None
    return found


def answer(trainer: Trainer, people: list[Seated], names: list[str], number: int = 1) -> None:
    for person, name in zip(people, names, strict=True):
        trainer.room.vote(person, current(trainer), name, number=number)


def test_a_room_is_opened_and_led_through_a_question_by_the_one_button_that_comes_next(shared_app: Flask) -> None:
    trainer = Trainer(make_room(shared_app, is_open=False))
    trainer.go_on()
    assert trainer.room.record.door_open
    people = trainer.room.sit(6)
    trainer.go_on()
    assert current(trainer).stage == "prepared"
    assert trainer.press(klok="90").status_code == 303
    assert current(trainer).timer_seconds == 90
    assert "data-clock" in trainer.client.get(trainer.url).text
    answer(trainer, people, ["always"] * 6)
    assert "6 van 6 antwoordden" in trainer.read()
    assert "houden niet bij wie nog kijkt" in trainer.read()
    trainer.go_on(2)
    assert current(trainer).stage == "revealed"
    assert "6 mensen antwoordden" in trainer.read()
    trainer.go_on()
    assert current(trainer).item == SCHEME


def test_skipping_drops_the_answers_and_the_question_can_be_asked_again(trainer: Trainer) -> None:
    people = trainer.room.sit(6)
    trainer.go_on(2)
    answer(trainer, people, ["always"] * 6)
    skipped = current(trainer)
    assert notice_of(trainer.press("[value=overslaan]")) == "ronde-overgeslagen"
    with trainer.room.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM vote WHERE round_id = ?", (skipped.id,)).fetchone()[0] == 0
    trainer.go_on()
    assert current(trainer).item == skipped.item


def test_of_skipped_answers_nothing_is_left_in_the_files(trainer: Trainer) -> None:
    room = trainer.room
    people = room.sit(6)
    trainer.go_on(2)
    answer(trainer, people, ["always"] * 6)
    traces = [uuid4().hex for _ in people]
    with room.database.write() as connection:
        for person, trace in zip(people, traces, strict=True):
            connection.execute("UPDATE vote SET answer = ? WHERE seat_id = ?", (trace, person.record.id))
    assert all(trace.encode() in read_files(room.database) for trace in traces)
    trainer.press("[value=overslaan]")
    assert not any(trace.encode() in read_files(room.database) for trace in traces)


def test_after_the_talk_the_room_answers_once_more_and_both_rounds_stand_beside_each_other(trainer: Trainer) -> None:
    people = trainer.room.sit(6)
    for _ in range(2):
        trainer.go_on(2) if current_no(trainer) == 0 else trainer.go_on()
        answer(trainer, people, ["always"] * 6 if current(trainer).no == 1 else ["never"] * 6)
        trainer.go_on(2)
        if current(trainer).no == 1:
            assert trainer.press("[value=opnieuw]").status_code == 303
    text = trainer.read()
    assert "Voor het gesprek" in text
    assert trainer.open().select("[value=opnieuw]") == []


def current_no(trainer: Trainer) -> int:
    """Return which round the room is at; 0 for none."""
    return current(trainer).no if trainer.room.record.round_id else 0


def test_a_command_on_a_page_that_is_behind_changes_nothing_and_says_so(trainer: Trainer) -> None:
    first, second = trainer.open(), trainer.open()
    assert trainer.press(page=first).status_code == 303
    before = (trainer.room.record, current(trainer))
    response = trainer.press(page=second)
    assert notice_of(response) == "workshop-intussen-verder"
    assert (trainer.room.record, current(trainer)) == before
    assert "Er is niets gebeurd" in read_page(trainer.client.get(response.location).text).get_text()


@pytest.mark.parametrize("revision", ["", "-1", "x", "9" * 40])
def test_a_command_without_a_revision_changes_nothing(trainer: Trainer, revision: str) -> None:
    response = trainer.send("/ronde", doe="klaarzetten", vraag=SCHEME, revision=revision)
    assert notice_of(response) == "workshop-intussen-verder"
    assert trainer.room.record.round_id is None


@pytest.mark.parametrize("act", ["openen", "sluiten", "tonen", "overslaan", "opnieuw", "terugtonen"])
def test_what_cannot_be_done_at_this_stage_changes_nothing(trainer: Trainer, act: str) -> None:
    response = trainer.send("/ronde", doe=act, vraag=SCHEME, ronde="1")
    assert notice_of(response) == "workshop-kan-nu-niet"
    assert trainer.room.record.revision == trainer.room.record.revision
    with trainer.room.database.read() as connection:
        assert list_rounds(connection, trainer.room.id) == ()


def test_a_round_is_shown_once_and_never_opened_again(trainer: Trainer) -> None:
    trainer.go_on(4)
    shown = current(trainer)
    for act in ("openen", "sluiten", "tonen", "overslaan"):
        assert notice_of(trainer.send("/ronde", doe=act)) == "workshop-kan-nu-niet"
    assert notice_of(trainer.send("/ronde", doe="klaarzetten", vraag=shown.item)) == "workshop-kan-nu-niet"
    assert current(trainer) == shown


def test_a_command_without_the_token_of_the_page_is_refused(trainer: Trainer) -> None:
    before = trainer.room.record
    for path in ("/ronde", "/deur", "/wegsturen", "/einde", "/wissen", "/handen", "/afspraak", "/oefenen", "/begin"):
        for token in ("", "x", make_room(trainer.room.app).token):
            assert trainer.send(path, token=token, doe="klaarzetten", vraag=SCHEME).status_code == 403
    assert trainer.room.record == before


def test_a_form_of_another_site_is_refused(trainer: Trainer) -> None:
    fields = {"token": trainer.room.token, "revision": str(trainer.room.record.revision), "doe": "klaarzetten"}
    response = trainer.client.post(f"{trainer.url}/ronde", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_before_the_reveal_no_page_of_the_trainer_hangs_on_what_was_answered(trainer: Trainer) -> None:
    people = trainer.room.sit(6)
    trainer.go_on(2)
    for stage in ("open", "closed"):
        if stage == "closed":
            trainer.go_on()
        seen = set()
        for number, names in enumerate(STEPS, start=1):
            if stage == "open":
                set_answers(trainer, people, names, number)
            seen.add(
                tuple(look(trainer, path) for path in ("", "/stand", "/deur", "/verslag", "/verslag/cijfers.json"))
            )
        assert len(seen) == 1, stage


def set_answers(trainer: Trainer, people: list[Seated], names: list[str], number: int) -> None:
    """Let the room answer the question that is open: the first or the last of its list."""
    options = trainer.room.item(current(trainer).item).options
    chosen = [options[0].id if name == "yes" else options[-1].id for name in names]
    answer(trainer, people, chosen, number)


def look(trainer: Trainer, path: str) -> tuple[bytes, str | None, str | None]:
    response = trainer.client.get(trainer.url + path)
    body = without_clock(response.text).encode()
    return body, response.headers.get("ETag"), response.headers.get("Content-Length")


def test_the_page_says_how_many_of_those_present_answered_and_never_who(trainer: Trainer) -> None:
    people = trainer.room.sit(6)
    trainer.go_on(2)
    answer(trainer, people[:4], ["always"] * 4)
    text = trainer.client.get(trainer.url).text
    assert "4 van 6 antwoordden" in text
    for person in people:
        assert person.record.sign not in text
        assert person.secret not in text


def test_the_room_agrees_on_an_answer_once_it_has_seen_the_spread(trainer_of_one: Trainer) -> None:
    trainer = trainer_of_one
    people = trainer.room.sit(6)
    trainer.go_on(2)
    mask = [str(one["value"]) for one in trainer.open().select("[name=afspraak]")]
    assert mask == []
    answer(trainer, people, ["always"] * 5 + [UNKNOWN])
    trainer.go_on(2)
    choices = [str(one["value"]) for one in trainer.open().select("[name=afspraak]")]
    said = "Het onthaal ziet het\r\nanders."
    response = trainer.send("/afspraak", ronde=trainer.round_id(), afspraak=choices[2], anders=said)
    assert notice_of(response) == "afspraak-bewaard"
    assert (current(trainer).agreed, current(trainer).dissent) == (choices[2], "Het onthaal ziet het\nanders.")
    assert "Het onthaal ziet het" in trainer.client.get(f"{trainer.url}/verslag").text
    assert trainer.send("/afspraak", ronde=trainer.round_id(), afspraak="", anders="").status_code == 303
    assert current(trainer).agreed is None


def test_what_was_agreed_stands_on_in_the_round_after_the_talk_and_is_replaced_there(trainer_of_one: Trainer) -> None:
    trainer = trainer_of_one
    trainer.go_on(4)
    mask = str(trainer.open().select("[name=afspraak]")[2]["value"])
    trainer.send("/afspraak", ronde=trainer.round_id(), afspraak=mask, anders="Het onthaal.")
    trainer.press("[value=opnieuw]")
    trainer.go_on(3)
    page = trainer.open()
    assert [one["value"] for one in page.select("[name=afspraak][checked]")] == [mask]
    assert "Het onthaal." in str(page.select_one("#anders"))
    trainer.send("/afspraak", ronde=trainer.round_id(), afspraak="", anders="")
    assert [one["value"] for one in trainer.open().select("[name=afspraak][checked]")] == [""]
    assert "Het onthaal." not in trainer.client.get(f"{trainer.url}/verslag").text


def test_a_dissent_that_is_too_long_comes_back_with_the_answer_that_was_chosen(trainer_of_one: Trainer) -> None:
    trainer = trainer_of_one
    trainer.go_on(4)
    mask = str(trainer.open().select("[name=afspraak]")[2]["value"])
    refused = trainer.send("/afspraak", ronde=trainer.round_id(), afspraak=mask, anders="x" * 1001)
    assert refused.status_code == 422
    page = read_page(refused.text)
    assert [one["value"] for one in page.select("[name=afspraak][checked]")] == [mask]
    assert "x" * 1001 in str(page.select_one("#anders"))


def test_after_a_question_was_skipped_nobody_reads_that_the_first_one_is_next(trainer: Trainer) -> None:
    assert "eerste vraag" in trainer.read()
    trainer.go_on(6)
    trainer.press("[value=overslaan]")
    assert "eerste vraag" not in trainer.read()


def test_the_door_of_the_largest_room_can_be_moved(shared_app: Flask) -> None:
    trainer = Trainer(make_room(shared_app, replace(NEW, heads=MOST_HEADS)))
    limit = str(trainer.room.record.door_limit)
    assert trainer.open("/deur").select_one("#grens")["value"] == limit  # type: ignore[index]
    assert notice_of(trainer.send("/deur", grens=limit, deur="dicht")) == "deur-aangepast"


@pytest.mark.parametrize("fields", [{"afspraak": "11"}, {"afspraak": "x" * 9}, {"anders": "x" * 1001}])
def test_an_agreed_answer_that_cannot_be_comes_back_with_what_was_typed(
    trainer_of_one: Trainer, fields: dict[str, str]
) -> None:
    trainer_of_one.go_on(4)
    response = trainer_of_one.send("/afspraak", ronde=trainer_of_one.round_id(), **{"anders": "Toch niet.", **fields})
    assert response.status_code == 422
    assert fields.get("anders", "Toch niet.") in response.text
    assert current(trainer_of_one).agreed is None


def test_where_each_judges_their_own_nothing_is_agreed_on(trainer: Trainer) -> None:
    trainer.go_on(4)
    assert trainer.open().select("[name=afspraak]") == []
    response = trainer.send("/afspraak", ronde=trainer.round_id(), afspraak="", anders="Toch")
    assert notice_of(response) == "workshop-kan-nu-niet"
    assert current(trainer).dissent == ""


def test_hands_stand_apart_and_make_no_answer_of_four_people_shown(trainer: Trainer) -> None:
    people = trainer.room.sit(4)
    trainer.go_on(2)
    answer(trainer, people, ["always"] * 4)
    trainer.go_on(2)
    fields = {f"handen-{option.id}": "7" for option in trainer.room.item(current(trainer).item).options}
    assert notice_of(trainer.send("/handen", ronde=trainer.round_id(), **fields)) == "handen-bewaard"
    assert current(trainer).hands == (7,) * len(fields)
    assert "Minder dan 5 mensen" in trainer.read()


@pytest.mark.parametrize("written", ["-1", "1,5", "veel", "1000"])
def test_hands_that_are_no_number_come_back(trainer: Trainer, written: str) -> None:
    trainer.go_on(4)
    option = trainer.room.item(current(trainer).item).options[0]
    response = trainer.send("/handen", ronde=trainer.round_id(), **{f"handen-{option.id}": written})
    assert response.status_code == 422
    assert current(trainer).hands is None


def test_the_door_is_moved_shut_and_opened(trainer: Trainer) -> None:
    trainer.room.sit(3)
    assert notice_of(trainer.send("/deur", grens="80", deur="dicht")) == "deur-aangepast"
    assert (trainer.room.record.door_limit, trainer.room.record.door_open) == (80, False)
    assert notice_of(trainer.send("/deur", grens="80", deur="open")) == "deur-aangepast"
    assert trainer.room.record.door_open
    for wrong in ("2", "0", "x", "9999", ""):
        assert trainer.send("/deur", grens=wrong, deur="open").status_code == 422
    assert trainer.room.record.door_limit == 80


def test_a_disturber_is_sent_away_by_the_sign_on_the_phone_between_rounds(trainer: Trainer) -> None:
    people = trainer.room.sit(6)
    sign = people[0].record.sign
    assert sign not in trainer.client.get(f"{trainer.url}/deur").text
    trainer.go_on(2)
    assert notice_of(trainer.send("/wegsturen", teken=sign)) == "workshop-kan-nu-niet"
    assert trainer.open("/deur").select("#teken") == []
    trainer.go_on(2)
    for wrong in ("", "2222", "te lang om een teken te zijn"):
        assert trainer.send("/wegsturen", teken=wrong).status_code == 422
    assert notice_of(trainer.send("/wegsturen", teken=f" {sign[:2].lower()} {sign[2:]}")) == "deelname-verwijderd"
    assert "5 mensen zijn binnen" in trainer.read()


def test_what_was_shown_before_can_be_shown_again(trainer: Trainer) -> None:
    trainer.go_on(4)
    first = current(trainer)
    trainer.go_on(4)
    assert trainer.press("[value=terugtonen]").status_code == 303
    assert current(trainer) == first


def test_a_session_ends_and_can_only_be_read_then(trainer: Trainer) -> None:
    trainer.go_on(4)
    assert trainer.press("main form .button", path="/einde").status_code == 303
    assert trainer.room.record.state is RoomState.ENDED
    assert "De sessie is afgelopen" in trainer.read()
    assert trainer.open().select(".lead-stage form") == []
    assert notice_of(trainer.send("/ronde", doe="klaarzetten", vraag=SCHEME)) == "workshop-kan-nu-niet"


def test_a_workshop_is_deleted_with_all_that_was_in_it(trainer: Trainer) -> None:
    people = trainer.room.sit(6)
    trainer.go_on(2)
    answer(trainer, people, ["always"] * 6)
    url, number = trainer.url, trainer.room.id
    response = trainer.press("main form .button", path="/wissen")
    assert notice_of(response) == "workshop-gewist"
    assert trainer.client.get(url).status_code == 404
    with trainer.room.database.read() as connection:
        for table in ("seat", "round"):
            query = f"SELECT count(*) FROM {table} WHERE workshop_id = ?"  # noqa: S608 (constants of ours)
            assert connection.execute(query, (number,)).fetchone()[0] == 0


def test_whoever_asks_for_the_head_of_a_page_alone_ends_and_deletes_nothing(trainer: Trainer) -> None:
    for path in ("/einde", "/wissen"):
        head = trainer.client.head(trainer.url + path)
        assert (head.status_code, head.data) == (200, b"")
        assert trainer.client.get(trainer.url + path).status_code == 200


def test_of_a_deleted_workshop_nothing_is_left_in_the_files(trainer: Trainer) -> None:
    room = trainer.room
    title, seat = uuid4().hex, hash_secret(room.sit()[0].secret)
    with room.database.write() as connection:
        connection.execute("UPDATE workshop SET title = ? WHERE id = ?", (title, room.id))
    assert title.encode() in read_files(room.database)
    assert seat in read_files(room.database)
    assert trainer.press("main form .button", path="/wissen").status_code == 303
    assert title.encode() not in read_files(room.database)
    assert seat not in read_files(room.database)


def test_how_the_room_stands_is_sent_once_for_as_long_as_nothing_changes(trainer: Trainer) -> None:
    first = trainer.client.get(f"{trainer.url}/stand")
    again = trainer.client.get(f"{trainer.url}/stand", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    trainer.go_on()
    after = trainer.client.get(f"{trainer.url}/stand", headers={"If-None-Match": first.headers["ETag"]})
    assert after.status_code == 200
    assert json.loads(after.text)["revision"] == json.loads(first.text)["revision"] + 1


def test_another_browser_leads_nothing(trainer: Trainer) -> None:
    other = open_client(trainer.room.app)
    for path in ("", "/stand", "/deur", "/kaart", "/verslag", "/verslag/cijfers.json", "/einde", "/wissen"):
        assert other.get(trainer.url + path).status_code == 404
