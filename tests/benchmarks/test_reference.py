"""The reference: the score that the municipalities of then would get on the same questions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import product

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.model import ANYTHING, DIMENSIONS, Answer, FigureLink, Kind, Question, Range, State, Text
from assessment.scoring import find_standing
from benchmarks.model import Edition, Figure, FigureKind, Population, Share
from benchmarks.reference import Reference, Verdict, expected_points, find_reference, judge
from tests.benchmarks.small_edition import (
    DEGREE,
    HEAR,
    LOOK,
    link,
    only_yes,
    options,
    question,
    row,
    small_questionnaire,
)
from tests.newest import newest_content, newest_edition


def chose(*names: str) -> Answer:
    return Answer(options=names)


def reference(edition: Edition, dimension: str, *questions: Question, **answers: Answer) -> Reference | None:
    """The reference on these questions (or all small ones); answers by the last part of a question's id."""
    asked = small_questionnaire(*questions)
    given_answers = {f"{dimension}.{name}": answer for name, answer in answers.items()}
    return find_reference(asked, edition, find_standing(asked, given_answers), dimension)


def sure(found: Reference | None) -> Reference:
    assert found is not None
    return found


# ---------------------------------------------------------------- one question, by hand


@pytest.mark.parametrize(
    ("name", "mapped", "expected"),
    [
        # All is printed: yes 59.5-60.5 (100 points), half 19.5-20.5 (50), no 19.5-20.5 (0), together 100.
        # Lowest: yes 59.5, no 20.5, so half 20.0: 59.5 + 10.0. Highest: yes 60.5, no 19.5, half 20.0: 60.5 + 10.0.
        ("look", LOOK, (69.5, 70.5)),
        # yes 69.5-70.5 holds yes and perhaps half (50-100 points); the rest holds no and perhaps half (0-50).
        # Lowest: 69.5 x 50 / 100 + 30.5 x 0. Highest: 70.5 x 100 / 100 + 29.5 x 50 / 100.
        ("hear", HEAR, (34.75, 85.25)),
        # The same print, where half is surely in the rest: 69.5 x 100 / 100; 70.5 + 29.5 x 50 / 100.
        ("hear", only_yes("hear"), (69.5, 85.25)),
        # About 10 is 7.5 to 12.5: 7.5 + 92.5 x 0; 12.5 + 87.5 x 50 / 100.
        ("hall", only_yes("hall"), (7.5, 56.25)),
        # A rest in which no answer of ours falls could stand anywhere: 69.5 + 0; 70.5 + 29.5 x 100 / 100.
        ("hear", link("hear", yes="yes"), (69.5, 100.0)),
        # No category of ours for half and no: yes 59.5-60.5 holds all three, the others hold nobody we know.
        ("look", link("look", yes="yes", half="yes", no="yes"), (0.0, 100.0)),
        # Who answered "not applicable" among no could stand anywhere: no 19.5-20.5 has 0-100 points.
        # Lowest as before, 69.5. Highest: yes 60.5, no 20.5 with 100 points, half 19.0 is too few: 19.5, so no 20.0:
        # 60.5 + 19.5 x 50 / 100 + 20.0.
        ("look", link("look", yes="yes", half="half", no="no", not_applicable="no"), (69.5, 90.25)),
    ],
)
def test_the_points_then_are_the_lowest_and_highest_that_the_print_allows(
    edition: Edition, name: str, mapped: FigureLink, expected: tuple[float, float]
) -> None:
    asked = question("x", dimension="listening", options=DEGREE, figure=mapped)
    found = expected_points(asked, mapped, edition.figure_by_id[name])
    assert [found.low, found.high] == pytest.approx(expected, abs=1e-9)


def test_several_answers_are_worth_their_shares_times_their_points(edition: Edition) -> None:
    """Plan 49.5-50.5 x 60 points and rules 29.5-30.5 x 40: 29.7 + 11.8 and 30.3 + 12.2."""
    (entry,) = sure(reference(edition, "webcare")).questions
    assert [entry.printed.low, entry.printed.high] == pytest.approx([41.5, 42.5])


