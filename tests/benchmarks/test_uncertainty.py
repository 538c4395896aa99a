"""How far a printed share may lie from the truth: Wilson's interval and the margin of Bhatia and Davis."""

from __future__ import annotations

from fractions import Fraction
from math import isclose, sqrt
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.model import Range
from benchmarks.uncertainty import Z_95, effective_answers, mean_margin, wilson_interval, worst_case

shares = st.floats(0, 100)
totals = st.integers(2, 1_000)


@pytest.mark.parametrize(
    ("answered", "total", "expected"),
    [
        # the answers, times one less than all, over those that did not answer
        (100, 199, 200.0),  # 100 x 198 / 99
        (1, 2, 1.0),  # 1 x 1 / 1
        (50, 99, 100.0),  # 50 x 98 / 49
        (142, 300, 268.7215189873418),  # 142 x 299 / 158 = 42458 / 158
        (1, 1, float("inf")),
        (300, 300, float("inf")),
    ],
)
def test_the_sample_counts_for_more_where_it_is_a_large_part(answered: int, total: int, expected: float) -> None:
    assert effective_answers(answered, total) == pytest.approx(expected, rel=1e-15)


@pytest.mark.parametrize(("answered", "total"), [(0, 10), (-1, 10), (11, 10), (0, 0)])
def test_an_impossible_sample_is_refused(answered: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"{answered} of {total} cannot have answered"):
        effective_answers(answered, total)


@pytest.mark.parametrize(
    ("share", "answered", "total", "expected"),
    [
        # z = 1.959964, z^2 = 3.841459, n' = 200: z^2 / n' = 0.01920729, z^2 / 2n' = 0.00960365.
        # 50%: middle = (0.5 + 0.00960365) / 1.01920729 = 0.5;
        #      half = 1.959964 / 1.01920729 x sqrt(0.25 / 200 + 3.841459 / 160000) = 1.923028 x 0.03569359 = 0.06863978.
        (50, 100, 199, (43.136, 56.864)),
        # 10%: middle = 0.10960365 / 1.01920729 = 0.1075381;
        #      half = 1.923028 x sqrt(0.09 / 200 + 0.0000240091) = 1.923028 x 0.02177176 = 0.0418677.
        (10, 100, 199, (6.567, 14.941)),
        # 0%: low = 0, high = (z^2 / n') / (1 + z^2 / n') = 0.01920729 / 1.01920729 = 0.0188453.
        (0, 100, 199, (0.0, 1.885)),
        (100, 100, 199, (98.115, 100.0)),
        # The survey itself, n' = 268.7215: z^2 / n' = 0.01429532, z^2 / 2n' = 0.00714766.
        # 57%: middle = 0.57714766 / 1.01429532 = 0.5690134;
        #      half = 1.959964 / 1.01429532 x sqrt(0.2451 / 268.7215 + 0.01429532 / (4 x 268.7215))
        #           = 1.932341 x sqrt(0.0009120967 + 0.0000132994) = 1.932341 x 0.03042032 = 0.0587824.
        (57, 142, 300, (51.023, 62.780)),
    ],
)
def test_wilsons_interval_is_that_of_a_hand_calculation(
    share: float, answered: int, total: int, expected: tuple[float, float]
) -> None:
    found = wilson_interval(Range(share, share), answered, total)
    assert (round(found.low, 3), round(found.high, 3)) == expected


def test_a_rounded_share_has_the_interval_from_its_lowest_to_its_highest_value() -> None:
    low, high = (wilson_interval(Range(p, p), 142, 300) for p in (56.5, 57.5))
    assert wilson_interval(Range(56.5, 57.5), 142, 300) == Range(low.low, high.high)


@given(shares)
def test_where_everybody_answered_chance_has_no_part(share: float) -> None:
    found = wilson_interval(Range(share, share), 300, 300)
    assert [found.low, found.high] == pytest.approx([share, share])
    assert mean_margin(Range(share, share), 300, 300) == 0


@given(shares, totals, st.data())
def test_the_ends_of_the_interval_are_the_truths_that_just_allow_the_share(
    share: float, total: int, data: st.DataObject
) -> None:
    """The definition: a truth t is inside when |p - t| <= z sqrt(t (1 - t) / n'). It is not how we compute it."""
    answered = data.draw(st.integers(1, total - 1))
    size = Fraction(answered * (total - 1), total - answered)
    found = wilson_interval(Range(share, share), answered, total)
    for end in (found.low / 100, found.high / 100):
        distance = abs(share / 100 - end)
        allowed = Z_95 * sqrt(max(0.0, end * (1 - end)) / float(size))
        assert isclose(distance, allowed, abs_tol=1e-7)


@given(shares, totals, st.data())
def test_the_interval_contains_the_share_and_stays_within_0_and_100(
    share: float, total: int, data: st.DataObject
) -> None:
    found = wilson_interval(Range(share, share), data.draw(st.integers(1, total)), total)
    assert 0 <= found.low <= share + 1e-9
    assert share - 1e-9 <= found.high <= 100


@given(shares, totals, st.data())
def test_more_answers_make_the_interval_and_the_margin_narrower(share: float, total: int, data: st.DataObject) -> None:
    more = data.draw(st.integers(2, total))
    fewer = data.draw(st.integers(1, more - 1))
    point = Range(share, share)
    wide, narrow = (wilson_interval(point, n, total) for n in (fewer, more))
    assert wide.low <= narrow.low + 1e-9
    assert narrow.high <= wide.high + 1e-9
    assert mean_margin(point, more, total) <= mean_margin(point, fewer, total)


