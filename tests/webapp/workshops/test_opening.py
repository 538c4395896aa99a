"""Preparing a workshop, its one page with the link and the recovery code, coming in with them, and rehearsing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import PageClient, open_client
from tests.webapp.reading import read_page
from tests.webapp.visitor import Fields, notice_of, read_form
from tests.webapp.workshops.rooms import Room, make_room
from tests.webapp.workshops.trainers import Trainer
from webapp.clock import today
from webapp.config import Settings
from webapp.store.secrets import hash_secret
from webapp.store.workshops import WorkshopRecord, find_by_trainer
from webapp.web.state import get_state
from webapp.workshops.secrets import room_address

FILLED = {"title": "Managementteam", "municipality": "44021", "heads": "12"}


@pytest.fixture
def client(shared_app: Flask) -> PageClient:
    """A browser, on the application that tests share: each looks only at what it made itself."""
    return open_client(shared_app)


def fill(client: PageClient, **changes: object) -> Fields:
    """Return the form as it opens, filled in."""
    return read_form(client.page("/workshop")) | {  # type: ignore[return-value]
        name: value if isinstance(value, list) else [value] for name, value in {**FILLED, **changes}.items()
    }


def make(client: PageClient, **changes: object) -> TestResponse:
    return client.submit("/workshop", fill(client, **changes))


def secret_on(response: TestResponse) -> str:
    found = read_page(response.text).select_one("#share-url")
    assert found is not None
    return str(found["value"]).rpartition("/")[2]


def codes_on(response: TestResponse) -> list[str]:
    return [one.text for one in read_page(response.text).select(".big-code")]


def stored(app: Flask, secret: str) -> WorkshopRecord | None:
    with get_state(app).database.read() as connection:
        return find_by_trainer(connection, hash_secret(secret))


def test_a_workshop_is_made_with_what_was_filled_in(shared_app: Flask, client: PageClient) -> None:
    response = make(client, roles="communicatie, dienstverlening\nonthaal", pick="voormiddag", wifi="Zaal")
    assert response.status_code == 200
    found = stored(shared_app, secret_on(response))
    assert found is not None
    assert (found.title, found.municipality, found.heads, found.wifi) == ("Managementteam", "44021", 12, "Zaal")
    assert found.roles == ("communicatie", "dienstverlening", "onthaal")
    assert (len(found.items), found.door_limit, found.language) == (20, 15, "nl")


def test_marks_of_direction_are_taken_out_of_title_roles_and_network(shared_app: Flask, client: PageClient) -> None:
    written = {"title": "\u202eStudiedag\u202c \u0634", "roles": "pers\u2067, onthaal", "wifi": "Za\u200eal"}
    found = stored(shared_app, secret_on(make(client, **written)))
    assert found is not None
    assert (found.title, found.roles, found.wifi) == ("Studiedag \u0634", ("pers", "onthaal"), "Zaal")


def test_an_own_choice_of_questions_is_asked_in_the_order_of_the_questionnaire(
    shared_app: Flask, client: PageClient
) -> None:
    own = ["strategy.conditions/training", "webcare.scheme", "next.steps"]
    found = stored(shared_app, secret_on(make(client, pick="eigen", vraag=own)))
    assert found is not None
    assert found.items == ("webcare.scheme", "strategy.conditions/training")


def test_a_room_in_which_each_judges_their_own_has_no_municipality(shared_app: Flask, client: PageClient) -> None:
    found = stored(shared_app, secret_on(make(client, subject="many")))
    assert found is not None
    assert found.municipality == ""


@pytest.mark.parametrize(
    "changes",
    [
        {"title": ""},
        {"title": "x" * 101},
        {"day": ""},
        {"day": (today() - timedelta(days=1)).isoformat()},
        {"day": "31/02/2027"},
        {"municipality": ""},
        {"municipality": "99999"},
        {"subject": "x"},
        {"pick": "x"},
        {"pick": "eigen"},
        {"heads": "0"},
        {"heads": "veel"},
        {"heads": "9" * 400},
        {"roles": "alleen één"},
        {"roles": "\n".join(map(str, range(13)))},
        {"language": "xx"},
        {"wifi": "x" * 61},
    ],
)
def test_what_cannot_be_comes_back_with_the_reason_beside_it(client: PageClient, changes: dict[str, str]) -> None:
    response = make(client, **changes)
    assert response.status_code == 422
    page = read_page(response.text)
    for link in page.select(".error-summary a"):
        assert page.select_one(str(link["href"]).replace(".", "\\.")) is not None
    assert len(page.select(".error-summary a")) == 1
    assert read_form(page)["heads"] == [changes.get("heads", FILLED["heads"])]


def test_a_second_sending_makes_no_second_workshop_and_shows_the_same(client: PageClient) -> None:
    form = fill(client)
    first, second = client.submit("/workshop", form), client.submit("/workshop", form)
    assert (secret_on(first), codes_on(first)) == (secret_on(second), codes_on(second))
    assert "twee keer" in second.text


def test_once_it_is_open_its_link_is_on_no_page_any_more(client: PageClient) -> None:
    form = fill(client)
    response = client.submit("/workshop", form)
    secret, (recovery, code) = secret_on(response), codes_on(response)
    lead = client.get(f"/workshop/begeleider/{secret}").location
    start = client.page(lead).select_one("form [data-next]")
    assert start is not None
    fields = {str(one["name"]): str(one["value"]) for one in start.find_parent("form").select("input")}  # type: ignore[union-attr]
    assert client.submit(f"{lead}/begin", fields).status_code == 303
    assert notice_of(client.submit("/workshop", form)) == "workshop-al-geopend"
    for path in ("", "/stand", "/deur", "/kaart", "/verslag", "/einde", "/wissen"):
        text = client.get(lead + path).text
        assert secret not in text
        assert recovery not in text
        assert recovery.replace(" ", "") not in text
    assert code in client.get(f"{lead}/kaart").text


def test_the_link_is_changed_for_a_cookie_that_scripts_and_other_sites_do_not_get(
    shared_app: Flask, client: PageClient
) -> None:
    secret = secret_on(make(client))
    elsewhere = shared_app.test_client()
    response = elsewhere.get(f"/workshop/begeleider/{secret}")
    (cookie,) = response.headers.getlist("Set-Cookie")
    assert response.status_code == 303
    assert {"HttpOnly", "SameSite=Lax", "Path=/workshop/leiden"} <= {part.strip() for part in cookie.split(";")}
    assert secret not in cookie
    assert secret not in response.location
    assert elsewhere.get(response.location).status_code == 200


def test_the_recovery_code_opens_it_elsewhere_and_replaces_link_code_and_cookies(
    shared_app: Flask, client: PageClient
) -> None:
    response = make(client)
    secret, (recovery, _) = secret_on(response), codes_on(response)
    lead = client.get(f"/workshop/begeleider/{secret}").location
    elsewhere = open_client(shared_app)
    form = read_form(elsewhere.page("/workshop/terug")) | {"code": [recovery.lower().replace(" ", "-")]}
    taken = elsewhere.submit("/workshop/terug", form)
    again = elsewhere.submit("/workshop/terug", form)
    assert secret_on(taken) == secret_on(again) != secret
    assert codes_on(taken)[0] == codes_on(again)[0] != recovery
    assert elsewhere.get(lead).status_code == 200
    assert client.get(lead).status_code == 404
    assert client.get(f"/workshop/begeleider/{secret}").status_code == 404
    late = read_form(elsewhere.page("/workshop/terug")) | {"code": [recovery]}
    assert elsewhere.submit("/workshop/terug", late).status_code == 422


@pytest.mark.parametrize("code", ["", "222", "2222222222", "'; DROP", "é" * 40])
def test_a_wrong_recovery_code_opens_nothing_and_can_be_mended(client: PageClient, code: str) -> None:
    form = read_form(client.page("/workshop/terug")) | {"code": [code]}
    response = client.submit("/workshop/terug", form)
    assert response.status_code == 422
    assert not response.headers.getlist("Set-Cookie")


def test_guessing_recovery_codes_has_to_wait(still_app: Flask) -> None:
    client = open_client(still_app)
    form = read_form(client.page("/workshop/terug"))
    answers = [client.submit("/workshop/terug", form | {"code": [f"22222{n:05d}"]}).status_code for n in range(61)]
    assert answers == [422] * 60 + [429]


@pytest.fixture
def asking_app(settings: Settings) -> Iterator[Flask]:
    application = start_app(replace(settings, workshop_code="appelboom", new_workshops_per_hour=2))
    yield application
    stop_app(application)


def test_an_installation_can_ask_an_opening_code_and_let_one_address_make_only_so_many(asking_app: Flask) -> None:
    client = open_client(asking_app)
    assert make(client).status_code == 422
    assert make(client, opening_code="perenboom").status_code == 422
    assert [make(client, opening_code="appelboom").status_code for _ in range(3)] == [200, 200, 429]


def test_another_language_is_chosen_without_losing_what_was_typed(client: PageClient) -> None:
    response = client.submit("/workshop", fill(client, taal="en"))
    page = read_page(response.text)
    assert response.status_code == 200
    assert page.select("#share-url") == []
    assert read_form(page)["title"] == ["Managementteam"]
    assert "Prepare a workshop" in page.get_text()


def test_where_no_opening_code_is_asked_the_form_has_no_place_for_one(client: PageClient) -> None:
    assert client.page("/workshop").select("#opening_code") == []


def test_what_is_prepared_can_be_changed_until_the_door_opens(shared_app: Flask) -> None:
    trainer = Trainer(make_room(shared_app, is_open=False))
    form = read_form(trainer.open("/wijzigen"))
    assert form["title"] == [trainer.room.record.title]
    assert form["vraag"] == list(trainer.room.record.items)
    codes = (trainer.room.record.code, trainer.room.record.trainer_hash)
    assert trainer.client.submit(f"{trainer.url}/wijzigen", form | {"title": [""]}).status_code == 422
    changed = form | {"title": ["Studiedag"], "pick": ["uur"], "heads": ["30"], "vraag": []}
    assert notice_of(trainer.client.submit(f"{trainer.url}/wijzigen", changed)) == "workshop-aangepast"
    record = trainer.room.record
    assert (record.title, len(record.items), record.heads, record.door_limit) == ("Studiedag", 8, 30, 33)
    assert (record.code, record.trainer_hash) == codes
    assert notice_of(trainer.client.submit(f"{trainer.url}/wijzigen", changed)) == "workshop-intussen-verder"
    trainer.go_on()
    assert notice_of(trainer.client.get(f"{trainer.url}/wijzigen")) == "workshop-kan-nu-niet"


def test_the_card_shows_the_way_in_and_never_what_opens_it_for_the_trainer(room: Room) -> None:
    text = Trainer(room).read("/kaart")
    code = room.record.code
    assert f"{code[:3]} {code[3:]}" in text
    assert room.record.title in text
    assert "doe-mee" in text


def test_a_rehearsal_is_a_room_of_its_own_with_invented_people_that_no_phone_enters(shared_app: Flask) -> None:
    trainer = Trainer(make_room(shared_app, is_open=False))
    lead = trainer.press(f"form[action='{trainer.url}/oefenen'] button").location.partition("?")[0]
    assert lead != trainer.url
    page = trainer.client.page(lead)
    assert "60 mensen zijn binnen" in page.get_text(" ")
    for _ in range(4):
        page = trainer.client.page(lead)
        assert trainer.press(page=page).status_code == 303
    with shared_app.test_request_context():
        door = room_address("".join(str(trainer.client.page(lead).select_one(".big-code").text).split()))  # type: ignore[union-attr]
    assert trainer.client.submit(f"/doe-mee/{door}", {"once": "x" * 21 + "A"}).status_code != 303
    assert "60 mensen zijn binnen" in trainer.client.page(lead).get_text(" ")
    report = json.loads(trainer.client.get(f"{lead}/verslag/cijfers.json").text)
    assert report["rounds"][0]["counts"]["real"] > 40
    assert trainer.room.record.revision == 0
    assert json.loads(trainer.client.get(f"{trainer.url}/verslag/cijfers.json").text)["rounds"] == []


def test_from_a_rehearsal_somebody_comes_back_to_the_workshop_itself(shared_app: Flask) -> None:
    trainer = Trainer(make_room(shared_app, is_open=False))
    lead = trainer.press(f"form[action='{trainer.url}/oefenen'] button").location.partition("?")[0]
    assert trainer.client.page(lead).select(f"main a[href='{trainer.url}']")
    assert not trainer.open().select(f"main header a[href='{trainer.url}']")
    page = trainer.client.page(f"{lead}/wissen")
    assert "Alleen de oefening" in page.get_text(" ")
    deleted = trainer.client.submit(f"{lead}/wissen", read_form(page))
    assert deleted.location.partition("?")[0] == trainer.url
    assert notice_of(deleted) == "oefening-gewist"
    assert trainer.client.get(lead).status_code == 404
    assert "Alleen de oefening" not in trainer.read("/wissen")


def test_a_workshop_is_planned_a_year_ahead_at_most(client: PageClient) -> None:
    far = today() + timedelta(days=367)
    assert make(client, day=far.isoformat()).status_code == 422
    assert make(client, day=(far - timedelta(days=1)).isoformat()).status_code == 200
