"""Every set of candidates that can be carried out.

Within a cluster every member has a bit. What is done never stands in the way of anything, so whether a member can
follow is told by bits alone: those that come before it, and, for each thing that it still needs, those that bring it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from assessment.advice import Recommendation
from assessment.conditions import YES, Condition, condition_holds, every_condition_holds
from assessment.scoring import Standing
from assessment.shortest_way.candidates import Candidate

MOST_SETS = 20_000
"""So many sets of one cluster are looked at; the real content stays far below (a test sees to that)."""


class Carried(NamedTuple):
    """A set that can be carried out: the names in an order that works, the days, and its members as bits.

    `before` are the bits of the set without the last of its names, which was given earlier.
    Days are days of effort: half a year of the hours a week counts in them, here and in the whole search.
    It is a tuple since hundreds are made for one municipality.
    """

    names: tuple[str, ...]
    days: float
    bits: int
    before: int


_make_carried = partial(tuple.__new__, Carried)
"""Makes one of its parts at once: a call less for each."""

NOBODY: tuple[int, ...] = ()
NONE_CARRIED = Carried((), 0, 0, 0)


class _Member(NamedTuple):
    """A member of a cluster, with what must be done before it: all of `first`, and one of each of `bringers`."""

    name: str
    days: float
    bit: int
    first: int
    bringers: tuple[int, ...]

    def can_follow(self, done: int) -> bool:
        """Whether it is not done yet, and what it takes is."""
        if done & self.bit or done & self.first != self.first:
            return False
        return not self.bringers or all(done & some for some in self.bringers)

    def after(self, carried: Carried) -> Carried:
        """The set with this one added."""
        return Carried((*carried.names, self.name), carried.days + self.days, carried.bits | self.bit, carried.bits)


def list_sets(members: tuple[Candidate, ...], standing: Standing) -> Iterator[Carried]:
    """Give every set of a cluster that can be carried out, the empty one first, at most MOST_SETS."""
    tied = _tie(members, standing)
    seen, ahead, room = {0}, [NONE_CARRIED], MOST_SETS - 1
    for carried in ahead:
        yield carried
        names, days, done, _ = carried
        for member in tied:
            name, more, bit, first, bringers = member
            together = done | bit
            if together in seen or done & first != first or not room:
                continue
            if bringers and not member.can_follow(done):
                continue
            room -= 1
            seen.add(together)
            ahead.append(_make_carried(((*names, name), days + more, together, done)))


def can_begin(candidate: Candidate, standing: Standing) -> bool:
    """Whether a candidate can be carried out before any other."""
    needs = candidate.recommendation.rule.needs
    return not candidate.first and (not needs or every_condition_holds(needs, standing) is YES)


def carry_out_all(members: tuple[Candidate, ...], standing: Standing) -> Carried:
    """The largest set: since nothing that is done stands in the way of anything, there is only one."""
    tied, carried = _tie(members, standing), NONE_CARRIED
    while ready := [member for member in tied if member.can_follow(carried.bits)]:
        carried = ready[0].after(carried)
    return carried


def _brings(candidate: Candidate, condition: Condition) -> bool:
    """Whether a condition that doesn't hold yet does so for certain once the candidate is done."""
    changes = candidate.recommendation.changes
    return any(change.item == condition.item and change.points >= condition.points for change in changes)


def _tie(members: tuple[Candidate, ...], standing: Standing) -> list[_Member]:
    bits = {member.recommendation.id: 1 << place for place, member in enumerate(members)}
    never = 1 << len(members)  # the bit of what is no member: it is never done
    tied = []
    for (name, bit), (recommendation, comes_first) in zip(bits.items(), members, strict=True):
        first, bringers = 0, NOBODY
        for earlier in comes_first:
            first |= bits.get(earlier, never)
        if recommendation.rule.needs:  # few do
            bringers = _find_bringers(recommendation, members, standing)
        tied.append(_Member(name, recommendation.effort_days, bit, first, bringers))
    return tied


def _find_bringers(
    recommendation: Recommendation, members: tuple[Candidate, ...], standing: Standing
) -> tuple[int, ...]:
    """The bits of those that bring each thing that it needs and that does not hold yet."""
    missing = (need for need in recommendation.rule.needs if condition_holds(need, standing) is not YES)
    return tuple(sum(1 << place for place, other in enumerate(members) if _brings(other, need)) for need in missing)
