"""A link as it comes out of mail and chat, with something behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote

import pytest
from flask import Flask

from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import PageClient
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor
from webapp.config import Settings
from webapp.store.actors import PROGRAM
from webapp.store.links import NewLink, Scope, create_link, revoke_link
from webapp.web.pasted_address import clean_path

BEHIND = [
    ".", ")", ",", ">", "/", ";", '"', "'", " ", "%20", "\u200b", "\ufeff", "\u00a0", "\u200e", "\u00ad", "!", "?)",
    "]", "}", "”", "’", "»", "…", "*", "**", "|", "\\", ").", '">', "/.", "//", "\u200b.", "&gt;", "&quot;", "\n",
]  # fmt: skip
DEEPER = ["/resultaat", "/vragen/listening", "/vragen/listening/", "/resultaat/webcare", "/actieplan", "/qr.svg"]
ABSENT = ["/z/", "/z/.", "/z/x.", "/bestaat-niet.", "/z/{token}/bestaat-niet.", "/z/{token}x", "/z/{token}x."]


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    application = start_app(replace(settings, failed_links_per_minute=3))
    yield application
    stop_app(application)


def test_a_private_link_with_something_behind_it_leads_to_the_self_scan(visitor: Visitor) -> None:
    for behind in BEHIND:
        response = visitor.client.get(quote(visitor.url + behind))
        if response.status_code == 308:  # several slashes are one
            response = visitor.client.get(response.location)
        assert (response.status_code, response.location) == (302, visitor.url), ascii(behind)
        assert response.headers["Cache-Control"] == "no-store"
    visitor.open()


def test_a_deeper_address_with_something_behind_it_leads_to_its_page(visitor: Visitor) -> None:
    for path in DEEPER:
        for behind in (".", ")", "/", "\u200b", "%20", " ", '">'):
            response = visitor.client.get(quote(visitor.url + path + behind) + "?taal=en")
            clean = visitor.url + path.rstrip("/") + "?taal=en"
            assert (response.status_code, response.location) == (302, clean), path + ascii(behind)


def test_signs_that_nobody_sees_do_not_count_inside_a_link_either(visitor: Visitor) -> None:
    half = len(visitor.token) // 2
    broken = f"/z/{visitor.token[:half]}\u200b{visitor.token[half:]}\u00ad/resultaat"
    assert visitor.client.get(quote(broken)).location == f"{visitor.url}/resultaat"


def test_a_link_can_end_in_a_hyphen_or_an_underscore(visitor: Visitor) -> None:
    for token in ("A" * 21 + "-", "A" * 21 + "_"):
        write(visitor.database, create_link, visitor.record.id, NewLink(label=token[-1]), PROGRAM, token)
        assert visitor.client.get(f"/z/{token}").status_code == 200
        assert visitor.client.get(f"/z/{token}.").location == f"/z/{token}"


def test_a_public_page_with_something_behind_it_is_found_too(client: PageClient) -> None:
    assert client.get("/methode).").location == "/methode"
    assert client.get("/begin/").location == "/begin"
    assert client.get("/.").location == "/"


def test_what_is_no_address_of_ours_stays_not_found(visitor: Visitor) -> None:
    for at, path in enumerate(ABSENT):
        elsewhere = {"REMOTE_ADDR": f"192.0.2.{at}"}
        assert visitor.client.get(path.format(token=visitor.token), environ_overrides=elsewhere).status_code == 404, (
            path
        )


def test_a_wrong_link_with_something_behind_it_is_not_found_and_is_a_failed_try(visitor: Visitor) -> None:
    wrong = "/z/" + "A" * 22
    tries = [wrong + ".", wrong + "/", wrong + "/resultaat)", wrong + ".", wrong + "/"]
    assert [visitor.client.get(path).status_code for path in tries] == [404, 404, 404, 429, 429]
    assert visitor.client.get(f"{visitor.url}.").location == visitor.url


def test_a_right_link_costs_no_try_whatever_stands_behind_it(visitor: Visitor) -> None:
    assert {visitor.client.get(f"{visitor.url}.").status_code for _ in range(6)} == {302}
    assert visitor.client.get("/z/" + "A" * 22).status_code == 404


def test_a_revoked_link_with_something_behind_it_is_not_found(visitor: Visitor) -> None:
    link, secret = write(visitor.database, create_link, visitor.record.id, NewLink(Scope.READ, "Schepenen"), PROGRAM)
    assert visitor.client.get(f"/z/{secret}/resultaat.").location == f"/z/{secret}/resultaat"
    assert visitor.client.get(f"/z/{secret}/profiel.").status_code == 404
    write(visitor.database, revoke_link, visitor.record.id, link.id)
    assert visitor.client.get(f"/z/{secret}.").status_code == 404


def test_a_form_is_never_led_elsewhere(visitor: Visitor) -> None:
    assert visitor.client.submit(f"{visitor.url}/afronden.").status_code in {404, 405}
    assert visitor.record.finished_at is None


def test_an_address_cannot_lead_to_another_site(client: PageClient) -> None:
    for path in ("//example.org/.", "/\\example.org/.", "/%5Cexample.org).", "/.//example.org"):
        location = client.get(path).headers.get("Location", "")
        assert not location.startswith(("//", "/\\")), path
        assert "example.org" not in location or location.startswith(("/", "http://localhost/")), path


def test_an_address_without_anything_behind_it_stays_as_it_is() -> None:
    for path in ("/", "/methode", "/z/" + "a" * 21 + "_/vragen/listening", "/static/js/site.js", "/qr.svg"):
        assert clean_path(path) == path
