"""The management report is short and stands alone; the full one has a page a dimension; both say what they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader

from assessment.action_plan import Action, Status
from assessment.answers import read_answer
from assessment.content import Content
from assessment.levels import LevelRange
from assessment.model import Answer, Range, State
from benchmarks.model import Edition
from tests.webapp.documents.small_paper import SVG
from tests.webapp.report.conftest import best_answer, make_findings, middle_answer, middle_answers
from tests.webapp.report.papers import block_texts
from webapp.demo import EXAMPLES, read_example
from webapp.documents.charts.drawing import draw_bare_svg
from webapp.documents.paper import Paper, Table
from webapp.documents.pdf import write_pdf
from webapp.exchange.import_file import fit_document
from webapp.findings.found import Finished, summarise
from webapp.findings.model import Findings
from webapp.language.locale import format_score, speaking
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_management_paper, make_paper
from webapp.report.documents.paper.numbers import even_column
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.headline import tell_standing
from webapp.web.admission import addressed
from webapp.wording.numbers import score_text

TODAY = date(2026, 11, 24)
MOST_PAGES = 6
FULL_PAGES = range(30, 51)
"""What the page of the documents says of the full report."""
FEWEST_LETTERS = 800
"""What can't be concluded, alone on a page, has fewer; one with only a picture has more."""
FEWEST_LETTERS_BEHIND = 500
"""The sources, alone on the last page of the full report, have more; the last entries of a list would have fewer."""
LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen " * 3

Cases = Mapping[str, Findings]


def _read_demo(content: Content, edition: Edition, name: str) -> Findings:
    document = read_example(name)
    fitting, _ = fit_document(content.questionnaire, document)
    answers = {key: read_answer(one.question, one.plain) for key, one in fitting.items() if one.plain is not None}
    return make_findings(content, edition, answers)


def _plan(findings: Findings, count: int, title: str = "Overleg met de diensten") -> Findings:
    at = datetime(2026, 10, 1, 9, tzinfo=UTC)
    actions = tuple(
        Action(
            id=number + 1,
            recommendation_id=findings.advice[number].recommendation.id if number % 3 else None,
            title=f"{title} {number}",
            who="Jan Janssens-Van den Bossche, dienst communicatie en onthaal" if number % 2 else "",
            due=TODAY + timedelta(days=20 * number) if number % 4 else None,
            status=(Status.TODO, Status.BUSY, Status.DONE)[number % 3],
            note="",
            revision=1,
            changed_at=at,
        )
        for number in range(count)
    )
    return replace(findings, actions=actions)


@pytest.fixture(scope="module")
def cases(content: Content, edition: Edition) -> Cases:
    everything = {q.id: middle_answer(q) for q in content.questionnaire.questions}
    middle = make_findings(content, edition, middle_answers(content))
    hostile = _plan(middle, 9, LONG)
    profile = replace(hostile.profile, municipality=("Sint-Katelijne-Waver " * 8).strip(), invented=True)
    ten = dict(list({q.id: everything[q.id] for q in content.questionnaire.in_section("listening")}.items())[:10])
    return {
        **{name: _read_demo(content, edition, name) for name in EXAMPLES},
        "middle": middle,
        "one unknown": make_findings(content, edition, {**everything, "webcare.scheme": Answer(State.UNKNOWN)}),
        "ten answers": make_findings(content, edition, ten),
        "thirty actions": _plan(middle, 30),
        "long names": replace(hostile, profile=profile),
        "perfect": make_findings(content, edition, {q.id: best_answer(q) for q in content.questionnaire.questions}),
    }


def _make(app: Flask, findings: Findings, language: str = "nl", *, full: bool = False) -> Paper:
    make = make_paper if full else make_management_paper
    with app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        return make(findings, Addresses(), TODAY)


def _print(paper: Paper) -> PdfReader:
    return PdfReader(BytesIO(write_pdf(paper, draw_bare_svg)))


def _squeeze(text: str) -> str:
    return "".join(text.split()).replace("\xad", "")


CASES = (*EXAMPLES, "middle", "one unknown", "ten answers", "thirty actions", "long names", "perfect")


