"""What another answer would change: the same as if it had been the answer, found by scoring one domain."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Answer, Answers, Kind
from assessment.voices import compare
from assessment.weighing import list_differences, start_weighing
from tests.assessment.archetypes import read_archetype
from tests.assessment.strategies import answers_to, partial_answers
from tests.assessment.test_laws import outcome_from
from tests.newest import newest_content

CONTENT = newest_content()
QUESTIONNAIRE = CONTENT.questionnaire
SCORED = [question for questions in QUESTIONNAIRE.scored.values() for question in questions]
some_answers = partial_answers(QUESTIONNAIRE)
voices = st.dictionaries(st.sampled_from("abc"), some_answers, max_size=3)


@given(some_answers, st.data())
def test_weighing_an_answer_gives_what_answering_it_would_have_given(answers: Answers, data: st.DataObject) -> None:
    question = data.draw(st.sampled_from(SCORED))
    answer = data.draw(answers_to(question))
    change = start_weighing(CONTENT, answers).weigh(question, answer)
    assert change is not None
    for weighed, said in ((change.before, answers), (change.after, {**answers, question.id: answer})):
        outcome = outcome_from(said)
        assert weighed.score == outcome.scores[question.dimension or ""]
        assert weighed.level == outcome.levels[question.dimension or ""]
        assert weighed.overall_score == outcome.scores["overall"]
        assert weighed.overall_level == outcome.levels["overall"]


@given(some_answers)
def test_the_answer_that_was_agreed_changes_nothing(answers: Answers) -> None:
    weighing = start_weighing(CONTENT, answers)
    for question in SCORED:
        change = weighing.weigh(question, answers.get(question.id))
        assert change is not None
        assert not change.moves_level
        assert not change.moves_score
        assert change.distance == 0


def test_what_does_not_score_changes_nothing_at_all() -> None:
    context = next(q for q in QUESTIONNAIRE.context if q.kind is Kind.TEXT and q.id != "participation.platform_name")
    assert start_weighing(CONTENT, {}).weigh(context, Answer(text="Iets")) is None


def test_another_answer_on_a_platform_counts_where_the_platform_then_stands_in() -> None:
    choice, town = QUESTIONNAIRE.platform, dict(read_archetype(QUESTIONNAIRE, "platform_town").answers)
    assert choice is not None
    weighing = start_weighing(CONTENT, town)
    for name, other in ((choice.question, Answer(options=("social",))), (choice.name, None)):
        question = QUESTIONNAIRE.question(name)
        same = weighing.weigh(question, town[name])
        assert same is not None
        assert same.before == same.after
        change = weighing.weigh(question, other)
        assert change is not None
        assert (change.dimension, change.moves_level) == ("participation", True)
        without = {one: answer for one, answer in town.items() if one != name} | ({name: other} if other else {})
        assert change.after.level == outcome_from(without).levels["participation"]
        assert change.after.overall_level == outcome_from(without).levels["overall"]


@given(some_answers, voices)
def test_what_could_move_a_level_comes_first_and_then_what_moves_a_score_furthest(
    agreed: Answers, said: dict[str, dict[str, Answer]]
) -> None:
    found = list_differences(start_weighing(CONTENT, agreed), compare(QUESTIONNAIRE, agreed, said))
    keys = [(not one.could_move_level, -one.distance) for one in found]
    assert keys == sorted(keys)
    assert all(len(one.changes) == len(one.compared.groups) for one in found)
