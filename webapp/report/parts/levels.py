"""A dimension's growth phases, each with what was checked and whether it holds."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assessment.conditions import Condition, Holds
from assessment.levels import CheckedCriterion, CheckedLevel, DimensionOutcome, LevelRange
from assessment.likely import Likely
from assessment.model import Kind
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import Spoken, current_spoken, gettext, ngettext
from webapp.report.parts.addresses import Addresses
from webapp.wording.levels import brief_text, phase_text, scale_text, within
from webapp.wording.numbers import score_text
from webapp.wording.verdicts import choice_words, item_words, state_of


class CriterionView(NamedTuple):
    """One line of a level's list: the state is held, not-held or unknown; the detail tells why."""

    text: str
    state: str
    detail: str
    href: str


class LevelView(NamedTuple):
    """One growth phase of a dimension with everything that it asks."""

    level: int
    name: str
    practice: str
    state: str
    criteria: tuple[CriterionView, ...]

    @property
    def name_within(self) -> str:
        """The name as it stands within a sentence."""
        return within(self.name)


class LevelSummary(NamedTuple):
    """A level as a dial or a row of stones shows it.

    `low` is certain, `high` possible, `likely` None where it is too early to say. `words` are the number in words,
    `scale` the same with how many there are, `brief` that in few words; `level_name` is the name of what is settled or
    likely, empty where there is none.
    """

    name: str
    low: int
    high: int
    likely: int | None
    words: str
    scale: str
    brief: str
    level_name: str

    @property
    def title(self) -> str:
        """The level with its name, in one line."""
        return f"{self.words}: {within(self.level_name)}" if self.low == self.high else self.words


def summarise_level(findings: Findings, name: str, level: LevelRange, likely: Likely) -> LevelSummary:
    """Return a level in words; `name` says of what it is the level."""
    words, scale, brief = _put_into_words(current_spoken(), level, likely.level)
    return LevelSummary(
        name=name,
        low=level.low,
        high=level.high,
        likely=likely.level,
        words=words,
        scale=scale,
        brief=brief,
        level_name=translate_text(findings.content.growth_path.names[likely.level].name)
        if likely.level is not None
        else "",
    )


@lru_cache(256)
def _put_into_words(_spoken: Spoken, level: LevelRange, likely: int | None) -> tuple[str, str, str]:
    """Return the three ways to say a level in the language of now. Kept: there are some fifty levels."""
    return phase_text(level, likely), scale_text(level, likely), brief_text(level, likely)


def view_levels(findings: Findings, dimension: DimensionFinding, addresses: Addresses) -> tuple[LevelView, ...]:
    """Return the levels 0 to 4 of a dimension."""
    return tuple(view_level(findings, dimension, checked, addresses) for checked in dimension.outcome.checked)


def explain_hold(findings: Findings, dimension: DimensionFinding) -> str:
    """Return which condition keeps the level below what the score promises; empty where none does."""
    failing = find_failing(dimension.outcome)
    if failing is None:
        return ""
    promised, fails = failing
    names = findings.content.growth_path.names
    criteria = [translate_text(one.criterion.text) for one in fails.criteria if one.holds is Holds.NO]
    return str(
        ngettext(
            "With the score alone it would be growth phase %(promised)s (%(name)s). But growth phase %(level)s asks "
            "something that does not hold yet: %(criteria)s",
            "With the score alone it would be growth phase %(promised)s (%(name)s). But growth phase %(level)s asks "
            "things that do not hold yet: %(criteria)s",
            len(criteria),
            promised=promised,
            name=within(translate_text(names[promised].name)),
            level=fails.level.level,
            criteria=" ".join(f"“{text}”" for text in criteria),
        )
    )


def find_failing(outcome: DimensionOutcome) -> tuple[int, CheckedLevel] | None:
    """Return the level that the score is certain to reach, and the lower or same one whose criteria fail.

    None where no criterion keeps the level below the score. The one that fails is the first that is not possible.
    """
    promised = outcome.range.high
    for entry in outcome.checked[outcome.range.high + 1 :]:
        if entry.threshold_holds is not Holds.YES:
            break
        promised = entry.level.level
    if promised == outcome.range.high:
        return None
    return promised, outcome.checked[outcome.range.high + 1]


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