@pytest.mark.parametrize("which", CASES)
def test_the_management_report_has_six_pages_at_most_and_the_first_two_stand_alone(
    shared_app: Flask, cases: Cases, which: str
) -> None:
    findings = cases[which]
    paper = _make(shared_app, findings)
    pages = [_squeeze(page.extract_text()) for page in _print(paper).pages]
    assert len(pages) <= MOST_PAGES
    assert "Waarjulliestaan" in pages[0]
    assert "vaststelling" in pages[0]
    with shared_app.test_request_context("/"), speaking("nl"):
        for dimension in findings.dimensions.values():
            assert _squeeze(score_text(dimension.score.range)) in pages[0]
    if findings.road.beginning or findings.actions:
        assert "Watjulliebeslissen" in pages[1]
        assert all(_squeeze(title) in pages[1] for title in _titles_to_decide(paper))


def test_the_first_page_holds_what_was_finished_before_and_said_otherwise(shared_app: Flask, cases: Cases) -> None:
    findings = cases["one unknown"]
    found = summarise(findings, day=TODAY, program="")
    otherwise = replace(found.overall, score=Range(12.3, 45.6), level=LevelRange(1, 3), likely=2)
    finished = Finished(datetime(2026, 11, 20, 9, tzinfo=UTC), replace(found, overall=otherwise))
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        paper = make_management_paper(findings, Addresses(), TODAY, (finished,))
    pages = [_squeeze(page.extract_text()) for page in _print(paper).pages]
    assert "Toenstonder:waarschijnlijkgroeifase2" in pages[0]
    assert "Watjulliebeslissen" in pages[1]


def _titles_to_decide(paper: Paper) -> list[str]:
    decisions = next(chapter for chapter in paper.chapters if chapter.id == "decisions")
    return [row[1] for block in decisions.blocks[:2] if isinstance(block, Table) for row in block.rows]


def test_the_answer_is_the_subtitle(shared_app: Flask, cases: Cases) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        told = tell_standing(cases["middle"])
    assert _make(shared_app, cases["middle"]).subtitle == f"{told}."


def test_the_decisions_tell_days_hours_and_who_leads(shared_app: Flask, cases: Cases) -> None:
    findings = cases["middle"]
    decisions = next(one for one in _make(shared_app, findings).chapters if one.id == "decisions")
    table = next(block for block in decisions.blocks if isinstance(block, Table))
    first = [entry.recommendation for entry in findings.road.beginning]
    assert len(table.rows) == len(first)
    assert float(table.total[4].replace(",", ".")) == sum(one.days for one in first)
    assert float(table.total[5].replace(",", ".")) == sum(one.hours_a_week for one in first)
    assert all(row[3] for row in table.rows)


@pytest.mark.parametrize("which", ["voorbeeldegem", "ten answers"])
def test_few_answers_give_a_short_report_that_warns_first(shared_app: Flask, cases: Cases, which: str) -> None:
    paper = _make(shared_app, cases[which])
    printed = _print(paper)
    assert len(printed.pages) <= 2
    said = printed.pages[0].extract_text()
    assert "volstaat nog niet" in said[: said.index("Groeifase")]
    assert paper.subtitle.startswith("Nog niet te zeggen: ")
    assert "path" not in [chapter.id for chapter in paper.chapters]


@pytest.mark.parametrize("which", EXAMPLES)
def test_the_full_report_has_as_many_pages_as_its_list_says_one_for_each_dimension_and_none_nearly_empty(
    shared_app: Flask, cases: Cases, which: str
) -> None:
    findings = cases[which]
    paper = _make(shared_app, findings, full=True)
    printed = _print(paper)
    assert len(printed.pages) in FULL_PAGES
    entries = [entry for entry in printed.outline if isinstance(entry, dict)]
    begins = [printed.get_destination_page_number(entry) for entry in entries]
    for chapter, page, following in zip(paper.chapters[:-1], begins, begins[1:], strict=False):
        if chapter.id in findings.dimensions:
            assert (page or 0) + 1 == following, chapter.id
    assert min(len(page.extract_text()) for page in printed.pages) > FEWEST_LETTERS_BEHIND


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_report_knows_whose_it_is_of_which_day_and_in_which_dutch(
    shared_app: Flask, cases: Cases, language: str
) -> None:
    printed = _print(_make(shared_app, cases["one unknown"], language))
    assert printed.metadata is not None
    assert printed.metadata.author == "Gent"
    assert printed.metadata.creation_date is not None
    assert printed.metadata.creation_date.date() == TODAY
    root = printed.trailer["/Root"]
    assert root["/Lang"] == {"nl": "nl-BE", "en": "en-GB"}[language]  # type: ignore[index]  # a dictionary