def test_a_choice_whose_share_is_not_printed_may_be_made_by_nobody_or_by_all(edition: Edition) -> None:
    """The same two shares, worth 30 and 40 now, and 30 points that nobody printed: 26.65 + 0 and 27.35 + 30."""
    asked = question(
        "webcare.papers",
        Kind.SEVERAL,
        dimension="webcare",
        options=options(plan=30, rules=40, film=30, none=0),
        figure=link("papers", plan="plan", rules="rules", film="rest", none="rest"),
    )
    (entry,) = sure(reference(edition, "webcare", asked)).questions
    assert [entry.printed.low, entry.printed.high] == pytest.approx([26.65, 57.35])


def test_a_grid_counts_its_rows_with_a_figure_alike(edition: Edition) -> None:
    """Square 59.5-60.5, hall 7.5-56.25 and a park without a figure: the means of the first two."""
    answer = Answer(rows={"square": "yes", "hall": "half", "park": "no"})
    (entry,) = sure(reference(edition, "participation", rooms=answer)).questions
    assert [entry.printed.low, entry.printed.high] == pytest.approx([33.5, 58.375])
    assert entry.own == Range(75.0, 75.0)  # 100 and 50; the park is left out here too


def test_a_row_that_does_not_apply_is_left_out_on_both_sides(edition: Edition) -> None:
    answer = Answer(rows={"square": "half", "hall": "not_applicable", "park": "yes"})
    (entry,) = sure(reference(edition, "participation", rooms=answer)).questions
    assert [entry.printed.low, entry.printed.high] == pytest.approx([59.5, 60.5])
    assert entry.own == Range(50.0, 50.0)


# ---------------------------------------------------------------- a dimension, by hand


def test_a_dimension_weighs_its_questions_and_adds_their_margins(edition: Edition) -> None:
    """Look (weight 2) and hear (weight 1); the third question has no figure and stays out, whatever its weight.

    Printed: (2 x 69.5 + 34.75) / 3 = 57.917 and (2 x 70.5 + 85.25) / 3 = 75.417.
    Margins: look 1.959964 x sqrt(69.5 x 30.5 / 200) = 6.3808; hear reaches 50: 1.959964 x sqrt(12.5) = 6.9295.
    Sampled: (2 x 63.1192 + 27.8205) / 3 = 51.353 and (2 x 76.8808 + 92.1795) / 3 = 81.980.
    """
    found = sure(reference(edition, "listening", look=chose("yes"), hear=chose("no"), unasked=chose("no")))
    assert [entry.question for entry in found.questions] == ["listening.look", "listening.hear"]
    assert [round(entry.margin, 4) for entry in found.questions] == [6.3808, 6.9295]
    assert found.printed == Range(57.9, 75.4)
    assert found.sampled == Range(51.4, 82.0)
    assert found.own == Range(66.7, 66.7)  # (2 x 100 + 0) / 3
    assert found.verdict is Verdict.CANNOT_TELL


def test_independent_questions_have_a_smaller_margin_that_the_verdict_does_not_use(edition: Edition) -> None:
    """Look and hear: sqrt((2 x 6.3808)^2 + 6.9295^2) / 3 = 4.8406, on 57.917 and 75.417."""
    found = sure(reference(edition, "listening", look=chose("yes"), hear=chose("yes"), unasked=chose("no")))
    assert found.independent == Range(53.1, 80.3)
    between = sure(reference(edition, "listening", look=chose("half"), hear=chose("half")))
    assert judge(between.own, between.independent) is Verdict.BELOW
    assert between.verdict is judge(between.own, between.sampled)


@pytest.mark.parametrize(
    ("look", "hear", "own", "verdict"),
    [
        (chose("yes"), chose("yes"), Range(100.0, 100.0), Verdict.ABOVE),
        (chose("yes"), chose("half"), Range(83.3, 83.3), Verdict.ABOVE),  # 250 / 3 is over 82.0
        (chose("half"), chose("yes"), Range(66.7, 66.7), Verdict.CANNOT_TELL),
        (chose("half"), chose("half"), Range(50.0, 50.0), Verdict.BELOW),  # under 51.4
        (chose("no"), chose("no"), Range(0.0, 0.0), Verdict.BELOW),
        (chose("yes"), Answer(State.UNKNOWN), Range(66.7, 100.0), Verdict.CANNOT_TELL),
        (chose("no"), Answer(State.UNKNOWN), Range(0.0, 33.3), Verdict.BELOW),  # whatever the answer is
    ],
)
def test_the_verdict_compares_the_own_score_on_the_same_questions(
    edition: Edition, look: Answer, hear: Answer, own: Range, verdict: Verdict
) -> None:
    found = sure(reference(edition, "listening", look=look, hear=hear, unasked=chose("no")))
    assert (found.own, found.verdict) == (own, verdict)


