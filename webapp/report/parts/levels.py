"""A dimension's growth phases, each with what was checked and whether it holds."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.conditions import Condition, Holds
from assessment.levels import CheckedCriterion, CheckedLevel
from assessment.model import Kind
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.wording.numbers import either, score_text
from webapp.wording.verdicts import choice_words, item_words, state_of


@dataclass(frozen=True)
class CriterionView:
    """One line of a level's list: the state is held, not-held or unknown; the detail tells why."""

    text: str
    state: str
    detail: str
    href: str


@dataclass(frozen=True)
class LevelView:
    """One growth phase of a dimension with everything that it asks."""

    level: int
    name: str
    practice: str
    state: str
    criteria: tuple[CriterionView, ...]


def view_levels(findings: Findings, dimension: DimensionFinding, addresses: Addresses) -> tuple[LevelView, ...]:
    """Return the levels 0 to 4 of a dimension."""
    return tuple(view_level(findings, dimension, checked, addresses) for checked in dimension.outcome.checked)


def level_name(findings: Findings, low: int, high: int) -> str:
    """Return the name of a level, or of both ends where the answers leave room."""
    names = findings.content.growth_path.names
    words = translate_text(names[low].name)
    return words if low == high else either(low, high, words, translate_text(names[high].name))


def explain_hold(findings: Findings, dimension: DimensionFinding) -> str:
    """Return why the level is lower than the score promises; empty where it is not."""
    promised = max(entry.level.level for entry in dimension.outcome.checked if entry.threshold_holds is Holds.YES)
    if promised <= dimension.level.high:
        return ""
    return str(
        gettext(
            "With the score alone it would be growth phase %(level)s (%(name)s). But a growth phase also has "
            "conditions, and one that is lower does not hold yet.",
            level=promised,
            name=translate_text(findings.content.growth_path.names[promised].name),
        )
    )


def view_level(
    findings: Findings, dimension: DimensionFinding, checked: CheckedLevel, addresses: Addresses
) -> LevelView:
    """Return one level with what was checked of it."""
    level = checked.level
    criteria = tuple(_view_criterion(findings, entry, addresses) for entry in checked.criteria)
    threshold = (_view_threshold(dimension, checked, addresses),) if level.threshold else ()
    return LevelView(
        level=level.level,
        name=translate_text(findings.content.growth_path.names[level.level].name),
        practice=translate_text(level.practice),
        state=state_of(checked.holds),
        criteria=(*threshold, *criteria),
    )


def _view_threshold(dimension: DimensionFinding, checked: CheckedLevel, addresses: Addresses) -> CriterionView:
    return CriterionView(
        text=gettext("A score of at least %(threshold)s.", threshold=checked.level.threshold),
        state=state_of(checked.threshold_holds),
        detail=gettext("Your score: %(score)s.", score=score_text(dimension.score.range)),
        href=addresses.dimension(dimension.id, "score"),
    )


def _view_criterion(findings: Findings, checked: CheckedCriterion, addresses: Addresses) -> CriterionView:
    conditions = checked.criterion.any_of
    question = findings.content.questionnaire.question(conditions[0].question)
    return CriterionView(
        text=translate_text(checked.criterion.text),
        state=state_of(checked.holds),
        detail=" ".join(_describe(findings, condition) for condition in conditions),
        href=addresses.answered(question),
    )


def _describe(findings: Findings, condition: Condition) -> str:
    questionnaire = findings.content.questionnaire
    question = questionnaire.question(condition.question)
    number = questionnaire.questions.index(question) + 1
    answer = item_words(question, findings.answers.get(question.id), condition.part)
    needed = choice_words(question, condition.option)
    words = {"number": number, "answer": answer, "needed": needed}
    if question.kind is Kind.SEVERAL:
        return str(gettext("Question %(number)s, “%(needed)s”: %(answer)s.", **words))
    if condition.points == 100:
        return str(gettext("Question %(number)s: “%(answer)s”; asked: “%(needed)s”.", **words))
    return str(gettext("Question %(number)s: “%(answer)s”; asked: “%(needed)s” or better.", **words))
