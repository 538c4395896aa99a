"""Every number of the findings stands in the paper, the sheets and the data, beside what it belongs to.

The findings themselves are gone through, not a list of places: a number that a document leaves out is found here.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from flask import Flask

from assessment.model import Range
from assessment.road.model import Advised
from tests.webapp.report.conftest import Reader, Stored
from tests.webapp.report.papers import block_texts
from webapp.documents.paper import Bullets, Entries, Paper, Table
from webapp.documents.workbook import Formula, Workbook
from webapp.findings.model import DimensionFinding, Findings, QuestionFinding
from webapp.language.locale import speaking, translate_text
from webapp.language.texts import gettext
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.documents.paper.numbers import even_column
from webapp.report.documents.workbook import make_workbook
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed
from webapp.wording.numbers import gain_text, number_text, points_text, score_text, share_text, total_effort_text

DAY = date(2026, 11, 24)


@dataclass(frozen=True)
class Number:
    """A number or both ends of a range, how the pages write it, and what stands beside it in words and by id."""

    values: tuple[float, ...]
    text: str
    beside: str
    id: str


def ends(span: Range) -> tuple[float, ...]:
    return (span.low, span.high)


def numbers_of(findings: Findings) -> Iterator[Number]:
    for dimension in findings.dimensions.values():
        yield from _of_dimension(findings, dimension)
    for entry in findings.questions.values():
        yield from _of_comparisons(entry)
    for advised in findings.advice:
        yield from _of_advice(advised)
    yield Number(ends(findings.overall_score), score_text(findings.overall_score), gettext("Overall"), "overall")


def _of_advice(advised: Advised) -> Iterator[Number]:
    one = advised.recommendation
    title = translate_text(one.title)
    yield Number((one.days, one.hours_a_week), total_effort_text(one.days, one.hours_a_week), title, one.id)
    if advised.gain.high:
        yield Number(ends(advised.gain), gain_text(advised.gain), title, one.id)


def _of_dimension(findings: Findings, dimension: DimensionFinding) -> Iterator[Number]:
    name = translate_text(findings.content.growth_path.dimension_names[dimension.id])
    spans = [dimension.score.range]
    if dimension.reference:
        spans += [dimension.reference.own, dimension.reference.sampled]
    for span in spans:
        yield Number(ends(span), score_text(span), name, dimension.id)
    for count in findings.counts[dimension.id]:
        if count.is_said:
            title, text = translate_text(count.group.title), number_text(count.facts.mean)
            yield Number((count.low, count.high, count.facts.mean), text, title, count.group.id)
    for entry in dimension.questions:
        if entry.points is not None:
            words, question = translate_text(entry.question.text), entry.question
            yield Number(ends(entry.points), points_text(entry.points), words, question.id)
            yield Number((question.weight,), str(question.weight), words, question.id)


def _of_comparisons(entry: QuestionFinding) -> Iterator[Number]:
    question = entry.question
    for row, comparison in entry.comparisons.items():
        words = translate_text(question.row_by_id[row].text if row else question.text)
        figure = comparison.figure
        if comparison.own_number is not None:
            yield Number((float(comparison.own_number),), number_text(comparison.own_number), words, figure.id)
        for line in comparison.shares:
            if line.share is not None:
                yield Number((float(line.share.value),), share_text(figure, line.share), words, figure.id)


@pytest.fixture(params=["middle", "perfect"])
def stored(request: pytest.FixtureRequest) -> Stored:
    found: Stored = request.getfixturevalue(request.param)
    return found


def lines_of(paper: Paper) -> Iterator[str]:
    """Give what stands together on paper: rows of tables, items of lists, lines of entries, whole blocks of others."""
    for block in paper.blocks():
        match block:
            case Table():
                yield from (f"{block.caption} {' '.join(row)}" for row in (*block.rows, block.total))
            case Bullets():
                yield from block.items
            case Entries():
                yield from (f"{entry.title} {line}" for entry in block.items for line in entry.texts()[1:])
            case _:
                yield " ".join(block_texts(block))


def rows_of(workbook: Workbook) -> Iterator[tuple[set[str], set[float]]]:
    """Give the texts and the numbers of each row of each sheet."""
    for sheet in workbook.sheets:
        for row in (*sheet.rows, *sheet.totals):
            values = [cell.value if isinstance(cell, Formula) else cell for cell in row]
            texts = {value for value in values if isinstance(value, str)}
            yield texts, {float(value) for value in values if isinstance(value, int | float)}


def parts_of(data: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 (JSON)
    """Give every object in the data."""
    if isinstance(data, dict):
        yield data
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from parts_of(inner)


def numbers_in(data: Any) -> Iterator[float]:  # noqa: ANN401 (JSON)
    if isinstance(data, int | float) and not isinstance(data, bool):
        yield float(data)
    for inner in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from numbers_in(inner)


def is_written(number: Number, line: str) -> bool:
    """Tell whether a number stands in a line, as the pages write it or with the decimals of its column."""
    return number.text in line or even_column([number.text, "0,1"])[0] in line


def test_every_number_stands_on_paper(shared_app: Flask, stored: Stored) -> None:
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        lines = list(lines_of(make_paper(stored.findings, Addresses(), DAY)))
        wanted = list(numbers_of(stored.findings))
    assert len(wanted) > 150
    assert [n for n in wanted if not any(n.beside in line and is_written(n, line) for line in lines)] == []


def test_every_number_stands_in_the_sheets(shared_app: Flask, stored: Stored) -> None:
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        rows = list(rows_of(make_workbook(stored.findings, Addresses(), DAY)))
        wanted = list(numbers_of(stored.findings))
    missing = [
        n for n in wanted if not any({n.beside, n.id} & texts and set(n.values) <= numbers for texts, numbers in rows)
    ]
    assert missing == []


def test_every_number_stands_in_the_data(shared_app: Flask, reader: Reader, stored: Stored) -> None:
    data = json.loads(reader.get(f"/z/{stored.token}/documenten/resultaat.json").data)
    with shared_app.test_request_context("/"), speaking("nl"):
        wanted = list(numbers_of(stored.findings))
    found: dict[str, set[float]] = {"overall": set(numbers_in(data["overall"]["score"]))}
    for part in parts_of(data):
        for key in ("id", "question", "figure"):
            if isinstance(part.get(key), str):
                found.setdefault(part[key], set()).update(numbers_in(part))
    assert [n for n in wanted if not set(n.values) <= found.get(n.id, set())] == []
