"""The sheets: listed by what they are for, filled in as far as the answers go, the same on the page and in Word."""

from __future__ import annotations

import functools
from dataclasses import replace
from datetime import date
from decimal import Decimal
from io import BytesIO

import pytest
from docx import Document
from flask import Flask

from assessment.content import Content, translatable_texts
from assessment.model import Answer
from assessment.sheets.reading import check_places, load_sheets
from tests.newest import newest_content, newest_edition, shared_library
from tests.webapp.documents.test_word import texts
from tests.webapp.report.conftest import best_answer, make_findings, middle_answers
from tests.webapp.visitor import Visitor
from webapp.documents.sheet import FilledSheet
from webapp.documents.word.sheet import count_sheet_pages, write_sheet
from webapp.findings.model import Findings
from webapp.language.locale import speaking, translate_text
from webapp.report.documents.kinds import NO_LINK
from webapp.sheets.filling import fill_sheet
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM
from webapp.web.admission import addressed
from webapp.web.state import get_state

DAY = date(2026, 11, 27)
LONG = "Pepingen-Bellingen-Bogaarden-Beert-Heikruis aan de Zuunbeekvallei"
CONTENT = newest_content()
ALL = [sheet.id for sheet in load_sheets(CONTENT).all]
ONE_PAGE = [sheet.id for sheet in load_sheets(CONTENT).all if sheet.is_one_page]
CHANNELS = Answer(rows={"facebook": "active", "instagram": "active", "twitter": "inactive", "tiktok": "none"})
EARLIER_CHANNELS = Answer(rows={"facebook": "few", "instagram": "one", "twitter": "inactive", "tiktok": "none"})


def of(
    answers: dict[str, Answer], inhabitants: int = 24_600, name: str = "Gent", content: Content = CONTENT
) -> Findings:
    findings = make_findings(content, newest_edition(), answers)
    return replace(findings, profile=replace(findings.profile, municipality=name, inhabitants=inhabitants))


@functools.cache
def examples() -> tuple[Findings, Findings, Findings]:
    """Nothing answered, answers in the middle, and everything answered as well as can be; by name a long one."""
    full = {question.id: best_answer(question) for question in CONTENT.questionnaire.questions}
    empty, middle, best = (of(answers, name=LONG) for answers in ({}, middle_answers(CONTENT), full))
    return empty, middle, best


def fill(app: Flask, sheet: str, findings: Findings, language: str = "nl") -> FilledSheet:
    with app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        return fill_sheet(get_state(app).sheets.by_id[sheet], findings, DAY)


def say(sheet: FilledSheet) -> list[str]:
    """Every text of a sheet, as it must stand on the page and in Word."""
    said = [sheet.title, sheet.purpose, sheet.use]
    for part in sheet.parts:
        said += [part.heading, part.text, part.after, *part.items]
        if part.table:
            said += [part.table.caption, *(column.text for column in part.table.columns)]
            said += [cell for row in part.table.rows for cell in row]
        for step in part.steps:
            said += [step.question, step.yes, step.no]
    return [text for text in said if text]


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sheet", ALL)
def test_nothing_is_left_to_be_filled_in_by_the_program(shared_app: Flask, sheet: str, language: str) -> None:
    for findings in examples():
        for text in say(fill(shared_app, sheet, findings, language)):
            assert "{" not in text
            assert text.count("[") == text.count("]")
            assert "[…]" not in text


@pytest.mark.parametrize("sheet", ALL)
def test_the_english_has_the_same_places_and_gaps_that_close(shared_app: Flask, sheet: str) -> None:
    with shared_app.test_request_context("/"), speaking("en"):
        for text, _ in translatable_texts(get_state(shared_app).sheets.by_id[sheet]):
            english = translate_text(text)
            assert not [found for found in check_places(text.context, english) if "bracket" in found]
            assert text.dutch.count("[") == english.count("["), text.context


