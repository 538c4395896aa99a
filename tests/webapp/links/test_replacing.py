"""Replacing the own link: the old one is gone, and nobody is left without one, however often they click."""

from __future__ import annotations

import pytest

from tests.webapp.links.conftest import READ, Keeper, fail_to_write, reads
from tests.webapp.reading import read_page
from tests.webapp.visitor import read_form, text_of
from webapp.links import operations
from webapp.store.audit import Happening
from webapp.web.visit import Visit

PATH = "/links/vervangen"


def test_it_asks_first_and_says_that_bookmarks_stop_too(keeper: Keeper) -> None:
    text = reads(keeper.open(PATH))
    for part in ("bladwijzers", "andere toestellen", "andere links blijven werken"):
        assert part in text
    assert len(keeper.links) == 1


def test_the_old_own_link_is_gone_and_the_visitor_stands_on_the_new_one(keeper: Keeper) -> None:
    reader, old = keeper.give(READ), keeper.token
    answer = keeper.post(PATH, keeper.form(PATH))
    assert answer.status_code == 303
    new = Keeper(keeper.client, keeper.database, answer.location.split("/z/")[1].split("?")[0])
    assert new.token != old
    page = keeper.client.page(answer.location)
    assert "nieuwe link staat hieronder" in reads(page)
    field = page.find("input", id="share-url")
    assert field is not None
    assert str(field["value"]).endswith(new.url)
    for path in ("", "/resultaat", "/links", "/qr.svg", "/documenten"):
        assert keeper.client.get(f"/z/{old}{path}").status_code == 404, path
    reader.open("/resultaat")
    assert [link.is_own for link in new.links if link.revoked_at is None] == [True, False]
    assert new.events[-1].what is Happening.LINK_REPLACED
    listed = reads(new.open("/links"))
    assert "vervangen op" in listed
    assert "via jullie vroegere link" in listed
    new.open("/links/nieuw")


def test_a_second_click_leads_to_the_same_new_link(keeper: Keeper) -> None:
    form = keeper.form(PATH)
    first, second = keeper.post(PATH, form), keeper.post(PATH, form)
    assert first.location == second.location
    keeper.token = first.location.split("/z/")[1].split("?")[0]
    assert len(keeper.links) == 2
    assert [event.what for event in keeper.events].count(Happening.LINK_REPLACED) == 1


def test_two_clicks_that_come_in_together_make_one_new_link(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> None:
    form, told = keeper.form(PATH), []
    replace = operations.replace

    def be_overtaken(visit: Visit, secret: str) -> None:
        monkeypatch.setattr(operations, "replace", replace)
        told.append(keeper.post(PATH, form).location)
        replace(visit, secret)

    monkeypatch.setattr(operations, "replace", be_overtaken)
    told.append(keeper.post(PATH, form).location)
    assert told[0] == told[1]
    keeper.token = told[0].split("/z/")[1].split("?")[0]
    assert len(keeper.links) == 2


def test_a_replacement_that_another_one_overtook_replaces_nothing(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, theirs = keeper.form(PATH), keeper.form(PATH)
    replace, told = operations.replace, []

    def be_overtaken(visit: Visit, secret: str) -> None:
        monkeypatch.setattr(operations, "replace", replace)
        told.append(keeper.post(PATH, theirs).location)
        replace(visit, secret)

    monkeypatch.setattr(operations, "replace", be_overtaken)
    assert keeper.post(PATH, mine).location.startswith(f"{keeper.url}/links")
    keeper.open("/links", 404)
    keeper.token = told[0].split("/z/")[1].split("?")[0]
    assert len(keeper.links) == 2


def test_an_old_link_with_another_form_leads_nowhere(keeper: Keeper) -> None:
    first, second = keeper.form(PATH), keeper.form(PATH)
    assert keeper.post(PATH, first).status_code == 303
    assert keeper.post(PATH, second).status_code == 404
    assert keeper.post(PATH).status_code == 404


@pytest.mark.parametrize("once", ["", "short", "é" * 22])
def test_a_form_without_its_value_replaces_nothing(keeper: Keeper, once: str) -> None:
    response = keeper.post(PATH, once=once)
    assert response.status_code == 422
    keeper.open()
    assert keeper.post(PATH, read_form(read_page(response.text))).status_code == 303


def test_a_form_of_another_site_replaces_nothing_and_cannot_choose_the_value(keeper: Keeper) -> None:
    response = keeper.client.post(keeper.url + PATH, data={"once": "A" * 22}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert read_form(read_page(response.text))["once"] != ["A" * 22]
    keeper.open()


def test_what_cannot_be_stored_leaves_the_old_link_and_can_be_tried_again(
    keeper: Keeper, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = keeper.form(PATH)
    with monkeypatch.context() as patch:
        patch.setattr(operations, "writing", fail_to_write)
        response = keeper.post(PATH, form)
    assert response.status_code == 503
    assert "jullie link werkt nog" in text_of(response)
    assert read_form(read_page(response.text)) == form
    keeper.open()
    assert keeper.post(PATH, form).status_code == 303


def test_a_form_that_is_far_too_long_is_told_so_by_whatever_link_it_comes(keeper: Keeper) -> None:
    reader = keeper.give(READ)
    for url in (keeper.url, reader.url, "/z/" + "A" * 22):
        answer = keeper.client.submit(url + PATH, {"once": "x" * 9_000_000})
        assert answer.status_code == 413, url
