"""Changing and withdrawing a link: asked first, told afterwards, and final at the next request."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask

from tests.webapp.conftest import QuietDrawing
from tests.webapp.links.conftest import FILL_IN, READ, Keeper, fail_to_write, reads
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import read_form, text_of
from webapp.background.registry import get_background
from webapp.links import operations
from webapp.store.audit import Happening
from webapp.store.links import revoke_link

OVER = date(2020, 5, 1)


def test_a_label_and_a_last_day_are_changed_and_the_link_stays_the_same(keeper: Keeper) -> None:
    reader = keeper.give(READ)
    path = f"/links/{keeper.others[0].id}/wijzigen"
    form = keeper.form(path)
    assert form == {"label": ["Schepenen"], "ends": [""]}
    response = keeper.post(path, form, label=" De  schepenen ", ends="1/3/2098")
    assert response.location == f"{keeper.url}/links?melding=link-bewaard"
    assert "Het adres blijft hetzelfde" in reads(keeper.open("/links?melding=link-bewaard"))
    (link,) = keeper.others
    assert (link.label, link.ends) == ("De schepenen", date(2098, 3, 1))
    reader.open("/resultaat")
    assert keeper.form(path)["ends"] == ["2098-03-01"]
    assert (keeper.events[-1].what, keeper.events[-1].detail) == (Happening.LINK_CHANGED, "De schepenen")


def test_a_change_that_changes_nothing_leaves_no_line(keeper: Keeper) -> None:
    keeper.give(READ)
    path = f"/links/{keeper.others[0].id}/wijzigen"
    keeper.post(path, keeper.form(path))
    assert Happening.LINK_CHANGED not in [event.what for event in keeper.events]


def test_an_ended_link_gets_another_label_and_works_again_with_a_later_day(keeper: Keeper) -> None:
    reader = keeper.give(replace(READ, ends=OVER))
    reader.open("/resultaat", 404)
    path = f"/links/{keeper.others[0].id}/wijzigen"
    assert keeper.post(path, keeper.form(path), label="Raad").status_code == 303
    assert keeper.post(path, keeper.form(path), ends="2/5/2020").status_code == 422
    assert keeper.others[0].ends == OVER
    assert keeper.post(path, keeper.form(path), ends="").status_code == 303
    reader.open("/resultaat")


def test_a_refused_change_keeps_what_was_typed(keeper: Keeper) -> None:
    keeper.give(READ)
    response = keeper.post(f"/links/{keeper.others[0].id}/wijzigen", label="", ends="morgen")
    assert response.status_code == 422
    assert read_form(read_page(response.text)) == {"label": [""], "ends": ["morgen"]}
    assert "Er zijn 2 problemen" in text_of(response)


@pytest.mark.parametrize("action", ["wijzigen", "intrekken"])
def test_a_link_of_another_assessment_is_not_there(keeper: Keeper, other_keeper: Keeper, action: str) -> None:
    theirs = other_keeper.give(READ)
    path = f"/links/{other_keeper.others[0].id}/{action}"
    keeper.open(path, 404)
    assert keeper.post(path, label="Mine").status_code == 404
    theirs.open("/resultaat")
    assert other_keeper.others[0].label == "Schepenen"


def test_withdrawing_asks_first_and_says_what_happens(keeper: Keeper) -> None:
    reader = keeper.give(READ)
    text = reads(keeper.open(f"/links/{keeper.others[0].id}/intrekken"))
    for part in ("Schepenen", "Deze pagina bestaat niet", "documenten die nog niet gedownload zijn", "blijft staan"):
        assert part in text
    reader.open("/resultaat")


def test_a_withdrawn_link_is_gone_at_the_next_request_pictures_and_documents_too(keeper: Keeper, app: Flask) -> None:
    get_background(app).drawing = QuietDrawing()
    reader, helper = keeper.give(READ), keeper.give(FILL_IN)
    paths = ("/resultaat", "/documenten", "/documenten/resultaat.json", "/beeld/growth-path.svg", "/actieplan")
    for person in (reader, helper):
        for path in paths:
            person.open(path)
    for link in keeper.others:
        response = keeper.post(f"/links/{link.id}/intrekken")
        assert response.location == f"{keeper.url}/links?melding=link-ingetrokken"
    for person in (reader, helper):
        for path in (*paths, "", "/documenten/rapport.pdf", "/documenten/rapport.pdf/stand", "/actieplan.ics"):
            assert person.client.get(person.url + path).status_code == 404, path
    assert "niemand kan er nog mee binnen" in reads(keeper.open("/links?melding=link-ingetrokken"))
    assert [event.what for event in keeper.events][-2:] == [Happening.LINK_REVOKED] * 2
    assert keeper.events[-1].detail == "Webcareteam"


@pytest.mark.parametrize("action", ["wijzigen", "intrekken"])
def test_a_link_that_was_withdrawn_before_is_told_to_be(keeper: Keeper, action: str) -> None:
    keeper.give(READ)
    link = keeper.others[0]
    write(keeper.database, revoke_link, keeper.record.id, link.id)
    told = f"{keeper.url}/links?melding=link-weg"
    assert keeper.client.get(f"{keeper.url}/links/{link.id}/{action}").location == told
    assert keeper.post(f"/links/{link.id}/{action}", label="Raad").location == told
    assert keeper.others[0].label == "Schepenen"
    assert "al ingetrokken" in reads(keeper.open("/links?melding=link-weg"))


def test_a_withdrawal_that_cannot_be_stored_says_that_the_link_still_works(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = keeper.give(READ)
    path = f"/links/{keeper.others[0].id}/intrekken"
    with monkeypatch.context() as patch:
        patch.setattr(operations, "writing", fail_to_write)
        response = keeper.post(path)
    assert response.status_code == 503
    assert "de link werkt nog" in text_of(response)
    reader.open("/resultaat")
    assert keeper.post(path, read_form(read_page(response.text))).status_code == 303


def test_a_change_that_cannot_be_stored_comes_back(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    keeper.give(READ)
    path = f"/links/{keeper.others[0].id}/wijzigen"
    with monkeypatch.context() as patch:
        patch.setattr(operations, "writing", fail_to_write)
        response = keeper.post(path, label="Raad", ends="31/12/2098")
    assert response.status_code == 503
    assert read_form(read_page(response.text)) == {"label": ["Raad"], "ends": ["31/12/2098"]}


@pytest.mark.parametrize("action", ["wijzigen", "intrekken"])
def test_a_form_of_another_site_changes_nothing(keeper: Keeper, action: str) -> None:
    reader = keeper.give(READ)
    url = f"{keeper.url}/links/{keeper.others[0].id}/{action}"
    response = keeper.client.post(url, data={"label": "Theirs"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert "andere website" in text_of(response)
    reader.open("/resultaat")
    assert keeper.others[0].label == "Schepenen"