@pytest.mark.parametrize("sheet", ALL)
def test_word_says_what_the_page_says(shared_app: Flask, sheet: str) -> None:
    filled = fill(shared_app, sheet, examples()[1])
    written = "\n".join(texts(Document(BytesIO(write_sheet(filled)))))
    for text in say(filled):
        assert text in written


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sheet", ONE_PAGE)
def test_what_must_fit_on_one_page_fits(shared_app: Flask, sheet: str, language: str) -> None:
    for findings in examples():
        filled = fill(shared_app, sheet, findings, language)
        assert count_sheet_pages(replace(filled, is_invented=True)) == 1


def test_the_own_channels_stand_in_a_table(shared_app: Flask) -> None:
    filled = fill(shared_app, "house-rules", of({"presence.channel_use": CHANNELS}))
    (table,) = [part.table for part in filled.parts if part.id == "channels"]
    assert table is not None
    question = CONTENT.questionnaire.question("presence.channel_use")
    active = question.option_by_id["active"].text.dutch
    assert [row[:2] for row in table.rows] == [("Facebook", active), ("Instagram", active), ("", "")]


def read_sheet(app: Flask, sheet: str, answers: dict[str, Answer]) -> str:
    return "\n".join(say(fill(app, sheet, of(answers))))


def test_commas_part_only_what_a_list_lists(shared_app: Flask) -> None:
    rows = {"facebook": "active", "whatsapp_number": "active", "neighbourhood": "active"}
    channels = read_sheet(shared_app, "tool-choice", {"presence.channel_use": Answer(rows=rows)})
    assert "WhatsApp (met een nummer waarnaar inwoners berichten sturen) en een buurtapp (zoals Hoplr)." in channels
    documents = Answer(options=("guidelines", "roles"))
    assert "(ook in een deontologische code) en wie wat doet (bijvoorbeeld in" in read_sheet(
        shared_app, "building-blocks", {"strategy.documents": documents}
    )


def test_what_is_not_on_paper_is_no_gap(shared_app: Flask) -> None:
    nothing = {"strategy.documents": Answer(options=("none",))}
    assert "staat nu op papier: nog niets." in read_sheet(shared_app, "building-blocks", nothing)
    assert "staat nu op papier: [wat op papier staat]." in read_sheet(shared_app, "building-blocks", {})


def test_an_answer_within_a_sentence_keeps_its_accents(shared_app: Flask) -> None:
    one = {"webcare.who": Answer(options=("single",))}
    assert "Wie antwoordt: één andere collega" in read_sheet(shared_app, "guidelines", one)


def test_what_opens_a_cell_begins_with_a_capital(shared_app: Flask) -> None:
    strong = {"barriers.reported": Answer(rows={"time": "fully"}), "webcare.who": Answer(options=("single",))}
    assert "\nEr is te weinig tijd\n" in read_sheet(shared_app, "strategy-one-page", strong)
    assert "\nEén andere collega of dienst, bijvoorbeeld" in read_sheet(shared_app, "building-blocks", strong)


def test_an_agreement_never_says_that_nobody_answers_and_a_note_on_how_things_are_does(shared_app: Flask) -> None:
    nobody = {"webcare.who": Answer(options=("nobody",)), "webcare.staff": Answer(number=Decimal(0))}
    for agreement in ("guidelines", "response-scheme", "strategy-one-page"):
        assert "[wie antwoordt]" in read_sheet(shared_app, agreement, nobody)
    note = read_sheet(shared_app, "management-note", nobody)
    assert "Wie antwoordt: niemand in het bijzonder" in note
    assert "Vrijgemaakt: 0 VTE, dat is 0 uur per week." in note


def test_a_self_scan_of_an_earlier_questionnaire_fills_in_its_channels_too(shared_app: Flask) -> None:
    earlier = of({"presence.channels": EARLIER_CHANNELS}, content=shared_library().of("2026.1"))
    (table,) = [part.table for part in fill(shared_app, "house-rules", earlier).parts if part.id == "channels"]
    assert table is not None
    assert [row[:2] for row in table.rows] == [("Facebook", "2 tot 4 actief"), ("Instagram", "1 actief"), ("", "")]