@pytest.mark.parametrize(
    ("choices", "own", "verdict"),
    [
        (("rules",), 40, Verdict.CANNOT_TELL),  # under the print, within chance
        (("plan",), 60, Verdict.ABOVE),
        (("none",), 0, Verdict.BELOW),
    ],
)
def test_the_verdict_allows_for_chance(edition: Edition, choices: tuple[str, ...], own: int, verdict: Verdict) -> None:
    """Printed 41.5 to 42.5, margin 1.959964 x sqrt(42.5 x 57.5 / 200) = 6.851: 34.6 to 49.4."""
    found = sure(reference(edition, "webcare", papers=chose(*choices)))
    assert (found.printed, found.sampled) == (Range(41.5, 42.5), Range(34.6, 49.4))
    assert (found.own.low, found.verdict) == (own, verdict)


def test_a_question_that_does_not_apply_is_left_out_on_both_sides(edition: Edition) -> None:
    """Look alone is left: 69.5 to 70.5, less and more its margin of 6.3808."""
    found = sure(reference(edition, "listening", look=chose("yes"), hear=Answer(State.NOT_APPLICABLE)))
    assert [entry.question for entry in found.questions] == ["listening.look"]
    assert (found.own, found.printed, found.sampled) == (Range(100.0, 100.0), Range(69.5, 70.5), Range(63.1, 76.9))
    assert found.verdict is Verdict.ABOVE


def test_figures_of_others_of_a_part_or_of_counts_give_no_reference(edition: Edition) -> None:
    """The small strategy questions: police zones mixed in, only some municipalities, and a count."""
    assert reference(edition, "strategy", everybody=chose("yes"), some=chose("yes"), counted=chose("yes")) is None


def test_a_row_that_does_not_apply_to_one_changes_nothing_for_the_next(edition: Edition) -> None:
    asked = small_questionnaire()
    whole = Answer(rows={"square": "yes", "hall": "half", "park": "no"})
    part = Answer(rows={**whole.rows, "hall": "not_applicable"})
    found = [
        sure(find_reference(asked, edition, find_standing(asked, {"participation.rooms": answer}), "participation"))
        for answer in (whole, part, whole, part)
    ]
    assert found[0] == found[2] != found[1] == found[3]
    assert found[0].printed != found[1].printed


@pytest.mark.parametrize(
    "rows_answer",
    [
        Answer(State.NOT_APPLICABLE),
        Answer(rows={"square": "not_applicable", "hall": "not_applicable", "park": "yes"}),
    ],
)
def test_without_anything_to_compare_there_is_no_reference(edition: Edition, rows_answer: Answer) -> None:
    assert reference(edition, "participation", rooms=rows_answer) is None


def test_a_grid_without_figures_is_not_compared(edition: Edition) -> None:
    grid = question("listening.grid", Kind.GRID, dimension="listening", options=DEGREE, rows=(row("a"), row("b")))
    assert reference(edition, "listening", grid) is None


def test_the_margin_stops_at_0_and_100(edition: Edition) -> None:
    """A print that tells nothing is 0 to 100; its margin of 6.93 has no room on either side."""
    nothing = link("hear", yes="yes", half="yes", no="yes")
    vague = question("listening.x", dimension="listening", options=DEGREE, figure=nothing)
    found = sure(reference(edition, "listening", vague))
    assert round(found.questions[0].margin, 2) == 6.93
    assert (found.printed, found.sampled) == (ANYTHING, ANYTHING)


# ---------------------------------------------------------------- the verdict


