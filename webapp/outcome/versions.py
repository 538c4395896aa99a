"""What is stored, taken from one version of the questionnaire to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assessment.crosswalk.actions import assign_recommendations
from assessment.library import Way
from webapp.store.action_plan import NewAction


def carry_actions(way: Way, plan: Sequence[NewAction]) -> tuple[NewAction, ...]:
    """Return the actions of a plan under the recommendations that the later version has."""
    if not way.steps:
        return tuple(plan)
    names = assign_recommendations(way.steps, [(one.recommendation_id, one.fields.status) for one in plan])
    return tuple(replace(one, recommendation_id=name) for one, name in zip(plan, names, strict=True))
