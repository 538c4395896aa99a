"""Rank: how many stood less far and how many further on one question."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import CONTENT_FOLDER, load_content
from assessment.model import FigureLink, Kind, Question, Range
from benchmarks.bases import is_of_everybody
from benchmarks.compare import find_links
from benchmarks.editions import load_edition
from benchmarks.model import Edition, Share
from benchmarks.rank import MOST_WIDE, Rank, Side, find_rank
from tests.benchmarks.small_edition import DEGREE, HEAR, LOOK, link, options, question
from tests.benchmarks.test_reference import CATEGORIES, SCALE, figure_of, mappings, prints


def rank(edition: Edition, name: str, mapped: FigureLink, chosen: str, *, may_skip: bool = False) -> Rank:
    asked = question(
        "x", dimension="listening", options=DEGREE, ordered=True, figure=mapped, allows_not_applicable=may_skip
    )
    found = find_rank(asked, mapped, edition.figure_by_id[name], chosen)
    assert found is not None
    return found


def ends(side: Side) -> list[float]:
    return [side.share.low, side.share.high]


SCHEME = options(yes=100, partly=60, later=10, no=0)
SCHEME_LINK = link("webcare.scheme", yes="yes", partly="partly", later="later", no="rest")


def test_who_works_with_a_scheme_in_part_had_57_to_59_percent_behind_and_some_15_ahead() -> None:
    """15, 27 and 25 are printed. Behind: 100 - 14.5..15.5 - 26.5..27.5. If the unprinted third gave no answer: 24.5."""
    asked = question("webcare.scheme", dimension="webcare", options=SCHEME, ordered=True, figure=SCHEME_LINK)
    found = find_rank(asked, SCHEME_LINK, load_edition("2019").figure_by_id["webcare.scheme"], "partly")
    assert found is not None
    assert ends(found.below) == pytest.approx([57, 59])
    assert ends(found.above) == pytest.approx([14.5, 15.5])
    assert found.below.looser.low == pytest.approx(24.5)
    assert (found.below.hangs_on_rest, found.above.hangs_on_rest) == (True, False)
    assert found.rest == ("no",)
    assert found.is_said


@pytest.mark.parametrize(
    ("name", "mapped", "chosen", "below", "above"),
    [
        # yes 59.5-60.5, half and no 19.5-20.5, together 100
        ("look", LOOK, "yes", (39.5, 40.5), (0, 0)),
        ("look", LOOK, "half", (19.5, 20.5), (59.5, 60.5)),
        ("look", LOOK, "no", (0, 0), (79.5, 80.5)),
        # half may be among yes or in the rest: nobody knows who is who
        ("hear", HEAR, "yes", (29.5, 100), (0, 0)),
        ("hear", HEAR, "half", (0, 30.5), (0, 70.5)),
        ("hear", HEAR, "no", (0, 0), (69.5, 100)),
    ],
)
def test_the_shares_bound_who_stood_less_far_and_who_further(
    edition: Edition, name: str, mapped: FigureLink, chosen: str, below: tuple[float, float], above: tuple[float, float]
) -> None:
    found = rank(edition, name, mapped, chosen)
    assert ends(found.below) == pytest.approx(below)
    assert ends(found.above) == pytest.approx(above)


def test_what_the_print_tells_too_widely_is_not_said(edition: Edition) -> None:
    found = rank(edition, "hear", HEAR, "yes")
    assert (found.below.is_said, found.is_said) == (False, False)
    assert rank(edition, "look", LOOK, "half").is_said


def test_who_does_not_have_to_answer_stands_nowhere(edition: Edition) -> None:
    mapped = link("look", yes="yes", half="half", no="no", not_applicable="no")
    found = rank(edition, "look", mapped, "half", may_skip=True)
    assert ends(found.below) == pytest.approx([0, 20.5])


@pytest.mark.parametrize("name", ["everybody", "some", "counted"])
def test_nobody_has_a_rank_among_others_or_a_part(edition: Edition, name: str) -> None:
    mapped = link(name, yes="yes", half="rest", no="rest")
    asked = question("x", dimension="listening", options=DEGREE, ordered=True, figure=mapped)
    assert find_rank(asked, mapped, edition.figure_by_id[name], "yes") is None


@pytest.mark.parametrize("fields", [{"ordered": True}, {"dimension": "listening"}])
def test_an_answer_without_points_or_without_an_order_has_no_rank(edition: Edition, fields: dict[str, Any]) -> None:
    asked = question("x", options=DEGREE, figure=LOOK, **fields)
    assert find_rank(asked, LOOK, edition.figure_by_id["look"], "yes") is None


def test_an_answer_beside_the_steps_stands_nowhere(edition: Edition) -> None:
    beside = tuple(replace(option, beside=option.id == "no") for option in DEGREE)
    asked = question("x", dimension="listening", options=beside, ordered=True, figure=LOOK)
    figure = edition.figure_by_id["look"]
    assert find_rank(asked, LOOK, figure, "no") is None
    found = find_rank(asked, LOOK, figure, "half")
    assert found is not None
    assert ends(found.below) == pytest.approx([0, 0])


def points_in(mapped: FigureLink) -> dict[str, list[int]]:
    return {
        category: [option.points or 0 for option in SCALE if category in mapped.categories[option.id]]
        for category in (*CATEGORIES, "rest")
    }


@given(prints(), mappings(), st.sampled_from([option.id for option in SCALE]))
def test_every_way_to_fill_in_the_print_lies_within_and_the_ends_are_reached(
    shares: tuple[Share, ...], mapped: FigureLink, chosen: str
) -> None:
    """Try every corner: all categories but one at an end, and all in a category at one answer."""
    figure = figure_of(shares)
    asked = question("x", dimension="listening", options=SCALE, ordered=True, figure=mapped)
    found = find_rank(asked, mapped, figure, chosen)
    assert found is not None
    own, worth = asked.points(chosen), points_in(mapped)
    bounds = {share.id: (float(share.printed[0]), float(share.printed[1])) for share in shares} | {"rest": (0.0, 100.0)}
    behind = []
    for free in bounds:
        others = [name for name in bounds if name != free]
        for corner in product(*(bounds[name] for name in others)):
            amount = dict(zip(others, corner, strict=True))
            amount[free] = 100 - sum(corner)
            if not bounds[free][0] - 1e-9 <= amount[free] <= bounds[free][1] + 1e-9:
                continue
            for end in (min, max):
                places = {name: end(worth[name] or [own, own - 1][: 1 + (end is min)]) for name in bounds}
                behind.append(sum(part for name, part in amount.items() if places[name] < own))
    assert found.below.share.low <= min(behind) + 1e-6
    assert max(behind) <= found.below.share.high + 1e-6
    assert min(behind) == pytest.approx(found.below.share.low, abs=1e-6)
    assert max(behind) == pytest.approx(found.below.share.high, abs=1e-6)


@given(prints(), mappings(), st.sampled_from([option.id for option in SCALE]))
def test_both_sides_are_shares_and_a_doubtful_rest_never_narrows_them(
    shares: tuple[Share, ...], mapped: FigureLink, chosen: str
) -> None:
    asked = question("x", dimension="listening", options=SCALE, ordered=True, figure=mapped)
    found = find_rank(asked, mapped, figure_of(shares), chosen)
    assert found is not None
    for side in (found.below, found.above):
        assert -1e-9 <= side.looser.low <= side.share.low + 1e-9
        assert side.share.low <= side.share.high + 1e-9 <= side.looser.high + 2e-9 <= 100 + 3e-9
    assert found.below.share.low + found.above.share.low <= 100 + 1e-6


# ---------------------------------------------------------------- the real survey


def every_rank() -> list[tuple[Question, str, Rank]]:
    edition, found = load_edition("2019"), []
    for asked in load_content(CONTENT_FOLDER / "2026.1").questionnaire.questions:
        for _, mapped in find_links(asked):
            for option in asked.options:
                one = find_rank(asked, mapped, edition.figure_by_id[mapped.figure], option.id)
                if one is not None:
                    found.append((asked, option.id, one))
    return found


def test_answers_in_a_merged_category_get_no_rank_on_the_merged_side() -> None:
    """In 2019 "fully" and "rather" were printed as one."""
    ranks = {(asked.id, option): one for asked, option, one in every_rank()}
    merged = ranks[("listening.themes", "rather")]
    assert ends(merged.below) == pytest.approx([43.5, 44.5])
    assert not merged.above.is_said
    assert not ranks[("listening.themes", "fully")].below.is_said


def test_what_is_said_is_within_the_width_that_is_agreed() -> None:
    said = [side for _, _, one in every_rank() for side in (one.below, one.above) if side.is_said]
    assert said
    assert all(side.share.high - side.share.low <= MOST_WIDE + 1e-9 for side in said)
    assert all(Range(0, 100).low <= side.share.low for side in said)


def test_questions_with_several_answers_have_no_rank() -> None:
    assert {asked.kind for asked, _, _ in every_rank()} <= {Kind.ONE, Kind.GRID}


def test_a_rank_is_only_of_figures_of_all_municipalities() -> None:
    edition = load_edition("2019")
    ranked = {asked.id for asked, _, _ in every_rank()}
    for asked in load_content(CONTENT_FOLDER / "2026.1").questionnaire.questions:
        for _, mapped in find_links(asked):
            if not is_of_everybody(edition.figure_by_id[mapped.figure]):
                assert asked.id not in ranked
