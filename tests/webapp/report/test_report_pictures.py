from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.page_client import PageClient
from webapp.documents.charts.process import DrawingError, DrawingProcess, Order
from webapp.pictures import Pictures
from webapp.report.parts import pictures as report_pictures
from webapp.report.parts.pictures import NAMES
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import AssessmentRecord
from webapp.store.database import Database

Assessment = tuple[AssessmentRecord, str]


class SayingProcess(DrawingProcess):
    """Answers with what it was asked for, instead of drawing it."""

    broken = False

    def draw(self, order: Order) -> bytes:
        if self.broken:
            raise DrawingError("broken on purpose")
        return f"<svg>{order.chart.title} {order.chart.language} {order.shape} {order.theme}</svg>".encode()


@pytest.fixture
def process(app: Flask) -> Iterator[SayingProcess]:
    folder = app.extensions["pleinwijzer"].settings.data_folder / "pictures"
    process = SayingProcess(folder)
    service = Pictures(folder, process=process)
    app.extensions[report_pictures._EXTENSION] = service
    yield process
    service.close()


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("name", NAMES)
def test_every_picture_has_an_address(name: str, client: PageClient, assessment: Assessment) -> None:
    response = client.get(f"/z/{assessment[1]}/beeld/{name}.svg")
    assert response.status_code == 200
    assert response.mimetype == "image/svg+xml"
    assert response.headers["Cache-Control"] == "private, no-cache"
    assert "script" not in response.headers["Content-Security-Policy"]


@pytest.mark.usefixtures("process")
def test_the_address_says_language_theme_and_width(client: PageClient, assessment: Assessment) -> None:
    address = f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en&thema=donker&formaat=smal"
    assert "en narrow dark" in client.get(address).text


@pytest.mark.usefixtures("process")
def test_nonsense_in_the_address_gives_the_usual_picture(client: PageClient, assessment: Assessment) -> None:
    address = f"/z/{assessment[1]}/beeld/growth-path.svg?taal=xx&thema=%00&formaat=<script>"
    assert "nl wide light" in client.get(address).text


@pytest.mark.usefixtures("process")
def test_an_unknown_picture_or_link_is_not_found(client: PageClient, assessment: Assessment) -> None:
    assert client.get(f"/z/{assessment[1]}/beeld/dimension-nothing.svg").status_code == 404
    assert client.get("/z/" + "a" * 22 + "/beeld/growth-path.svg").status_code == 404


@pytest.mark.usefixtures("process")
def test_a_browser_that_has_the_picture_gets_it_again_only_after_an_answer_changed(
    client: PageClient, assessment: Assessment, app_database: Database
) -> None:
    address = f"/z/{assessment[1]}/beeld/growth-path.svg"
    known = {"If-None-Match": client.get(address).headers["ETag"]}
    assert client.get(address, headers=known).status_code == 304
    save_answers(app_database, assessment[0].id, [AnswerChange("listening.themes", {"options": ["fully"]})])
    assert client.get(address, headers=known).status_code == 200


def test_a_picture_that_cannot_be_drawn_is_a_sign_that_says_where_its_numbers_are(
    client: PageClient, assessment: Assessment, process: SayingProcess
) -> None:
    process.broken = True
    response = client.get(f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en")
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.headers["Cache-Control"] == "no-store"
    assert "Its numbers stand in the table." in response.text


def test_a_broken_drawing_process_leaves_the_page_whole(
    client: PageClient, assessment: Assessment, process: SayingProcess
) -> None:
    process.broken = True
    assert client.get(f"/z/{assessment[1]}/resultaat").status_code == 200


class SlowProcess(SayingProcess):
    """Draws when it is let go."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.gate = threading.Event()

    def draw(self, order: Order) -> bytes:
        self.gate.wait(10)
        return super().draw(order)


@pytest.fixture
def slow_process(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[SlowProcess]:
    monkeypatch.setattr(Pictures.find, "__defaults__", (0.01,))
    folder = app.extensions["pleinwijzer"].settings.data_folder / "pictures"
    process = SlowProcess(folder)
    service = Pictures(folder, process=process)
    app.extensions[report_pictures._EXTENSION] = service
    yield process
    process.gate.set()
    service.close()


def test_a_browser_is_led_back_until_the_picture_is_there(
    client: PageClient, assessment: Assessment, slow_process: SlowProcess
) -> None:
    response = client.get(f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en&formaat=smal")
    assert response.status_code == 302
    assert response.headers["Cache-Control"] == "no-store"
    slow_process.gate.set()
    visits = (client.get(response.location) for _ in range(1000))
    assert "en narrow light" in next(again.text for again in visits if again.status_code == 200)


@pytest.mark.usefixtures("slow_process")
def test_a_browser_is_not_led_around_for_ever(client: PageClient, assessment: Assessment) -> None:
    address, visits = f"/z/{assessment[1]}/beeld/growth-path.svg?taal=en", 0
    while (response := client.get(address)).status_code == 302:
        address, visits = response.location, visits + 1
    assert response.status_code == 503
    assert 8 <= visits < 16
    assert "not ready yet" in response.text


@pytest.mark.parametrize("tries", ["-1", "1e9", "x", "99999999999999999999"])
@pytest.mark.usefixtures("slow_process")
def test_a_tampered_count_ends_all_the_same(client: PageClient, assessment: Assessment, tries: str) -> None:
    response = client.get(f"/z/{assessment[1]}/beeld/growth-path.svg?keer={tries}")
    assert response.status_code == 503 or response.location.endswith("keer=1")


@pytest.mark.usefixtures("process")
@pytest.mark.parametrize("page", ["", "/webcare", "/context"])
def test_a_screen_reader_hears_the_title_that_stands_in_the_picture_itself(
    client: PageClient, assessment: Assessment, app_database: Database, page: str
) -> None:
    save_answers(app_database, assessment[0].id, [AnswerChange("listening.themes", {"options": ["fully"]})])
    figures = client.page(f"/z/{assessment[1]}/resultaat{page}").select("figure.picture")
    assert figures
    for figure in figures:
        image = figure.select_one("picture img")
        assert image is not None
        assert client.get(str(image["src"])).text.startswith(f"<svg>{image['alt']} nl")
        assert len(figure.select("details p")[0].get_text()) > len(str(image["alt"]))
