"""What must hold between the content files, beyond what each of them says by itself."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.advice import BARRIERS_QUESTION, REPORTED_FROM, Recommendation, Rule
from assessment.conditions import Condition
from assessment.levels import GrowthPath
from assessment.model import NOT_APPLICABLE, Kind, Question, Questionnaire
from assessment.platform import check_platform
from assessment.reading import Problem
from assessment.workshops.picks import check_picks

QUESTIONNAIRE = "questionnaire.toml"
LEVELS = "levels.toml"
ADVICE = "advice.toml"
MOST_IN_BASIS = 3
"""So many things everybody must have in order: a longer list would be a growth phase of its own."""


def check_questionnaire(questionnaire: Questionnaire) -> Iterator[Problem]:
    """Every mistake that only shows when a question is seen as a whole."""
    for question in questionnaire.questions:
        yield from _check_question(question)
        yield from _check_order(question)
    yield from _check_extra(questionnaire)
    yield from _check_barriers(questionnaire)
    yield from check_platform(questionnaire)
    yield from check_picks(questionnaire)


def check_content(
    questionnaire: Questionnaire, path: GrowthPath, recommendations: tuple[Recommendation, ...]
) -> Iterator[Problem]:
    """Every mistake that only shows when the files are laid side by side."""
    yield from _check_levels(path)
    yield from _check_order_of_advice(recommendations)
    yield from _check_basis(recommendations)
    yield from _check_residents(recommendations)
    for recommendation in recommendations:
        yield from _check_recommendation(recommendation)
        yield from _check_changes(recommendation, questionnaire)
    yield from _check_coverage(questionnaire, recommendations)


def _check_question(question: Question) -> Iterator[Problem]:
    needs_options = question.kind in (Kind.ONE, Kind.SEVERAL, Kind.GRID)
    if needs_options and len(question.options) < 2:
        yield Problem(QUESTIONNAIRE, question.id, "needs at least two options, or a scale")
    if question.kind is Kind.GRID and not question.rows:
        yield Problem(QUESTIONNAIRE, question.id, "a grid needs rows")
    if not needs_options and question.options:
        yield Problem(QUESTIONNAIRE, question.id, f"a question of kind '{question.kind}' has no options")
    if question.maximum_length < 1:
        yield Problem(QUESTIONNAIRE, question.id, "'maximum_length' must be 1 or more")
    if question.scores:
        yield from _check_scoring(question)
    yield from _check_mapping(question)
    if question.figure is None and question.no_figure is None and question.scores and not question.rows:
        yield Problem(QUESTIONNAIRE, question.id, "has no figure: say why in 'no_figure'")


def _check_order(question: Question) -> Iterator[Problem]:
    """A guess counts one step either way, so the steps must be steps."""
    if question.ordered and question.kind not in (Kind.ONE, Kind.GRID):
        yield Problem(QUESTIONNAIRE, question.id, "only one choice of a list can be 'ordered': remove it")
    if not question.ordered and any(option.beside for option in question.options):
        yield Problem(QUESTIONNAIRE, question.id, "'beside' says that an option is no step: say 'ordered' of the list")
    points = [option.points or 0 for option in question.ladder]
    if question.ordered and len(points) < 2:
        yield Problem(QUESTIONNAIRE, question.id, "an ordered list needs two steps")
    if points not in (sorted(points), sorted(points, reverse=True)):
        yield Problem(
            QUESTIONNAIRE, question.id, "the points of an ordered list go one way, from its first to its last"
        )


def _check_extra(questionnaire: Questionnaire) -> Iterator[Problem]:
    """What is extra counts nowhere, and leaves the numbers of the others alone."""
    last = questionnaire.questions[len(questionnaire.core) :]
    for question in questionnaire.questions:
        compared = question.figure is not None or any(row.figure is not None for row in question.rows)
        if question.extra and (question.scores or compared):
            yield Problem(QUESTIONNAIRE, question.id, "is extra, so it neither scores nor is compared with a figure")
        if question.extra and question not in last:
            yield Problem(QUESTIONNAIRE, question.id, "is extra: put it after all questions that are not")
    for section, questions in questionnaire.by_section.items():
        if questions and not questionnaire.core_by_section[section]:
            yield Problem(QUESTIONNAIRE, section, "holds only extra questions: put them with others")


def _check_barriers(questionnaire: Questionnaire) -> Iterator[Problem]:
    """The advice reads this question, so it must be there in the form that the advice expects."""
    question = questionnaire.question_by_id.get(BARRIERS_QUESTION)
    if question is None or question.kind is not Kind.GRID:
        yield Problem(QUESTIONNAIRE, BARRIERS_QUESTION, "the advice needs this question: add it, as a grid")
    elif REPORTED_FROM not in question.option_by_id or not question.points(REPORTED_FROM):
        yield Problem(QUESTIONNAIRE, BARRIERS_QUESTION, f"its scale needs the option '{REPORTED_FROM}', with points")


def _check_mapping(question: Question) -> Iterator[Problem]:
    links = (question.figure, *(row.figure for row in question.rows)) if question.options else ()
    for link in filter(None, links):
        if unknown := sorted(set(link.categories) - {*question.option_by_id, NOT_APPLICABLE}):
            yield Problem(QUESTIONNAIRE, question.id, f"figure '{link.figure}' maps unknown options: {unknown}")
        if missing := sorted(set(question.option_by_id) - set(link.categories)):
            yield Problem(QUESTIONNAIRE, question.id, f"figure '{link.figure}' does not map the options {missing}")
        if empty := sorted(option for option, categories in link.categories.items() if not categories):
            yield Problem(
                QUESTIONNAIRE, question.id, f"figure '{link.figure}' gives no category to {empty}: use 'rest'"
            )


def _check_scoring(question: Question) -> Iterator[Problem]:
    if question.kind in (Kind.NUMBER, Kind.TEXT):
        yield Problem(QUESTIONNAIRE, question.id, "a number or an open text cannot score")
        return
    if question.weight < 1:
        yield Problem(QUESTIONNAIRE, question.id, "a scored question needs a weight of 1 or more")
    if any(option.exclusive and option.points for option in question.options):
        yield Problem(QUESTIONNAIRE, question.id, "an exclusive option has 0 points: it says that nothing was chosen")
    if missing := [option.id for option in question.options if option.points is None]:
        yield Problem(QUESTIONNAIRE, question.id, f"give points to the options {missing}")
        return
    if not _spans_the_scale(question):
        yield Problem(QUESTIONNAIRE, question.id, "the points must run from 0 to 100, or ranges would mislead")


def _spans_the_scale(question: Question) -> bool:
    points = [option.points or 0 for option in question.options]
    if question.kind is Kind.SEVERAL:
        return sum(points) == 100 and any(option.exclusive for option in question.options)
    return {0, 100} <= set(points)


def _check_levels(path: GrowthPath) -> Iterator[Problem]:
    for name, levels in path.dimensions.items():
        for level in levels[1:]:
            for criterion in level.criteria:
                if not criterion.id.startswith(f"{name}.{level.level}."):
                    yield Problem(LEVELS, criterion.id, f"its id must begin with '{name}.{level.level}.'")
        if levels[0].criteria:
            yield Problem(LEVELS, name, "level 0 has no criteria: everybody has it")


def _check_order_of_advice(recommendations: tuple[Recommendation, ...]) -> Iterator[Problem]:
    by_id = {recommendation.id: recommendation for recommendation in recommendations}
    circular = _find_circular(recommendations)
    for recommendation in recommendations:
        for name in (*recommendation.after, *filter(None, [recommendation.variant_of])):
            if name not in by_id:
                yield Problem(ADVICE, recommendation.id, f"there is no recommendation '{name}'")
        if _is_no_base(recommendation, by_id):
            yield Problem(ADVICE, recommendation.id, "'variant_of' names a base: not itself, and not another variant")
        if recommendation.id in circular:
            yield Problem(ADVICE, recommendation.id, "'after' leads back to itself: break the circle")


def _check_basis(recommendations: tuple[Recommendation, ...]) -> Iterator[Problem]:
    """The basis is for everybody and comes before all else, so nothing decides for whom it is."""
    basis = [recommendation for recommendation in recommendations if recommendation.basis]
    if len(basis) > MOST_IN_BASIS:
        yield Problem(
            ADVICE, basis[-1].id, f"the basis holds at most {MOST_IN_BASIS} things: take 'basis' away from one"
        )
    names = {recommendation.id for recommendation in basis}
    for entry in basis:
        if entry.rule != Rule() or entry.variant_of:
            yield Problem(ADVICE, entry.id, "the basis is for everybody: it has no 'applies' and is no variant")
        if not names.issuperset(entry.after):
            yield Problem(ADVICE, entry.id, "the basis comes first: 'after' names only what is of the basis too")
    for entry in recommendations:
        if entry.variant_of in names:
            yield Problem(ADVICE, entry.id, "a variant of what is of the basis: the basis is the same for everybody")


def _check_residents(recommendations: tuple[Recommendation, ...]) -> Iterator[Problem]:
    """What residents notice is told of all or of none: a gap would say that they notice nothing."""
    silent = [entry.id for entry in recommendations if entry.residents is None]
    if len(silent) < len(recommendations):
        for name in silent:
            yield Problem(ADVICE, name, "the others say what residents notice: add 'residents'")


def _is_no_base(recommendation: Recommendation, by_id: dict[str, Recommendation]) -> bool:
    base = by_id.get(recommendation.variant_of or "")
    return base is not None and (base is recommendation or base.variant_of is not None)


def _find_circular(recommendations: tuple[Recommendation, ...]) -> set[str]:
    """The ids whose `after` leads to itself. A base and its variants count as one: they take each other's place."""
    base_of = {entry.id: entry.variant_of or entry.id for entry in recommendations}
    earlier: dict[str, set[str]] = {}
    for entry in recommendations:
        earlier.setdefault(base_of[entry.id], set()).update(base_of.get(name, name) for name in entry.after)
    return {
        entry.id
        for entry in recommendations
        if entry.after and base_of[entry.id] in _follow([base_of.get(name, name) for name in entry.after], earlier)
    }


