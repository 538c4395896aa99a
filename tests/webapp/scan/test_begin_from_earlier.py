"""A year later: a new self-scan from an earlier one, with its answers beside and its plan along."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask

from assessment.action_plan import Status
from assessment.model import DIMENSIONS, Range
from tests.newest import NEWEST, newest_content
from tests.webapp.assessments import begin_assessment, find_by_link
from tests.webapp.page_client import PageClient
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import place_of
from webapp.background.documents import wait_for_document
from webapp.background.registry import get_background
from webapp.clock import today
from webapp.documents.charts.slope import chart_slopes
from webapp.outcome.reading import find_with_earlier
from webapp.report.documents.kinds import Contents, want_documents
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.pictures import make_words
from webapp.scan import earlier_answers
from webapp.store.action_plan import Fields, NewAction, add_actions, get_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, get_answers, save_answers
from webapp.store.assessments import AssessmentRecord, NewAssessment, delete_assessment
from webapp.store.database import Database, StoreUnavailable
from webapp.web.admission import current_visit
from webapp.web.visit import Visit

CONTENT = newest_content()
QUESTION = CONTENT.questionnaire.question("listening.themes")
BEST, WORST = QUESTION.options[0].id, QUESTION.options[-1].id
WORST_WEBCARE = CONTENT.questionnaire.question("webcare.questions").options[-1].id
RECOMMENDATION = next(r for r in CONTENT.recommendations if r.dimension == "listening")


class Year:
    """An earlier self-scan, and the one that was begun from it."""

    def __init__(self, client: PageClient, database: Database) -> None:
        self.client, self.database = client, database
        new = NewAssessment("44021", 20000, "webcare", "nl", NEWEST)
        self.earlier, self.old_token = begin_assessment(database, new)
        change = AnswerChange(QUESTION.id, {"options": [WORST]}, "a note")
        write(database, save_answers, self.earlier.id, [change], PROGRAM)
        done = Fields("Themes", "Team", status=Status.DONE, note="kept")
        write(database, add_actions, self.earlier.id, [NewAction(done, RECOMMENDATION.id)], PROGRAM)
        answer = client.submit(f"/z/{self.old_token}/opnieuw")
        assert answer.status_code == 303
        self.token = place_of(answer).rpartition("/")[2]
        record = find_by_link(database, self.token)
        assert record is not None
        self.record = record

    def save(self, record: AssessmentRecord, *changes: AnswerChange) -> None:
        write(self.database, save_answers, record.id, changes, PROGRAM)

    def page(self, rest: str) -> BeautifulSoup:
        return self.client.page(f"/z/{self.token}{rest}")


@pytest.fixture
def year(client: PageClient, app_database: Database) -> Year:
    return Year(client, app_database)


def here() -> Visit:
    """Return the visit of the current request."""
    visit = current_visit()
    assert visit is not None
    return visit


def words(page: BeautifulSoup) -> str:
    return " ".join(page.get_text(" ").split())


def test_the_new_one_has_a_link_of_its_own_and_no_answers(year: Year) -> None:
    assert year.token != year.old_token
    assert year.record.earlier_id == year.earlier.id
    assert (year.record.municipality, year.record.role) == ("44021", "webcare")
    assert read(year.database, get_answers, year.record.id) == {}
    assert find_by_link(year.database, year.old_token) is not None


def test_the_plan_comes_along_with_its_history(year: Year) -> None:
    (old,), (new,) = (read(year.database, get_actions, number) for number in (year.earlier.id, year.record.id))
    assert (new.title, new.who, new.status, new.note, new.history) == (
        old.title, old.who, old.status, old.note, old.history
    )  # fmt: skip
    assert new.id != old.id


def test_the_earlier_answer_stands_beside_the_question_and_is_not_filled_in(year: Year) -> None:
    page = year.page("/vragen/listening")
    card = page.find(id="q-listening-themes")
    assert card is not None
    line = card.select_one(".earlier")
    assert line is not None
    assert "Vorige keer" in line.get_text()
    assert QUESTION.options[-1].text.dutch in line.get_text()
    assert not card.find("input", checked=True)
    other = year.client.page(f"/z/{year.old_token}/vragen/listening")
    assert not other.select(".earlier")


def test_what_moved_is_told_by_dimension_and_question_with_the_actions_beside(year: Year) -> None:
    year.save(year.record, AnswerChange(QUESTION.id, {"options": [BEST]}))
    result = year.page("/resultaat")
    assert result.find("a", href=f"/z/{year.token}/resultaat/ontwikkeling")
    text = words(year.page("/resultaat/ontwikkeling"))
    assert "dezelfde" in text
    for said in (QUESTION.text.dutch, QUESTION.options[0].text.dutch, QUESTION.options[-1].text.dutch):
        assert " ".join(said.split()) in text
    assert RECOMMENDATION.title.dutch in text
    assert "kan een zelfscan niet zeggen" in text


def test_without_an_earlier_one_the_page_says_how_to_get_there(year: Year) -> None:
    url = f"/z/{year.old_token}/resultaat"
    assert year.client.page(f"{url}/ontwikkeling").find("a", href=f"/z/{year.old_token}/opnieuw")
    assert not year.client.page(url).find("a", href=f"{url}/ontwikkeling")


def test_the_new_one_stays_when_the_earlier_one_is_deleted(year: Year) -> None:
    write(year.database, delete_assessment, year.earlier.id)
    assert not year.page("/vragen/listening").select(".earlier")
    assert "geen eerdere zelfscan" in words(year.page("/resultaat/ontwikkeling"))


def test_questions_can_be_answered_when_the_earlier_answers_cannot_be_read(
    year: Year, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("locked")

    monkeypatch.setattr(earlier_answers, "read_earlier", fail)
    assert not year.page("/vragen/listening").select(".earlier")


def test_the_picture_and_the_paper_tell_the_same(app: Flask, year: Year) -> None:
    year.save(year.record, AnswerChange(QUESTION.id, {"options": [BEST]}))
    page = words(year.page("/resultaat/ontwikkeling"))
    with app.test_request_context(f"/z/{year.token}/resultaat?taal=nl"):
        app.preprocess_request()
        contents = Contents(find_with_earlier(here()), Addresses(), today())
        chart = chart_slopes(contents.findings, make_words())
        chapter = next(one for one in contents.paper().chapters if one.id == "development")
    assert QUESTION.text.dutch in str(chapter)
    assert [slope.colour for slope in chart.slopes] == list(DIMENSIONS)
    for slope in chart.slopes:
        for text in (slope.before_text, slope.after_text, slope.move):
            assert text in page
            assert text in str(chapter)
    assert year.client.get(f"/z/{year.token}/beeld/development.svg").status_code in {200, 302, 503}
    assert year.client.get(f"/z/{year.old_token}/beeld/development.svg").status_code == 404


def test_slides_spreadsheet_and_data_tell_the_same(app: Flask, year: Year) -> None:
    year.save(year.record, AnswerChange(QUESTION.id, {"options": [BEST]}))
    with app.test_request_context(f"/z/{year.token}/resultaat?taal=nl"):
        app.preprocess_request()
        contents = Contents(find_with_earlier(here()), Addresses(), today())
        found = contents.findings.development
        assert found is not None
        changes = list(found.dimensions.values())
        slides = contents.deck().slides
        sheets = {sheet.name: sheet for sheet in contents.workbook().sheets}
        page = {row[0]: row for row in table_rows(year.page("/resultaat/ontwikkeling"))}
    place = next(number for number, slide in enumerate(slides) if slide.title == "Wat er veranderde")
    table = slides[place].table
    assert slides[place - 1].picture is not None
    assert table is not None
    assert [list(page[row[0]]) for row in table.rows] == [list(row) for row in table.rows]
    assert len(table.rows) == len(DIMENSIONS)
    sheet = sheets["Wat er veranderde"]
    for row, change in zip(sheet.rows, changes, strict=True):
        assert row[7:11] == (*ends(change.score_before), *ends(change.score_after))
        assert row[11] == page[str(row[0])][5]
    (line,) = sheets["Gewijzigde antwoorden"].rows
    points = found.dimensions["listening"].questions[0]
    assert line[3:5] == (QUESTION.options[-1].text.dutch, QUESTION.options[0].text.dutch)
    assert line[5:9] == (*ends(points.points_before), *ends(points.points_after))
    data = json.loads(year.client.get(f"/z/{year.token}/documenten/resultaat.json").text)
    jsonschema.validate(data, json.loads(Path("webapp/static/schema/resultaat-1.json").read_text("utf-8")))
    assert data["development"]["shared_questions"] == found.shared
    for entry, change in zip(data["development"]["dimensions"], changes, strict=True):
        assert tuple(entry["score_before"].values()) == ends(change.score_before)
        assert tuple(entry["score_after"].values()) == ends(change.score_after)
        assert entry["move"] == change.move
    (changed,) = data["development"]["dimensions"][0]["questions"]
    assert (changed["before"], changed["after"]) == ({"options": [WORST]}, {"options": [BEST]})


def test_without_an_earlier_one_no_document_speaks_of_it(app: Flask, year: Year) -> None:
    with app.test_request_context(f"/z/{year.old_token}/resultaat?taal=nl"):
        app.preprocess_request()
        contents = Contents(find_with_earlier(here()), Addresses(), today())
        titles = [slide.title for slide in contents.deck().slides] + [
            sheet.name for sheet in contents.workbook().sheets
        ]
    assert "Wat er veranderde" not in titles
    assert "Gewijzigde antwoorden" not in titles
    data = json.loads(year.client.get(f"/z/{year.old_token}/documenten/resultaat.json").text)
    assert data["development"] is None


def table_rows(page: BeautifulSoup) -> list[tuple[str, ...]]:
    return [tuple(words_of(cell) for cell in row.select("th, td")) for row in page.select("table tr")]


def ends(span: Range | None) -> tuple[float, float]:
    assert span is not None
    return span.low, span.high


def test_of_a_grid_only_the_rows_that_differ_are_told(year: Year) -> None:
    grid = next(question for question in CONTENT.questionnaire.questions if len(question.rows) > 2)
    rows = {row.id: grid.options[0].id for row in grid.rows}
    year.save(year.earlier, AnswerChange(grid.id, {"rows": rows}, base_revision=99))
    changed = rows | {grid.rows[1].id: grid.options[-1].id}
    year.save(year.record, AnswerChange(grid.id, {"rows": changed}))
    page = year.page("/resultaat/ontwikkeling")
    line = next(row for row in page.select("tr") if " ".join(grid.text.dutch.split()) in words_of(row))
    assert " ".join(grid.rows[1].text.dutch.split()) in words_of(line)
    assert " ".join(grid.rows[0].text.dutch.split()) not in words_of(line)


def words_of(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def test_documents_follow_the_earlier_answers_and_go_with_them(app: Flask, year: Year) -> None:
    folder = get_background(app).folder

    def stamp() -> object:
        with app.test_request_context(f"/z/{year.token}/documenten?taal=nl"):
            app.preprocess_request()
            return want_documents(here())["pdf"]

    before = stamp()
    assert stamp() == before
    year.save(year.earlier, AnswerChange(QUESTION.id, {"options": [BEST]}, base_revision=99))
    year.save(year.earlier, AnswerChange("webcare.scheme", {"state": "unknown"}))
    assert stamp() != before
    year.save(year.record, AnswerChange(QUESTION.id, {"options": [BEST]}))
    with app.test_request_context(f"/z/{year.token}/documenten/rapport.pdf?taal=nl"):
        app.preprocess_request()
        assert wait_for_document(want_documents(here())["xlsx"]) is not None
    assert list(folder.iterdir())
    year.client.submit(f"/z/{year.old_token}/gegevens/verwijderen")
    assert not list(folder.iterdir())


def answer_all(which: int) -> list[AnswerChange]:
    """Return the first or last option of every question of one, as changes."""
    questions = (q for q in CONTENT.questionnaire.questions if q.dimension and q.options and not q.rows)
    return [AnswerChange(q.id, {"options": [q.options[which].id]}) for q in questions]


def test_the_result_of_a_second_self_scan_opens_with_then_and_now(year: Year) -> None:
    worse = AnswerChange("webcare.questions", {"options": [WORST_WEBCARE]})
    year.save(year.earlier, *answer_all(0))
    year.save(year.record, worse, *(one for one in answer_all(0) if one.question_id != worse.question_id))
    moved = year.page("/resultaat").select_one(".opening-since")
    assert moved is not None
    assert "→ 0" in moved.get_text()
    assert "webcare" in moved.get_text()
    assert "luisteren" not in moved.get_text()


def test_a_second_self_scan_with_the_same_levels_says_so(year: Year) -> None:
    year.save(year.earlier, *answer_all(0))
    year.save(year.record, *answer_all(0))
    since = year.page("/resultaat").select_one(".opening-since")
    assert since is not None
    assert "nog in dezelfde groeifase" in since.get_text()


def test_nothing_is_called_the_same_of_which_it_is_too_early_to_say_anything(year: Year) -> None:
    assert year.page("/resultaat").select_one(".opening-since") is None