@pytest.mark.parametrize(
    ("own", "then", "verdict"),
    [
        (Range(60.1, 60.1), Range(40.0, 60.0), Verdict.ABOVE),
        (Range(60.0, 60.0), Range(40.0, 60.0), Verdict.CANNOT_TELL),  # touching is not above
        (Range(60.0, 90.0), Range(40.0, 60.0), Verdict.CANNOT_TELL),
        (Range(60.1, 90.0), Range(40.0, 60.0), Verdict.ABOVE),
        (Range(50.0, 50.0), Range(40.0, 60.0), Verdict.CANNOT_TELL),
        (Range(0.0, 100.0), Range(40.0, 60.0), Verdict.CANNOT_TELL),
        (Range(40.0, 40.0), Range(40.0, 60.0), Verdict.CANNOT_TELL),  # nor is it below
        (Range(10.0, 40.0), Range(40.0, 60.0), Verdict.CANNOT_TELL),
        (Range(39.9, 39.9), Range(40.0, 60.0), Verdict.BELOW),
        (Range(10.0, 39.9), Range(40.0, 60.0), Verdict.BELOW),
    ],
)
def test_above_and_below_are_said_only_where_the_ranges_do_not_touch(own: Range, then: Range, verdict: Verdict) -> None:
    assert judge(own, then) is verdict


def ranges() -> st.SearchStrategy[Range]:
    return st.lists(st.integers(0, 1000), min_size=2, max_size=2).map(lambda v: Range(min(v) / 10, max(v) / 10))


OPPOSITE = {
    Verdict.ABOVE: Verdict.BELOW,
    Verdict.BELOW: Verdict.ABOVE,
    Verdict.CANNOT_TELL: Verdict.CANNOT_TELL,
}


@given(ranges(), ranges())
def test_trading_places_turns_the_verdict_around(own: Range, then: Range) -> None:
    assert judge(then, own) is OPPOSITE[judge(own, then)]


@given(ranges(), ranges(), st.floats(0, 50))
def test_a_wider_reference_never_turns_doubt_into_a_verdict(own: Range, then: Range, more: float) -> None:
    wider = judge(own, Range(then.low - more, then.high + more))
    assert wider in (judge(own, then), Verdict.CANNOT_TELL)


@given(ranges())
def test_a_score_cannot_be_told_apart_from_itself(own: Range) -> None:
    assert judge(own, own) is Verdict.CANNOT_TELL


# ---------------------------------------------------------------- laws of the points that a print allows

CATEGORIES = ("a", "b", "c")
SCALE = options(top=100, good=75, half=50, poor=25, bottom=0)


@st.composite
def mappings(draw: st.DrawFn) -> FigureLink:
    """Each option in one or two of the categories; at least one of them in the rest."""
    places = [
        tuple(sorted(draw(st.sets(st.sampled_from([*CATEGORIES, "rest"]), min_size=1, max_size=2)))) for _ in SCALE
    ]
    places[draw(st.integers(0, len(SCALE) - 1))] = ("rest",)
    return FigureLink("f", {option.id: place for option, place in zip(SCALE, places, strict=True)})


