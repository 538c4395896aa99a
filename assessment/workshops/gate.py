"""What may be shown of a round, so that nobody in the room is shown: pure, and closed wherever something is missing.

A *real vote* says something of the matter. Under five of them nothing is shown, *don't know* neither. Groups are shown
all or none: all but one would show that one too. Of the round after the talk, what its difference with the round before
would give away is kept: who came in between, who left, and who moved.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from assessment.workshops.counts import Counts, Movement, Tally, Vote, count, find_step
from assessment.workshops.items import Votable

FEWEST = 5
"""Real votes from which on something is shown. An installation can ask for more, never for less."""
FEWEST_MOVING = 10
"""Seats in both rounds from which on is shown how they moved."""


def tally_round(
    votable: Votable,
    votes: Iterable[Vote],
    *,
    groups: Collection[str] = (),
    before: Tally | None = None,
    earlier: Iterable[Vote] = (),
    least: int = FEWEST,
) -> Tally:
    """What is shown of a round, now and for ever: the votes of seats that were not removed, counted.

    `groups` are the roles of the room as they were fixed. Of the second round, `before` is what was shown of the first,
    and `earlier` the votes in it that are still there.
    """
    here, then = _by_seat(votes), _by_seat(earlier)
    first = before if before is not None and before.counts is not None else None
    only_both = first is not None and not _hides(first.counts, here, then, least)
    if only_both:
        here = {seat: vote for seat, vote in here.items() if seat in then}
    by_group = _count_groups(votable, here, groups)
    if first is not None and not _hides_in_groups(first, here, then, least):
        by_group = {}
    movement = None if first is None or only_both else _find_movement(votable, first.counts, here, then, least)
    return gate(Tally(count(votable, here.values()), by_group, movement, only_both), least)


def gate(tally: Tally | None, least: int = FEWEST) -> Tally:
    """What may be shown of a tally today: never more than was, less where an installation asks for more votes."""
    least = max(FEWEST, least)
    if tally is None or tally.counts is None or not _is_sound(tally.counts) or tally.counts.real < least:
        return Tally(only_both=tally.only_both if tally else False)
    groups = tally.groups if _may_show_groups(tally.counts, tally.groups, least) else {}
    movement = tally.movement if _may_show_movement(tally.movement, least) else None
    return replace(tally, groups=groups, movement=movement)


def is_hidden(number: int, least: int) -> bool:
    """Whether so many are too few to stand alone: somebody, and fewer than is shown."""
    return number != 0 and number < max(FEWEST, least)


def _by_seat(votes: Iterable[Vote]) -> dict[int, Vote]:
    return {vote.seat: vote for vote in votes}


def _count_groups(votable: Votable, votes: Mapping[int, Vote], groups: Collection[str]) -> dict[str, Counts]:
    """The counts of each group; who has none is one too, else the others would show it."""
    if not groups:
        return {}
    names = sorted({*groups, *(vote.group for vote in votes.values())})
    return {name: count(votable, (vote for vote in votes.values() if vote.group == name)) for name in names}


def _hides(before: Counts | None, here: Mapping[int, Vote], then: Mapping[int, Vote], least: int) -> bool:
    """Whether those who answered in one of two rounds alone are none, or enough of them."""
    if before is None:
        return True
    both = len(here.keys() & then.keys())
    return not (is_hidden(before.answered - both, least) or is_hidden(len(here) - both, least))


def _hides_in_groups(before: Tally, here: Mapping[int, Vote], then: Mapping[int, Vote], least: int) -> bool:
    """Whether that holds for each group of which the first round showed the answers."""
    return all(
        _hides(counts, _of_group(here, name), _of_group(then, name), least) for name, counts in before.groups.items()
    )


def _of_group(votes: Mapping[int, Vote], name: str) -> dict[int, Vote]:
    return {seat: vote for seat, vote in votes.items() if vote.group == name}


def _find_movement(
    votable: Votable, before: Counts | None, here: Mapping[int, Vote], then: Mapping[int, Vote], least: int
) -> Movement | None:
    """How seats moved on the steps of a list; None where it has none, or where one alone would be seen."""
    if not votable.is_ordered or before is None:
        return None
    now, first = _find_steps(votable, here), _find_steps(votable, then)
    both = now.keys() & first.keys()
    shown = sum(before.options[place] for place in votable.steps)
    if is_hidden(shown - len(both), least) or is_hidden(len(now) - len(both), least):
        return None
    moves = [_further(votable, first[seat], now[seat]) for seat in both]
    return Movement(moves.count(1), moves.count(0), moves.count(-1))


def _find_steps(votable: Votable, votes: Mapping[int, Vote]) -> dict[int, int]:
    found = {seat: find_step(votable, vote.mask) for seat, vote in votes.items()}
    return {seat: step for seat, step in found.items() if step is not None}


def _further(votable: Votable, first: int, now: int) -> int:
    """1 where a seat moved towards the top of the list, -1 where away from it, 0 where it stayed."""
    difference = now - first if votable.top is votable.options[votable.steps[-1]] else first - now
    return (difference > 0) - (difference < 0)


def _is_sound(counts: Counts) -> bool:
    """Whether the numbers can be those of one round; what can't be is not shown."""
    numbers = (*counts.options, counts.real, counts.unknown, counts.not_applicable)
    return min(numbers) >= 0 and max(counts.options, default=0) <= counts.real <= sum(counts.options)


def _may_show_groups(all_of_them: Counts, groups: Mapping[str, Counts], least: int) -> bool:
    return (
        len(groups) > 1
        and all(_is_sound(counts) and counts.real >= least for counts in groups.values())
        and _add(list(groups.values())) == all_of_them
    )


def _add(groups: Sequence[Counts]) -> Counts:
    return Counts(
        tuple(map(sum, zip(*(counts.options for counts in groups), strict=True))),
        sum(counts.real for counts in groups),
        sum(counts.unknown for counts in groups),
        sum(counts.not_applicable for counts in groups),
    )


def _may_show_movement(movement: Movement | None, least: int) -> bool:
    if movement is None or min(movement.parts) < 0:
        return False
    return (
        sum(movement.parts) >= max(FEWEST_MOVING, 2 * least)
        and sum(part > 0 for part in movement.parts) > 1
        and not any(is_hidden(part, least) for part in movement.parts)
    )
