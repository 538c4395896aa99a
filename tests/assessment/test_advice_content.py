"""The real advice: nobody who can improve is left without advice, and no recommendation is there for nobody."""

from __future__ import annotations

from itertools import chain

import pytest

from assessment.advice import Recommendation, Rule, take
from assessment.model import DIMENSIONS, Answer, Answers, Kind, Question
from assessment.road.find import Beside, find_road
from assessment.road.model import Advised, Road
from assessment.scoring import find_standing
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
SCORED = list(chain.from_iterable(QUESTIONNAIRE.scored.values()))
BARRIERS = [row.id for row in QUESTIONNAIRE.question("barriers.reported").rows]
BARRIER_SETS = [(), *((barrier,) for barrier in BARRIERS), tuple(BARRIERS)]


def options_of(question: Question) -> list[str]:
    """The options that may stand together or alone, worst first."""
    return sorted((o.id for o in question.options if not o.exclusive), key=question.points)


def answer_with(question: Question, part: str | None, option: str, others: str) -> Answer:
    """An answer that has this option at one part, and `others` everywhere else."""
    if question.kind is Kind.GRID:
        return Answer(rows={row.id: option if row.id == part else others for row in question.rows})
    return Answer(options=(option,))


def answers_at(end: int) -> dict[str, Answer]:
    """Every scored question at its worst (0) or best (-1)."""
    return {question.id: _at(question, end) for question in SCORED}


def _at(question: Question, end: int) -> Answer:
    if question.kind is Kind.SEVERAL:
        return Answer(options=tuple(o.id for o in question.options if o.exclusive is (end == 0)))
    return answer_with(question, None, options_of(question)[end], options_of(question)[end])


def with_barriers(answers: Answers, reported: tuple[str, ...]) -> Answers:
    rows = {barrier: "rather" if barrier in reported else "not" for barrier in BARRIERS}
    return {**answers, "barriers.reported": Answer(rows=rows)}


def advised_for(answers: Answers, inhabitants: int = 20_000, year: int | None = None) -> tuple[Advised, ...]:
    return road_of(answers, inhabitants, year).entries


def road_of(answers: Answers, inhabitants: int = 20_000, year: int | None = None) -> Road:
    return find_road(CONTENT, find_standing(QUESTIONNAIRE, answers), answers, inhabitants, Beside(year=year))


def gaps(question: Question) -> list[tuple[str | None, Answer]]:
    """Every way in which one item of the question is below its best, the others being at their best."""
    best = options_of(question)[-1]
    if question.kind is Kind.SEVERAL:
        together = [o.id for o in question.options if not o.exclusive]
        return [(missing, Answer(options=tuple(o for o in together if o != missing))) for missing in together]
    return [
        (part, answer_with(question, part, option, best))
        for _, part in question.items
        for option in options_of(question)
        if question.points(option) < 100
    ]


@pytest.mark.parametrize("question", SCORED, ids=[question.id for question in SCORED])
@pytest.mark.parametrize("end", [0, -1], ids=["all else at its worst", "all else at its best"])
def test_every_answer_below_the_best_gets_advice_that_raises_it_whatever_the_barriers(
    question: Question, end: int
) -> None:
    """A lighter variant of what raises it counts too: the base follows once the variant is done."""
    for reported in BARRIER_SETS:
        for part, answer in gaps(question):
            answers = with_barriers({**answers_at(end), question.id: answer}, reported)
            standing = find_standing(QUESTIONNAIRE, answers)
            item = (question.id, part)
            raising = {r.id for r in CONTENT.recommendations if take(standing, r)[item] != standing[item]}
            given = [entry.recommendation for entry in advised_for(answers)]
            assert any(r.id in raising or r.variant_of in raising for r in given), (item, answer, reported)


