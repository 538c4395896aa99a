"""The shortest way to a level: the least days that reach it, and the best that fits in the days that there are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from assessment.levels import TOP, CheckedLevel
from assessment.model import DIMENSIONS
from assessment.shortest_way.least_effort import Reached, ShortestWay, Situation, Step, find_shortest_way, next_targets
from assessment.shortest_way.search import NO_LIMIT
from webapp.findings.model import Findings
from webapp.language.locale import current_language, translate_text
from webapp.language.texts import gettext
from webapp.language.typed_numbers import NumberError, explain_number_error, read_number
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.extent import Extent
from webapp.report.parts.head import Head, view_head
from webapp.report.parts.levels import view_level
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.wording.levels import level_text
from webapp.wording.numbers import days_text, number_text, score_text, total_effort_text
from webapp.wording.verdicts import effort_line

ALL = "alle"
NEXT = "volgende"
MOST_DAYS = 1000
MOST_STEPS = 5
"""So many steps stand open on the short page; what comes after is read in lines."""


class Choice(NamedTuple):
    """One value to choose from in a form."""

    value: str
    text: str


class Wish(NamedTuple):
    """What was asked, as it was typed, and as it was read. `error` says what is wrong with the days."""

    dimension: str
    level: str
    typed_days: str
    targets: Mapping[str, int]
    days: float
    error: str


class StepView(NamedTuple):
    """One step of a proposal. `number` is its place on the municipality's road; 0 where it does not stand there."""

    number: int
    title: str
    href: str
    dimension: str
    dimension_name: str
    effort: str
    first_step: str
    leads: str
    after: str
    needs: str


class Obstacle(NamedTuple):
    """A dimension that can't reach its target: the level that fails, and what of it."""

    text: str
    criteria: tuple[str, ...]


class ShortestWayPage(NamedTuple):
    """All that the page shows. `steps` stand open, `more` in lines; `other_href` leads to all opened, and back."""

    head: Head
    extent: Extent
    other_href: str
    wish: Wish
    dimensions: tuple[Choice, ...]
    levels: tuple[Choice, ...]
    answer: str
    caution: str
    table: Table
    steps: tuple[StepView, ...]
    more: tuple[StepView, ...]
    obstacles: tuple[Obstacle, ...]
    take_on_href: str


def read_wish(given: Mapping[str, str], situation: Situation) -> Wish:
    """Return what an address asks: `domein`, `groeifase` and `dagen`; what is unknown means all, one level up."""
    dimension = given.get("domein", ALL)
    level = given.get("groeifase", NEXT)
    names = DIMENSIONS if dimension not in DIMENSIONS else (dimension,)
    targets = {name: one for name, one in next_targets(situation).items() if name in names}
    if level.isascii() and level.isdigit() and 1 <= int(level) <= TOP:
        targets = dict.fromkeys(names, int(level))
    typed = "".join(sign for sign in given.get("dagen", "") if sign.isprintable()).strip()
    days, error = _read_days(typed)
    return Wish(dimension if dimension in DIMENSIONS else ALL, level, typed[:40], targets, days, error)


def _read_days(typed: str) -> tuple[float, str]:
    if not typed:
        return NO_LIMIT, ""
    try:
        number = read_number(typed, current_language())
    except NumberError as error:
        return NO_LIMIT, explain_number_error(error)
    if not 0 < number <= MOST_DAYS:
        return NO_LIMIT, gettext("Fill in a number of days between 0 and %(most)s.", most=MOST_DAYS)
    return float(number.quantize(Decimal("0.01"))), ""


def describe_situation(findings: Findings) -> Situation:
    """Return the municipality as a plan sees it."""
    return Situation(findings.content, findings.standing, findings.barriers, findings.profile.size_class)


def shape_shortest_way(
    findings: Findings, addresses: Addresses, given: Mapping[str, str], extent: Extent = Extent.SHORT
) -> ShortestWayPage:
    """Return the page for what an address asks."""
    situation = describe_situation(findings)
    wish = read_wish(given, situation)
    way = find_shortest_way(situation, wish.targets, wish.days, findings.road.numbers)
    steps = tuple(_view_step(findings, step, addresses) for step in way.steps)
    most = len(steps) if extent.is_whole else MOST_STEPS
    asked = addresses.shortest_way(domein=wish.dimension, groeifase=wish.level, dagen=wish.typed_days)
    return ShortestWayPage(
        head=view_head(findings, addresses, "plan"),
        extent=extent,
        other_href=extent.link_other(asked),
        wish=wish,
        dimensions=_dimension_choices(findings),
        levels=_level_choices(findings),
        answer=_answer(way, wish),
        caution=_caution(way),
        table=_compare(findings, way, addresses),
        steps=steps[:most],
        more=steps[most:],
        obstacles=tuple(_view_obstacle(findings, n, lvl, addresses) for n, lvl in way.in_the_way.items()),
        take_on_href=addresses.take_on(*(step.recommendation.id for step in way.steps)) if way.steps else "",
    )


