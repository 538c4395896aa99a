"""What stays as it is when nothing is done: the conditions of the next growth phase that do not hold."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.conditions import Holds
from assessment.levels import CheckedLevel
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses

MOST_DIMENSIONS = 2


@dataclass(frozen=True)
class Standstill:
    """A dimension that stays where it is: in a sentence, with the conditions that fail, if any."""

    name: str
    text: str
    criteria: tuple[str, ...]
    href: str


def find_standstill(findings: Findings, addresses: Addresses) -> tuple[Standstill, ...]:
    """Return the weakest dimensions whose next growth phase is known not to be reached, the weakest first."""
    found = []
    for goal in findings.road.goals:
        dimension = findings.dimensions[goal.dimension]
        following = dimension.outcome.next
        if following is None or not dimension.level.is_point:
            continue
        name = translate_text(findings.content.growth_path.dimension_names[goal.dimension])
        criteria = tuple(
            translate_text(entry.criterion.text) for entry in following.criteria if entry.holds is Holds.NO
        )
        text = _tell(name, dimension.level.low, following, conditions_fail=bool(criteria))
        found.append(Standstill(name, text, criteria, addresses.dimension(goal.dimension, "groeifase")))
    return tuple(found[:MOST_DIMENSIONS])


def _tell(name: str, level: int, following: CheckedLevel, *, conditions_fail: bool) -> str:
    if following.threshold_holds is Holds.NO and conditions_fail:
        return gettext(
            "%(dimension)s stays in growth phase %(level)s: growth phase %(next)s asks a score of at least "
            "%(threshold)s, and this does not hold yet:",
            dimension=name,
            level=level,
            next=level + 1,
            threshold=following.level.threshold,
        )
    if following.threshold_holds is Holds.NO:
        return gettext(
            "%(dimension)s stays in growth phase %(level)s: growth phase %(next)s asks a score of at least "
            "%(threshold)s.",
            dimension=name,
            level=level,
            next=level + 1,
            threshold=following.level.threshold,
        )
    return gettext(
        "%(dimension)s stays in growth phase %(level)s, because this does not hold:", dimension=name, level=level
    )
