"""What if: change some answers of a dimension on a copy, and see what its score and level would be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assessment.likely import find_likely
from assessment.model import Item, Kind, Question
from assessment.platform import is_replaced
from assessment.scoring import score_dimension
from assessment.whatif import YES, choice_now, choices_of, what_if
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.pages.shortest_way import describe_situation
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, view_head
from webapp.report.parts.levels import LevelView, view_level
from webapp.report.parts.questions import number_of
from webapp.wording.levels import phase_text, within
from webapp.wording.numbers import score_text
from webapp.wording.verdicts import choice_words


class ItemView(NamedTuple):
    """One thing to set: its name in the form, its words, what it can be set to, and what it is set to here."""

    name: str
    label: str
    options: tuple[dict[str, str], ...]
    chosen: str
    changed: bool


class QuestionSetting(NamedTuple):
    """A question with all of its items."""

    number: int
    text: str
    items: tuple[ItemView, ...]


class WhatIfPage(NamedTuple):
    """All that the page shows."""

    head: Head
    id: str
    name: str
    questions: tuple[QuestionSetting, ...]
    changed: int
    score_now: str
    level_now: str
    score_then: str
    level_then: str
    next: LevelView | None
    plain_href: str


def name_item(item: Item) -> str:
    """Return the name of an item's field: the question's id, and its part after a colon."""
    return item[0] if item[1] is None else f"{item[0]}:{item[1]}"


def read_choices(findings: Findings, dimension: str, given: Mapping[str, str]) -> dict[Item, str]:
    """Return what is set otherwise than it is; what is unknown or can't be set is left out."""
    found: dict[Item, str] = {}
    for question in findings.content.questionnaire.scored[dimension]:
        for item in question.items:
            choice = given.get(name_item(item), "")
            is_new = choice != choice_now(question, item, findings.standing)
            if is_new and choice in choices_of(question) and _can_be_set(findings, item):
                found[item] = choice
    return found


def _can_be_set(findings: Findings, item: Item) -> bool:
    """Whether an item counts by its own answer: it applies, and no platform stands in for it."""
    points = findings.standing[item]
    return points is not None and not is_replaced(points)


def shape_what_if(
    findings: Findings, dimension: DimensionFinding, addresses: Addresses, given: Mapping[str, str]
) -> WhatIfPage:
    """Return the page of one dimension, with the answers set as an address says."""
    choices = read_choices(findings, dimension.id, given)
    situation = describe_situation(findings)
    standing = what_if(findings.content.questionnaire, findings.standing, choices)
    questionnaire = findings.content.questionnaire
    _, outcome = situation.check(dimension.id, standing)
    score = score_dimension(questionnaire, standing, dimension.id)
    likely = find_likely(questionnaire, standing, score, outcome)
    return WhatIfPage(
        head=view_head(findings, addresses, dimension.id),
        id=dimension.id,
        name=translate_text(findings.content.growth_path.dimension_names[dimension.id]),
        questions=tuple(
            _view_question(findings, entry.question, choices)
            for entry in dimension.questions
            if any(_can_be_set(findings, item) for item in entry.question.items)
        ),
        changed=len(choices),
        score_now=score_text(dimension.score.range),
        level_now=within(phase_text(dimension.level, dimension.likely.level)),
        score_then=score_text(score.range),
        level_then=within(phase_text(outcome.range, likely.level)),
        next=view_level(findings, dimension, outcome.next, addresses) if outcome.next else None,
        plain_href=addresses.what_if(dimension.id),
    )


def _view_question(findings: Findings, question: Question, choices: Mapping[Item, str]) -> QuestionSetting:
    items = (item for item in question.items if _can_be_set(findings, item))
    return QuestionSetting(
        number_of(findings, question),
        translate_text(question.text),
        tuple(_view_item(findings, question, item, choices) for item in items),
    )


def _view_item(findings: Findings, question: Question, item: Item, choices: Mapping[Item, str]) -> ItemView:
    now = choice_now(question, item, findings.standing) or ""
    options = [{"value": choice, "text": _choice_words(question, choice)} for choice in choices_of(question)]
    if not now:
        options.insert(0, {"value": "", "text": gettext("Not known")})
    return ItemView(
        name_item(item), _item_words(question, item), tuple(options), choices.get(item, now), item in choices
    )


def _choice_words(question: Question, choice: str) -> str:
    if question.kind is Kind.SEVERAL:
        return str(gettext("Yes") if choice == YES else gettext("No"))
    return choice_words(question, choice)


def _item_words(question: Question, item: Item) -> str:
    if question.kind is Kind.SEVERAL:
        return choice_words(question, str(item[1]))
    return (
        translate_text(question.row_by_id[str(item[1])].text) if item[1] is not None else translate_text(question.text)
    )
