"""What stays as it is when nothing is done: the conditions of the next growth phase that do not hold."""

from __future__ import annotations

from itertools import islice
from typing import NamedTuple

from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.obstacles import Obstacle, find_obstacles

MOST_DIMENSIONS = 2


class Standstill(NamedTuple):
    """A dimension that stays where it is: in a sentence, with the conditions that fail, if any."""

    name: str
    text: str
    criteria: tuple[str, ...]
    href: str


def find_standstill(findings: Findings, addresses: Addresses) -> tuple[Standstill, ...]:
    """Return the weakest dimensions whose next growth phase is known not to be reached, the weakest first."""
    return tuple(
        Standstill(one.name, _tell(one), one.criteria, addresses.dimension(one.dimension.id, "groeifase"))
        for one in islice(find_obstacles(findings), MOST_DIMENSIONS)
    )


def _tell(obstacle: Obstacle) -> str:
    said = {"dimension": obstacle.name, "level": obstacle.level}
    if obstacle.threshold is None:
        return gettext("%(dimension)s stays in growth phase %(level)s, because this does not hold:", **said)
    asked = {**said, "next": obstacle.next, "threshold": obstacle.threshold}
    if obstacle.criteria:
        return gettext(
            "%(dimension)s stays in growth phase %(level)s: growth phase %(next)s asks a score of at least "
            "%(threshold)s, and this does not hold yet:",
            **asked,
        )
    return gettext(
        "%(dimension)s stays in growth phase %(level)s: growth phase %(next)s asks a score of at least %(threshold)s.",
        **asked,
    )