def _dimension_choices(findings: Findings) -> tuple[Choice, ...]:
    names = findings.content.growth_path.dimension_names
    return (
        Choice(ALL, gettext("All dimensions")),
        *(Choice(name, translate_text(names[name])) for name in DIMENSIONS),
    )


def _level_choices(findings: Findings) -> tuple[Choice, ...]:
    names = findings.content.growth_path.names[1:]
    return (
        Choice(NEXT, gettext("One growth phase up")),
        *(Choice(str(name.level), f"{name.level} · {translate_text(name.name)}") for name in names),
    )


def _answer(way: ShortestWay, wish: Wish) -> str:
    effort = total_effort_text(way.days, way.hours_a_week)
    if not way.steps and way.holds:
        return str(gettext("You are already there: nothing is needed for this."))
    if way.holds:
        return str(gettext("The shortest way there takes %(effort)s.", effort=effort))
    if not way.steps:
        return str(gettext("Within these days nothing can be done that brings you closer."))
    if wish.days != NO_LIMIT and not way.in_the_way:
        return str(
            gettext(
                "%(limit)s is not enough to get there. This is the best that fits: it takes %(effort)s.",
                limit=days_text(wish.days),
                effort=effort,
            )
        )
    return str(gettext("You can’t get there entirely. This comes closest: it takes %(effort)s.", effort=effort))


def _caution(way: ShortestWay) -> str:
    if way.proven:
        return str(
            gettext(
                "Every combination of recommendations was weighed: within this model no other one needs less effort, "
                "with half a year of the hours a week counted in. Days and hours are estimates. "
                "A growth phase counts only when it is certain, also with what is not known yet."
            )
        )
    return str(gettext("There were too many combinations to weigh them all: there may be a shorter way."))


def _compare(findings: Findings, way: ShortestWay, addresses: Addresses) -> Table:
    names = findings.content.growth_path.dimension_names
    found: list[list[Cell]] = [
        [
            link(translate_text(names[name]), addresses.dimension(name)),
            level_text(now.level, now.likely.level),
            *_compare_row(reached),
        ]
        for name, reached in way.reached.items()
        for now in (findings.dimensions[name],)
    ]
    return Table(
        caption=gettext("What it would bring"),
        columns=columns(
            gettext("Dimension"),
            gettext("Growth phase now"),
            gettext("Asked"),
            gettext("Afterwards, at least"),
            gettext("Score now"),
            gettext("Score afterwards"),
            numbers_from=1,
        ),
        rows=rows(found),
    )


def _compare_row(reached: Reached) -> list[Cell]:
    return [
        str(reached.target),
        str(reached.level),
        score_text(reached.score_now),
        score_text(reached.score),
    ]


def _view_step(findings: Findings, step: Step, addresses: Addresses) -> StepView:
    recommendation = step.recommendation
    titles = {r.id: translate_text(r.title) for r in findings.content.recommendations}
    name = translate_text(findings.content.growth_path.dimension_names[recommendation.dimension])
    return StepView(
        number=findings.road.numbers.get(recommendation.id, 0),
        title=titles[recommendation.id],
        href=addresses.recommendation(recommendation.id),
        dimension=recommendation.dimension,
        dimension_name=name,
        effort=effort_line(recommendation),
        first_step=translate_text(recommendation.first_step),
        leads=translate_text(recommendation.lead),
        after=_say_after(step, name),
        needs="; ".join(titles[first] for first in step.first),
    )


def _say_after(step: Step, dimension: str) -> str:
    words = {"dimension": dimension, "score": score_text(step.score), "level": step.level}
    if step.score.is_point:
        return str(gettext("%(dimension)s then: score %(score)s, growth phase %(level)s", **words))
    return str(gettext("%(dimension)s then: score %(score)s, at least growth phase %(level)s", **words))


def _view_obstacle(findings: Findings, dimension: str, level: CheckedLevel, addresses: Addresses) -> Obstacle:
    """What fails even when everything is done: today's answers say why."""
    view = view_level(findings, findings.dimensions[dimension], level, addresses)
    return Obstacle(
        gettext(
            "%(dimension)s: with all recommendations done, growth phase %(level)s still fails on this:",
            dimension=translate_text(findings.content.growth_path.dimension_names[dimension]),
            level=number_text(view.level),
        ),
        tuple(criterion.text for criterion in view.criteria if criterion.state != "held"),
    )
