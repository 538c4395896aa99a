"""What the way may be made of: only what is certain to change something, and what waits for nothing uncertain."""

from __future__ import annotations

from collections.abc import Iterable

from assessment.advice import Considered, Recommendation
from assessment.shortest_way.candidates import Candidate, make_candidates


def choose_certain(considered: Iterable[Considered]) -> dict[str, Candidate]:
    """Return the candidates that no unknown answer decides on, now or after others of them."""
    possible = {one.recommendation.id: one for one in considered}
    left = {name: one.recommendation for name, one in possible.items() if not one.is_decided_by_the_unknown}
    if len(left) == len(possible):
        return make_candidates(left)
    variants = _list_variants(one.recommendation for one in possible.values())

    def waits(recommendation: Recommendation) -> bool:
        ways = ([n for n in (name, *variants.get(name, ())) if n in possible] for name in recommendation.after)
        return any(names and left.keys().isdisjoint(names) for names in ways)

    while waiting := [name for name, recommendation in left.items() if recommendation.after and waits(recommendation)]:
        for name in waiting:
            del left[name]
    return make_candidates(left)


def _list_variants(recommendations: Iterable[Recommendation]) -> dict[str, list[str]]:
    """Return the ids of the lighter variants of each base."""
    variants: dict[str, list[str]] = {}
    for recommendation in recommendations:
        if recommendation.variant_of:
            variants.setdefault(recommendation.variant_of, []).append(recommendation.id)
    return variants
