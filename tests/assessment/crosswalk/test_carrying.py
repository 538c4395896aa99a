from __future__ import annotations

import pytest

from assessment.crosswalk.carrying import carry, carry_answers, carry_recommendation, convert, shared_questions
from assessment.crosswalk.model import Crosswalk, Moved
from assessment.library import Library, Way
from assessment.model import Answer, State
from tests.made_up_versions import (
    ADDED,
    MERGED,
    MERGED_INTO,
    NEW,
    OLD,
    REMOVED,
    RENAMED,
    RENAMED_TO,
    WITHDRAWN,
)
from tests.made_up_versions import OTHER_POINTS as KEPT
from tests.newest import shared_library


def carry_one(way: Way, name: str, plain: dict[str, object]) -> dict[str, Answer]:
    return carry_answers(way.steps, way.target.questionnaire, {name: plain})


def test_an_answer_to_a_question_that_stays_comes_along_as_it_is(way: Way) -> None:
    assert carry_one(way, KEPT, {"options": ["forward"]}) == {KEPT: Answer(options=("forward",))}


def test_an_answer_follows_its_question_and_its_option_to_their_new_ids(way: Way) -> None:
    assert carry_one(way, RENAMED, {"options": ["yes"]}) == {RENAMED_TO: Answer(options=("written",))}
    assert carry_one(way, RENAMED, {"options": ["partly"]}) == {RENAMED_TO: Answer(options=("partly",))}
    assert carry_one(way, RENAMED, {"state": "unknown"}) == {RENAMED_TO: Answer(State.UNKNOWN)}


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        (RENAMED, {"options": ["later"]}),
        (REMOVED, {"options": ["waste"]}),
        ("no.such", {"options": ["waste"]}),
        (ADDED, {"text": "Wat er nog niet was"}),
        (KEPT, {"options": ["no such option"]}),
    ],
)
def test_what_fits_nothing_is_left_out_and_not_guessed(way: Way, name: str, plain: dict[str, object]) -> None:
    assert carry_one(way, name, plain) == {}


def test_an_answer_to_a_later_version_is_read_by_an_earlier_one_only_where_nothing_changed(library: Library) -> None:
    back = library.way(NEW, OLD)
    plain: dict[str, dict[str, object]] = {
        KEPT: {"options": ["forward"]},
        RENAMED_TO: {"options": ["partly"]},
        ADDED: {"text": "Nieuw"},
    }
    assert carry_answers(back.steps, back.target.questionnaire, plain) == {KEPT: Answer(options=("forward",))}


def test_shared_are_the_questions_that_both_ask_under_whatever_id(way: Way) -> None:
    shared = shared_questions(way.steps, way.source.questionnaire, way.target.questionnaire)
    assert shared == set(way.target.questionnaire.question_by_id) - {ADDED}


def test_a_recommendation_keeps_its_id_or_gets_that_of_what_it_went_into(way: Way) -> None:
    assert carry_recommendation(way.steps, MERGED) == MERGED_INTO
    assert carry_recommendation(way.steps, MERGED_INTO) == MERGED_INTO
    assert carry_recommendation(way.steps, WITHDRAWN) is None


def test_the_same_version_changes_nothing(library: Library) -> None:
    assert library.way(OLD, OLD).steps == ()


def test_a_question_that_was_split_answers_both_and_each_takes_its_own_part() -> None:
    step = Crosswalk(
        "1",
        "2",
        added=frozenset({"never.asked"}),
        moved=(Moved("both", "one", {"a": "x", "b": "-"}), Moved("both", "two", {"a": "-", "b": "y"})),
    )
    carried = carry([step], {"both": {"options": ["a", "b"]}, "other": {"number": "3"}})
    assert {name: (entry.source, entry.plain) for name, entry in carried.items()} == {
        "one": ("both", {"options": ["x"]}),
        "two": ("both", {"options": ["y"]}),
        "other": ("other", {"number": "3"}),
    }


