"""Counts: so many things one has, beside the mean count then."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import CONTENT_FOLDER, load_content
from assessment.model import DIMENSIONS, Answer, Answers, Questionnaire, Range, State
from assessment.reading import ContentError
from benchmarks.compare import find_links
from benchmarks.counts import CountComparison, bound_at_least, compare_counts, count_margin
from benchmarks.editions import load_edition
from benchmarks.model import Edition
from benchmarks.reference import Verdict
from tests.benchmarks.small_edition import Document, load_document, small_document

KNOWN = (56, 42, 46, 80, 72, 69, 57, 48)
"""What municipalities said that they knew: the printed shares of eight questions."""


def counts_of(answers: Answers) -> dict[str, CountComparison]:
    found = compare_counts(load_content(CONTENT_FOLDER / "2026.1").questionnaire, load_edition("2019"), answers)
    return {comparison.group.id: comparison for comparison in found}


def points(*values: float) -> list[Range]:
    return [Range(value, value) for value in values]


# ---------------------------------------------------------------- the print of 2019


def test_of_the_eight_things_a_municipality_knew_4_7_on_average() -> None:
    facts = counts_of({})["listening.known"].facts
    assert sum(KNOWN) == 470
    assert facts.mean == pytest.approx(4.70)
    assert [facts.printed.low, facts.printed.high] == pytest.approx([4.64, 4.76])
    assert facts.answers == 142
    assert round(facts.margin, 2) == 0.39
    assert {answers: round(margin, 2) for answers, margin in facts.fewer.items()} == {94: 0.55, 109: 0.50}


def test_rounding_moves_the_margin_by_less_than_it_is_said() -> None:
    """The margin is of the shares as printed; over all that they may stand for it never is a hundredth more."""
    chance = random.Random(2019)
    widths = [2.5 if share == 80 else 0.5 for share in KNOWN]
    for _ in range(500):
        moved = [(share + chance.choice((-1, 1)) * width) / 100 for share, width in zip(KNOWN, widths, strict=True)]
        assert count_margin(moved, 142, 300) < 0.405


@pytest.mark.parametrize(
    ("group", "mean", "of"),
    [
        ("strategy.documents", 2.77, 5),
        ("strategy.conditions", 3.38, 5),
        ("strategy.resources", 1.55, 4),
        ("webcare.done", 1.84, 3),
        ("participation.done", 0.89, 3),
    ],
)
def test_other_groups_have_a_mean_count_too(group: str, mean: float, of: int) -> None:
    found = counts_of({})[group]
    assert found.facts.mean == pytest.approx(mean)
    assert len(found.things) == of


def test_every_dimension_has_something_to_count() -> None:
    assert {comparison.group.dimension for comparison in counts_of({}).values()} == set(DIMENSIONS)


def test_up_to_62_percent_may_have_known_seven_things_or_more() -> None:
    """Without the three commonest: 42 + 46 + 48 + 56 + 57 = 249, divided by the four of seven that are left."""
    found = bound_at_least(points(*KNOWN), 7)
    assert [found.low, found.high] == pytest.approx([0, 62.25])
    assert counts_of({})["listening.known"].facts.at_least[7].high == pytest.approx(251.5 / 4)


def test_a_count_with_a_smaller_base_has_its_margin_from_that() -> None:
    """The shares on policy fit 80 answers at least."""
    facts = counts_of({})["participation.done"].facts
    assert (facts.answers, dict(facts.fewer)) == (80, {})


# ---------------------------------------------------------------- the own count

EIGHT = ("themes", "initiatives", "influencers", "questions", "followers", "channels", "reputation", "appreciation")


def known(**answers: str) -> Answers:
    return {f"listening.{name}": Answer(options=(option,)) for name, option in answers.items()}


def test_who_knows_seven_of_eight_has_counted_seven() -> None:
    answers = known(**dict.fromkeys(EIGHT, "rather") | {"influencers": "more_or_less"})
    found = counts_of(answers)["listening.known"]
    assert (found.low, found.high, found.is_said) == (7, 7, True)


@pytest.mark.parametrize(
    ("count", "unknown", "verdict"),
    [
        (4, 0, Verdict.BELOW),
        (5, 0, Verdict.CANNOT_TELL),
        (6, 0, Verdict.ABOVE),
        (3, 1, Verdict.BELOW),
        (4, 1, Verdict.CANNOT_TELL),
        (5, 1, Verdict.CANNOT_TELL),
        (6, 2, Verdict.ABOVE),
    ],
)
def test_more_or_less_is_said_only_where_rounding_chance_and_the_unknown_cannot_explain_it(
    count: int, unknown: int, verdict: Verdict
) -> None:
    answers = dict(known(**dict.fromkeys(EIGHT[:count], "fully") | dict.fromkeys(EIGHT[count:], "not")))
    answers |= {f"listening.{name}": Answer(State.UNKNOWN) for name in EIGHT[count : count + unknown]}
    found = counts_of(answers)["listening.known"]
    assert (found.low, found.high) == (count, count + unknown)
    assert [round(found.facts.sampled.low, 2), round(found.facts.sampled.high, 2)] == [4.25, 5.15]
    assert found.verdict is verdict


def test_an_unknown_answer_makes_the_count_a_range() -> None:
    answers = dict(known(**dict.fromkeys(EIGHT[:5], "fully"))) | {"listening.channels": Answer(State.UNKNOWN)}
    found = counts_of(answers)["listening.known"]
    assert (found.low, found.high, found.is_said) == (5, 8, True)
    assert not counts_of({})["listening.known"].is_said


def test_an_answer_that_the_print_may_or_may_not_count_makes_the_count_a_range() -> None:
    """Whether "more or less" was counted among those who say that a condition holds is not printed."""
    rows = dict.fromkeys(("responsibility", "experiment", "management", "training"), "rather")
    answers = {"strategy.conditions": Answer(rows=rows | {"equipment": "more_or_less"})}
    found = counts_of(answers)["strategy.conditions"]
    assert (found.low, found.high) == (4, 5)


def test_of_several_answers_each_is_a_thing() -> None:
    answers = {"strategy.documents": Answer(options=("communication", "guidelines", "participation"))}
    found = counts_of(answers)["strategy.documents"]
    assert (found.low, found.high) == (3, 3)
    assert counts_of({"strategy.documents": Answer(options=("none",))})["strategy.documents"].high == 0


def test_what_does_not_apply_is_left_out_on_both_sides() -> None:
    questionnaire = load_content(CONTENT_FOLDER / "2026.1").questionnaire
    asked = questionnaire.question("webcare.scheme")
    open_to_all = replace(
        questionnaire,
        questions=tuple(
            replace(one, allows_not_applicable=True) if one is asked else one for one in questionnaire.questions
        ),
    )
    answers = {"webcare.scheme": Answer(State.NOT_APPLICABLE)}
    found = {c.group.id: c for c in compare_counts(open_to_all, load_edition("2019"), answers)}["webcare.done"]
    assert [thing.figure.id for thing in found.things] == ["webcare.questions", "webcare.reports"]
    assert found.facts.mean == pytest.approx(1.42)


def test_one_thing_is_not_counted() -> None:
    questionnaire = load_content(CONTENT_FOLDER / "2026.1").questionnaire
    kept = tuple(one for one in questionnaire.questions if one.id not in {"webcare.reports", "webcare.scheme"})
    found = compare_counts(replace(questionnaire, questions=kept), load_edition("2019"), {})
    assert "webcare.done" not in {comparison.group.id for comparison in found}


def test_the_count_says_what_the_figures_say() -> None:
    """A thing is counted where the own category is marked, and the other way round."""
    questionnaire, edition = load_content(CONTENT_FOLDER / "2026.1").questionnaire, load_edition("2019")
    links = {link.figure: link for one in questionnaire.questions for _, link in find_links(one)}
    for comparison in counts_of({}).values():
        for thing in comparison.things:
            assert set(thing.thing.categories) <= set(edition.figure_by_id[thing.figure.id].share_by_id)
            categories = links[thing.figure.id].categories.values()
            assert any(set(places) <= set(thing.thing.categories) for places in categories)


# ---------------------------------------------------------------- laws


@st.composite
def populations(draw: st.DrawFn) -> list[list[bool]]:
    """Some municipalities, and which of some things each has."""
    things = draw(st.integers(1, 5))
    return draw(st.lists(st.lists(st.booleans(), min_size=things, max_size=things), min_size=1, max_size=12))


@given(populations())
def test_the_mean_count_is_the_sum_of_the_shares_whatever_goes_together(people: list[list[bool]]) -> None:
    shares = [sum(one) / len(people) for one in zip(*people, strict=True)]
    assert sum(shares) == pytest.approx(sum(map(sum, people)) / len(people))


@given(populations())
def test_no_way_in_which_things_go_together_spreads_more_than_the_margin_takes(people: list[list[bool]]) -> None:
    shares = [sum(one) / len(people) for one in zip(*people, strict=True)]
    mean = sum(shares)
    spread = sum((sum(one) - mean) ** 2 for one in people) / len(people)
    widest = sum(min(one, other) for one in shares for other in shares) - mean**2
    assert spread <= widest + 1e-9
    assert count_margin(shares, 142, 300) == pytest.approx(
        1.959963984540054 * (max(0, widest) / 268.7215) ** 0.5, rel=1e-4
    )


@given(populations())
def test_no_population_lies_outside_the_bounds(people: list[list[bool]]) -> None:
    shares = points(*(100 * sum(one) / len(people) for one in zip(*people, strict=True)))
    for least in range(len(shares) + 1):
        real = 100 * sum(sum(one) >= least for one in people) / len(people)
        found = bound_at_least(shares, least)
        assert found.low - 1e-9 <= real <= found.high + 1e-9


def fill_around(shares: list[int], least: int) -> float:
    """Give the things to the first t places of a circle one after another, so that each place gets `least` or more."""
    for places in range(100, 0, -1):
        held = [0] * places
        at = 0
        for share in sorted(shares):
            for _ in range(min(share, places)):
                held[at % places] += 1
                at += 1
        if min(held) >= least:
            return places
    return 0


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6), st.integers(1, 6))
def test_the_highest_is_reached_by_somebody(shares: list[int], least: int) -> None:
    """In whole percents, so within one of them."""
    if least > len(shares):
        return
    assert bound_at_least(points(*shares), least).high - fill_around(shares, least) < 1 + 1e-9


@given(st.lists(st.integers(0, 100), min_size=1, max_size=6))
def test_more_things_are_had_by_no_more(shares: list[int]) -> None:
    found = [bound_at_least(points(*shares), least) for least in range(len(shares) + 1)]
    assert all(0 <= one.low <= one.high + 1e-9 <= 100 + 1e-8 for one in found)
    assert all(later.high <= one.high + 1e-9 for one, later in pairwise(found))


# ---------------------------------------------------------------- the file


def with_count(**fields: object) -> Document:
    count = {
        "id": "papers",
        "dimension": "webcare",
        "title": "Papieren",
        "own": "Jullie hebben {count} van {of}",
        "things": [{"figure": "papers", "categories": ["plan"]}, {"figure": "look", "categories": ["yes", "half"]}],
    }
    return {**small_document(), "counts": [{**count, **fields}]}


def test_a_count_is_read_and_compared(tmp_path: Path, questionnaire: Questionnaire) -> None:
    edition: Edition = load_document(with_count(), tmp_path)
    (found,) = compare_counts(questionnaire, edition, {"webcare.papers": Answer(options=("plan",))})
    assert (found.low, found.high) == (1, 2)
    assert found.facts.mean == pytest.approx(1.3)


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"own": "Jullie hebben er"}, "'own' is a sentence with {count} in it"),
        ({"dimension": "elsewhere"}, "'elsewhere' is not a dimension"),
        ({"things": [{"figure": "nothing", "categories": ["yes"]}]}, "has no figure 'nothing'"),
        ({"things": [{"figure": "zones", "categories": ["yes"]}]}, "does not give shares of all municipalities"),
        ({"things": [{"figure": "look", "categories": ["perhaps"]}]}, "use yes, half, no"),
        ({"things": [{"figure": "look", "categories": []}]}, "use yes, half, no"),
    ],
)
def test_a_mistake_in_a_count_is_told(fields: dict[str, object], told: str, tmp_path: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_document(with_count(**fields), tmp_path)
    assert told in str(caught.value)
