"""What becomes of the actions in a plan: each stays, and keeps its recommendation as far as that is still there."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assessment.action_plan import Status
from assessment.crosswalk.carrying import carry_recommendation
from assessment.crosswalk.model import Crosswalk

LEAST_FAR_FIRST = (Status.TODO, Status.BUSY, Status.DROPPED, Status.DONE)

Kept = tuple[str | None, Status]
"""The recommendation that an action was kept from, if any, and how far it is."""


def assign_recommendations(steps: Iterable[Crosswalk], plan: Sequence[Kept]) -> list[str | None]:
    """The recommendation of each action in the version that the steps lead to; None for an action of one's own.

    A plan has one action for each recommendation. Of several whose recommendations were merged, the one that is least
    far keeps it: the whole is done only when all of it is. The others stay as actions of one's own.
    """
    steps = tuple(steps)
    wanted = [None if name is None else carry_recommendation(steps, name) for name, _ in plan]
    order = sorted(range(len(plan)), key=lambda place: LEAST_FAR_FIRST.index(plan[place][1]))
    found: list[str | None] = [None] * len(plan)
    for place in order:
        if wanted[place] not in found:
            found[place] = wanted[place]
    return found
