"""How far people agree: the values that were published, and what must hold of any counts."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.agreement import find_agreement, find_same_pairs

COUNTS = st.lists(st.integers(0, 200), min_size=3, max_size=8).filter(any)


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ((30, 40, 210, 130, 530, 50, 10), 0.6113333),
        ((6, 8, 5, 3, 2), 0.3125),
        ((6, 8, 5, 3, 2, 0, 2), 0.3923),
    ],
)
def test_agreement_is_what_was_published(counts: tuple[int, ...], published: float) -> None:
    assert float(find_agreement(counts)) == pytest.approx(published, abs=0.00005)


@pytest.mark.parametrize("size", [3, 5, 7])
def test_all_at_one_step_is_one_half_at_each_end_is_minus_one_and_as_many_everywhere_is_none(size: int) -> None:
    between = [0] * (size - 2)
    assert find_agreement([0, 9, *between]) == 1
    assert find_agreement([7, *between, 7]) == -1
    assert find_agreement([4] * size) == 0


@given(COUNTS)
def test_agreement_runs_from_minus_one_to_one(counts: list[int]) -> None:
    assert -1 <= find_agreement(counts) <= 1


@given(COUNTS)
def test_it_is_one_only_where_all_stand_at_one_step(counts: list[int]) -> None:
    assert (find_agreement(counts) == 1) == (sum(count > 0 for count in counts) == 1)


@given(COUNTS)
def test_turning_the_list_round_changes_nothing(counts: list[int]) -> None:
    assert find_agreement(counts[::-1]) == find_agreement(counts)


@given(COUNTS, st.integers(1, 9))
def test_so_many_times_as_many_people_agree_as_far(counts: list[int], times: int) -> None:
    assert find_agreement([count * times for count in counts]) == find_agreement(counts)


@given(COUNTS)
def test_pairs_do_not_mind_the_order_of_the_list(counts: list[int]) -> None:
    assume(sum(counts) > 1)
    assert find_same_pairs(sorted(counts)) == find_same_pairs(counts)


@given(st.lists(st.integers(0, 200), min_size=2, max_size=8).filter(lambda counts: sum(counts) > 1))
def test_pairs_run_from_none_to_all(counts: list[int]) -> None:
    assert 0 <= find_same_pairs(counts) <= 1
    assert (find_same_pairs(counts) == 1) == (sum(count > 0 for count in counts) == 1)


def test_pairs_are_counted_without_somebody_beside_themselves() -> None:
    assert find_same_pairs([2, 2]) == Fraction(1, 3)
    assert find_same_pairs([1, 1, 1]) == 0


@pytest.mark.parametrize("counts", [(1, 2), (0, 0, 0), (1, -1, 1), ()])
def test_what_can_have_no_agreement_is_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"steps|Counts"):
        find_agreement(counts)


@pytest.mark.parametrize("counts", [(1, 0), (0, 0), (2, -1), ()])
def test_what_can_have_no_pairs_is_refused(counts: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match=r"pair|Counts"):
        find_same_pairs(counts)
