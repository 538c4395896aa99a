"""Documents to take along: made behind the pages, kept for a day, gone with their assessment."""

from __future__ import annotations

import os
import shutil
import sys
import time
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from pypdf import PdfReader

from assessment.content import Content
from tests.webapp.report.conftest import Reader, StoreAnswers, Stored, middle_answers
from webapp.documents.charts.process import DrawingError, DrawingProcess
from webapp.documents.paper import Paper
from webapp.documents.writing import Job
from webapp.findings.model import Findings
from webapp.press import _EXTENSION, BusyError, Compose, Press, Wanted, get_press
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import get_assessment
from webapp.web.downloads import name_file
from webapp.web.state import get_state

from tests.webapp.documents.small_paper import make_small_paper  # isort: skip


class Printer(DrawingProcess):
    """Stands in for the process: writes at once, fails, or takes its time."""

    def __init__(self, folder: Path, *, fails: bool = False, seconds: float = 0, written: bytes = b"%PDF-x") -> None:
        super().__init__(folder)
        self.fails, self.seconds, self.written, self.jobs = fails, seconds, written, 0

    def draw(self, order: object) -> bytes:
        assert isinstance(order, Job)
        self.jobs += 1
        time.sleep(self.seconds)
        if self.fails:
            raise DrawingError("out of ink")
        return self.written


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "documents"


def order(assessment_id: int = 1, language: str = "nl") -> tuple[Wanted, Compose]:
    return Wanted(assessment_id, "pdf", language), partial(make_small_paper, language=language)


def open_press(place: Path, printer: Printer) -> Iterator[Press]:
    press = Press(place, process=printer)
    yield press
    press.close()


