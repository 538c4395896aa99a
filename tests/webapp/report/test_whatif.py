"""What if, as a page: nothing is saved, and the outcome is what the domain says."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from flask import Flask

from assessment.likely import find_likely
from assessment.model import DIMENSIONS, Item
from assessment.scoring import score_dimension
from assessment.whatif import what_if
from tests.webapp.report.conftest import Reader, Stored
from tests.webapp.store.writing import read
from webapp.language.locale import speaking
from webapp.report.pages.shortest_way import describe_situation
from webapp.store.answers import get_answers
from webapp.web.state import get_state
from webapp.wording.levels import phase_text, within
from webapp.wording.numbers import score_text


def address(stored: Stored, dimension: str = "webcare", **given: str) -> str:
    return stored.url(f"/{dimension}/wat-als") + (f"?{urlencode(given)}" if given else "")


@pytest.mark.parametrize("dimension", DIMENSIONS)
@pytest.mark.parametrize("which", ["empty", "middle", "perfect"])
def test_every_dimension_can_be_tried(
    request: pytest.FixtureRequest, reader: Reader, dimension: str, which: str
) -> None:
    stored: Stored = request.getfixturevalue(which)
    page = reader.page(address(stored, dimension))
    assert page.select("form select")
    assert "Zonder gewijzigde antwoorden" in page.get_text()


def test_other_answers_give_the_outcome_of_the_domain_and_save_nothing(
    shared_app: Flask, reader: Reader, middle: Stored
) -> None:
    database = get_state(shared_app).database
    before = read(database, get_answers, middle.record.id)
    given = {"strategy.documents:participation": "yes", "strategy.conditions:training": "fully"}
    page = reader.page(address(middle, "strategy", **given))
    situation = describe_situation(middle.findings)
    choices: dict[Item, str] = {
        ("strategy.documents", "participation"): "yes",
        ("strategy.conditions", "training"): "fully",
    }
    standing = what_if(middle.findings.content.questionnaire, middle.findings.standing, choices)
    score, outcome = situation.check("strategy", standing)
    with shared_app.test_request_context("/"), speaking("nl"):
        likely = find_likely(
            middle.findings.content.questionnaire,
            standing,
            score_dimension(middle.findings.content.questionnaire, standing, "strategy"),
            outcome,
        )
        expected = f"{within(phase_text(outcome.range, likely.level))}, score {score_text(score)}"
    assert page.select("#uitkomst dd")[-1].get_text(" ", strip=True) == expected
    assert read(database, get_answers, middle.record.id) == before
    chosen = page.select_one("select[name='strategy.conditions:training'] option[selected]")
    assert chosen is not None
    assert chosen["value"] == "fully"


@pytest.mark.parametrize("given", [{"webcare.scheme": "nonsense"}, {"x": "y"}, {"webcare.received:nothing": "yes"}])
def test_what_cannot_be_set_changes_nothing(reader: Reader, middle: Stored, given: dict[str, str]) -> None:
    assert "Zonder gewijzigde antwoorden" in reader.page(address(middle, **given)).get_text()


def test_another_dimension_is_not_found(reader: Reader, middle: Stored) -> None:
    assert reader.get(address(middle, "iets")).status_code == 404
