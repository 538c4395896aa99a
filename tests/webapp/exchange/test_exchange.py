"""Download, import and delete."""

from __future__ import annotations

import csv
import io
import json
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from bs4 import BeautifulSoup
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assessment.answers import plain_answer, read_answer
from assessment.model import UNKNOWN, Answer, Kind, Question, State
from assessment.signs import is_blank
from tests.newest import newest_content
from tests.webapp.assessments import find_by_link
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor, notice_of, place_of, read_form, text_of
from webapp.exchange.csv_file import guard_cell
from webapp.exchange.import_file import fit_document, read_document, write_carried
from webapp.exchange.import_preview import preview_import
from webapp.store.action_plan import get_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.wording.roles import ROLES

SCHEMA = json.loads(Path("webapp/static/schema/zelfscan-1.json").read_text(encoding="utf-8"))
QUESTIONNAIRE = newest_content().questionnaire
LETTERS = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
TEXTS = st.text(LETTERS, min_size=1, max_size=200).filter(lambda text: not is_blank(text))


def answers_to(question: Question) -> st.SearchStrategy[Answer]:
    """Answers that a question can take."""
    options = [option.id for option in question.options]
    match question.kind:
        case Kind.ONE:
            given_answers = st.sampled_from(options).map(lambda option: Answer(options=(option,)))
        case Kind.SEVERAL:
            alone = {option.id for option in question.options if option.exclusive}
            several = st.sets(st.sampled_from([o for o in options if o not in alone]), min_size=1)
            given_answers = several.map(lambda chosen: Answer(options=tuple(o for o in options if o in chosen)))
        case Kind.GRID:
            rows = {row.id: st.sampled_from([*options, UNKNOWN]) for row in question.rows}
            return st.fixed_dictionaries({}, optional=rows).filter(bool).map(lambda chosen: Answer(rows=chosen))
        case Kind.NUMBER:
            given_answers = st.integers(0, 200).map(lambda number: Answer(number=Decimal(number)))
        case _:
            given_answers = TEXTS.map(lambda text: Answer(text=text.strip()))
    return st.one_of(given_answers, st.just(Answer(State.UNKNOWN)))


ENTRIES = st.fixed_dictionaries(
    {},
    optional={
        question.id: st.tuples(answers_to(question).map(plain_answer), st.one_of(st.just(""), TEXTS.map(str.strip)))
        for question in QUESTIONNAIRE.questions
    },
)


def download(visitor: Visitor) -> dict[str, object]:
    response = visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json")
    document: dict[str, object] = json.loads(response.text)
    jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker()).validate(document)
    return document


def upload(visitor: Visitor, content: bytes | dict[str, object], url: str = "") -> BeautifulSoup:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    form = {"file": (io.BytesIO(data), "zelfscan.json")}
    response = visitor.client.submit(url or f"{visitor.url}/gegevens/importeren", form)
    assert response.status_code in {200, 422}, response.text
    return read_page(response.text)


def test_the_schema_is_itself_sound_and_public(client: PageClient) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    response = client.get("/schema/zelfscan-1.json")
    assert json.loads(response.text) == SCHEMA
    assert response.mimetype == "application/schema+json"
    response.close()


def test_the_schema_knows_every_role() -> None:
    assert SCHEMA["$defs"]["assessment"]["properties"]["role"]["enum"] == ["", *ROLES]


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries=ENTRIES)
def test_what_is_downloaded_is_valid_and_gives_the_same_back(
    app: Flask, visitor: Visitor, entries: dict[str, tuple[dict[str, object], str]]
) -> None:
    everything = {question.id: (None, "") for question in QUESTIONNAIRE.questions} | entries
    record = visitor.record
    changes = [AnswerChange(key, plain, note, record.revision) for key, (plain, note) in everything.items()]
    write(visitor.database, save_answers, record.id, changes, PROGRAM)
    document = read_document(json.dumps(download(visitor)))
    with app.test_request_context():
        fitting, misfits = fit_document(QUESTIONNAIRE, document)
        carried, _ = fit_document(QUESTIONNAIRE, read_document(write_carried(document, fitting)))
        plan = preview_import(fitting, visitor.saved, visitor.record.revision)
    assert not misfits
    assert carried == fitting
    assert {key: (entry.plain, entry.note) for key, entry in fitting.items()} == entries
    assert (plan.added, plan.replaced, plan.same) == ((), (), len(entries))


