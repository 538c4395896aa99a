from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.webapp.conftest import PageClient
from webapp.documents.charts.process import DrawingError, DrawingProcess, Order
from webapp.pictures import Pictures
from webapp.report import pictures as report_pictures
from webapp.report.pictures import NAMES
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
