"""Reads levels.toml and advice.toml: the growth path and the recommendations, with their conditions."""

from __future__ import annotations

from itertools import pairwise

from assessment.advice import BARRIERS_QUESTION, Chosen, Recommendation, Rule
from assessment.conditions import Condition, find_condition
from assessment.levels import TOP, Criterion, DimensionLevel, GrowthPath, LevelName
from assessment.model import DIMENSIONS, Kind, Question, Questionnaire, Text
from assessment.reading import Table, report_duplicates

SIZES = ("small", "medium", "large")
MOST_HOURS_A_WEEK = 20
"""No recommendation takes more than half a job on top of what is done already: such a thing is cut into steps."""


def read_growth_path(table: Table, questionnaire: Questionnaire) -> GrowthPath:
    """The five levels, in general and of each dimension."""
    names = tuple(_read_name(entry) for entry in table.tables("names", "level"))
    dimensions: dict[str, tuple[DimensionLevel, ...]] = {}
    titles: dict[str, Text] = {}
    for entry in table.tables("dimensions", "dimension"):
        name = entry.identifier()
        if name in dimensions:
            entry.report("this dimension stands twice: put its levels together")
        titles[name] = entry.text("name")
        dimensions[name] = tuple(_read_level(level, questionnaire, name) for level in entry.tables("levels"))
        entry.finish()
    at_level = table.integer("domains_at_level", 0)
    if not 0 <= at_level <= len(DIMENSIONS):
        table.report(f"'domains_at_level' runs from 0 to {len(DIMENSIONS)}: so many of the dimensions")
    table.finish()
    _check_shape(table, names, dimensions)
    path = GrowthPath(names, dimensions, titles, at_level)
    report_duplicates(
        table.file, [c.id for ls in dimensions.values() for lv in ls for c in lv.criteria], table.problems
    )
    return path


def _read_name(table: Table) -> LevelName:
    level = table.integer("level", -1)
    table.context = f"level.{level}"
    name = LevelName(level, table.text("name"), table.text("meaning"), table.integer("threshold"))
    table.finish()
    return name


def _read_level(table: Table, questionnaire: Questionnaire, dimension: str) -> DimensionLevel:
    number = table.integer("level", -1)
    table.id = f"{dimension}.{number}"
    table.context = f"dimension.{dimension}.{number}"
    level = DimensionLevel(
        number,
        table.integer("threshold"),
        table.text("practice"),
        tuple(_read_criterion(entry, questionnaire) for entry in table.tables("criteria", "criterion")),
    )
    table.finish()
    return level


def _read_criterion(table: Table, questionnaire: Questionnaire) -> Criterion:
    name = table.identifier()
    table.id = name
    table.context = f"criterion.{name}"
    criterion = Criterion(name, table.text("text"), _read_conditions(table, "any_of", questionnaire))
    if not criterion.any_of:
        table.report("this criterion can never hold: add at least one condition to 'any_of'")
    table.finish()
    return criterion


def _read_conditions(table: Table, key: str, questionnaire: Questionnaire) -> tuple[Condition, ...]:
    found = (_read_condition(entry, questionnaire) for entry in table.tables(key))
    return tuple(condition for condition in found if condition is not None)


def _read_condition(table: Table, questionnaire: Questionnaire) -> Condition | None:
    question_id = table.string("question")
    part = table.string("row", "") or None
    options = [table.string(key) for key in ("at_least", "includes", "to", "add") if table.has(key)]
    table.finish()
    question = questionnaire.question_by_id.get(question_id)
    if len(options) != 1:
        table.report("a condition has exactly one of at_least, includes, to, add")
    elif question is None:
        table.report(f"there is no question '{question_id}': correct the id")
    elif not question.scores or question.kind in (Kind.NUMBER, Kind.TEXT):
        table.report(f"'{question_id}' does not score, so no condition can rest on it")
    else:
        return _make_condition(table, questionnaire, question, part, options[0])
    return None


def _make_condition(
    table: Table, questionnaire: Questionnaire, question: Question, part: str | None, option: str
) -> Condition | None:
    wrong_words = ("at_least", "to") if question.kind is Kind.SEVERAL else ("includes", "add")
    if any(table.has(word) for word in wrong_words):
        table.report("'includes' and 'add' go with a several-of question, 'at_least' and 'to' with all others")
    try:
        condition = find_condition(questionnaire, question.id, part, option)
    except KeyError as error:
        table.report(f"'{question.id}' has no option or row {error}: correct the id")
        return None
    if condition.points == 0 or question.option_by_id[option].exclusive:
        table.report(f"'{option}' has no points, so this says nothing: choose a better option")
    return condition