@st.composite
def prints(draw: st.DrawFn) -> tuple[Share, ...]:
    """Up to three shares that make 100 at most, with one decimal or none, some of them `about`."""
    names = CATEGORIES[: draw(st.integers(1, 3))]
    left = Decimal(100)
    found = []
    for name in names:
        tenths = draw(st.integers(0, int(left * 10)))
        value = Decimal(tenths) / 10 if draw(st.booleans()) else Decimal(tenths // 10)
        left -= value
        found.append(Share(name, Text(name, name), value, draw(st.booleans())))
    return tuple(found)


def figure_of(shares: tuple[Share, ...]) -> Figure:
    return Figure("f", Text("f", "f"), Population.MUNICIPALITIES, FigureKind.ONE_OF, "", shares)


def points_of(shares: tuple[Share, ...], mapped: FigureLink) -> Range:
    asked = question("x", dimension="listening", options=SCALE, figure=mapped)
    return expected_points(asked, mapped, figure_of(shares))


def try_every_corner(shares: tuple[Share, ...], mapped: FigureLink) -> Range:
    """The lowest and highest mean by trying every corner: all categories but one at an end of their range.

    A linear programme has its best value at such a corner; trying them all is slow, and another way than ours.
    """
    worth: Mapping[str, list[int]] = {
        category: [option.points or 0 for option in SCALE if category in mapped.categories[option.id]]
        for category in (*CATEGORIES, "rest")
    }
    ends = {share.id: (float(share.printed[0]), float(share.printed[1])) for share in shares} | {"rest": (0.0, 100.0)}
    lows, highs = [], []
    for free in ends:
        others = [name for name in ends if name != free]
        for corner in product(*(ends[name] for name in others)):
            amount = dict(zip(others, corner, strict=True))
            amount[free] = 100 - sum(corner)
            if not ends[free][0] - 1e-9 <= amount[free] <= ends[free][1] + 1e-9:
                continue
            lows.append(sum(part * min(worth[name] or [0]) for name, part in amount.items()) / 100)
            highs.append(sum(part * max(worth[name] or [100]) for name, part in amount.items()) / 100)
    return Range(min(lows), max(highs))


@given(prints(), mappings())
def test_no_way_to_fill_in_the_print_lies_outside_and_the_ends_are_reached(
    shares: tuple[Share, ...], mapped: FigureLink
) -> None:
    found, tried = points_of(shares, mapped), try_every_corner(shares, mapped)
    assert [found.low, found.high] == pytest.approx([tried.low, tried.high], abs=1e-6)


@given(prints(), mappings())
def test_the_points_then_are_a_range_within_0_and_100(shares: tuple[Share, ...], mapped: FigureLink) -> None:
    found = points_of(shares, mapped)
    assert -1e-9 <= found.low <= found.high + 1e-9
    assert found.high <= 100 + 1e-9


@given(prints(), mappings(), st.integers(0, 2))
def test_a_vaguer_print_never_narrows_the_reference(shares: tuple[Share, ...], mapped: FigureLink, place: int) -> None:
    assume(place < len(shares))
    vaguer = tuple(
        Share(share.id, share.text, share.value, about=share.about or index == place)
        for index, share in enumerate(shares)
    )
    exact, vague = points_of(shares, mapped), points_of(vaguer, mapped)
    assert vague.low <= exact.low + 1e-9
    assert exact.high <= vague.high + 1e-9


@given(prints(), mappings(), st.sampled_from([option.id for option in SCALE]), st.sampled_from(CATEGORIES))
def test_a_category_that_may_hold_more_answers_never_narrows_the_reference(
    shares: tuple[Share, ...], mapped: FigureLink, option: str, category: str
) -> None:
    assume(any(category in places for places in mapped.categories.values()))
    merged = FigureLink("f", {**mapped.categories, option: (*mapped.categories[option], category)})
    sharp, blurred = points_of(shares, mapped), points_of(shares, merged)
    assert blurred.low <= sharp.low + 1e-9
    assert sharp.high <= blurred.high + 1e-9


# ---------------------------------------------------------------- the real survey


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_every_dimension_has_a_reference_that_tells_something(dimension: str) -> None:
    asked = newest_content().questionnaire
    found = sure(find_reference(asked, newest_edition(), find_standing(asked, {}), dimension))
    assert found.own == ANYTHING
    assert found.verdict is Verdict.CANNOT_TELL
    assert 0 < found.sampled.low < found.printed.low < found.printed.high < found.sampled.high < 100
    assert found.sampled.low < found.independent.low < found.printed.low
    assert found.printed.high < found.independent.high < found.sampled.high
    assert judge(ANYTHING, found.sampled) is Verdict.CANNOT_TELL
    assert judge(Range(100.0, 100.0), found.sampled) is Verdict.ABOVE
    assert judge(Range(0.0, 0.0), found.sampled) is Verdict.BELOW


def test_only_figures_of_municipalities_make_a_reference() -> None:
    content, edition = newest_content(), newest_edition()
    standing = find_standing(content.questionnaire, {})
    compared = {
        entry.question
        for name in DIMENSIONS
        for entry in sure(find_reference(content.questionnaire, edition, standing, name)).questions
    }
    with_figure = {
        asked.id
        for asked in content.questionnaire.questions
        if asked.scores and (asked.figure or any(line.figure for line in asked.rows))
    }
    assert compared == with_figure
    assert not compared & {"listening.watching", "listening.forwarded", "webcare.stand_in", "participation.feedback"}