@given(shares, shares, totals, st.data())
def test_a_wider_print_never_narrows_the_interval(one: float, other: float, total: int, data: st.DataObject) -> None:
    answered = data.draw(st.integers(1, total))
    low, high = sorted((one, other))
    wide = wilson_interval(Range(low, high), answered, total)
    for share in (low, high):
        inside = wilson_interval(Range(share, share), answered, total)
        assert wide.low <= inside.low + 1e-9
        assert inside.high <= wide.high + 1e-9


@given(shares, totals, st.data())
def test_yes_and_no_have_mirrored_intervals_and_the_same_margin(share: float, total: int, data: st.DataObject) -> None:
    answered = data.draw(st.integers(1, total))
    yes, no = Range(share, share), Range(100 - share, 100 - share)
    found, mirror = wilson_interval(yes, answered, total), wilson_interval(no, answered, total)
    assert [mirror.low, mirror.high] == pytest.approx([100 - found.high, 100 - found.low])
    assert mean_margin(yes, answered, total) == pytest.approx(mean_margin(no, answered, total), abs=1e-6)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        # 1.959964 x sqrt(m (100 - m) / 200), with the m of the range that is nearest to 50
        (Range(50, 50), 6.92952),  # sqrt(12.5) = 3.535534
        (Range(20, 20), 5.54362),  # sqrt(8) = 2.828427
        (Range(80, 80), 5.54362),
        (Range(10, 20), 5.54362),  # 20 is nearest to 50
        (Range(80, 90), 5.54362),  # 80 is
        (Range(10, 90), 6.92952),  # 50 itself is possible
        (Range(0, 0), 0.0),  # all have 0: nobody differs
        (Range(100, 100), 0.0),
    ],
)
def test_the_margin_takes_the_widest_spread_that_is_possible(mean: Range, expected: float) -> None:
    assert mean_margin(mean, 100, 199) == pytest.approx(expected, abs=5e-6)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_no_spread_of_scores_is_wider_than_the_margin_assumes(scores: list[float]) -> None:
    """Bhatia and Davis: between 0 and 100 the variance is at most m (100 - m); half at 0 and half at 100 reach it."""
    mean = sum(scores) / len(scores)
    assume(0 <= mean <= 100)
    variance = sum((score - mean) ** 2 for score in scores) / len(scores)
    assert Z_95 * sqrt(variance / 200) <= mean_margin(Range(mean, mean), 100, 199) + 1e-6


@given(shares, shares, shares)
def test_a_wider_range_of_means_never_has_a_smaller_margin(one: float, two: float, three: float) -> None:
    low, middle, high = sorted((one, two, three))
    inside = mean_margin(Range(low, middle), 142, 300)
    assert inside <= mean_margin(Range(low, high), 142, 300) + 1e-12


def test_the_quantile_is_that_of_95_in_100() -> None:
    assert NormalDist().inv_cdf(0.975) == pytest.approx(Z_95, abs=1e-12)


# ---------------------------------------------------------------- nothing taken for granted about who did not answer


@pytest.mark.parametrize(
    ("share", "answered", "total", "expected"),
    [
        # 57% of 142 is 80.94; with nobody of the other 158 that is 27.0% of 300, with all of them 79.6%
        (Range(57, 57), 142, 300, (26.98, 79.6467)),
        (Range(46.8, 46.8), 94, 300, (14.664, 83.3307)),  # fewer answered: wider
        (Range(56.5, 57.5), 142, 300, (26.7433, 79.8833)),
        (Range(30, 30), 300, 300, (30, 30)),  # everybody answered
    ],
)
def test_who_did_not_answer_may_all_have_answered_alike(
    share: Range, answered: int, total: int, expected: tuple[float, float]
) -> None:
    found = worst_case(share, answered, total)
    assert [found.low, found.high] == pytest.approx(expected, abs=5e-5)


def test_57_percent_of_142_is_27_to_80_of_all_300() -> None:
    found = worst_case(Range(57, 57), 142, 300)
    assert (round(found.low), round(found.high)) == (27, 80)


@given(st.integers(1, 60), st.integers(0, 60), st.data())
def test_no_answer_of_the_others_lies_outside_the_worst_case(answered: int, silent: int, data: st.DataObject) -> None:
    yes, more = data.draw(st.integers(0, answered)), data.draw(st.integers(0, silent))
    share, total = 100 * yes / answered, answered + silent
    found = worst_case(Range(share, share), answered, total)
    assert found.low - 1e-9 <= 100 * (yes + more) / total <= found.high + 1e-9
    assert found.low == pytest.approx(100 * yes / total)
    assert found.high == pytest.approx(100 * (yes + silent) / total)


@given(shares, totals, st.data())
def test_the_worst_case_holds_the_share_and_narrows_with_every_answer(
    share: float, total: int, data: st.DataObject
) -> None:
    fewer, more = sorted(data.draw(st.tuples(st.integers(1, total), st.integers(1, total))))
    wide, narrow = (worst_case(Range(share, share), answered, total) for answered in (fewer, more))
    assert wide.low <= narrow.low + 1e-9 <= share + 2e-9
    assert share <= narrow.high + 1e-9 <= wide.high + 2e-9