def test_steps_follow_each_other_and_the_first_source_is_remembered() -> None:
    steps = [Crosswalk("1", "2", moved=(Moved("a", "b"),)), Crosswalk("2", "3", moved=(Moved("b", "c"),))]
    carried = carry(steps, {"a": {"text": "x"}})
    assert (carried["c"].source, carried["c"].plain) == ("a", {"text": "x"})
    assert carry_recommendation([Crosswalk("1", "2", recommendations={"r": "s"}), *steps[1:]], "r") == "s"


GRID = {"rows": {"facebook": "often", "twitter": "never", "site": "unknown"}}


@pytest.mark.parametrize(
    ("move", "expected"),
    [
        (Moved("g", "g", rows={"twitter": "-"}), {"rows": {"facebook": "often", "site": "unknown"}}),
        (
            Moved("g", "g", {"never": "rarely"}, {"twitter": "x"}),
            {"rows": {"facebook": "often", "x": "rarely", "site": "unknown"}},
        ),
        (Moved("g", "q", row="facebook"), {"options": ["often"]}),
        (Moved("g", "q", {"often": "daily"}, row="facebook"), {"options": ["daily"]}),
        (Moved("g", "q", row="site"), {"state": "unknown"}),
        (Moved("g", "q", row="threads"), None),
        (Moved("g", "q", {"never": "-"}, row="twitter"), None),
        (Moved("g", "g", rows={"facebook": "-", "twitter": "-", "site": "-"}), None),
    ],
)
def test_rows_of_a_grid_are_renamed_left_out_or_become_a_question(
    move: Moved, expected: dict[str, object] | None
) -> None:
    assert convert(GRID, move) == expected


TO_ROWS = Crosswalk(
    "1",
    "2",
    moved=(
        Moved("first", "grid", to_row="one"),
        Moved("second", "grid", {"yes": "always", "no": "-"}, to_row="two"),
        Moved("third", "there", to_row="three"),
    ),
)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"first": {"options": ["no"]}}, {"grid": ({"rows": {"one": "no"}}, ("first",))}),
        (
            {"first": {"options": ["no"]}, "second": {"options": ["yes"]}},
            {"grid": ({"rows": {"one": "no", "two": "always"}}, ("first", "second"))},
        ),
        ({"second": {"options": ["no"]}}, {}),
        ({"first": {"state": "unknown"}}, {"grid": ({"rows": {"one": "unknown"}}, ("first",))}),
        (
            {"third": {"options": ["no"]}, "there": {"rows": {"four": "yes"}}},
            {"there": ({"rows": {"four": "yes", "three": "no"}}, ("there", "third"))},
        ),
        ({"third": {"options": ["no"]}, "there": {"state": "unknown"}}, {"there": ({"state": "unknown"}, ("there",))}),
    ],
)
def test_questions_that_became_rows_are_one_answer_that_knows_where_it_comes_from(
    given: dict[str, dict[str, object]], expected: dict[str, tuple[dict[str, object], tuple[str, ...]]]
) -> None:
    carried = carry([TO_ROWS], given)
    assert {name: (one.plain, (one.source, *one.others)) for name, one in carried.items()} == expected


BECAME_TRENDS = {
    "listening.grimmer": "grimmer",
    "listening.misinformation_seen": "false_news",
    "webcare.private_shift": "private",
}


def test_moving_to_2026_2_asks_none_of_the_four_again_that_became_rows() -> None:
    way = shared_library().way("2026.1", "2026.2")
    given: dict[str, dict[str, object]] = {name: {"options": ["yes"]} for name in BECAME_TRENDS}
    given["content.advertising"] = {"options": ["rather"]}
    answers = carry_answers(way.steps, way.target.questionnaire, given)
    assert answers["listening.trends"].rows == dict.fromkeys(BECAME_TRENDS.values(), "yes")
    assert answers["content.kinds"].rows == {"advertising": "rather"}
    assert answers.keys() == {"listening.trends", "content.kinds"}
    shared = shared_questions(way.steps, way.source.questionnaire, way.target.questionnaire)
    assert "listening.trends" not in shared, "then and now would differ in the rows that are new"


def test_two_options_that_became_one_count_once() -> None:
    assert convert({"options": ["a", "b"]}, Moved("q", "q", {"a": "c", "b": "c"})) == {"options": ["c"]}


def test_our_own_versions_and_the_steps_between_them_are_in_order() -> None:
    shared_library().check_all()
