"""What the way may be made of: only what is certain to change something, and what waits for nothing uncertain."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.advice import Recommendation
from assessment.conditions import Holds, condition_holds
from assessment.scoring import Standing
from assessment.shortest_way.candidates import Candidate, find_possible, make_candidates


def choose_certain(
    recommendations: Iterable[Recommendation], standing: Standing, barriers: frozenset[str], size: str
) -> dict[str, Candidate]:
    """Return the candidates that no unknown answer decides on, now or after others of them."""
    possible = find_possible(recommendations, standing, barriers, size)
    variants = list_variants(possible.values())
    left = {name: r for name, r in possible.items() if not _is_decided_by_the_unknown(r, standing)}

    def waits(recommendation: Recommendation) -> bool:
        ways = ([n for n in (name, *variants.get(name, ())) if n in possible] for name in recommendation.after)
        return any(names and left.keys().isdisjoint(names) for names in ways)

    while waiting := [name for name, recommendation in left.items() if waits(recommendation)]:
        for name in waiting:
            del left[name]
    return make_candidates(left)


def list_variants(recommendations: Iterable[Recommendation]) -> dict[str, list[str]]:
    """Return the ids of the lighter variants of each base."""
    variants: dict[str, list[str]] = {}
    for recommendation in recommendations:
        if recommendation.variant_of:
            variants.setdefault(recommendation.variant_of, []).append(recommendation.id)
    return variants


def _is_decided_by_the_unknown(recommendation: Recommendation, standing: Standing) -> bool:
    if any(condition_holds(condition, standing) is Holds.MAYBE for condition in recommendation.rule.below):
        return True
    changes = recommendation.changes
    return bool(changes) and all(condition_holds(change, standing) is not Holds.NO for change in changes)
