"""Visits: how a request comes to one, and how addresses stay with its assessment."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask, render_template_string, request, url_for

from tests.newest import NEWEST
from tests.webapp.assessments import begin_assessment
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor
from webapp.clock import today
from webapp.links import policy
from webapp.store.actors import PROGRAM
from webapp.store.assessments import NewAssessment
from webapp.store.database import StoreUnavailable
from webapp.store.links import LinkRecord, NewLink, create_link, list_links, note_use
from webapp.web.admission import addressed, addressed_as, current_address, current_visit
from webapp.web.application import Application

SECTIONS = ("listening", "barriers")
QUERIES = ("", "?taal=en", "?melding=bewaard&waarde=10:42")


@pytest.fixture
def other(visitor: Visitor, colleague: Visitor) -> Visitor:
    """Somebody with the link of another assessment, in a browser of their own."""
    new = NewAssessment("11002", 530_000, "", "nl", NEWEST)
    return Visitor(colleague.client, visitor.database, begin_assessment(visitor.database, new)[1])


def own_link(visitor: Visitor) -> LinkRecord:
    with visitor.database.read() as connection:
        return list_links(connection, visitor.record.id)[0]


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("section", SECTIONS)
def test_a_kept_page_never_shows_the_link_of_who_opened_it_first(
    visitor: Visitor, other: Visitor, section: str, query: str
) -> None:
    write(visitor.database, create_link, visitor.record.id, NewLink(label="Collega"), PROGRAM)
    mine = visitor.client.get(f"{visitor.url}/vragen/{section}{query}").text
    theirs = other.client.get(f"{other.url}/vragen/{section}{query}").text
    again = visitor.client.get(f"{visitor.url}/vragen/{section}{query}").text
    assert visitor.token in mine
    assert other.token in theirs
    assert visitor.token not in theirs
    assert other.token not in mine + again
    assert mine.replace(visitor.token, "").count("/z/") == theirs.replace(other.token, "").count("/z/")
    assert "place__" not in mine + theirs + again


def test_two_links_to_one_assessment_lead_each_their_own_way(visitor: Visitor) -> None:
    _, second = write(visitor.database, create_link, visitor.record.id, NewLink(label="Collega"), PROGRAM)
    first = visitor.client.get(f"{visitor.url}/vragen/listening").text
    other = visitor.client.get(f"/z/{second}/vragen/listening").text
    assert second not in first
    assert visitor.token not in other
    assert first.count("/inbreng/nieuw?onderdeel=listening") == 1  # only the own link asks colleagues
    first = first.replace("/inbreng/nieuw?onderdeel=listening", "/inbreng")
    masked = [re.sub(r'data-drafts="[0-9a-f]+"', "", page) for page in (first, other)]
    assert masked[0] != first  # each has a name of its own in its browser
    assert masked[0].replace(visitor.token, "…") == masked[1].replace(second, "…")


def test_one_answer_is_told_with_the_addresses_of_who_gave_it(visitor: Visitor, other: Visitor) -> None:
    for one, foreign in ((visitor, other), (other, visitor)):
        fields = one.section("listening")
        said = one.save_one("listening.themes", fields, **{"answer.listening.themes": "fully"}).text
        assert one.token in said
        assert foreign.token not in said


def test_addresses_stay_with_the_visited_assessment(app: Flask, visitor: Visitor) -> None:
    with app.test_request_context(f"{visitor.url}/resultaat"):
        app.preprocess_request()
        assert url_for("scan.section", section="listening") == f"{visitor.url}/vragen/listening"
        assert url_for("report.result", taal="en") == f"{visitor.url}/resultaat?taal=en"
        assert url_for("scan.overview", token="B" * 22) == f"/z/{'B' * 22}"
        assert url_for("site.home") == "/"
        assert render_template_string("{{ url_for('scan.overview') }}") == visitor.url


def test_on_a_page_of_nobody_an_address_must_say_which_assessment(app: Flask) -> None:
    with app.test_request_context("/privacy"):
        app.preprocess_request()
        assert current_visit() is None
        assert current_address() == {}
        with pytest.raises(Exception, match="token"):
            url_for("scan.overview")


def test_something_else_can_stand_in_the_place_of_an_address_for_a_while(app: Flask, visitor: Visitor) -> None:
    with app.test_request_context(visitor.url):
        app.preprocess_request()
        with addressed({"token": "-"}):
            assert url_for("scan.overview") == "/z/-"
        with addressed_as("<{}>".format):
            assert current_address() == {"token": "<token>"}
        assert url_for("scan.overview") == visitor.url


def test_a_view_gets_its_visit_and_never_the_secret(app: Flask, visitor: Visitor) -> None:
    with app.test_request_context(f"{visitor.url}/vragen/listening"):
        app.preprocess_request()
        visit = current_visit()
        assert visit is not None
        assert request.view_args == {"section": "listening", "visit": visit}
        assert (visit.assessment, visit.actor) == (visitor.record, own_link(visitor).actor)
        assert (visit.may_write, visit.sees_notes) == (True, True)
        assert visit.address == {"token": visitor.token}


def test_the_day_of_a_link_s_last_use_is_kept_and_written_once_a_day(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    yesterday = today() - timedelta(days=1)
    write(visitor.database, note_use, own_link(visitor).id, yesterday)
    visitor.open()
    assert own_link(visitor).last_used == today()

    def fail(*_: object) -> None:
        raise AssertionError("this is a write for nothing")

    monkeypatch.setattr(policy, "note_use", fail)
    visitor.open()


def test_a_page_opens_when_the_day_of_use_cannot_be_written(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("locked")

    yesterday = today() - timedelta(days=1)
    write(visitor.database, note_use, own_link(visitor).id, yesterday)
    monkeypatch.setattr(policy, "note_use", fail)
    visitor.open()
    assert own_link(visitor).last_used == yesterday


def test_an_address_with_a_secret_in_it_is_not_kept(app: Flask) -> None:
    assert isinstance(app, Application)
    with app.test_request_context("/"):
        url_for("site.privacy")
        before = app.addresses.count
        assert url_for("scan.overview", token="A" * 22) == "/z/" + "A" * 22
        assert app.addresses.count == before > 0