class TestPress:
    def test_a_document_is_written_once_and_kept(self, place: Path) -> None:
        printer = Printer(place)
        for press in open_press(place, printer):
            first, second = press.wait(*order()), press.wait(*order())
            assert first == second
            assert first is not None
            assert first.read_bytes() == b"%PDF-x"
            assert printer.jobs == 1
            assert press.wait(*order(language="en")) != first
            assert printer.jobs == 2

    def test_nobody_waits_for_one_that_takes_long(self, place: Path) -> None:
        for press in open_press(place, Printer(place, seconds=0.4)):
            assert press.wait(*order(), wait_seconds=0.05) is None
            assert press.wait(*order(), wait_seconds=5) is not None

    def test_one_that_fails_says_so_and_leaves_nothing_behind(self, place: Path) -> None:
        for press in open_press(place, Printer(place, fails=True)):
            with pytest.raises(DrawingError):
                press.wait(*order())
            assert press.find(order()[0]) is None
            assert list(place.rglob("*.p*")) == []

    def test_an_empty_document_is_a_failure(self, place: Path) -> None:
        for press in open_press(place, Printer(place, written=b"")):
            with pytest.raises(DrawingError):
                press.wait(*order())

    def test_too_much_work_is_refused(self, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("webapp.press.LONGEST_QUEUE", 0)
        for press in open_press(place, Printer(place)):
            with pytest.raises(BusyError):
                press.wait(*order())
            press.prepare(*order())

    def test_what_is_forgotten_is_gone_also_when_it_was_being_made(self, place: Path) -> None:
        for press in open_press(place, Printer(place, seconds=0.2)):
            press.wait(*order(1))
            press.wait(*order(2))
            press.wait(*order(1, "en"), wait_seconds=0.01)
            press.forget(1)
            time.sleep(0.5)
            assert [path.parent.name for path in place.rglob("*.pdf")] == ["2"]

    def test_what_is_discarded_while_it_is_written_is_not_kept_and_can_be_made_again(self, place: Path) -> None:
        for press in open_press(place, Printer(place, seconds=0.3)):
            assert press.wait(*order(1), 0.05) is None
            press.discard(1)
            time.sleep(0.5)
            assert not list(place.rglob("*.pdf"))
            assert press.wait(*order(1)) is not None

    def test_it_says_how_many_come_first(self, place: Path) -> None:
        for press in open_press(place, Printer(place, seconds=0.3)):
            for number in (1, 2, 3):
                press.wait(*order(number), wait_seconds=0.01)
            assert [press.count_before(order(number)[0]) for number in (1, 2, 3)] == [0, 1, 2]
            assert press.wait(*order(3), wait_seconds=5) is not None
            assert press.count_before(order(3)[0]) is None
            assert press.count_before(order(4)[0]) is None

    def test_words_that_cannot_be_found_are_a_failure_and_not_the_end(self, place: Path) -> None:
        def fail() -> Paper:
            raise LookupError("no words")

        for press in open_press(place, Printer(place)):
            with pytest.raises(DrawingError, match="no words"):
                press.wait(order(1)[0], fail)
            assert press.wait(*order(2)) is not None

    def test_a_new_start_makes_documents_anew(self, place: Path) -> None:
        printer = Printer(place)
        for _ in range(2):
            for press in open_press(place, printer):
                assert press.wait(*order()) is not None
        assert printer.jobs == 2

    def test_after_a_day_a_document_is_swept_away(self, place: Path) -> None:
        for press in open_press(place, Printer(place)):
            old, new = press.wait(*order(1)), press.wait(*order(2))
            assert old is not None
            assert new is not None
            yesterday = time.time() - 25 * 3600
            os.utime(old, (yesterday, yesterday))
            press.sweep()
            assert not old.parent.exists()
            assert new.exists()

    def test_a_folder_that_goes_while_it_is_swept_stops_nothing(
        self, place: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        looked = Path.iterdir

        def lose(folder: Path) -> Iterator[Path]:
            shutil.rmtree(folder)
            return looked(folder)

        for press in open_press(place, Printer(place)):
            assert press.wait(*order(1)) is not None
            monkeypatch.setattr(Path, "iterdir", lose)
            press.sweep()
            monkeypatch.undo()
            assert press.wait(*order(1)) is not None


@pytest.fixture
def printed(shared_app: Flask, tmp_path: Path) -> Iterator[Printer]:
    """The shared application with a press that writes at once."""
    before, printer = shared_app.extensions[_EXTENSION], Printer(tmp_path)
    press = shared_app.extensions[_EXTENSION] = Press(tmp_path / "documents", process=printer)
    yield printer
    press.close()
    shared_app.extensions[_EXTENSION] = before


class TestPages:
    def test_the_list_makes_the_report_ahead(self, reader: Reader, middle: Stored, printed: Printer) -> None:
        page = reader.get(f"/z/{middle.token}/documenten")
        assert page.status_code == 200
        assert "Rapport (pdf)" in page.text
        deadline = time.monotonic() + 10
        while not printed.jobs and time.monotonic() < deadline:
            time.sleep(0.02)
        assert printed.jobs == 1

    def test_the_report_comes_as_a_file_with_a_telling_name(
        self, reader: Reader, middle: Stored, printed: Printer
    ) -> None:
        answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
        assert answer.status_code == 200
        assert printed.jobs == 1
        assert answer.data == b"%PDF-x"
        assert answer.headers["Cache-Control"] == "no-store"
        assert "filename=pleinwijzer-gent-20" in answer.headers["Content-Disposition"]
        answer.close()

    def test_one_that_was_asked_for_is_known_again_until_an_answer_changes(
        self, shared_app: Flask, store_answers: StoreAnswers, content: Content, printed: Printer
    ) -> None:
        stored = store_answers(middle_answers(content))
        database = get_state(shared_app).database
        client, address = shared_app.test_client(), f"/z/{stored.token}/documenten/rapport.pdf"
        for _ in range(3):
            client.get(address).close()
        assert printed.jobs == 1
        client.get(address + "?taal=en").close()
        assert printed.jobs == 2
        record = get_assessment(database, stored.token)
        assert record is not None
        save_answers(database, record.id, [AnswerChange("next.steps", {"text": "Iets anders."}, "", record.revision)])
        client.get(address).close()
        assert printed.jobs == 3

    def test_who_must_wait_is_told_so(
        self, reader: Reader, middle: Stored, printed: Printer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        printed.seconds = 0.5
        monkeypatch.setattr(Press.wait, "__defaults__", (0.01,))
        answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
        assert answer.status_code == 202
        assert "wordt gemaakt" in answer.text

    def test_the_page_that_waits_hears_when_it_is_there(
        self, reader: Reader, middle: Stored, printed: Printer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        printed.seconds = 0.5
        monkeypatch.setattr(Press.wait, "__defaults__", (0.01,))
        url = f"/z/{middle.token}/documenten/rapport.pdf"
        page = BeautifulSoup(reader.get(url).text, "html.parser")
        place = page.select_one("[role=status]")
        assert place is not None
        asked = str(place["hx-get"])
        state = place.select_one("input")
        assert state is not None
        assert state["value"] == "0"
        assert reader.get(f"{asked}&stand=0").status_code == 204
        assert "wordt gemaakt" in reader.get(f"{asked}&stand=3").text
        deadline = time.monotonic() + 10
        while (answer := reader.get(f"{asked}&stand=0")).status_code == 204 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert answer.status_code == 286
        ready = BeautifulSoup(answer.text, "html.parser").select_one("a[data-download-now]")
        assert ready is not None
        document = reader.get(str(ready["href"]))
        assert document.data == b"%PDF-x"
        document.close()
        assert printed.jobs == 1

    def test_the_page_that_waits_hears_when_it_fails(
        self, reader: Reader, middle: Stored, printed: Printer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        printed.seconds, printed.fails = 0.2, True
        monkeypatch.setattr(Press.wait, "__defaults__", (0.01,))
        url = f"/z/{middle.token}/documenten/rapport.pdf"
        assert reader.get(url).status_code == 202
        deadline = time.monotonic() + 10
        while (answer := reader.get(f"{url}/stand?stand=0")).status_code == 204 and time.monotonic() < deadline:
            time.sleep(0.05)
        assert answer.status_code == 286
        assert "Probeer het later opnieuw" in answer.text

    def test_a_document_that_is_kept_is_sent_without_finding_words_again(
        self, reader: Reader, middle: Stored, printed: Printer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = f"/z/{middle.token}/documenten/rapport.pdf"
        reader.get(url).close()

        def fail() -> Findings:
            raise AssertionError("the findings are not needed")

        monkeypatch.setattr(sys.modules["webapp.report.documents.routes"], "find_with_earlier", fail)
        again = reader.get(url)
        assert again.data == b"%PDF-x"
        again.close()
        assert printed.jobs == 1

    def test_a_failure_says_what_to_do(self, reader: Reader, middle: Stored, printed: Printer) -> None:
        printed.fails = True
        answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
        assert answer.status_code == 503
        assert "Probeer het later opnieuw" in answer.text

    @pytest.mark.parametrize("kind", ["exe", "svg"])
    def test_other_kinds_are_not_found(self, reader: Reader, middle: Stored, printed: Printer, kind: str) -> None:
        assert reader.get(f"/z/{middle.token}/documenten/rapport.{kind}").status_code == 404
        assert not printed.jobs

    def test_without_answers_there_is_nothing_to_take_along(
        self, reader: Reader, empty: Stored, printed: Printer
    ) -> None:
        assert "Zodra jullie een vraag beantwoorden" in reader.get(f"/z/{empty.token}/documenten").text
        assert reader.get(f"/z/{empty.token}/documenten/rapport.pdf").status_code == 404
        assert not printed.jobs

    def test_a_deleted_assessment_takes_its_documents_along(
        self, shared_app: Flask, store_answers: StoreAnswers, content: Content, printed: Printer
    ) -> None:
        stored = store_answers(middle_answers(content))
        record = get_assessment(get_state(shared_app).database, stored.token)
        assert record is not None
        client = shared_app.test_client()
        client.get(f"/z/{stored.token}/documenten/rapport.pdf").close()
        folder = get_press(shared_app)._folder / str(record.id)
        assert list(folder.iterdir())
        form = client.get(f"/z/{stored.token}/gegevens/verwijderen").text
        csrf = form.split('name="csrf_token" value="')[1].split('"')[0]
        assert client.post(f"/z/{stored.token}/gegevens/verwijderen", data={"csrf_token": csrf}).status_code == 303
        assert not folder.exists()
        assert printed.jobs == 1


def test_names_of_files_are_plain() -> None:
    assert name_file("'s-Gravenwezel (Schilde)", "pdf").startswith("pleinwijzer-s-gravenwezel-schilde-20")
    assert name_file("Sint-Genesius-Rode / Rhode-Saint-Genèse", "pdf").startswith(
        "pleinwijzer-sint-genesius-rode-rhode-saint-genese-"
    )


def test_the_real_process_writes_a_real_report(tmp_path: Path) -> None:
    press = Press(tmp_path / "documents")
    try:
        path = press.wait(*order(), wait_seconds=60)
        assert path is not None
        assert "Gent" in PdfReader(BytesIO(path.read_bytes())).pages[0].extract_text()
    finally:
        press.close()