def _check_shape(table: Table, names: tuple[LevelName, ...], dimensions: dict[str, tuple[DimensionLevel, ...]]) -> None:
    wanted = list(range(TOP + 1))
    if [name.level for name in names] != wanted:
        table.report("'names' must hold the levels 0 to 4 in order")
    if tuple(dimensions) != DIMENSIONS:
        table.report(f"'dimensions' must be {', '.join(DIMENSIONS)}, in this order")
    for name, levels in dimensions.items():
        if [level.level for level in levels] != wanted:
            table.report(f"dimension '{name}' must hold the levels 0 to 4 in order")
    for name, thresholds in {
        "names": [entry.threshold for entry in names],
        **{name: [level.threshold for level in levels] for name, levels in dimensions.items()},
    }.items():
        if not _rises_from_zero(thresholds):
            table.report(f"the thresholds of '{name}' must start at 0, rise, and stay at or below 100")


def _rises_from_zero(thresholds: list[int]) -> bool:
    rising = all(low < high for low, high in pairwise(thresholds))
    return bool(thresholds) and thresholds[0] == 0 and rising and thresholds[-1] <= 100


def read_recommendations(table: Table, questionnaire: Questionnaire) -> tuple[Recommendation, ...]:
    """All recommendations, in the order of the file."""
    found = tuple(_read_recommendation(entry, questionnaire) for entry in table.tables("recommendations", "advice"))
    table.finish()
    report_duplicates(table.file, [recommendation.id for recommendation in found], table.problems)
    return found


def _read_recommendation(table: Table, questionnaire: Questionnaire) -> Recommendation:
    recommendation = Recommendation(
        id=table.identifier(),
        dimension=table.string("dimension"),
        title=table.text("title"),
        why=table.text("why"),
        lead=table.text("lead"),
        first_step=table.text("first_step"),
        done_when=table.text("done_when"),
        days=float(table.decimal("days")),
        hours_a_week=float(table.decimal("hours_a_week")),
        figure=table.string("figure", "") or None,
        changes=_read_conditions(table, "changes", questionnaire),
        rule=_read_rule(table.table("applies"), questionnaire),
        after=table.strings("after"),
        variant_of=table.string("variant_of", "") or None,
        basis=table.boolean("basis", default=False),
        practice=table.boolean("practice", default=False),
        residents=table.text_or_none("residents"),
    )
    if recommendation.dimension not in DIMENSIONS:
        table.report(f"'{recommendation.dimension}' is not a dimension")
    if recommendation.days <= 0:
        table.report("'days' must be more than 0")
    if not 0 <= recommendation.hours_a_week <= MOST_HOURS_A_WEEK:
        table.report(f"'hours_a_week' runs from 0 to {MOST_HOURS_A_WEEK}: what it takes once it runs")
    table.finish()
    return recommendation


def _read_rule(table: Table | None, questionnaire: Questionnaire) -> Rule:
    if table is None:
        return Rule()
    rule = Rule(
        frozenset(table.strings("barriers")),
        frozenset(table.strings("without_barriers")),
        frozenset(table.strings("sizes")),
        _read_conditions(table, "needs", questionnaire),
        _read_conditions(table, "below", questionnaire),
        tuple(filter(None, (_read_chosen(entry, questionnaire) for entry in table.tables("chosen")))),
        table.boolean("in_election_year", default=False),
    )
    question = questionnaire.question_by_id.get(BARRIERS_QUESTION)
    known = set(question.row_by_id) if question else set()
    for barrier in sorted((rule.barriers | rule.without_barriers) - known):
        table.report(f"there is no barrier '{barrier}' among the rows of {BARRIERS_QUESTION}")
    for size in sorted(rule.sizes - set(SIZES)):
        table.report(f"'{size}' is not a size class: use {', '.join(SIZES)}")
    table.finish()
    return rule


def _read_chosen(table: Table, questionnaire: Questionnaire) -> Chosen | None:
    chosen = Chosen(table.string("question"), frozenset(table.strings("among")))
    table.finish()
    question = questionnaire.question_by_id.get(chosen.question)
    if question is None:
        table.report(f"there is no question '{chosen.question}': correct the id")
    elif not chosen.among or (unknown := sorted(chosen.among - question.option_by_id.keys())):
        table.report(f"'among' names options of '{chosen.question}': {unknown if chosen.among else 'add them'}")
    else:
        return chosen
    return None