def test_a_channel_that_nobody_told_of_leaves_rows_to_fill_in(shared_app: Flask) -> None:
    filled = fill(shared_app, "house-rules", of({}))
    (table,) = [part.table for part in filled.parts if part.id == "channels"]
    assert table is not None
    assert len(table.rows) == 4
    assert not any(cell for row in table.rows for cell in row)


def test_a_gap_stands_out_in_word(shared_app: Flask) -> None:
    document = Document(BytesIO(write_sheet(fill(shared_app, "house-rules", of({})))))
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs]
    marked = {run.text for run in runs if run.style.name == "Fill In"}
    assert "[nummer]" in marked
    assert not any("[" in run.text for run in runs if run.text not in marked)


def plan(visitor: Visitor, recommendation: str) -> None:
    action = NewAction(Fields("Titel", "", None), recommendation)
    record = visitor.record
    with visitor.database.write() as connection:
        add_actions(connection, record.id, [action], PROGRAM)


def test_the_list_begins_with_what_is_in_the_plan(visitor: Visitor) -> None:
    plan(visitor, "webcare.scheme")
    page = visitor.open("/werkbladen")
    headings = [heading.get_text(strip=True) for heading in page.select("main h2")]
    assert headings[0] == "Voor wat in jullie actieplan staat"
    first = page.select_one("main section h3")
    assert first is not None
    assert first.get_text(strip=True) == "Reactieschema"


def test_the_list_names_why_a_sheet_stands_where_it_stands_and_its_page_the_rest(visitor: Visitor) -> None:
    for recommendation in ("webcare.house-rules", "webcare.threats"):
        plan(visitor, recommendation)
    page = visitor.open("/werkbladen")
    named = [page.select(f"{entries} .soft a") for entries in ("#plan + ul > :first-child", "#andere + ul")]
    served, others = ([str(link["href"]).rpartition("/")[2] for link in links] for links in named)
    assert served == ["webcare-house-rules", "house-rules#hoort-bij"]
    assert others == []
    rest = visitor.open("/werkbladen/house-rules").select("#hoort-bij a")
    assert {str(link["href"]).rpartition("/")[2] for link in rest} >= {"webcare-house-rules", "webcare-threats"}


def test_the_plan_and_the_recommendation_lead_to_the_sheet_and_say_what_residents_notice(visitor: Visitor) -> None:
    plan(visitor, "webcare.scheme")
    for path in ("/actieplan", "/resultaat/aanbevelingen/webcare-scheme"):
        links = {link["href"] for link in visitor.open(path).select("main a")}
        assert f"{visitor.url}/werkbladen/response-scheme" in links
        assert "Wat inwoners merken" in visitor.open(path).get_text()


def test_the_page_is_filled_in_and_word_is_one_click_away(visitor: Visitor) -> None:
    page = visitor.open("/werkbladen/house-rules")
    assert "Welkom op de pagina van Gent." in page.get_text(" ", strip=True).replace("\n", " ")
    assert page.select(".gap")
    link = page.select_one('a[href$=".docx?taal=nl"]')
    assert link is not None
    answer = visitor.client.get(str(link["href"]))
    assert answer.status_code == 200
    assert 'filename="pleinwijzer-house-rules-gent-20' in answer.headers["Content-Disposition"]


@pytest.mark.parametrize("path", ["/werkbladen/nergens", "/werkbladen/nergens.docx"])
def test_a_sheet_that_does_not_exist_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(visitor.url + path).status_code == 404


def test_the_download_names_the_sheets_of_a_recommendation(visitor: Visitor) -> None:
    result = visitor.client.get(f"{visitor.url}/documenten/resultaat.json").get_json()
    found = {one["id"]: one["sheets"] for one in result["recommendations"]}
    assert {"id": "response-scheme", "title": "Reactieschema"} in found["webcare.scheme-sketch"]
    assert found["participation.connect-neighbours"] == []


def test_a_sheet_that_touches_on_law_says_so(shared_app: Flask) -> None:
    filled = fill(shared_app, "house-rules", of({}))
    written = "\n".join(texts(Document(BytesIO(write_sheet(filled)))))
    assert "jullie eigen juridische dienst" in written
    assert "gelezen op 27 november 2026" in written
