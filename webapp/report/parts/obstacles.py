"""What stands in the way: the dimensions of which it is known that the next growth phase is not reached, and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from assessment.conditions import Holds
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.wording.levels import within
from webapp.wording.numbers import score_text


class Obstacle(NamedTuple):
    """A dimension that is known to stay in growth phase `level`.

    `criteria` are the conditions of the phase after it that fail, in words; `threshold` is the score that it asks,
    where the score is known to be lower, else None. One of both there always is.
    """

    dimension: DimensionFinding
    name: str
    level: int
    criteria: tuple[str, ...]
    threshold: int | None

    @property
    def next(self) -> int:
        """The growth phase that is not reached."""
        return self.level + 1


def find_obstacles(findings: Findings) -> Iterator[Obstacle]:
    """Give what stands in the way, that of the weakest dimension first; nothing of a level that is not settled."""
    for goal in findings.road.goals:
        dimension = findings.dimensions[goal.dimension]
        following = dimension.outcome.next
        if following is None or not dimension.level.is_point:
            continue
        yield Obstacle(
            dimension=dimension,
            name=translate_text(findings.content.growth_path.dimension_names[goal.dimension]),
            level=dimension.level.low,
            criteria=tuple(translate_text(one.criterion.text) for one in following.criteria if one.holds is Holds.NO),
            threshold=following.level.threshold if following.threshold_holds is Holds.NO else None,
        )


def name_place(obstacle: Obstacle) -> str:
    """Return where an obstacle stands, as a label."""
    return str(gettext("Obstacle in %(dimension)s:", dimension=within(obstacle.name)))


def tell_shortly(obstacle: Obstacle) -> str:
    """Return what an obstacle is in one short sentence: the first condition that fails, else the score."""
    if obstacle.criteria:
        condition = obstacle.criteria[0].rstrip(".")
        return str(gettext("the condition “%(condition)s” does not hold yet.", condition=condition))
    return str(
        gettext(
            "the score is %(score)s; growth phase %(next)s asks %(threshold)s.",
            score=score_text(obstacle.dimension.score.range),
            next=obstacle.next,
            threshold=obstacle.threshold,
        )
    )
