"""The recommendations that a plan may be made of, and which of them touch each other.

A set can be carried out when its members can be put in an order in which each comes after what must come first and
finds what it needs. What belongs together (by what it changes, needs or follows) forms a cluster; sets in different
clusters never touch each other, which is what makes an exact search small (`sets.py` lists them).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from assessment.advice import Recommendation, consider
from assessment.conditions import YES, condition_holds
from assessment.model import Item
from assessment.scoring import Standing

_NOTHING: frozenset[str] = frozenset()


class Candidate(NamedTuple):
    """A recommendation that a plan may hold, and the names of the candidates that come before it.

    It is a tuple since dozens are made for each municipality.
    """

    recommendation: Recommendation
    first: frozenset[str]

    @property
    def id(self) -> str:
        """The recommendation's id."""
        return self.recommendation.id

    @property
    def items(self) -> frozenset[Item]:
        """What it changes and what it needs."""
        return self.recommendation.items


_make_candidate = partial(tuple.__new__, Candidate)
"""Makes one of its parts at once: a call less for each."""


def find_candidates(
    recommendations: Iterable[Recommendation], standing: Standing, barriers: frozenset[str], size: str
) -> dict[str, Candidate]:
    """Every recommendation that this municipality could carry out, now or after others, by id."""
    considered = consider(recommendations, standing, barriers, size)
    return make_candidates({one.recommendation.id: one.recommendation for one in considered})


def make_candidates(possible: Mapping[str, Recommendation]) -> dict[str, Candidate]:
    """Each of these with what of them comes first.

    Where a reported barrier calls for a lighter variant, the base comes after it.
    """
    variants: dict[str, set[str]] = {}
    for recommendation in possible.values():
        if recommendation.variant_of and recommendation.variant_of in possible:
            variants.setdefault(recommendation.variant_of, set()).add(recommendation.id)
    return {
        name: _make_candidate((r, _comes_first(r, possible, variants) if r.after or name in variants else _NOTHING))
        for name, r in possible.items()
    }


def _comes_first(
    recommendation: Recommendation, found: Mapping[str, Recommendation], variants: Mapping[str, set[str]]
) -> frozenset[str]:
    """What comes before: a lighter variant stands in for its base, and a base follows its variants."""
    names = set(variants[recommendation.id]) if recommendation.id in variants else set()
    for name in recommendation.after:
        if name in variants:
            names |= variants[name]
        elif name in found:
            names.add(name)
    return frozenset(names - {recommendation.id}) if names else _NOTHING


def with_all_it_takes(names: Iterable[str], candidates: Mapping[str, Candidate], standing: Standing) -> frozenset[str]:
    """The names with everything that must come before them and everything that can bring what they need.

    So of a set that can be carried out, what is among these can be carried out on its own.
    """
    found, ahead = set(names), set(names)
    while ahead:
        more: set[str] = set()
        for candidate in [candidates[name] for name in ahead]:
            if candidate.first:
                more |= candidate.first
            if candidate.recommendation.rule.needs:
                more.update(_that_bring_what_it_needs(candidate, candidates, standing))
        ahead = more - found
        found |= ahead
    return frozenset(found)


def _that_bring_what_it_needs(
    candidate: Candidate, candidates: Mapping[str, Candidate], standing: Standing
) -> Iterator[str]:
    asked: dict[Item, int] = {}
    for need in candidate.recommendation.rule.needs:
        if condition_holds(need, standing) is not YES:
            asked[need.item] = min(need.points, asked.get(need.item, need.points))
    for other in candidates.values() if asked else ():
        for change in other.recommendation.changes:
            if change.item in asked and change.points >= asked[change.item]:
                yield other.id
                break


def cluster(candidates: Mapping[str, Candidate]) -> list[tuple[Candidate, ...]]:
    """The candidates in clusters that share no item and no order, each with predecessors before followers."""
    groups = {name: [name] for name in candidates}
    for one, other in _list_touching(candidates):
        mine, others = groups[one], groups[other]
        if mine is not others:  # all that is with the one goes to the other; each stands with the list that it is in
            others += mine
            groups.update(dict.fromkeys(mine, others))
    found: dict[str, list[Candidate]] = {}
    for candidate in put_in_order(candidates):
        first = groups[candidate.recommendation.id][0]  # which no other cluster has
        if first in found:
            found[first].append(candidate)
        else:
            found[first] = [candidate]
    return [tuple(members) for members in found.values()]


def _list_touching(candidates: Mapping[str, Candidate]) -> Iterator[tuple[str, str]]:
    """Give the pairs that share an item or an order; of many that share one item, each with the first."""
    first_with: dict[Item, str] = {}
    for name, candidate in candidates.items():
        for item in candidate.recommendation.items:
            if item in first_with:
                yield name, first_with[item]
            else:
                first_with[item] = name
        for earlier in candidate.first:
            if earlier in candidates:
                yield name, earlier


def put_in_order(candidates: Mapping[str, Candidate]) -> tuple[Candidate, ...]:
    """The candidates in their given order, except that what must come first does."""
    placed: dict[str, Candidate] = {}

    def place(name: str, candidate: Candidate) -> None:
        for earlier in sorted(candidate.first):
            if earlier in candidates and earlier not in placed:
                place(earlier, candidates[earlier])
        placed[name] = candidate

    for name, candidate in candidates.items():
        if name not in placed:
            if candidate.first:
                place(name, candidate)
            else:
                placed[name] = candidate
    return tuple(placed.values())