def test_tables_and_pictures_are_numbered_and_say_where_their_numbers_come_from(
    shared_app: Flask, cases: Cases
) -> None:
    paper = _make(shared_app, cases["middle"])
    tables = [block for block in paper.blocks() if isinstance(block, Table)]
    assert all(table.source.startswith("Bron: ") for table in tables)
    assert all(picture.source.startswith("Bron: ") for picture in paper.pictures())
    said = _squeeze("".join(page.extract_text() for page in _print(paper).pages))
    for number in range(1, len(tables) + 1):
        assert f"Tabel{number}." in said


def test_a_picture_says_its_point_in_two_sentences(shared_app: Flask, cases: Cases) -> None:
    for full in (False, True):
        for picture in _make(shared_app, cases["middle"], full=full).pictures():
            assert picture.alt.count(". ") <= 2
            assert 20 < len(picture.alt) < 300


@pytest.mark.parametrize("which", ["middle", "thirty actions", "perfect", "modelstede", "proefbeke"])
def test_no_table_of_the_management_report_has_a_lone_row(shared_app: Flask, cases: Cases, which: str) -> None:
    for block in _make(shared_app, cases[which]).blocks():
        assert not isinstance(block, Table) or len(block.rows) > 1, block.caption


@pytest.mark.parametrize("which", CASES)
def test_no_page_of_the_management_report_is_nearly_empty(shared_app: Flask, cases: Cases, which: str) -> None:
    for page in _print(_make(shared_app, cases[which])).pages:
        assert len(page.extract_text()) > FEWEST_LETTERS


@pytest.mark.parametrize("which", CASES)
def test_the_numbers_of_a_column_have_as_many_decimals_each(shared_app: Flask, cases: Cases, which: str) -> None:
    for block in _make(shared_app, cases[which], full=True).blocks():
        for place, column in enumerate(block.columns if isinstance(block, Table) else ()):
            if isinstance(block, Table) and column.is_number:
                texts = [row[place] for row in (*block.rows, *((block.total,) if block.total else ()))]
                with shared_app.test_request_context("/"), speaking("nl"):
                    assert even_column(texts) == texts, block.caption


def test_a_column_is_evened_in_its_own_language(shared_app: Flask) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        assert even_column(["50", "12,5 tot 30", "–", "+0", "1.200"]) == [
            "50,0",
            "12,5 tot 30,0",
            "–",
            "+0,0",
            "1.200,0",
        ]
        assert even_column(["3", "waarschijnlijk 2, misschien 1"]) == ["3", "waarschijnlijk 2, misschien 1"]
    with shared_app.test_request_context("/"), speaking("en"):
        assert even_column(["50", "1,200.25"]) == ["50.00", "1,200.25"]


def test_the_scores_and_bands_of_the_first_page_are_those_of_the_findings(shared_app: Flask, cases: Cases) -> None:
    findings = cases["middle"]
    paper = _make(shared_app, findings)
    table = next(block for block in paper.blocks() if isinstance(block, Table))
    for dimension, row, track in zip(findings.dimensions.values(), table.rows, table.tracks, strict=True):
        with shared_app.test_request_context("/"), speaking("nl"):
            assert row[3] == score_text(dimension.score.range)
            if dimension.reference:
                assert format_score(dimension.reference.sampled.low) in row[2]
                assert format_score(dimension.reference.sampled.high) in row[2]
        assert (track.low, track.high) == (dimension.score.range.low, dimension.score.range.high)
        assert (track.band is None) == (dimension.reference is None)


def test_no_text_stays_in_english(shared_app: Flask, cases: Cases) -> None:
    dutch = {text for block in _make(shared_app, cases["thirty actions"]).blocks() for text in block_texts(block)}
    english = {
        text for block in _make(shared_app, cases["thirty actions"], "en").blocks() for text in block_texts(block)
    }
    same = {text for text in dutch & english if len(text) > 20}
    assert {text for text in same if not text.startswith(("Overleg", "Jan"))} == set()


def test_a_picture_that_cannot_be_drawn_stands_there_in_words(shared_app: Flask, cases: Cases) -> None:
    paper = _make(shared_app, cases["one unknown"])
    chart = next(iter(paper.pictures())).chart
    pages = PdfReader(BytesIO(write_pdf(paper, lambda _chart: None))).pages
    said = _squeeze("".join(page.extract_text() for page in pages))
    assert _squeeze(chart.description)[:60] in said
    assert len(PdfReader(BytesIO(write_pdf(paper, lambda _chart: SVG))).pages) <= MOST_PAGES
