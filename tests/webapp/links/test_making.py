"""Making a link: it is shown once, opens what was chosen, and a form that is sent twice makes one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.webapp.conftest import start_app, stop_app
from tests.webapp.links.conftest import Keeper, fail_to_write, reads, shown_secret
from tests.webapp.page_client import open_client
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import read_form, text_of
from webapp.config import Settings
from webapp.links import operations
from webapp.store.audit import Happening
from webapp.store.links import MOST_LINKS, NewLink, Scope, create_link, revoke_link
from webapp.store.secrets import hash_secret


def test_a_link_to_read_is_shown_with_a_picture_and_a_text_and_opens_the_result(keeper: Keeper) -> None:
    response = keeper.make(label="Schepenen", ends="31/12/2098")
    page = read_page(response.text)
    secret = shown_secret(response)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    assert page.select_one(".qr svg path")
    mail = page.find("textarea", id="share-mail")
    assert mail is not None
    assert secret in mail.get_text()
    assert "Gent" in mail.get_text()
    assert "tot en met 31 december 2098" in mail.get_text()
    (link,) = keeper.others
    assert (link.scope, link.label, link.with_notes, link.ends) == (Scope.READ, "Schepenen", False, date(2098, 12, 31))
    assert link.made_by == keeper.links[0].actor
    assert link.last_used is None
    reader = keeper.hand_over(secret)
    assert reader.client.get(reader.url).location.endswith("/resultaat")
    reader.open("/resultaat")
    reader.open("/vragen/webcare", 404)


@pytest.mark.parametrize(
    ("opens", "scope", "with_notes"),
    [("read", Scope.READ, False), ("read_with_notes", Scope.READ, True), ("fill_in", Scope.FILL_IN, True)],
)
def test_what_was_chosen_is_what_it_opens(keeper: Keeper, opens: str, scope: Scope, with_notes: bool) -> None:
    assert keeper.make(label="Team", opens=opens).status_code == 200
    (link,) = keeper.others
    assert (link.scope, link.with_notes) == (scope, with_notes)


def test_the_form_chooses_the_least_by_itself(keeper: Keeper) -> None:
    assert keeper.form()["opens"] == ["read"]


def test_a_form_that_is_sent_twice_makes_one_link_and_shows_it_again(keeper: Keeper) -> None:
    form = keeper.form()
    first, second = (keeper.make(form, label="Schepenen") for _ in range(2))
    assert shown_secret(first) == shown_secret(second)
    assert "was al gemaakt" in text_of(second)
    assert "was al gemaakt" not in text_of(first)
    assert len(keeper.others) == 1
    assert [event.what for event in keeper.events].count(Happening.LINK_MADE) == 1


def test_a_second_form_makes_a_second_link(keeper: Keeper) -> None:
    assert shown_secret(keeper.make(label="Schepenen")) != shown_secret(keeper.make(label="Schepenen"))
    assert len(keeper.others) == 2


def test_a_form_that_is_sent_again_after_the_link_was_withdrawn_says_so(keeper: Keeper) -> None:
    form = keeper.form()
    keeper.make(form, label="Schepenen")
    write(keeper.database, revoke_link, keeper.record.id, keeper.others[0].id)
    response = keeper.make(form, label="Schepenen")
    assert response.location.endswith("/links?melding=link-weg")
    assert len(keeper.others) == 1


def test_the_same_form_value_at_another_assessment_makes_another_link(keeper: Keeper, other_keeper: Keeper) -> None:
    form = keeper.form()
    mine, theirs = shown_secret(keeper.make(form, label="A")), shown_secret(other_keeper.make(form, label="A"))
    assert mine != theirs
    assert len(other_keeper.others) == 1


@pytest.mark.parametrize("once", ["", "short", "x" * 23, "é" * 22])
def test_a_form_without_its_value_makes_nothing_and_comes_back_with_one(keeper: Keeper, once: str) -> None:
    response = keeper.make(label="Schepenen", once=once)
    assert response.status_code == 422
    again = read_form(read_page(response.text))
    assert again["label"] == ["Schepenen"]
    assert not keeper.others
    assert keeper.make(again).status_code == 200


@pytest.mark.parametrize(
    ("field", "typed", "problem"),
    [
        ("label", " \t ", "voor wie of waarvoor"),
        ("label", "x" * 61, "61 tekens"),
        ("ends", "31/2/2098", "bestaat niet"),
        ("ends", "1/1/2001", "voorbij"),
        ("ends", "1/1/2345", "tussen 2000 en 2099"),
        ("opens", "all", "Kies wat"),
    ],
)
def test_a_refused_form_says_what_to_do_and_keeps_what_was_typed(
    keeper: Keeper, field: str, typed: str, problem: str
) -> None:
    sent = {"label": "Schepenen", "ends": "31/12/2098", "opens": "fill_in", field: typed}
    form = keeper.form()
    response = keeper.make(form, **sent)
    assert response.status_code == 422
    page = read_page(response.text)
    summary = page.select_one(".error-summary")
    assert summary is not None
    assert problem in " ".join(summary.get_text().split())
    link = summary.select_one("a")
    assert link is not None
    assert page.select_one(str(link["href"]))
    again = read_form(page)
    assert again["once"] == form["once"]
    for name, value in sent.items():
        assert again.get(name, [""])[0].strip() == (value.strip() if (name, value) != ("opens", "all") else ""), name
    assert not keeper.others


def test_a_label_with_signs_of_html_and_of_a_format_is_shown_as_it_is(keeper: Keeper) -> None:
    response = keeper.make(label="50%(label)s <b>&")
    assert "50%(label)s <b>&" in text_of(response)
    assert "50%(label)s <b>&" in reads(keeper.open("/links"))


def test_there_is_no_room_for_more_than_fifty(keeper: Keeper) -> None:
    for number in range(MOST_LINKS - 2):
        write(keeper.database, create_link, keeper.record.id, NewLink(label=str(number)), keeper.links[0].actor)
    form = keeper.form()
    assert keeper.make(label="The last").status_code == 200
    response = keeper.make(form, label="One too many")
    assert response.status_code == 409
    assert "al 50 links" in text_of(response)
    assert read_form(read_page(response.text))["label"] == ["One too many"]
    page = keeper.open("/links")
    assert "geen plaats" in reads(page)
    assert not page.find("a", href=f"{keeper.url}/links/nieuw")
    write(keeper.database, revoke_link, keeper.record.id, keeper.others[0].id)
    assert keeper.make(form, label="One").status_code == 200


def test_a_form_of_another_site_comes_back_with_a_value_that_the_other_site_does_not_know(keeper: Keeper) -> None:
    form = keeper.form()
    response = keeper.client.post(
        f"{keeper.url}/links/nieuw", data={**form, "label": "Schepenen"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert response.status_code == 403
    again = read_form(read_page(response.text))
    assert again["label"] == ["Schepenen"]
    assert again["once"] != form["once"]
    assert not keeper.others


def test_a_form_comes_back_when_it_cannot_be_stored_and_works_later(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = keeper.form()
    with monkeypatch.context() as patch:
        patch.setattr(operations, "writing", fail_to_write)
        response = keeper.make(form, label="Schepenen", ends="31/12/2098")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    again = read_form(read_page(response.text))
    assert (again["label"], again["ends"], again["once"]) == (["Schepenen"], ["31/12/2098"], form["once"])
    assert keeper.make(again).status_code == 200


def test_what_is_shown_stands_nowhere_in_the_database(keeper: Keeper) -> None:
    form = keeper.form()
    secret = shown_secret(keeper.make(form, label="Schepenen"))
    folder = keeper.database.path.parent
    stored = b"".join(path.read_bytes() for path in folder.glob("*.sqlite3*"))
    assert hash_secret(secret) in stored
    assert secret.encode() not in stored
    assert form["once"][0].encode() not in stored


def test_two_processes_that_get_the_same_form_make_one_link(keeper: Keeper, settings: Settings) -> None:
    form = keeper.form()
    first = shown_secret(keeper.make(form, label="Schepenen"))
    another = start_app(settings)
    client = open_client(another)
    second = shown_secret(client.submit(f"{keeper.url}/links/nieuw", {**form, "label": "Schepenen"}))
    stop_app(another)
    assert first == second
    assert len(keeper.others) == 1
