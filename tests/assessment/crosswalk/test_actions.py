from __future__ import annotations

import pytest

from assessment.action_plan import Status
from assessment.crosswalk.actions import Kept, assign_recommendations
from assessment.crosswalk.model import Crosswalk

STEP = Crosswalk("1", "2", recommendations={"a": "c", "b": "c"}, withdrawn=frozenset({"gone"}))


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        ([("stays", Status.TODO), (None, Status.DONE)], ["stays", None]),
        ([("a", Status.DONE)], ["c"]),
        ([("gone", Status.BUSY)], [None]),
        ([("a", Status.TODO), ("b", Status.TODO)], ["c", None]),
        ([("a", Status.DONE), ("b", Status.TODO)], [None, "c"]),
        ([("a", Status.DONE), ("b", Status.DROPPED), ("c", Status.BUSY)], [None, None, "c"]),
        ([("a", Status.DONE), ("b", Status.DONE)], ["c", None]),
    ],
)
def test_an_action_keeps_its_recommendation_or_shares_it_with_what_is_least_far(
    plan: list[Kept], expected: list[str | None]
) -> None:
    assert assign_recommendations([STEP], plan) == expected


def test_without_a_step_nothing_changes() -> None:
    assert assign_recommendations([], [("a", Status.DONE), ("b", Status.TODO)]) == ["a", "b"]
