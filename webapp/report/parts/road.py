"""The road in words: which part a recommendation stands in, what the road aims at, and why it starts where it does."""

from __future__ import annotations

from assessment.road.model import Advised, Goal, Part, State
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.addresses import advice_anchor
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.wording.levels import within
from webapp.wording.numbers import gain_text, number_text, total_effort_text
from webapp.wording.verdicts import group_text, state_text


def part_text(part: Part) -> str:
    """Return what a part of the road is called."""
    texts = {
        Part.BASIS: gettext("The basis"),
        Part.WAY: gettext("The way"),
        Part.RESERVE: gettext("In reserve"),
    }
    return str(texts[part])


def explain_part(part: Part) -> str:
    """Return what stands in a part of the road."""
    texts = {
        Part.BASIS: gettext("Everybody must have this in order, whatever the score. Check it first."),
        Part.WAY: gettext(
            "The least effort that brings each dimension one growth phase up, the weakest dimension first. You begin "
            "at the top."
        ),
        Part.RESERVE: gettext("All the rest that fits your answers. Take something from it if it suits you better."),
    }
    return str(texts[part])


def explain_beginning() -> str:
    """Return what the actions to begin with are, and in which order they stand."""
    return str(
        gettext(
            "First the basis, as far as it isn’t in order. Then the beginning of the way: the least effort that brings "
            "each dimension one growth phase up, the weakest first. If you reported a barrier, the way begins with "
            "what lowers the strongest one."
        )
    )


def tell_effort(findings: Findings) -> str:
    """Return what the actions to begin with cost together, and who leads them; empty where there are none.

    Who helps comes after a comma in `lead` (docs/content.md), and stands with each action.
    """
    first = [entry.recommendation for entry in findings.road.beginning]
    if not first:
        return ""
    leads = dict.fromkeys(within(translate_text(one.lead).partition(",")[0]) for one in first)
    return gettext(
        "Together: %(effort)s. Who leads: %(leads)s.",
        effort=total_effort_text(sum(one.days for one in first), sum(one.hours_a_week for one in first)),
        leads=", ".join(leads),
    )


def explain_goals(findings: Findings) -> tuple[str, ...]:
    """Return what the road aims at, a sentence a dimension, the weakest first."""
    road = findings.road
    if road.is_at_the_top:
        return (
            gettext(
                "You are in growth phase 4 everywhere: there is no next one. Keep it up, do the self-scan again next "
                "year, and take from the reserve what suits you."
            ),
        )
    return tuple(_explain_goal(findings, goal) for goal in road.goals if not goal.is_top)


def _explain_goal(findings: Findings, goal: Goal) -> str:
    name = translate_text(findings.content.growth_path.dimension_names[goal.dimension])
    if goal.holds and not goal.actions:
        text = gettext(
            "%(dimension)s: to growth phase %(level)s with what comes before.", dimension=name, level=goal.target
        )
    elif goal.holds:
        actions = ngettext("one action", "%(num)s actions", len(goal.actions))
        effort = total_effort_text(goal.days, goal.hours_a_week)
        text = (
            gettext(
                "%(dimension)s: to growth phase %(level)s at least with %(actions)s (%(effort)s).",
                dimension=name,
                level=goal.target,
                actions=actions,
                effort=effort,
            )
            if goal.is_open
            else gettext(
                "%(dimension)s: from growth phase %(now)s to %(level)s with %(actions)s (%(effort)s).",
                dimension=name,
                now=goal.now,
                level=goal.target,
                actions=actions,
                effort=effort,
            )
        )
    else:
        text = _explain_miss(findings, goal, name)
    return str(text)


def _explain_miss(findings: Findings, goal: Goal, name: str) -> str:
    """Return why the way does not reach a growth phase, and what stands there all the same."""
    if goal.is_open:
        why = gettext(
            "%(dimension)s: an answer that is not known decides about growth phase %(level)s. Answer that first.",
            dimension=name,
            level=goal.target,
        )
    else:
        why = gettext(
            "%(dimension)s: no combination of recommendations brings you to growth phase %(level)s.",
            dimension=name,
            level=goal.target,
        )
    best = findings.content.recommendation(goal.instead)
    if best is None:
        return str(why)
    what = gettext("What helps most all the same: “%(title)s”.", title=translate_text(best.title))
    return f"{why} {what}"


def explain_basis(findings: Findings) -> Table:
    """Return the basis with its state: also what is in order."""
    found: list[list[Cell]] = [
        [translate_text(thing.recommendation.title), state_text(thing.state)] for thing in findings.road.basis
    ]
    return Table(
        caption=gettext("The basis: is it in order?"),
        columns=columns(gettext("What"), gettext("In order?"), numbers_from=2),
        rows=rows(found),
    )


def state_of(findings: Findings, entry: Advised) -> State | None:
    """Return whether a thing of the basis is in order; None for what is not of the basis."""
    states = {thing.recommendation.id: thing.state for thing in findings.road.basis}
    return states.get(entry.recommendation.id)


def explain_first(findings: Findings, goals: tuple[str, ...]) -> Table:
    """Return why these are the actions to begin with; `goals` is what the road aims at, in sentences."""
    names, number_of = findings.content.growth_path.dimension_names, findings.road.number_of
    found: list[list[Cell]] = [
        [
            str(number_of(entry.recommendation.id)),
            link(translate_text(entry.recommendation.title), f"#{advice_anchor(entry.recommendation.id)}"),
            translate_text(names[entry.recommendation.dimension]),
            group_text(entry.group),
            gain_text(entry.left),
            number_text(entry.recommendation.days),
            number_text(entry.recommendation.hours_a_week),
        ]
        for entry in findings.road.beginning
    ]
    return Table(
        caption=gettext("Why these first"),
        columns=columns(
            gettext("No."),
            gettext("Action"),
            gettext("Dimension"),
            gettext("Reason"),
            gettext("Gain that is left"),
            gettext("Person-days"),
            gettext("Hours a week"),
            numbers_from=4,
        ),
        rows=rows(found),
        closing=goals,
    )
