"""An address whose end was taken off by hand, as people do who look for the list that a page stands in."""

from __future__ import annotations

import pytest

from tests.webapp.visitor import Visitor

ABOVE = {
    "/vragen": "",
    "/antwoord": "",
    "/beeld": "",
    "/resultaat/antwoorden": "/resultaat",
    "/inbreng/1": "/inbreng",
    "/links/1": "/links",
}
"""Places in a self-scan that are no page, and the page that each leads to."""
OF_A_VOICE = {"/bijdrage/vragen": "/bijdrage", "/bijdrage/antwoord": "/bijdrage"}
"""The same for who was asked to answer alone."""
OF_WORKSHOPS = {"/workshop/leiden": "/workshop", "/workshop/begeleider": "/workshop"}


def test_a_place_above_a_page_leads_to_the_nearest_page(visitor: Visitor) -> None:
    for place, page in ABOVE.items():
        for asked in ("", "/", "?taal=en", "/?taal=en"):
            answer = visitor.client.get(visitor.url + place + asked, follow_redirects=True)
            wanted = visitor.url + page
            assert (answer.status_code, answer.request.path) == (200, wanted), place + asked
            assert ('<html lang="en"' in answer.text) == ("taal" in asked), place + asked


def test_where_it_leads_is_kept_by_no_cache(visitor: Visitor) -> None:
    assert visitor.client.get(f"{visitor.url}/vragen").headers["Cache-Control"] == "no-store"


def test_no_place_above_a_page_is_a_dead_end(visitor: Visitor) -> None:
    """Whatever pages come: the list above is all there is."""
    rules = [rule.rule for rule in visitor.client.application.url_map.iter_rules()]
    pages = {rule.rule for rule in visitor.client.application.url_map.iter_rules() if "GET" in (rule.methods or ())}
    above = {rule.rpartition("/")[0] for rule in rules if rule.startswith("/z/<token>/")}
    assert above - pages == set()


@pytest.mark.parametrize("place", [*ABOVE, *OF_A_VOICE])
def test_what_is_foreign_is_not_found_there_either(visitor: Visitor, place: str) -> None:
    assert visitor.client.get(f"/z/{'x' * len(visitor.token)}{place}").status_code == 404


@pytest.mark.parametrize("place", [*OF_A_VOICE, "/resultaat/nergens", "/vragen/nergens", "/nergens"])
def test_what_a_link_does_not_open_or_nothing_has_stays_not_found(visitor: Visitor, place: str) -> None:
    assert visitor.client.get(visitor.url + place).status_code == 404


@pytest.mark.parametrize(("place", "page"), OF_WORKSHOPS.items())
def test_a_place_above_a_workshop_leads_to_where_one_begins(visitor: Visitor, place: str, page: str) -> None:
    assert visitor.client.get(place).location == page


@pytest.mark.parametrize("place", ["/z", "/static", "/schema", "/deelname", "/scherm"])
def test_what_has_only_the_start_page_above_it_is_not_found(visitor: Visitor, place: str) -> None:
    assert visitor.client.get(place).status_code == 404
