"""What is said of a level in sentences: what it means where it is settled, else what is likely, open, or too early.

A level's own text is told as a fact only where the level is settled: it would claim what an unknown answer hides.
"""

from __future__ import annotations

from typing import NamedTuple

from assessment.levels import LevelRange
from assessment.likely import is_too_open
from assessment.model import DIMENSIONS
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.wording.levels import others_text, within


class Judgement(NamedTuple):
    """A sentence to begin with, and what must be added to it; the second is empty where the level is settled."""

    lead: str
    remark: str


def judge_whole(findings: Findings) -> Judgement:
    """Return what is said of the municipality as a whole."""
    level, likely = findings.overall.range, findings.likely.level
    if level.is_point:
        return Judgement(translate_text(findings.content.growth_path.names[level.low].meaning), "")
    if likely is None:
        return Judgement(
            gettext("It is too early to say where you stand as a whole."),
            gettext(
                "Less than half is filled in of: %(dimensions)s. That can still change the overall growth phase.",
                dimensions=_name_those_too_open(findings),
            )
            + _say_certain(level),
        )
    return _judge_likely(findings, level, likely)


def judge_dimension(findings: Findings, dimension: DimensionFinding) -> Judgement:
    """Return what is said of one dimension."""
    level, likely = dimension.level, dimension.likely.level
    path = findings.content.growth_path
    if level.is_point:
        return Judgement(translate_text(path.dimensions[dimension.id][level.low].practice), "")
    if likely is not None:
        return _judge_likely(findings, level, likely)
    if all(entry.points is None for entry in dimension.questions):
        return Judgement(
            gettext("There is nothing to say of this."), gettext("None of the questions that score applies to you.")
        )
    return Judgement(
        gettext("It is too early to say where you stand in this."),
        gettext("Less than half of what counts here is filled in.") + _say_certain(level),
    )


def _judge_likely(findings: Findings, level: LevelRange, likely: int) -> Judgement:
    name = within(translate_text(findings.content.growth_path.names[likely].name))
    return Judgement(
        gettext("What you filled in points to growth phase %(level)s: %(name)s.", level=likely, name=name),
        gettext("That is not certain: growth phase %(others)s is still possible.", others=others_text(level, likely)),
    )


def _say_certain(level: LevelRange) -> str:
    return " " + gettext("At least growth phase %(level)s is certain.", level=level.low) if level.low else ""


def _name_those_too_open(findings: Findings) -> str:
    names = findings.content.growth_path.dimension_names
    return ", ".join(
        within(translate_text(names[name])) for name in DIMENSIONS if is_too_open(findings.dimensions[name].score)
    )
