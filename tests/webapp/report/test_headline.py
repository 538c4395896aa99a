"""Messages in one sentence: they name what is settled or likely, and say when it is too early."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from assessment.levels import LevelRange
from assessment.likely import Likely, likely_score
from assessment.model import Range
from tests.webapp.report.conftest import Stored
from webapp.findings.model import Findings
from webapp.language.locale import speaking
from webapp.report.parts.headline import tell_standing

Level = int | None | tuple[int, int, int | None]


def with_levels(findings: Findings, levels: tuple[Level, ...], holding: tuple[str, ...] = ()) -> Findings:
    """Return findings with these levels of the four dimensions: settled, or from, to and likely."""
    dimensions = {}
    for (name, found), level in zip(findings.dimensions.items(), levels, strict=True):
        low, high, likely = (
            level if isinstance(level, tuple) else (level or 0, level if level is not None else 4, level)
        )
        outcome = replace(found.outcome, range=LevelRange(low, high))
        score = None if likely is None else likely_score(found.score.range)
        dimensions[name] = replace(found, outcome=outcome, likely=Likely(likely, score))
    return replace(findings, dimensions=dimensions, holding_back=holding)


@pytest.mark.parametrize(
    ("levels", "holding", "said"),
    [
        ((3, 2, 1, 2), ("participation",), "Sterk in luisteren; participatie houdt jullie tegen"),
        ((2, 2, 1, 1), (), "Het verst in luisteren en webcare; participatie en strategie blijven achter"),
        ((2, 2, 2, 2), (), "Alle domeinen staan in groeifase 2; strategie scoort mogelijk het laagst"),
        (
            ((1, 3, 3), 1, 1, 1),
            (),
            "Waarschijnlijk: sterk in luisteren; webcare, participatie en strategie blijven achter",
        ),
        ((None, None, None, None), (), "Nog te vroeg om te zeggen waar jullie staan"),
        (
            (2, None, 2, None),
            (),
            "Wat al te beoordelen is, staat in groeifase 2; participatie scoort daarvan mogelijk het laagst",
        ),
        ((3, None, 1, 1), (), "Sterk in luisteren; participatie en strategie blijven achter"),
    ],
)
def test_the_standing_in_one_sentence(
    shared_app: Flask, middle: Stored, levels: tuple[Level, ...], holding: tuple[str, ...], said: str
) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        assert tell_standing(with_levels(middle.findings, levels, holding)) == said


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        ((60, 55, 50, 40), "; strategie scoort het laagst"),
        ((60, 40, 40, 50), "; webcare en participatie scoren het laagst"),
        ((60, 55, (40, 55), 50), "; participatie scoort mogelijk het laagst"),
        ((100, 90, 100, (75, 91)), "; strategie scoort mogelijk het laagst"),
        # likely 100 but perhaps 57.1: what stands in the way is told of that one, so no other is named as the lowest
        ((100, (57.1, 100), 100, 82.5), ""),
        (((50, 70), 55, (40, 45), 50), "; participatie scoort het laagst"),
        ((100, 100, 100, 100), ""),
        ((10, 10, 10, 50), ""),
    ],
)
def test_where_all_stand_in_one_phase_the_lowest_score_names_the_weakest(
    shared_app: Flask, middle: Stored, scores: tuple[float | tuple[float, float], ...], said: str
) -> None:
    findings = with_scores(with_levels(middle.findings, (2, 2, 2, 2)), scores)
    with shared_app.test_request_context("/"), speaking("nl"):
        assert tell_standing(findings) == f"Alle domeinen staan in groeifase 2{said}"


def with_scores(findings: Findings, scores: tuple[float | tuple[float, float], ...]) -> Findings:
    """Return findings with these scores of the four dimensions, and what is likely of them."""
    ranges = (Range(*score) if isinstance(score, tuple) else Range(score, score) for score in scores)
    dimensions = {
        name: replace(
            found,
            score=replace(found.score, range=score),
            likely=replace(found.likely, score=None if found.likely.level is None else likely_score(score)),
        )
        for (name, found), score in zip(findings.dimensions.items(), ranges, strict=True)
    }
    return replace(findings, dimensions=dimensions)


@pytest.mark.parametrize(
    ("levels", "scores", "said"),
    [
        (
            (4, (3, 4, 4), 4, 4),
            (100, (57.1, 100), 100, 82.5),
            "Waarschijnlijk: alle domeinen staan in groeifase 4; webcare misschien lager",
        ),
        (
            ((2, 3, 2), 2, 2, (1, 3, 2)),
            (60, 50, 55, (30, 70)),
            "Waarschijnlijk: alle domeinen staan in groeifase 2; strategie misschien lager",
        ),
        (
            ((2, 3, 2), 2, (2, 4, 2), 2),
            (60, 50, 55, 40),
            "Waarschijnlijk: alle domeinen staan in groeifase 2; luisteren en participatie misschien hoger",
        ),
        (
            ((1, 2, 2), (1, 2, 2), (1, 3, 2), 2),
            (60, 50, 55, 40),
            "Waarschijnlijk: alle domeinen staan in groeifase 2",
        ),
        (
            (2, 2, (0, 4, None), 2),
            (60, 50, (10, 100), 40),
            "Wat al te beoordelen is, staat in groeifase 2; strategie scoort daarvan het laagst",
        ),
        ((2, 2, (0, 4, None), 2), (60, 40, (10, 100), 40), "Wat al te beoordelen is, staat in groeifase 2"),
    ],
)
def test_what_is_not_settled_is_named_instead_of_the_lowest_and_only_of_what_can_be_judged(
    shared_app: Flask,
    middle: Stored,
    levels: tuple[Level, ...],
    scores: tuple[float | tuple[float, float], ...],
    said: str,
) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        assert tell_standing(with_scores(with_levels(middle.findings, levels), scores)) == said


def test_where_no_score_is_likely_none_is_called_the_lowest(shared_app: Flask, middle: Stored) -> None:
    findings = with_levels(middle.findings, (2, 2, 2, 2))
    without = {name: replace(found, likely=Likely(2, None)) for name, found in findings.dimensions.items()}
    with shared_app.test_request_context("/"), speaking("nl"):
        assert tell_standing(replace(findings, dimensions=without)) == "Alle domeinen staan in groeifase 2"


@pytest.mark.parametrize(
    ("levels", "said"),
    [
        ((0, None, None, None), "Nog niet te zeggen: voor webcare, participatie en strategie is te weinig ingevuld"),
        ((4, 4, 4, None), "Nog niet te zeggen: voor strategie is te weinig ingevuld"),
        ((None, None, None, None), "Nog te vroeg om te zeggen waar jullie staan"),
    ],
)
def test_nothing_is_said_of_the_standing_while_it_is_too_early_for_the_whole(
    shared_app: Flask, middle: Stored, levels: tuple[Level, ...], said: str
) -> None:
    findings = replace(with_levels(middle.findings, levels), likely=Likely(None, None))
    with shared_app.test_request_context("/"), speaking("nl"):
        assert tell_standing(findings) == said