def _follow(ahead: list[str], earlier: dict[str, set[str]]) -> set[str]:
    """All that comes before these, themselves included."""
    seen: set[str] = set()
    while ahead:
        name = ahead.pop()
        if name not in seen:
            seen.add(name)
            ahead.extend(earlier.get(name, ()))
    return seen


def _check_recommendation(recommendation: Recommendation) -> Iterator[Problem]:
    rule = recommendation.rule
    has_reason = rule.barriers or recommendation.basis or recommendation.practice
    if not recommendation.changes and not has_reason:
        problem = "changes nothing, lowers no barrier and is no basis: add 'changes', 'applies.barriers' or 'practice'"
        yield Problem(ADVICE, recommendation.id, problem)
    if recommendation.practice and (recommendation.changes or recommendation.basis):
        yield Problem(
            ADVICE, recommendation.id, "'practice' says that no answer tells of it: it changes nothing, and is no basis"
        )
    if recommendation.changes and (rule.chosen or rule.in_election_year):
        problem = "'chosen' and 'in_election_year' go only with what changes nothing"
        yield Problem(ADVICE, recommendation.id, problem)
    if recommendation.variant_of and not rule.barriers:
        yield Problem(ADVICE, recommendation.id, "a variant says in 'applies.barriers' when it replaces its base")
    if reason := _why_nobody_gets_it(recommendation, rule):
        yield Problem(ADVICE, recommendation.id, f"nobody can get this: {reason}")


