"""Why a level is lower than its score promises: the condition that fails, in every combination of what can hold."""

from __future__ import annotations

import itertools

import pytest
from flask import Flask

from assessment.conditions import Holds
from assessment.content import Content
from assessment.levels import CheckedCriterion, CheckedLevel, DimensionLevel, DimensionOutcome, LevelRange
from assessment.model import Answer, State
from benchmarks.model import Edition
from tests.webapp.report.conftest import best_answer, make_findings
from webapp.language.locale import speaking
from webapp.report.parts.levels import explain_hold, find_failing

STATES = (Holds.YES, Holds.MAYBE, Holds.NO)


def outcome_of(content: Content, thresholds: tuple[Holds, ...], criteria: tuple[Holds, ...]) -> DimensionOutcome:
    """The outcome where levels 1 to 4 have these thresholds and criteria, each level with one criterion of webcare."""
    levels = content.growth_path.dimensions["webcare"]
    checked = [_check(levels[0], Holds.YES, Holds.YES)]
    checked += [_check(*one) for one in zip(levels[1:], thresholds, criteria, strict=True)]
    low = next((n - 1 for n in range(1, 5) if checked[n].holds is not Holds.YES), 4)
    high = next((n - 1 for n in range(1, 5) if checked[n].holds is Holds.NO), 4)
    return DimensionOutcome(LevelRange(low, high), tuple(checked))


def _check(level: DimensionLevel, threshold: Holds, criterion: Holds) -> CheckedLevel:
    return CheckedLevel(level, threshold, tuple(CheckedCriterion(c, criterion) for c in level.criteria[:1]))


RISING = [states for states in itertools.product(STATES, repeat=4) if list(states) == sorted(states, key=STATES.index)]
"""Thresholds rise, so one that is not reached has none above it that is."""


@pytest.mark.parametrize("thresholds", RISING, ids="-".join)
def test_the_level_that_fails_is_the_first_impossible_one_and_its_criterion_fails(
    content: Content, thresholds: tuple[Holds, ...]
) -> None:
    for criteria in itertools.product(STATES, repeat=4):
        outcome = outcome_of(content, thresholds, criteria)
        promised = sum(threshold is Holds.YES for threshold in thresholds)
        failing = find_failing(outcome)
        if promised <= outcome.range.high:
            assert failing is None, criteria
            continue
        assert failing is not None, criteria
        assert failing[0] == promised
        assert failing[1].level.level == outcome.range.high + 1
        assert failing[1].threshold_holds is Holds.YES
        assert failing[1].criteria[0].holds is Holds.NO


def test_the_reason_names_the_condition_that_fails(shared_app: Flask, content: Content, edition: Edition) -> None:
    best = {q.id: best_answer(q) for q in content.questionnaire.questions if q.scores}
    found = make_findings(content, edition, best | {"webcare.response_time": Answer(options=("written",))})
    with shared_app.test_request_context("/"), speaking("nl"):
        text = explain_hold(found, found.dimensions["webcare"])
    # every lower level holds: it is a condition of the promised one itself
    assert text == (
        "Met de score alleen zou het groeifase 4 zijn (de gemeente netwerkt). Maar groeifase 4 vraagt iets wat "
        "nog niet in orde is: “Inwoners kunnen lezen hoe snel ze antwoord krijgen.”"
    )


def test_the_reason_names_a_lower_level_where_that_is_the_one_that_fails(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    best = {q.id: best_answer(q) for q in content.questionnaire.questions if q.scores}
    found = make_findings(content, edition, best | {"webcare.scheme": Answer(options=("partly",))})
    with shared_app.test_request_context("/"), speaking("nl"):
        assert (
            "Maar groeifase 3 vraagt iets wat nog niet in orde is: “Jullie werken met een reactieschema.”"
            in explain_hold(found, found.dimensions["webcare"])
        )


def test_an_unknown_answer_is_no_reason(shared_app: Flask, content: Content, edition: Edition) -> None:
    best = {q.id: best_answer(q) for q in content.questionnaire.questions if q.scores}
    found = make_findings(content, edition, best | {"webcare.scheme": Answer(State.UNKNOWN)})
    with shared_app.test_request_context("/"), speaking("nl"):
        assert explain_hold(found, found.dimensions["webcare"]) == ""
