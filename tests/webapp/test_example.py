"""The invented result that everybody can look at."""

from __future__ import annotations

from flask import Flask

from tests.webapp.page_client import PageClient
from webapp.demo import read_example
from webapp.demo.example import NAME, find_example
from webapp.store.assessments import iterate_assessments
from webapp.store.database import Database


def test_everybody_sees_an_invented_result_that_leads_into_nobodys_self_scan(
    client: PageClient, app_database: Database
) -> None:
    page = client.page("/voorbeeld")
    assert "Verzonnen voorbeeld" in page.select_one(".invented").get_text()  # type: ignore[union-attr]
    assert page.select_one("h1").get_text() == "Resultaat van Proefbeke"  # type: ignore[union-attr]
    assert not [link for link in page.select("a") if str(link["href"]).startswith("/z/")]
    assert not list(iterate_assessments(app_database))


def test_the_start_page_shows_what_the_example_says(client: PageClient) -> None:
    home, example = client.page("/"), client.page("/voorbeeld")
    assert home.select_one(".example a[href='/voorbeeld']")
    dials = [page.select(".dial figcaption")[0] for page in (home, example)]
    shown = [dial.get_text() for dial in dials]
    assert shown[0] in shown[1]
    verdict = example.select_one(".opening-verdict").get_text()  # type: ignore[union-attr]
    assert verdict in home.select_one(".example").get_text()  # type: ignore[union-attr]
    assert len(home.select(".example li")) == len(example.select(".opening-dimensions li")) == 4


def test_the_example_opens_as_a_result_does_and_its_dimensions_stand_on_its_page(client: PageClient) -> None:
    page = client.page("/voorbeeld")
    assert page.select_one(".opening-obstacle, .opening-open")
    assert page.select_one(".opening-first a[href='#eerst']")
    assert all(page.select_one(str(link["href"])) for link in page.select(".opening-dimensions a, .opening-first a"))


def test_the_example_is_in_the_language_of_the_reader(client: PageClient) -> None:
    assert "Invented example" in client.page("/voorbeeld?taal=en").get_text()


def test_the_whole_file_of_the_example_is_read(app: Flask) -> None:
    with app.test_request_context():
        assert set(find_example().answers) == set(read_example(NAME).answers)