def _check_changes(recommendation: Recommendation, questionnaire: Questionnaire) -> Iterator[Problem]:
    """A gain is counted in the recommendation's own dimension: what it changes elsewhere would count nowhere."""
    changed = {change.question for change in recommendation.changes}
    if strange := sorted(q for q in changed if questionnaire.question(q).dimension != recommendation.dimension):
        problem = f"changes questions of another dimension than '{recommendation.dimension}': {strange}"
        yield Problem(ADVICE, recommendation.id, problem)


def _why_nobody_gets_it(recommendation: Recommendation, rule: Rule) -> str | None:
    if rule.barriers and rule.barriers <= rule.without_barriers:
        return "its barriers are also in 'without_barriers'"
    needed = {condition.item: condition.points for condition in rule.needs}
    if any(needed.get(below.item, -1) >= below.points for below in rule.below):
        return "'needs' asks for what 'below' rules out"
    if recommendation.changes and all(_already_needed(change, needed) for change in recommendation.changes):
        return "'needs' already asks for all that it changes"
    return None


def _already_needed(change: Condition, needed: dict[tuple[str, str | None], int]) -> bool:
    return needed.get(change.item, -1) >= change.points


def _check_coverage(questionnaire: Questionnaire, recommendations: tuple[Recommendation, ...]) -> Iterator[Problem]:
    """Every scored question has advice that leads to its best answer; every barrier has a remedy."""
    for_all = [recommendation for recommendation in recommendations if not recommendation.variant_of]
    reached = {change.item for entry in for_all for change in entry.changes if change.points == 100}
    scored = (question for questions in questionnaire.scored.values() for question in questions)
    for item in (item for question in scored for item in _items_with_points(question)):
        if item not in reached:
            yield Problem(ADVICE, ":".join(filter(None, item)), "no recommendation leads to the best answer here")
    remedied = {barrier for entry in for_all for barrier in entry.rule.barriers}
    question = questionnaire.question_by_id.get(BARRIERS_QUESTION)
    for row in question.rows if question else ():
        if row.id not in remedied:
            yield Problem(ADVICE, f"{BARRIERS_QUESTION}:{row.id}", "no recommendation lowers this barrier")


def _items_with_points(question: Question) -> list[tuple[str, str | None]]:
    if question.kind is Kind.GRID:
        return [(question.id, row.id) for row in question.rows]
    if question.kind is Kind.SEVERAL:
        return [(question.id, option.id) for option in question.options if option.points]
    return [(question.id, None)]