def test_an_import_shows_what_changes_and_adds_or_replaces_only_as_chosen(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully", "answer.listening.followers": "not"})
    document = download(visitor)
    visitor.answer("listening", **{"answer.listening.themes": "rather"}, clear="listening.followers")
    preview = upload(visitor, document)
    assert "Eerder wel" in preview.get_text()
    assert visitor.plain("listening.themes") == {"options": ["rather"]}
    fields = read_form(preview)
    visitor.client.submit(f"{visitor.url}/gegevens/importeren", {**fields, "mode": "new"})
    assert visitor.plain("listening.themes") == {"options": ["rather"]}
    assert visitor.plain("listening.followers") == {"options": ["not"]}
    fields = read_form(upload(visitor, document))
    visitor.client.submit(f"{visitor.url}/gegevens/importeren", {**fields, "mode": "all"})
    assert visitor.plain("listening.themes") == {"options": ["fully"]}


def test_what_was_saved_after_the_preview_is_not_overwritten(visitor: Visitor, colleague: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully", "answer.listening.followers": "not"})
    document = download(visitor)
    visitor.answer("listening", **{"answer.listening.themes": "rather"}, clear="listening.followers")
    fields = read_form(upload(visitor, document))
    colleague.answer("listening", **{"answer.listening.themes": "not"})
    response = visitor.client.submit(f"{visitor.url}/gegevens/importeren", {**fields, "mode": "all"})
    assert response.status_code == 409
    assert "Helemaal niet" in text_of(response)
    assert visitor.plain("listening.themes") == {"options": ["not"]}
    assert visitor.plain("listening.followers") is None, "all of the file is taken over, or nothing"
    again = read_form(read_page(response.text))
    response = visitor.client.submit(f"{visitor.url}/gegevens/importeren", {**again, "mode": "all"})
    assert response.status_code == 303
    assert visitor.plain("listening.themes") == {"options": ["fully"]}
    assert visitor.plain("listening.followers") == {"options": ["not"]}


def test_another_version_keeps_what_fits_and_tells_what_does_not(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully"})
    document = download(visitor)
    document["assessment"]["questionnaire_version"] = "2019.1"  # type: ignore[index]
    document["answers"]["listening.future"] = {"answer": {"text": "uit de toekomst"}, "note": ""}  # type: ignore[index]
    document["answers"]["listening.followers"] = {"answer": {"options": ["somewhat"]}, "note": "blijft"}  # type: ignore[index]
    preview = upload(visitor, document).get_text(" ")
    assert "listening.future" in preview
    assert "uit de toekomst" in preview
    assert "somewhat" in preview


def test_a_file_begins_a_new_assessment_with_its_answers(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully", "note.listening.themes": "zeker"})
    page = upload(visitor, download(visitor), "/begin/importeren")
    fields = read_form(page)
    assert fields["municipality"] == ["44021"]
    response = visitor.client.submit("/begin/importeren", {**fields, "inhabitants": "270.000"})
    token = place_of(response).rpartition("/")[2]
    record = find_by_link(visitor.database, token)
    assert record is not None
    assert (record.municipality, record.inhabitants) == ("44021", 270_000)
    fresh = Visitor(visitor.client, visitor.database, token)
    assert fresh.plain("listening.themes") == {"options": ["fully"]}
    assert fresh.saved["listening.themes"].note == "zeker"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\xff\xfe",
        b"[]",
        b"null",
        b'"pleinwijzer-zelfscan"',
        b'{"format": "pleinwijzer-zelfscan"}',
        b'{"format": "pleinwijzer-zelfscan", "format_version": 99, "assessment": {}, "answers": {}}',
        b'{"format": "pleinwijzer-zelfscan", "format_version": true, "assessment": {}, "answers": {}}',
        b'{"format": "pleinwijzer-zelfscan", "format_version": 1, "assessment": [], "answers": {}}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 10_000 + b"}",
        b"<script>alert(1)</script>",
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(visitor: Visitor, content: bytes) -> None:
    for url in ("/begin/importeren", ""):
        page = upload(visitor, content, url)
        assert page.find(class_="error-summary") is not None
        assert page.find(id="file") is not None


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
PLAIN_LIKE = st.dictionaries(st.sampled_from(["options", "rows", "number", "text", "state"]), JSON_VALUES, max_size=2)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    entry=st.dictionaries(st.sampled_from(["answer", "note"]), PLAIN_LIKE | JSON_VALUES) | JSON_VALUES,
    question=st.sampled_from([question.id for question in QUESTIONNAIRE.questions] + ["no.such"]),
    profile=st.dictionaries(st.sampled_from(["municipality", "inhabitants", "role", "language"]), JSON_VALUES),
)
def test_whatever_stands_in_a_file_is_read_or_told(
    app: Flask, entry: object, question: str, profile: dict[str, object]
) -> None:
    data = {"format": "pleinwijzer-zelfscan", "format_version": 1, "assessment": profile, "answers": {question: entry}}
    with app.test_request_context():
        fitting, misfits = fit_document(QUESTIONNAIRE, read_document(json.dumps(data)))
        for found in fitting.values():
            if found.plain is not None:
                read_answer(found.question, found.plain)
            json.dumps(found.plain, ensure_ascii=False).encode()
    assert len(fitting) <= 1
    assert all(misfit.why for misfit in misfits)


def test_half_characters_in_a_file_do_no_harm(visitor: Visitor) -> None:
    document = download(visitor)
    document["answers"] = {"next.steps": {"answer": {"text": "a\ud800b"}, "note": "\udfff\x00"}, "x\ud800": 1}
    fields = read_form(upload(visitor, document))
    response = visitor.client.submit(f"{visitor.url}/gegevens/importeren", {**fields, "mode": "new"})
    assert response.status_code == 303
    assert visitor.client.get(f"{visitor.url}/vragen/barriers").status_code == 200


@pytest.mark.parametrize("text", ["=1+1", "+32", "-3", "@SUM(A1)", "\tx", "  =1+1", "\uff1d1"])
def test_no_cell_is_a_formula(text: str) -> None:
    assert guard_cell(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["- two at the library", "- twee (in de bib), let op!", "+ ook dit\n- en dat", "–3", "7,5", "zie =A1"]
)
def test_harmless_text_stays_as_it_was_typed(text: str) -> None:
    assert guard_cell(text) == text


@pytest.mark.parametrize(
    "text",
    ["- cmd|' /C calc'!A0", '- HYPERLINK("x")', "- a!A1", "+ [boek]a", "- 2+3", "- x=1", "-two", "+ SUM(A1)"],
)
def test_a_list_that_would_compute_is_guarded(text: str) -> None:
    assert guard_cell(text) == f"'{text}"


def test_each_region_has_a_table_that_its_spreadsheet_opens_in_columns(visitor: Visitor) -> None:
    number = next(question for question in QUESTIONNAIRE.questions if question.number and question.number.decimals)
    change = AnswerChange(number.id, plain_answer(Answer(number=Decimal("7.5"))))
    write(visitor.database, save_answers, visitor.record.id, [change], PROGRAM)
    for kind, delimiter, shown in (("puntkomma", ";", "7,5"), ("komma", ",", "7.5")):
        for language in ("nl", "en"):
            url = f"{visitor.url}/gegevens/antwoorden.csv?scheiding={kind}&taal={language}"
            response = visitor.client.get(url)
            rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff")), delimiter=delimiter))
            assert {len(row) for row in rows} == {12}
            assert next(row[4] for row in rows if row[7] == number.id) == shown
            assert f"-{language}.csv" in response.headers["Content-Disposition"]


def test_the_table_has_a_line_for_each_question_and_row(visitor: Visitor) -> None:
    visitor.answer("barriers", **{"answer.next.steps": "=HYPERLINK(1)", "row.barriers.reported.time": "rather"})
    response = visitor.client.get(f"{visitor.url}/gegevens/antwoorden.csv")
    assert response.data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(response.text.removeprefix("\ufeff")), delimiter=";"))
    lines = sum(len(question.rows) or 1 for question in QUESTIONNAIRE.questions)
    assert len(rows) == lines + 1
    assert {len(row) for row in rows} == {12}
    answers = {(row[7], row[8]): row[4] for row in rows}
    assert answers["next.steps", ""] == "'=HYPERLINK(1)"
    assert answers["barriers.reported", "time"] == "Eerder eens"
    assert answers["barriers.reported", "budget"] == ""


def test_deleting_asks_first_and_then_leaves_nothing(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully"})
    form = read_form(visitor.open("/gegevens/verwijderen"))
    assert visitor.record.revision
    response = visitor.client.submit(f"{visitor.url}/gegevens/verwijderen", form)
    assert place_of(response) == "/"
    assert notice_of(response) == "verwijderd"
    assert find_by_link(visitor.database, visitor.token) is None
    assert visitor.client.submit(f"{visitor.url}/gegevens/verwijderen", form).status_code == 404


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_a_line_end_of_another_program_in_a_file_keeps_two_words_apart(visitor: Visitor, sign: str) -> None:
    text = f"eerste{sign}tweede"
    document = {
        "format": "pleinwijzer-zelfscan",
        "format_version": 1,
        "assessment": {"municipality": "44021", "inhabitants": 272000, "role": "", "language": "nl"},
        "answers": {"next.steps": {"answer": {"text": text}, "note": text}},
        "actions": [{"title": text, "note": text}],
    }
    chosen = {"file": (io.BytesIO(json.dumps(document, ensure_ascii=False).encode()), "zelfscan.json")}
    page = visitor.client.post(f"{visitor.url}/gegevens/importeren", data=chosen)
    fields = read_form(read_page(page.text))
    assert visitor.client.submit(f"{visitor.url}/gegevens/importeren", {**fields, "mode": "new"}).status_code == 303
    assert visitor.plain("next.steps") == {"text": "eerste\ntweede"}
    assert visitor.saved["next.steps"].note == "eerste\ntweede"
    (action,) = read(visitor.database, get_actions, visitor.record.id)
    assert (action.title, action.note) == ("eerste tweede", "eerste\ntweede")
