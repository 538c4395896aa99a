"""The page of links: who has one, until when, and what happened; and who may only look at it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from bs4 import Tag

from tests.webapp.links.conftest import FILL_IN, READ, Keeper, reads
from tests.webapp.store.writing import write
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.audit import Happening, record_event
from webapp.store.links import NewLink, Scope, note_use, revoke_link

OVER = date(2020, 5, 1)


def entry(keeper: Keeper, title: str) -> str:
    """Return how one link reads on the page."""
    for found in keeper.open("/links").select(".link-entry"):
        heading = found.find("h3")
        assert isinstance(heading, Tag)
        if heading.get_text().strip().startswith(title):
            return " ".join(found.get_text(" ").split())
    raise AssertionError(title)


def test_the_overview_and_the_result_lead_to_it(keeper: Keeper) -> None:
    for path in ("", "/resultaat"):
        assert keeper.open(path).find("a", href=f"{keeper.url}/links"), path


def test_each_link_says_what_it_opens_when_it_was_made_and_used_and_until_when(keeper: Keeper) -> None:
    keeper.give(replace(READ, ends=date(2098, 12, 31)))
    keeper.give(replace(READ, label="Directie", with_notes=True))
    keeper.give(FILL_IN)
    write(keeper.database, note_use, keeper.others[0].id, OVER)
    first = entry(keeper, "Schepenen")
    assert "alleen lezen, zonder de notities" in first
    assert "via jullie eigen link" in first
    assert "1 mei 2020" in first
    assert "tot en met 31 december 2098" in first
    second = entry(keeper, "Directie")
    assert "alleen lezen, met de notities" in second
    assert "nog niet gebruikt" in second
    assert "zonder einddatum" in second
    assert "alles invullen" in entry(keeper, "Webcareteam")


def test_the_own_link_stands_first_and_can_be_replaced_but_not_withdrawn(keeper: Keeper) -> None:
    keeper.give(READ)
    page = keeper.open("/links")
    assert "Jullie eigen link (de link die je nu gebruikt)" in reads(page)
    assert "Jullie eigen link" in page.select(".link-entry")[0].get_text()
    assert page.find("a", href=f"{keeper.url}/links/vervangen")
    own, other = keeper.links
    assert not page.find("a", href=f"{keeper.url}/links/{own.id}/intrekken")
    assert page.find("a", href=f"{keeper.url}/links/{other.id}/intrekken")
    for action in ("wijzigen", "intrekken"):
        keeper.open(f"/links/{own.id}/{action}", 404)
        assert keeper.post(f"/links/{own.id}/{action}", label="x").status_code == 404


def test_withdrawn_and_ended_links_are_folded_apart(keeper: Keeper) -> None:
    keeper.give(READ)
    keeper.give(replace(FILL_IN, ends=OVER))
    write(keeper.database, revoke_link, keeper.record.id, keeper.others[0].id)
    page = keeper.open("/links")
    folded = page.select_one("details")
    assert folded is not None
    assert "2 links die niet meer werken" in folded.get_text()
    assert "ingetrokken op" in folded.get_text()
    assert "verlopen na 1 mei 2020" in folded.get_text()
    working = page.select_one(".link-list")
    assert working is not None
    assert len(working.select(".link-entry")) == 1
    ended = keeper.others[1]
    assert page.find("a", href=f"{keeper.url}/links/{ended.id}/wijzigen")
    assert not page.find("a", href=f"{keeper.url}/links/{keeper.others[0].id}/wijzigen")


def test_who_fills_in_by_another_link_sees_the_list_without_buttons(keeper: Keeper) -> None:
    helper = keeper.give(FILL_IN)
    keeper.give(READ)
    page = helper.open("/links")
    assert "kwam binnen via de link “Webcareteam”" in reads(page)
    assert "Schepenen" in reads(page)
    assert not page.select("main a[href*='/links/']")
    assert not page.select("main form")


@pytest.mark.parametrize("path", ["/links/nieuw", "/links/{id}/wijzigen", "/links/{id}/intrekken", "/links/vervangen"])
def test_only_the_own_link_changes_anything(keeper: Keeper, path: str) -> None:
    helper, reader = keeper.give(FILL_IN), keeper.give(READ)
    before = keeper.links
    url = path.format(id=before[2].id)
    for person in (helper, reader):
        person.open(url, 404)
        form = {"label": "Mine", "opens": "fill_in", "once": "A" * 22}
        assert person.client.submit(person.url + url, form).status_code == 404
    assert [link.revoked_at for link in keeper.links] == [link.revoked_at for link in before]
    assert [link.label for link in keeper.links] == [link.label for link in before]


def test_only_the_own_link_deletes_everything_or_begins_the_next_self_scan(keeper: Keeper) -> None:
    helper = keeper.give(FILL_IN)
    write(keeper.database, save_answers, keeper.record.id, [AnswerChange("webcare.staff", {"number": "2"})],
          keeper.links[0].actor)  # fmt: skip
    for path in ("/gegevens/verwijderen", "/opnieuw"):
        helper.open(path, 404)
        assert helper.client.submit(helper.url + path).status_code == 404
        keeper.open(path)
    assert "alleen met de eigen link" in reads(helper.open("/gegevens"))
    overview = helper.open()
    assert not overview.find("a", href=f"{helper.url}/opnieuw")
    assert "wissen" not in reads(overview)


def test_who_only_reads_does_not_see_who_has_a_link(keeper: Keeper) -> None:
    reader = keeper.give(READ)
    reader.open("/links", 404)
    assert not reader.open("/resultaat").find("a", href=f"{reader.url}/links")


def test_what_happened_is_told_the_newest_first_and_through_which_link(keeper: Keeper) -> None:
    keeper.make(label="Webcareteam", opens="fill_in")
    helper = keeper.others[0]
    for what in (Happening.IMPORTED, Happening.FINISHED, Happening.REOPENED, Happening.PROFILE_CHANGED):
        write(keeper.database, record_event, keeper.record.id, helper.actor, what)
    told = reads(keeper.open("/links")).partition("Wat er gebeurde")[2]
    lines = [
        "De gegevens van de gemeente zijn gewijzigd. Via de link “Webcareteam”.",
        "De zelfscan is weer geopend. Via de link “Webcareteam”.",
        "De zelfscan is afgerond. Via de link “Webcareteam”.",
        "Een bestand is overgenomen. Via de link “Webcareteam”.",
        "De link “Webcareteam” is gemaakt. Via jullie eigen link.",
        "De zelfscan is begonnen. Via jullie eigen link.",
    ]
    places = [told.find(line) for line in lines]
    assert -1 not in places, told
    assert places == sorted(places)


def test_a_link_without_a_label_has_a_name_too(keeper: Keeper) -> None:
    keeper.give(NewLink(Scope.FILL_IN))
    assert "Een link zonder naam" in reads(keeper.open("/links"))