@pytest.mark.parametrize("barrier", BARRIERS)
@pytest.mark.parametrize("end", [0, -1], ids=["a beginner", "one who is there"])
def test_every_barrier_that_is_reported_gets_a_remedy_among_the_first_actions(barrier: str, end: int) -> None:
    road = road_of(with_barriers(answers_at(end), (barrier,)))
    first = road.entries if road.is_at_the_top else road.beginning
    assert [entry for entry in first if barrier in entry.barriers]


@pytest.mark.parametrize("recommendation", CONTENT.recommendations, ids=[r.id for r in CONTENT.recommendations])
def test_every_recommendation_is_there_for_somebody(recommendation: Recommendation) -> None:
    rule = recommendation.rule
    answers = with_barriers(answers_at(0), tuple(sorted(rule.barriers))[:1])
    for need in rule.needs:
        question = QUESTIONNAIRE.question(need.question)
        answers = {**answers, need.question: answer_with(question, need.part, need.option, options_of(question)[0])}
    for chosen in rule.chosen:
        answers = {**answers, chosen.question: Answer(options=(min(chosen.among),))}
    people = {"small": 5_000, "medium": 20_000, "large": 90_000}[min(rule.sizes, default="medium")]
    year = 2030 if rule.in_election_year else None
    assert recommendation.id in [entry.recommendation.id for entry in advised_for(answers, people, year)]


@pytest.mark.parametrize(
    "variant", [pytest.param(r, id=r.id) for r in CONTENT.recommendations if r.variant_of is not None]
)
def test_a_variant_never_asks_more_days_than_its_base(variant: Recommendation) -> None:
    base = next(r for r in CONTENT.recommendations if r.id == variant.variant_of)
    assert variant.days <= base.days
    assert variant.dimension == base.dimension


@pytest.mark.parametrize("end", [0, -1], ids=["a beginner", "one who is there"])
def test_what_everybody_meets_is_there_whatever_the_score_and_never_before_what_raises_it(end: int) -> None:
    practice = {r.id for r in CONTENT.recommendations if r.practice and r.rule == Rule()}
    road = road_of(answers_at(end))
    assert practice
    assert practice <= {entry.recommendation.id for entry in road.entries}
    assert practice.isdisjoint(entry.recommendation.id for entry in road.beginning)


@pytest.mark.parametrize(
    ("year", "is_advised"), [(2024, True), (2026, False), (2029, True), (2030, True), (None, False)]
)
def test_what_belongs_to_an_election_is_advised_only_in_a_year_with_one(year: int | None, is_advised: bool) -> None:
    names = {entry.recommendation.id for entry in advised_for(answers_at(0), year=year)}
    assert ("strategy.election-year" in names) is is_advised


@pytest.mark.parametrize(("where", "is_advised"), [("both", True), ("platform_so_far", True), ("social", False)])
def test_only_who_has_a_platform_is_advised_to_join_social_media_to_it(where: str, is_advised: bool) -> None:
    answers = {**answers_at(0), "participation.platform": Answer(options=(where,))}
    assert ("participation.join-platform" in {e.recommendation.id for e in advised_for(answers)}) is is_advised


def test_house_rules_and_who_does_what_come_before_what_rests_on_them() -> None:
    """They are of the basis, so that nothing else has to name them."""
    place = {entry.recommendation.id: number for number, entry in enumerate(advised_for(answers_at(0)))}
    for later in ("webcare.live-first", "participation.open-discussion", "webcare.moderation"):
        assert place["webcare.house-rules"] < place[later]
    for later in ("webcare.daily-rounds", "webcare.start-answering"):
        assert place["strategy.name-owner"] < place[later]


def test_there_are_enough_recommendations_for_every_dimension() -> None:
    found = [recommendation.dimension for recommendation in CONTENT.recommendations]
    assert len(found) >= 60
    assert all(found.count(name) >= 12 for name in DIMENSIONS)


def test_the_questionnaire_has_44_questions() -> None:
    assert len(QUESTIONNAIRE.core) == 44
