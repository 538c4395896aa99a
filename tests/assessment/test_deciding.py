"""Which open answers decide: none but those that are named moves a level; a platform not yet chosen is among them."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

import pytest

from assessment.answers import is_complete, says_unknown
from assessment.model import DIMENSIONS, NOT_APPLICABLE, UNKNOWN, Answer, Answers, Kind, PlatformChoice, Question, State
from assessment.platform import find_unsaid
from tests.assessment.archetypes import read_archetype
from tests.assessment.test_likely import Outcome, outcome_of
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
assert QUESTIONNAIRE.platform is not None
CHOICE: PlatformChoice = QUESTIONNAIRE.platform
SAYS = (CHOICE.question, CHOICE.name)
ASKED = [q for q in QUESTIONNAIRE.questions if q.scores or q.id in SAYS]
TOWN = read_archetype(QUESTIONNAIRE, "platform_town").answers
CHOSEN = {CHOICE.question: Answer(options=(CHOICE.option,)), CHOICE.name: Answer(text="Denk mee")}
NO_ANSWER = Answer(State.UNKNOWN)


def answer(random: Random, question: Question, before: Answer | None = None) -> Answer:
    """Return a random answer that leaves nothing open and keeps what was known; a good one more often."""
    if question.kind is Kind.TEXT:
        return random.choice([Answer(text="Denk mee"), Answer(State.NOT_APPLICABLE)])
    if question.id == CHOICE.question and random.random() < 0.5:
        return CHOSEN[question.id]
    options = sorted((o.id for o in question.options if not o.exclusive), key=lambda one: -question.points(one))
    if question.kind is Kind.SEVERAL:
        alone = tuple(o.id for o in question.options if o.exclusive)
        some = tuple(o.id for o in question.options if not o.exclusive and random.random() < 0.7)
        return Answer(options=some or alone[:1] or tuple(options))
    if question.rows:
        known = {row: option for row, option in (before.rows if before else {}).items() if option != UNKNOWN}
        choices = [*options, options[0], *([NOT_APPLICABLE] if question.allows_not_applicable else [])]
        return Answer(rows={row.id: known.get(row.id, random.choice(choices)) for row in question.rows})
    if question.allows_not_applicable and random.random() < 0.1:
        return Answer(State.NOT_APPLICABLE)
    return Answer(options=(random.choice([*(o.id for o in question.options), *options[:1] * 3]),))


def partial(random: Random) -> dict[str, Answer]:
    """Return answers to a part of the questions: some open, some not known, some with open rows."""
    given: dict[str, Answer] = {}
    known = random.choice([0.5, 0.8, 0.95])
    for question in ASKED:
        if random.random() < known:
            given[question.id] = answer(random, question)
        elif random.random() < 0.3:
            given[question.id] = NO_ANSWER
        elif question.rows and random.random() < 0.7:
            rows = list(answer(random, question).rows.items())
            given[question.id] = Answer(rows={**dict(rows[1:]), question.rows[-1].id: UNKNOWN})
    for name in SAYS:
        if random.random() < 0.6:
            given.pop(name, None)
    return given


def fill_in(random: Random, questions: Iterable[Question], answers: Answers) -> dict[str, Answer]:
    """Return the answers with what is open of these questions filled in."""
    return {
        **answers,
        **{
            q.id: answer(random, q, answers.get(q.id))
            for q in questions
            if not is_complete(q, found := answers.get(q.id)) or (found and says_unknown(found))
        },
    }


def named(outcome: Outcome, name: str) -> tuple[Question, ...]:
    return outcome.deciding_whole if name == "overall" else outcome.deciding[name]


def test_no_question_outside_those_that_are_named_changes_a_level() -> None:
    with_platform = 0
    for seed in range(60):
        random = Random(seed)
        answers = partial(random)
        outcome = outcome_of(answers)
        for name in (*DIMENSIONS, "overall"):
            known = fill_in(random, named(outcome, name), answers)
            settled = outcome_of(known).levels[name]
            everything = outcome_of(fill_in(random, ASKED, known)).levels[name]
            assert settled.is_point, (seed, name)
            assert everything == settled, (seed, name)
            if not named(outcome, name):
                assert settled == outcome.levels[name], (seed, name)
        with_platform += any(q.id in SAYS for q in outcome.deciding["participation"])
    assert with_platform > 10, "too few of these self-scans leave a platform open"


def test_a_platform_is_named_beside_a_settled_level_only_where_it_can_raise_it() -> None:
    seen = 0
    for seed in range(120):
        random = Random(seed)
        answers = partial(random)
        outcome = outcome_of(answers)
        for name in ("participation", "overall"):
            if outcome.levels[name].is_point and named(outcome, name):
                seen += 1
                chosen = {**answers, **{one: CHOSEN[one] for one in find_unsaid(CHOICE, answers)}}
                assert outcome_of(chosen).levels[name].high > outcome.levels[name].high, (seed, name)
    assert seen > 3


@pytest.mark.parametrize(
    ("without", "decide"),
    [
        ({}, ()),
        ({CHOICE.name: None}, (CHOICE.name,)),
        ({CHOICE.name: NO_ANSWER}, (CHOICE.name,)),
        ({CHOICE.question: None}, (CHOICE.question,)),
        ({CHOICE.question: None, CHOICE.name: None}, SAYS),
        ({CHOICE.name: Answer(State.NOT_APPLICABLE)}, ()),
        ({CHOICE.question: Answer(options=("both",)), CHOICE.name: None}, ()),
        ({CHOICE.question: None, "participation.feedback": Answer(options=("never",))}, ()),
    ],
)
def test_what_is_left_to_say_of_a_platform_decides_while_it_could_still_change_something(
    without: dict[str, Answer | None], decide: tuple[str, ...]
) -> None:
    answers = {name: given for name, given in {**TOWN, **without}.items() if given is not None}
    outcome = outcome_of(answers)
    assert tuple(question.id for question in outcome.deciding["participation"]) == decide


def test_where_a_platform_may_stand_in_what_shows_its_use_decides_too() -> None:
    for without in ({CHOICE.name}, set[str]()):
        open_ones = {*without, "participation.feedback"}
        answers = {name: given for name, given in TOWN.items() if name not in open_ones}
        assert {question.id for question in outcome_of(answers).deciding["participation"]} >= open_ones
