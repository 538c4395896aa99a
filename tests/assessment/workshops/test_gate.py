"""What is shown of a round, attacked: latecomers, leavers, removed seats, round against round, role against all.

The strongest of these laws are of one form: whoever must not be seen may answer anything, and what is shown stays the
same.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assessment.model import NOT_APPLICABLE, UNKNOWN
from assessment.workshops.choices import mask_of
from assessment.workshops.counts import Counts, Movement, Tally, Vote, count, plain_tally, read_tally
from assessment.workshops.gate import FEWEST, FEWEST_MOVING, gate, tally_round
from assessment.workshops.items import Votable, find_votable
from tests.newest import newest_content

QUESTIONNAIRE = newest_content().questionnaire
GROUPS = ("Onthaal", "Politie", "Schepenen")


def item(key: str) -> Votable:
    found = find_votable(QUESTIONNAIRE, key)
    assert found is not None
    return found


STEPS, UNORDERED, SEVERAL = item("webcare.reports"), item("webcare.who"), item("strategy.documents")
ALWAYS, REGULAR, NEVER, DONT_KNOW, NOT_HERE = (
    mask_of(STEPS, name) for name in ("always", "regular", "never", UNKNOWN, NOT_APPLICABLE)
)
MASKS = [mask_of(STEPS, option.id) for option in STEPS.options] + [DONT_KNOW, NOT_HERE]
ANSWERS = st.sampled_from(MASKS)


def cast(masks: Iterable[str], start: int = 0, group: str = "") -> list[Vote]:
    return [Vote(seat, mask, group) for seat, mask in enumerate(masks, start=start)]


def first_round(votes: Sequence[Vote], groups: Sequence[str] = ()) -> Tally:
    return tally_round(STEPS, votes, groups=groups)


def second_round(then: Sequence[Vote], now: Sequence[Vote], groups: Sequence[str] = ()) -> Tally:
    return tally_round(STEPS, now, groups=groups, before=first_round(then, groups), earlier=then)


def counts_of(*masks: str) -> Counts:
    return count(STEPS, cast(masks))


# --- five real votes


@given(st.lists(ANSWERS, max_size=30))
def test_under_five_real_votes_nothing_is_shown_and_from_five_on_the_counts_are(masks: list[str]) -> None:
    shown = first_round(cast(masks))
    real = sum(mask not in (DONT_KNOW, NOT_HERE) for mask in masks)
    assert (shown.counts is None) == (real < FEWEST)
    assert shown.counts is not None or shown == Tally()
    assert shown.counts in (None, counts_of(*masks))


@given(st.lists(ANSWERS, max_size=40), st.integers(-5, 40))
def test_a_setting_asks_for_more_and_never_for_less(masks: list[str], least: int) -> None:
    shown = tally_round(STEPS, cast(masks), least=least)
    real = sum(mask not in (DONT_KNOW, NOT_HERE) for mask in masks)
    assert (shown.counts is not None) == (real >= max(5, least))


def test_one_real_vote_among_many_who_do_not_know_is_hidden_with_their_number() -> None:
    assert first_round(cast([ALWAYS] * 4 + [DONT_KNOW] * 50)) == Tally()


def test_one_seat_counts_once_whatever_is_handed_in() -> None:
    votes = cast([ALWAYS] * 4)
    assert first_round([*votes, *votes]) == Tally()


@given(st.lists(ANSWERS, max_size=20))
def test_who_sits_where_does_not_matter(masks: list[str]) -> None:
    assert first_round(cast(masks)) == first_round(cast(sorted(masks), start=100))


# --- role against all


@st.composite
def grouped(draw: st.DrawFn, most: int = 12) -> list[Vote]:
    sizes = [draw(st.lists(ANSWERS, max_size=most)) for _ in (*GROUPS, "")]
    votes: list[Vote] = []
    for name, masks in zip((*GROUPS, ""), sizes, strict=True):
        votes += cast(masks, len(votes), name)
    return votes


@st.composite
def in_full_groups(draw: st.DrawFn) -> list[Vote]:
    """Votes of groups that are all large enough to be shown."""
    votes: list[Vote] = []
    for name in GROUPS:
        masks = [draw(st.sampled_from(MASKS[:5])) for _ in range(draw(st.integers(5, 8)))]
        votes += cast([*masks, *draw(st.lists(ANSWERS, max_size=2))], len(votes), name)
    return votes


@given(grouped() | in_full_groups())
def test_groups_are_shown_all_or_none_and_leave_nobody_over(votes: list[Vote]) -> None:
    shown = first_round(votes, GROUPS)
    if not shown.groups:
        return
    assert shown.counts is not None
    assert all(counts.real >= FEWEST for counts in shown.groups.values())
    assert sum(counts.answered for counts in shown.groups.values()) == shown.counts.answered
    assert {vote.group for vote in votes} <= set(shown.groups)


@given(grouped(), st.sampled_from(GROUPS))
def test_one_group_with_too_few_hides_the_others_too(votes: list[Vote], small: str) -> None:
    few = [vote for vote in votes if vote.group != small] + cast([ALWAYS] * 4, 1000, small)
    assert first_round(few, GROUPS).groups == {}


def test_a_group_in_which_nobody_answered_hides_the_others_too() -> None:
    votes = cast([ALWAYS] * 9, 0, "Onthaal") + cast([NEVER] * 9, 100, "Politie")
    assert set(first_round(votes, ("Onthaal", "Politie")).groups) == {"Onthaal", "Politie"}
    assert first_round(votes, GROUPS).groups == {}


def test_somebody_without_a_role_is_not_what_is_left_over() -> None:
    votes = cast([ALWAYS] * 9, 0, "Onthaal") + cast([NEVER] * 9, 100, "Politie") + cast([REGULAR], 200, "")
    assert first_round(votes, ("Onthaal", "Politie")).groups == {}


def test_those_without_a_role_are_a_group_too_where_they_are_enough() -> None:
    votes = cast([ALWAYS] * 6, 0, "Onthaal") + cast([NEVER] * 6, 100, "Politie") + cast([REGULAR] * 6, 200, "")
    assert set(first_round(votes, ("Onthaal", "Politie")).groups) == {"", "Onthaal", "Politie"}


def test_a_group_is_as_large_as_its_real_votes() -> None:
    few = cast([NEVER] * 4 + [DONT_KNOW] * 9, 100, "Politie")
    assert first_round(cast([ALWAYS] * 9, 0, "Onthaal") + few, ("Onthaal", "Politie")).groups == {}


def test_a_single_group_is_no_group() -> None:
    assert first_round(cast([ALWAYS] * 9, 0, "Onthaal"), ("Onthaal",)).groups == {}


# --- round against round


@given(
    st.lists(ANSWERS, min_size=1, max_size=25),
    st.lists(ANSWERS, min_size=1, max_size=4),
    st.lists(ANSWERS, min_size=4, max_size=4),
    st.data(),
)
def test_whatever_a_few_latecomers_answer_the_second_round_stays_the_same(
    stayed: list[str], late: list[str], other: list[str], data: st.DataObject
) -> None:
    then = cast(stayed)
    assume(first_round(then).counts is not None)
    now = cast(data.draw(st.lists(ANSWERS, min_size=len(stayed), max_size=len(stayed))))
    shown = second_round(then, now + cast(late, 500))
    assert shown == second_round(then, now + cast(other[: len(late)], 500))
    if shown.counts is not None:
        assert shown.only_both
        assert shown.counts == count(STEPS, now)
        assert shown.movement is None


@given(st.lists(ANSWERS, min_size=5, max_size=25), st.integers(1, 4), st.data())
def test_where_a_few_left_no_movement_is_shown_and_newcomers_are_not_counted(
    masks: list[str], gone: int, data: st.DataObject
) -> None:
    then = cast(masks)
    assume(first_round(then).counts is not None)
    stayed = then[gone:]
    now = [replace(vote, mask=data.draw(ANSWERS)) for vote in stayed]
    newcomers = cast(data.draw(st.lists(ANSWERS, max_size=9)), 500)
    shown = second_round(then, now + newcomers)
    assert shown.movement is None
    assert shown.only_both
    assert shown.counts in (None, count(STEPS, now))


@given(st.integers(10, 20), st.integers(1, 4))
def test_who_deleted_their_seat_counts_as_somebody_who_left(size: int, gone: int) -> None:
    then = cast([ALWAYS] * size)
    now = cast([NEVER] * size)[gone:]
    shown = tally_round(STEPS, now, before=first_round(then), earlier=then[gone:])
    assert shown.only_both
    assert shown.movement is None


@given(st.lists(ANSWERS, min_size=5, max_size=20), st.lists(ANSWERS, min_size=5, max_size=9))
def test_five_newcomers_are_enough_to_stand_among(masks: list[str], late: list[str]) -> None:
    then = cast(masks)
    assume(first_round(then).counts is not None)
    shown = second_round(then, then + cast(late, 500))
    assert not shown.only_both
    assert shown.counts == counts_of(*masks, *late)


def test_a_first_round_of_which_nothing_was_shown_hides_nobody_of_the_second() -> None:
    then = cast([ALWAYS] * 3)
    assert second_round(then, cast([ALWAYS] * 4)) == Tally()
    shown = second_round(then, cast([ALWAYS] * 6))
    assert (shown.counts, shown.only_both, shown.movement) == (counts_of(*[ALWAYS] * 6), False, None)


@given(in_full_groups(), grouped(8), st.integers(1, 4), st.sampled_from(GROUPS), st.data())
def test_a_few_who_are_new_in_one_group_hide_the_groups_of_the_second_round(
    then: list[Vote], newcomers: list[Vote], few: int, name: str, data: st.DataObject
) -> None:
    assert first_round(then, GROUPS).groups
    others = [vote for vote in newcomers if vote.group != name]
    arrived = cast([data.draw(ANSWERS) for _ in range(few)], 2000, name)
    now = then + [replace(vote, seat=vote.seat + 1000) for vote in others] + arrived
    shown = second_round(then, now, GROUPS)
    if not shown.only_both:
        assert shown.groups == {}


def test_groups_of_the_second_round_stay_where_the_same_people_answer() -> None:
    then = cast([ALWAYS] * 6, 0, "Onthaal") + cast([NEVER] * 6, 100, "Politie")
    assert len(second_round(then, then, ("Onthaal", "Politie")).groups) == 2
    without_one = then[1:] + cast([ALWAYS], 200, "Politie")
    assert second_round(then, without_one, ("Onthaal", "Politie")).groups == {}


# --- movement


def test_movement_goes_towards_the_top_of_the_list() -> None:
    then = cast([REGULAR] * 10)
    shown = second_round(then, cast([ALWAYS] * 5 + [REGULAR] * 5))
    assert shown.movement == Movement(up=5, same=5, down=0)
    assert second_round(then, cast([NEVER] * 10)).movement is None, "all of one kind shows each of them"


@given(st.lists(st.tuples(ANSWERS, ANSWERS), max_size=40))
def test_movement_shows_nobody_alone(pairs: list[tuple[str, str]]) -> None:
    movement = second_round(cast(before for before, _ in pairs), cast(now for _, now in pairs)).movement
    if movement is not None:
        assert sum(movement.parts) >= FEWEST_MOVING
        assert all(part == 0 or part >= FEWEST for part in movement.parts)
        assert sum(part > 0 for part in movement.parts) >= 2


@given(st.lists(st.tuples(ANSWERS, ANSWERS), max_size=40), st.integers(1, 4))
def test_a_few_who_said_a_step_in_one_round_alone_hide_the_movement(pairs: list[tuple[str, str]], few: int) -> None:
    then = cast(before for before, _ in pairs) + cast([DONT_KNOW] * few, 500)
    now = cast(now for _, now in pairs) + cast([ALWAYS] * few, 500)
    steps = [before not in (DONT_KNOW, NOT_HERE) for before, _ in pairs]
    assume([now not in (DONT_KNOW, NOT_HERE) for _, now in pairs] == steps)
    assert second_round(then, now).movement is None


@pytest.mark.parametrize("votable", [UNORDERED, SEVERAL])
def test_what_has_no_steps_has_no_movement(votable: Votable) -> None:
    options = [option.id for option in votable.options]
    then = [Vote(seat, mask_of(votable, options[0])) for seat in range(12)]
    now = [Vote(seat, mask_of(votable, options[seat % 2])) for seat in range(12)]
    shown = tally_round(votable, now, before=tally_round(votable, then), earlier=then)
    assert shown.counts is not None
    assert shown.movement is None


MOVED = ([REGULAR] * 12, [ALWAYS] * 6 + [REGULAR] * 6)
"""Twelve people of whom six moved: enough to show."""


@pytest.mark.parametrize(
    ("before", "now"),
    [
        ([DONT_KNOW] * 2, [ALWAYS] * 2),
        ([ALWAYS] * 2, [DONT_KNOW] * 2),
        ([REGULAR] * 2, [NEVER] * 2),
        ([], [DONT_KNOW]),
        ([DONT_KNOW], []),
    ],
)
def test_a_few_beside_those_who_moved_hide_the_movement(before: list[str], now: list[str]) -> None:
    then, later = MOVED
    assert second_round(cast(then), cast(later)).movement == Movement(6, 6, 0)
    shown = second_round(cast(then) + cast(before, 500), cast(later) + cast(now, 500))
    assert shown.movement is None
    assert shown.counts is not None


def test_movement_towards_the_end_of_a_list_counts_as_up_where_that_is_its_top() -> None:
    votable = item("listening.watching")
    weekly, daily = (mask_of(votable, name) for name in ("weekly", "daily"))
    then = [Vote(seat, weekly) for seat in range(12)]
    now = [Vote(seat, daily if seat < 6 else weekly) for seat in range(12)]
    shown = tally_round(votable, now, before=tally_round(votable, then), earlier=then)
    assert shown.movement == Movement(up=6, same=6, down=0)


def test_movement_is_never_of_a_group() -> None:
    assert not hasattr(counts_of(), "movement")


# --- written down, and read again


@given(grouped() | in_full_groups(), grouped() | in_full_groups(), st.integers(5, 20))
def test_what_was_shown_passes_again_unchanged_and_with_more_asked_only_less_is_shown(
    then: list[Vote], now: list[Vote], least: int
) -> None:
    shown = second_round(then, now, GROUPS)
    assert gate(shown) == shown
    assert read_tally(plain_tally(shown)) == shown
    later = gate(shown, least)
    assert later.counts in (None, shown.counts)
    assert later.groups in ({}, shown.groups)
    assert later.movement in (None, shown.movement)
    if later.counts is not None:
        assert later.counts.real >= least


@pytest.mark.parametrize(
    "forged",
    [
        Tally(Counts((9, -4), 5, 0, 0)),
        Tally(Counts((9, 0), 5, 0, 0)),
        Tally(Counts((1, 1), 50, 0, 0)),
        None,
    ],
)
def test_counts_that_can_be_nobodys_show_nothing(forged: Tally | None) -> None:
    assert gate(forged) == Tally()


def test_groups_that_do_not_add_up_are_not_shown() -> None:
    six, seven = Counts((6, 0), 6, 0, 0), Counts((7, 0), 7, 0, 0)
    assert gate(Tally(Counts((13, 0), 13, 0, 0), {"a": six, "b": seven})).groups
    assert gate(Tally(Counts((14, 0), 14, 0, 0), {"a": six, "b": seven})).groups == {}


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda inner: st.lists(inner, max_size=3)))
def test_what_can_not_be_read_shows_nothing(plain: object) -> None:
    assert read_tally(plain) == Tally()
    assert read_tally({"counts": plain, "groups": {}, "movement": None, "only_both": False}).counts is None
    whole = plain_tally(Tally(counts_of(*[ALWAYS] * 5)))
    if plain is not None:
        assert read_tally({**whole, "movement": plain}).movement is None
        assert read_tally({**whole, "groups": plain}) == Tally()
