"""The recommendations that a plan may be made of, and every set of them that can be carried out.

A set can be carried out when its members can be put in an order in which each comes after what must come first and
finds what it needs. What belongs together (by what it changes, needs or follows) forms a cluster; sets in different
clusters never touch each other, which is what makes an exact search small.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.advice import Recommendation, take
from assessment.conditions import Holds, condition_holds
from assessment.model import Item, Range
from assessment.scoring import Standing

MOST_SETS = 20_000
"""So many sets of one cluster are looked at; the real content stays far below (a test sees to that)."""


@dataclass(frozen=True)
class Candidate:
    """A recommendation that a plan may hold, and the names of the candidates that come before it."""

    recommendation: Recommendation
    first: frozenset[str]

    @cached_property
    def id(self) -> str:
        """The recommendation's id."""
        return self.recommendation.id

    @cached_property
    def items(self) -> frozenset[Item]:
        """What it changes and what it needs."""
        conditions = (*self.recommendation.changes, *self.recommendation.rule.needs)
        return frozenset(condition.item for condition in conditions)


def find_candidates(
    recommendations: Iterable[Recommendation], standing: Standing, barriers: frozenset[str], size: str
) -> dict[str, Candidate]:
    """Every recommendation that this municipality could carry out, now or after others, by id.

    Where a reported barrier calls for a lighter variant, the base comes after it.
    """
    found = {r.id: r for r in recommendations if _is_possible(r, standing, barriers, size)}
    variants: dict[str, set[str]] = {}
    for recommendation in found.values():
        if recommendation.variant_of in found:
            variants.setdefault(recommendation.variant_of, set()).add(recommendation.id)
    return {name: Candidate(r, _comes_first(r, found, variants)) for name, r in found.items()}


def _comes_first(
    recommendation: Recommendation, found: Mapping[str, Recommendation], variants: Mapping[str, set[str]]
) -> frozenset[str]:
    """What comes before: a lighter variant stands in for its base, and a base follows its variants."""
    names: set[str] = set(variants.get(recommendation.id, ()))
    for name in recommendation.after:
        names |= variants.get(name, {name} & found.keys())
    return frozenset(names - {recommendation.id})


def _is_possible(recommendation: Recommendation, standing: Standing, barriers: frozenset[str], size: str) -> bool:
    rule = recommendation.rule
    if (rule.barriers and not rule.barriers & barriers) or rule.without_barriers & barriers:
        return False
    if rule.sizes and size not in rule.sizes:
        return False
    if any(condition_holds(condition, standing) is Holds.YES for condition in rule.below):
        return False
    held = [condition_holds(change, standing) for change in recommendation.changes]
    return not held or any(holds is not Holds.YES for holds in held)


def with_all_it_takes(names: Iterable[str], candidates: Mapping[str, Candidate], standing: Standing) -> frozenset[str]:
    """The names with everything that must come before them and everything that can bring what they need.

    So of a set that can be carried out, what is among these can be carried out on its own.
    """
    found: set[str] = set()
    ahead = list(names)
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(candidates[name].first)
            ahead.extend(_that_bring_what_it_needs(candidates[name], candidates, standing))
    return frozenset(found)


def _that_bring_what_it_needs(
    candidate: Candidate, candidates: Mapping[str, Candidate], standing: Standing
) -> Iterator[str]:
    missing = [need for need in candidate.recommendation.rule.needs if condition_holds(need, standing) is not Holds.YES]
    for other in candidates.values() if missing else ():
        changes = other.recommendation.changes
        if any(c.item == need.item and c.points >= need.points for need in missing for c in changes):
            yield other.id


def cluster(candidates: Mapping[str, Candidate]) -> list[tuple[Candidate, ...]]:
    """The candidates in clusters that share no item and no order, each with predecessors before followers."""
    leader = {name: name for name in candidates}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    owner: dict[Item, str] = {}
    for name, candidate in candidates.items():
        for item in candidate.items:
            leader[find(name)] = find(owner.setdefault(item, name))
        for earlier in candidate.first & candidates.keys():
            leader[find(name)] = find(earlier)
    groups: dict[str, list[Candidate]] = {}
    for candidate in put_in_order(candidates):
        groups.setdefault(find(candidate.id), []).append(candidate)
    return [tuple(group) for group in groups.values()]


def put_in_order(candidates: Mapping[str, Candidate]) -> tuple[Candidate, ...]:
    """The candidates in their given order, except that what must come first does."""
    placed: dict[str, Candidate] = {}

    def place(candidate: Candidate) -> None:
        if candidate.id in placed:
            return
        for name in sorted(candidate.first & candidates.keys()):
            place(candidates[name])
        placed[candidate.id] = candidate

    for candidate in candidates.values():
        place(candidate)
    return tuple(placed.values())


@dataclass(frozen=True)
class Carried:
    """A set that can be carried out, in an order that works: the names, the days, and the items as they are then.

    Days are days of effort: half a year of the hours a week counts in them, here and in the whole search.
    """

    names: tuple[str, ...]
    days: float
    changed: Mapping[Item, Range | None]

    @cached_property
    def done(self) -> frozenset[str]:
        """The names, in no order."""
        return frozenset(self.names)


def list_sets(members: tuple[Candidate, ...], standing: Standing) -> Iterator[Carried]:
    """Give every set of a cluster that can be carried out, the empty one first, at most MOST_SETS."""
    seen: set[frozenset[str]] = {frozenset()}
    ahead = [_carry_out_none(members, standing)]
    for carried in ahead:
        yield carried
        for member in members:
            names = carried.done | {member.id}
            if names in seen or len(seen) >= MOST_SETS or not _can_follow(member, carried):
                continue
            seen.add(names)
            ahead.append(_carry_out(member, carried))


def carry_out_all(members: tuple[Candidate, ...], standing: Standing) -> Carried:
    """The largest set: since nothing that is done stands in the way of anything, there is only one."""
    carried = _carry_out_none(members, standing)
    while ready := [member for member in members if _can_follow(member, carried)]:
        carried = _carry_out(ready[0], carried)
    return carried


def _carry_out_none(members: tuple[Candidate, ...], standing: Standing) -> Carried:
    items = frozenset(item for member in members for item in member.items)
    return Carried((), 0, {item: standing[item] for item in items if item in standing})


def _carry_out(member: Candidate, carried: Carried) -> Carried:
    after = take(carried.changed, member.recommendation)
    return Carried((*carried.names, member.id), carried.days + member.recommendation.effort_days, after)


def _can_follow(member: Candidate, carried: Carried) -> bool:
    if member.id in carried.done or not member.first <= carried.done:
        return False
    needs = member.recommendation.rule.needs
    return not needs or all(condition_holds(condition, carried.changed) is Holds.YES for condition in needs)
