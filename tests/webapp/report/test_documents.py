"""Documents to take along: made behind the pages, kept for a day, gone with their assessment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from assessment.content import Content
from tests.webapp.report.conftest import Reader, StoreAnswers, Stored, middle_answers
from webapp.background import documents, worker
from webapp.background.registry import get_background
from webapp.background.worker import work_off
from webapp.report.documents import routes
from webapp.report.documents.kinds import Contents
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import get_assessment
from webapp.web.downloads import name_file
from webapp.web.state import get_state
from webapp.web.visit import Visit


@dataclass
class Printer:
    """Stands in for what writes documents: at once, or never."""

    fails: bool = False
    jobs: int = 0

    def write(self, *_asked: object) -> bytes:
        self.jobs += 1
        if self.fails:
            raise ValueError("out of ink")
        return b"%PDF-x"


@pytest.fixture
def printed(shared_app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Printer:
    """The shared application with a folder for documents, and something that writes them at once."""
    printer = Printer()
    monkeypatch.setattr(worker, "write_document", printer.write)
    monkeypatch.setattr(get_background(shared_app), "folder", tmp_path / "documents")
    with get_state(shared_app).database.write() as connection:
        connection.execute("DELETE FROM job")
    return printer


@pytest.fixture
def elsewhere(shared_app: Flask, printed: Printer, monkeypatch: pytest.MonkeyPatch) -> Printer:
    """The same, where a worker makes the documents: who asks does not wait for them."""
    monkeypatch.setattr(get_background(shared_app), "is_supervised", True)
    return printed


class TestPages:
    def test_the_list_has_the_report_made_ahead(
        self, shared_app: Flask, reader: Reader, middle: Stored, elsewhere: Printer
    ) -> None:
        for _ in range(2):
            page = reader.get(f"/z/{middle.token}/documenten")
            assert page.status_code == 200
            assert "Managementrapport (pdf)" in page.text
            assert "Volledig rapport (pdf)" in page.text
        assert work_off(shared_app) == elsewhere.jobs == 1

    def test_the_report_comes_as_a_file_with_a_telling_name(
        self, reader: Reader, middle: Stored, printed: Printer
    ) -> None:
        answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
        assert answer.status_code == 200
        assert printed.jobs == 1
        assert answer.data == b"%PDF-x"
        assert answer.headers["Cache-Control"] == "no-store"
        assert 'filename="pleinwijzer-gent-20' in answer.headers["Content-Disposition"]
        assert "-nl." in answer.headers["Content-Disposition"], "a file in another language has another name"
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
        with database.write() as connection:
            record = get_assessment(connection, stored.record.id)
            assert record is not None
            change = AnswerChange("next.steps", {"text": "Iets anders."}, "", record.revision)
            save_answers(connection, record.id, [change], PROGRAM)
        client.get(address).close()
        assert printed.jobs == 3

    def test_who_must_wait_is_told_so(self, reader: Reader, middle: Stored, elsewhere: Printer) -> None:
        answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
        assert answer.status_code == 202
        assert "wordt gemaakt" in answer.text
        assert not elsewhere.jobs

    def test_the_page_that_waits_hears_when_it_is_there(
        self, shared_app: Flask, reader: Reader, middle: Stored, elsewhere: Printer
    ) -> None:
        url = f"/z/{middle.token}/documenten/rapport.pdf"
        page = BeautifulSoup(reader.get(url).text, "html.parser")
        place = page.select_one("[role=status]")
        assert place is not None
        asked = str(place["data-hx-get"])
        state = place.select_one("input")
        assert state is not None
        assert state["value"] == "0"
        assert reader.get(f"{asked}&stand=0").status_code == 204
        assert "wordt gemaakt" in reader.get(f"{asked}&stand=3").text
        work_off(shared_app)
        answer = reader.get(f"{asked}&stand=0")
        assert answer.status_code == 286
        ready = BeautifulSoup(answer.text, "html.parser").select_one("a[data-download-now]")
        assert ready is not None
        assert reader.get(str(ready["href"])).data == b"%PDF-x"
        assert elsewhere.jobs == 1

    def test_the_page_that_waits_hears_when_it_fails(
        self, shared_app: Flask, reader: Reader, middle: Stored, elsewhere: Printer
    ) -> None:
        elsewhere.fails = True
        url = f"/z/{middle.token}/documenten/rapport.pdf"
        assert reader.get(url).status_code == 202
        work_off(shared_app)
        answer = reader.get(f"{url}/stand?stand=0")
        assert answer.status_code == 286
        assert "Probeer het later opnieuw" in answer.text
        assert reader.get(url).status_code == 503

    def test_a_document_that_is_kept_is_sent_without_finding_words_again(
        self, reader: Reader, middle: Stored, printed: Printer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        url = f"/z/{middle.token}/documenten/rapport.pdf"
        reader.get(url)

        def fail(_visit: Visit) -> Contents:
            raise AssertionError("the findings are not needed")

        monkeypatch.setattr(routes, "read_contents", fail)
        assert reader.get(url).data == b"%PDF-x"
        assert printed.jobs == 1

    def test_a_failure_says_what_to_do(self, reader: Reader, middle: Stored, printed: Printer) -> None:
        printed.fails = True
        for _ in range(2):
            answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
            assert answer.status_code == 503
            assert "Probeer het later opnieuw" in answer.text
        assert printed.jobs == 1

    def test_too_much_work_is_refused(
        self, reader: Reader, middle: Stored, elsewhere: Printer, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(documents, "LONGEST_QUEUE", 0)
        answer = reader.get(f"/z/{middle.token}/documenten/rapport.pdf")
        assert answer.status_code == 503
        assert "een minuut" in answer.text
        assert not elsewhere.jobs

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
        client = shared_app.test_client()
        client.get(f"/z/{stored.token}/documenten/rapport.pdf")
        folder = get_background(shared_app).folder
        assert len(list(folder.iterdir())) == 1
        assert client.post(f"/z/{stored.token}/gegevens/verwijderen").status_code == 303
        assert not list(folder.iterdir())
        assert printed.jobs == 1

    def test_the_management_report_and_the_full_one_have_addresses_and_names_of_their_own(
        self, reader: Reader, store_answers: StoreAnswers, content: Content, printed: Printer
    ) -> None:
        middle, names = store_answers(middle_answers(content)), []
        for name in ("managementrapport.pdf", "rapport.pdf"):
            answer = reader.get(f"/z/{middle.token}/documenten/{name}")
            assert answer.status_code == 200
            names.append(answer.headers["Content-Disposition"])
            answer.close()
        assert 'filename="pleinwijzer-management-gent-20' in names[0]
        assert 'filename="pleinwijzer-gent-20' in names[1]
        assert printed.jobs == 2


def test_names_of_files_are_plain() -> None:
    assert name_file("'s-Gravenwezel (Schilde)", "pdf").startswith("pleinwijzer-s-gravenwezel-schilde-20")
    assert name_file("Sint-Genesius-Rode / Rhode-Saint-Genèse", "pdf").startswith(
        "pleinwijzer-sint-genesius-rode-rhode-saint-genese-"
    )
