from __future__ import annotations

import pytest
from bs4 import Tag
from flask import Flask

from tests.webapp.page_client import PageClient
from tests.webapp.store.writing import write
from webapp.background.drawing import LateError
from webapp.background.registry import get_background
from webapp.documents.charts.order import DrawingError, Order
from webapp.report.parts.pictures import NAMES
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import AssessmentRecord
from webapp.store.database import Database

Assessment = tuple[AssessmentRecord, str]


class SayingDrawing:
    """Answers with what it was asked for, instead of drawing it."""

    broken = False
    late = False

    def draw(self, order: Order, seconds: float = 0) -> bytes:  # noqa: ARG002 (as the real one is called)
        if self.broken:
            raise DrawingError("broken on purpose")
        if self.late:
            raise LateError
        return f"<svg>{order.chart.title} {order.chart.language} {order.shape} {order.theme}</svg>".encode()


@pytest.fixture
def drawing(app: Flask) -> SayingDrawing:
    drawing = SayingDrawing()
    get_background(app).drawing = drawing
    return drawing


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_an_address(name: str, client: PageClient, assessment: Assessment) -> None:
    response = client.get(f"/z/{assessment[1]}/beeld/{name}.svg")
    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "script" not in response.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("drawing")
def test_the_address_says_language_theme_and_width(client: PageClient, assessment: Assessment) -> None:
    address = f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en&thema=donker&formaat=smal"
    assert "en narrow dark" in client.get(address).text


@pytest.mark.usefixtures("drawing")
def test_nonsense_in_the_address_gives_the_usual_picture(client: PageClient, assessment: Assessment) -> None:
    address = f"/z/{assessment[1]}/beeld/growth-path.svg?taal=xx&thema=%00&formaat=<script>"
    assert "nl wide light" in client.get(address).text


@pytest.mark.usefixtures("drawing")
def test_an_unknown_picture_or_link_is_not_found(client: PageClient, assessment: Assessment) -> None:
    assert client.get(f"/z/{assessment[1]}/beeld/dimension-nothing.svg").status_code == 404
    assert client.get("/z/" + "a" * 22 + "/beeld/growth-path.svg").status_code == 404


@pytest.mark.usefixtures("drawing")
def test_a_browser_that_has_the_picture_gets_it_again_only_after_an_answer_changed(
    client: PageClient, assessment: Assessment, app_database: Database
) -> None:
    address = f"/z/{assessment[1]}/beeld/growth-path.svg"
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    write(
        app_database,
        save_answers,
        assessment[0].id,
        [AnswerChange("listening.themes", {"options": ["fully"]})],
        PROGRAM,
    )
    assert client.get(address, headers=known).status_code == 200


def test_a_picture_that_cannot_be_drawn_is_a_sign_that_says_where_its_numbers_are(
    client: PageClient, assessment: Assessment, drawing: SayingDrawing
) -> None:
    drawing.broken = True
    response = client.get(f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert "The table has the numbers." in response.text


def test_a_broken_drawing_process_leaves_the_page_whole(
    client: PageClient, assessment: Assessment, drawing: SayingDrawing
) -> None:
    drawing.broken = True
    assert client.get(f"/z/{assessment[1]}/resultaat").status_code == 200


@pytest.fixture
def late_drawing(drawing: SayingDrawing) -> SayingDrawing:
    drawing.late = True
    return drawing


def test_a_browser_is_led_back_until_the_picture_is_there(
    client: PageClient, assessment: Assessment, late_drawing: SayingDrawing
) -> None:
    response = client.get(f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en&formaat=smal")
    assert response.status_code == 302
    assert response.headers["Cache-Control"] == "no-store"
    late_drawing.late = False
    assert "en narrow light" in client.get(response.location).text


@pytest.mark.usefixtures("late_drawing")
def test_a_browser_is_not_led_around_for_ever(client: PageClient, assessment: Assessment) -> None:
    address, visits = f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en", 0
    while (response := client.get(address)).status_code == 302:
        address, visits = response.location, visits + 1
    assert response.status_code == 503
    assert 8 <= visits < 16
    assert "not ready yet" in response.text


@pytest.mark.parametrize("tries", ["-1", "1e9", "x", "99999999999999999999"])
@pytest.mark.usefixtures("late_drawing")
def test_a_tampered_count_ends_all_the_same(client: PageClient, assessment: Assessment, tries: str) -> None:
    response = client.get(f"/z/{assessment[1]}/beeld/growth-path.svg?keer={tries}")
    assert response.status_code == 503 or response.location.endswith("keer=1")


@pytest.mark.usefixtures("drawing")
@pytest.mark.parametrize("page", ["", "/webcare", "/context"])
def test_a_screen_reader_hears_the_title_that_stands_in_the_picture_itself(
    client: PageClient, assessment: Assessment, app_database: Database, page: str
) -> None:
    write(
        app_database,
        save_answers,
        assessment[0].id,
        [AnswerChange("listening.themes", {"options": ["fully"]})],
        PROGRAM,
    )
    figures = client.page(f"/z/{assessment[1]}/resultaat{page}").select("figure.picture")
    assert figures
    for figure in figures:
        image = figure.select_one("picture img")
        assert image is not None
        assert client.get(str(image["src"])).text.startswith(f"<svg>{image['alt']} nl")
        words = figure.find_next("details")
        assert isinstance(words, Tag)
        assert len(words.select("p")[0].get_text()) > len(str(image["alt"]))
