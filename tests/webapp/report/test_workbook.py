"""The workbook has the numbers of the findings, and its formulas lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import openpyxl
import pytest
from flask import Flask

from tests.webapp.report.conftest import NOTE, Stored
from webapp.documents.spreadsheet import write_spreadsheet
from webapp.documents.workbook import Formula, Sheet, Workbook
from webapp.language.locale import speaking
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.workbook import make_workbook
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed

LANGUAGES = ["nl", "en"]
WHICH = ["empty", "middle", "perfect"]


@pytest.fixture(params=WHICH)
def stored(request: pytest.FixtureRequest) -> Stored:
    found: Stored = request.getfixturevalue(request.param)
    return found


@pytest.fixture(params=LANGUAGES)
def workbook(request: pytest.FixtureRequest, shared_app: Flask, stored: Stored) -> Workbook:
    return make(shared_app, stored, request.param)


def make(app: Flask, stored: Stored, language: str) -> Workbook:
    addresses = Addresses()
    with app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        return make_workbook(stored.findings, addresses, date(2026, 11, 24))


def sheets(workbook: Workbook) -> Iterator[Sheet]:
    return iter(workbook.sheets)


def test_the_summary_has_every_score_and_level(workbook: Workbook, stored: Stored) -> None:
    summary = workbook.sheets[0]
    findings = stored.findings
    for row, dimension in zip(summary.rows, findings.dimensions.values(), strict=True):
        score = dimension.score.range
        levels = (dimension.level.low, dimension.likely.level, dimension.level.high)
        assert row[2:7] == (*levels, score.low, score.high)
    (total,) = summary.totals
    assert [value.value for value in total[5:7] if isinstance(value, Formula)] == [
        findings.overall_score.low,
        findings.overall_score.high,
    ]


def test_every_question_and_row_has_a_line_of_answers(workbook: Workbook, stored: Stored) -> None:
    answers = workbook.sheets[1]
    given = stored.findings.answers
    questions = [one for one in stored.findings.content.questionnaire.questions if not one.extra or one.id in given]
    assert len(answers.rows) == sum(max(1, len(question.rows)) for question in questions)
    assert {row[-1] for row in answers.rows} == {question.id for question in questions}


def test_points_and_weights_lead_to_the_scores(workbook: Workbook, stored: Stored) -> None:
    scores = workbook.sheets[2]
    by_number = {row[1]: row for row in scores.rows}
    questionnaire = stored.findings.content.questionnaire
    for entry in stored.findings.questions.values():
        if entry.question.scores and entry.points is not None:
            row = by_number[questionnaire.questions.index(entry.question) + 1]
            assert row[4:7] == (entry.points.low, entry.points.high, entry.question.weight)
    for total, dimension in zip(scores.totals, stored.findings.dimensions.values(), strict=True):
        ends = [value.value if isinstance(value, Formula) else value for value in total[-2:]]
        assert ends == [dimension.score.range.low, dimension.score.range.high]


def test_the_formulas_compute_what_they_show(workbook: Workbook, stored: Stored) -> None:
    """By hand, as a spreadsheet does it: the products, their sum over the dimension, divided by the weights."""
    scores = workbook.sheets[2]
    for total, dimension in zip(scores.totals, stored.findings.dimensions.values(), strict=True):
        weights, lowest, highest = total[-3:]
        if not isinstance(weights, Formula):
            continue
        first, last = (int(part.strip("G)")) for part in weights.text.removeprefix("=SUM(").split(":"))
        rows = [row for row in scores.rows[first - 2 : last - 1] if row[4] is not None]
        assert len(rows) == sum(entry.points is not None for entry in dimension.questions)
        for place, end in ((4, lowest), (5, highest)):
            together = sum(float(str(row[place])) * float(str(row[6])) for row in rows)
            assert isinstance(end, Formula)
            assert round(together / weights.value + 1e-9, 1) == pytest.approx(end.value)


def test_what_is_counted_stands_with_its_mean_and_thing_by_thing(workbook: Workbook, stored: Stored) -> None:
    counted = workbook.sheets[3]
    counts = [one for found in stored.findings.counts.values() for one in found]
    assert len(counted.rows) == sum(1 + len(one.things) for one in counts)
    totals = [row[5:] for row in counted.rows if row[2] is None]
    assert [row[:4] for row in totals] == [(c.low, c.high, len(c.things), c.facts.mean) for c in counts]


def test_every_printed_share_stands_beside_its_answer(workbook: Workbook, stored: Stored) -> None:
    beside = workbook.sheets[4]
    comparisons = [c for entry in stored.findings.questions.values() for c in entry.comparisons.values()]
    assert len(beside.rows) == sum(len(comparison.shares) for comparison in comparisons)
    printed = [float(line.share.value) for c in comparisons for line in c.shares if line.share]
    assert sorted(row[5] for row in beside.rows if isinstance(row[5], float)) == sorted(printed)


def test_all_advice_is_there_in_its_order(workbook: Workbook, stored: Stored) -> None:
    if not stored.findings.advice:
        return
    advice = next(
        sheet
        for sheet in workbook.sheets
        if len(sheet.columns) == 16 and sheet.rows[0][0] == 1 and len(sheet.rows) == len(stored.findings.advice)
    )
    assert [row[0] for row in advice.rows] == list(range(1, len(stored.findings.advice) + 1))
    assert all(row[10] for row in advice.rows)  # what residents notice
    assert [row[3] for row in advice.rows] == [float(e.recommendation.days) for e in stored.findings.advice]
    assert [row[4] for row in advice.rows] == [e.recommendation.hours_a_week for e in stored.findings.advice]


def test_it_opens_as_a_file_with_a_sheet_each(workbook: Workbook) -> None:
    opened = openpyxl.load_workbook(BytesIO(write_spreadsheet(workbook)))
    assert len(opened.sheetnames) == len(workbook.sheets) >= 6
    for page in opened:
        assert page.freeze_panes == "A2"
        formulas = [cell.value for line in page for cell in line if cell.data_type == "f"]
        assert all(str(formula).startswith(("=E", "=F", "=SUM", "=ROUND")) for formula in formulas)


def test_an_invented_example_says_so_on_every_page(shared_app: Flask, perfect: Stored, middle: Stored) -> None:
    assert not make(shared_app, middle, "nl").header.startswith("Verzonnen")
    assert NOTE not in make(shared_app, perfect, "nl").header
