"""What docs/method.md and docs/benchmark.md generate is what the content says, and the worked example is right."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable
from decimal import Decimal
from math import sqrt

import pytest

from assessment.model import NOT_APPLICABLE, Answer, Range
from assessment.scoring import find_standing
from benchmarks.reference import Reference, Verdict, find_reference
from tests.docs.marked import BLOCKS, DOCS, find_block
from tests.newest import newest_content, newest_edition

CALCULATION = re.compile(r"^(?P<name>[^:=|\n]+): (?P<sum>[^=\n]+) = (?P<result>[\d.]+)$", re.MULTILINE)
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


@pytest.mark.parametrize(("document", "name"), BLOCKS)
def test_what_is_generated_is_up_to_date(document: str, name: str) -> None:
    """If not: `python -m tests.docs.marked` writes it anew."""
    assert find_block(document, name) == BLOCKS[(document, name)]()


# ---------------------------------------------------------------- the worked example: participation, by hand


def calculate(text: str) -> float:
    """The outcome of a sum as it is written down: + − × / √ and brackets."""
    plain = text.replace("×", "*").replace("−", "-").replace("√", "sqrt")
    return _value(ast.parse(plain, mode="eval").body)


def _value(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return OPERATORS[type(node.op)](_value(node.left), _value(node.right))
    if isinstance(node, ast.Call):
        return sqrt(_value(node.args[0]))
    assert isinstance(node, ast.Constant)
    return float(str(node.value))


@pytest.fixture(scope="module")
def example() -> str:
    return find_block("method.md", "example")


@pytest.fixture(scope="module")
def results(example: str) -> dict[str, float]:
    """The outcome of each sum in the example, by its name."""
    return {found["name"]: float(found["result"]) for found in CALCULATION.finditer(example)}


@pytest.fixture(scope="module")
def computed() -> Reference:
    """The same reference, by the program, for the municipality of the example."""
    questionnaire = newest_content().questionnaire
    answers = {
        "participation.on_social": Answer(options=("not_systematic",)),
        "participation.policy": Answer(options=("later",)),
        "participation.services": Answer(options=("starting",)),
    }
    found = find_reference(questionnaire, newest_edition(), find_standing(questionnaire, answers), "participation")
    assert found is not None
    return found


def test_every_sum_in_the_example_is_right(example: str) -> None:
    sums = list(CALCULATION.finditer(example))
    assert len(sums) == 17
    for found in sums:
        decimals = len(found["result"].partition(".")[2])
        assert round(calculate(found["sum"]), decimals) == float(found["result"]), found["name"]


def test_every_sum_on_counts_ranks_and_who_did_not_answer_is_right() -> None:
    text = (DOCS / "method.md").read_text("utf-8").partition("### Counted")[2].partition("### One reference by hand")[0]
    sums = {found["name"]: found for found in CALCULATION.finditer(text)}
    assert len(sums) == 7
    for found in sums.values():
        decimals = len(found["result"].partition(".")[2])
        assert round(calculate(found["sum"]), decimals) == float(found["result"]), found["name"]


def test_the_example_starts_from_what_the_edition_prints_and_the_questionnaire_gives(example: str) -> None:
    questionnaire, edition = newest_content().questionnaire, newest_edition()
    rows = [line.strip("| ").split(" | ") for line in example.splitlines() if line.startswith("| participation.")]
    stated = {(name, category): [Decimal(number) for number in numbers] for name, category, *numbers in rows}
    expected = {}
    for name in ("participation.on_social", "participation.policy", "participation.services"):
        question = questionnaire.question(name)
        assert question.figure is not None
        places = {o: c for o, c in question.figure.categories.items() if o != NOT_APPLICABLE}
        for share in edition.figure_by_id[question.figure.figure].shares:
            points = [question.points(option) for option, categories in places.items() if share.id in categories]
            expected[(name, share.id)] = [share.value, *share.printed, Decimal(min(points)), Decimal(max(points))]
    assert stated == expected


def test_the_example_finds_what_the_program_finds(results: dict[str, float], computed: Reference) -> None:
    for entry in computed.questions:
        name = entry.question.removeprefix("participation.")
        assert results[f"{name}, lowest"] == pytest.approx(entry.printed.low)
        assert results[f"{name}, highest"] == pytest.approx(entry.printed.high)
        assert results[f"{name}, margin"] == round(entry.margin, 2)
    assert Range(results["print, from"], results["print, to"]) == computed.printed
    assert Range(results["with chance, from"], results["with chance, to"]) == computed.sampled
    margin = results["if independent, margin"]
    assert results["print, from"] - margin == pytest.approx(computed.independent.low, abs=0.1)  # rounded on the way
    assert results["print, to"] + margin == pytest.approx(computed.independent.high, abs=0.1)
    assert results["own score"] == computed.own.low == computed.own.high
    assert computed.verdict is Verdict.CANNOT_TELL
    assert [entry.weight for entry in computed.questions] == [2, 2, 1]


# ---------------------------------------------------------------- what both documents say of the figures


WHOLE = [
    "presence.active",
    "content.light",
    "listening.followers",
    "listening.reputation",
    "listening.grimmer",
    "webcare.reports",
    "participation.use",
    "participation.policy",
]
SHORT = ["barriers.time", "content.advertising", "webcare.private_shift", "listening.atmosphere", "webcare.whatsapp"]


def test_questions_with_every_category_printed_add_up_as_the_method_says() -> None:
    figures = newest_edition().figure_by_id
    assert all(99 <= figures[name].total <= 101 for name in WHOLE)
    assert [str(figures[name].total) for name in SHORT] == ["96", "97", "96.7", "94", "91.7"]
    text = re.sub(r"\s+", " ", (DOCS / "method.md").read_text("utf-8"))
    assert len(WHOLE) == 8
    assert "eight add up to 99 to 101" in text
    assert "(lack of time 96, advertising 97, private messages 96.7, atmosphere 94, WhatsApp 91.7)" in text


@pytest.mark.parametrize("share", ["46.8", "13.8", "41.3", "60.7", "61.7"])
def test_a_share_that_fits_no_142_answers_is_named_as_such(share: str) -> None:
    municipalities = round(float(share) * 1.42)
    assert all(round(100 * count / 142, 1) != float(share) for count in range(municipalities - 2, municipalities + 3))
    assert share in (DOCS / "benchmark.md").read_text("utf-8")
