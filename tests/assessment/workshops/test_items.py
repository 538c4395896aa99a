"""What a room can be asked, of every version of the content."""

from __future__ import annotations

import pytest

from assessment.model import Kind, Questionnaire
from assessment.workshops.items import Pick, find_votable, list_votable, pick_items
from assessment.workshops.picks import SIZES, check_picks
from tests.newest import newest_content, shared_library

LIBRARY = shared_library()
NEWEST = newest_content().questionnaire
ORDERED = {
    "2026.1": {
        *(f"listening.{name}" for name in (
            "themes", "initiatives", "influencers", "questions", "followers", "channels", "reputation", "appreciation",
            "monitoring", "inside", "atmosphere",
        )),
        *(f"webcare.{name}" for name in ("questions", "reports", "scheme", "structure", "live", "whatsapp")),
        *(f"participation.{name}" for name in ("use", "exchange", "policy", "services", "feedback", "ambassadors")),
        "strategy.conditions", "presence.channels", "content.kinds", "content.advertising", "content.video",
        "barriers.reported",
    },
    "2026.2": {
        *(f"listening.{name}" for name in (
            "themes", "initiatives", "influencers", "questions", "followers", "channels", "reputation", "appreciation",
            "watching", "stand_in", "forwarded", "discussed", "atmosphere",
        )),
        *(f"webcare.{name}" for name in (
            "questions", "reports", "scheme", "stand_in", "response_time", "live", "whatsapp",
        )),
        *(f"participation.{name}" for name in (
            "leading", "on_social", "exchange", "policy", "services", "feedback", "ambassadors",
        )),
        "strategy.conditions", "presence.facebook_accounts", "presence.channel_use", "content.kinds",
        "barriers.reported",
    },
}  # fmt: skip
"""Read by a person, list by list: each next option is one step further. What is not here has no order."""


@pytest.mark.parametrize("version", LIBRARY.versions)
def test_every_version_says_which_lists_are_steps(version: str) -> None:
    found = {item.question.id for item in list_votable(LIBRARY.of(version).questionnaire) if item.is_ordered}
    assert found == ORDERED[version]


@pytest.mark.parametrize("version", LIBRARY.versions)
def test_numbers_texts_and_extra_questions_are_never_asked_of_a_room(version: str) -> None:
    questionnaire = LIBRARY.of(version).questionnaire
    asked = {item.question.id for item in list_votable(questionnaire)}
    kinds = {questionnaire.question(name).kind for name in asked}
    assert kinds == {Kind.ONE, Kind.SEVERAL, Kind.GRID}
    for question in questionnaire.questions:
        assert (question.id in asked) == (question.kind not in (Kind.NUMBER, Kind.TEXT) and not question.extra)


@pytest.mark.parametrize("version", LIBRARY.versions)
def test_each_thing_is_found_by_its_key(version: str) -> None:
    questionnaire = LIBRARY.of(version).questionnaire
    items = list_votable(questionnaire)
    assert [find_votable(questionnaire, item.key) for item in items] == list(items)
    for key in ("", "webcare.staff", "strategy.conditions", "strategy.conditions/none", "next.steps", "/"):
        assert find_votable(questionnaire, key) is None


@pytest.mark.parametrize("pick", SIZES)
def test_an_hour_and_a_morning_ask_of_every_domain(pick: Pick) -> None:
    items = pick_items(NEWEST, pick)
    assert len(items) == SIZES[pick]
    assert {item.question.dimension for item in items} == {"listening", "webcare", "participation", "strategy"}


def test_a_morning_asks_all_that_an_hour_asks_and_all_is_all() -> None:
    hour, morning, everything = (pick_items(NEWEST, pick) for pick in Pick)
    assert set(hour) < set(morning) < set(everything)
    assert everything == list_votable(NEWEST)


@pytest.mark.parametrize(
    ("picks", "wrong"),
    [
        ({"hour": ("webcare.scheme",)}, "8 different"),
        ({"hour": ("webcare.scheme",) * 8}, "not 1"),
        ({"hour": ("webcare.staff",)}, "'webcare.staff' is nothing"),
        ({"hour": ("webcare.scheme",), "morning": ("webcare.live",)}, "and so in a morning"),
    ],
)
def test_a_mistake_in_the_picks_is_told(picks: dict[str, tuple[str, ...]], wrong: str) -> None:
    questionnaire = Questionnaire("2026.9", NEWEST.sections, NEWEST.questions, None, picks)
    assert any(wrong in problem.message for problem in check_picks(questionnaire))


def test_the_top_of_a_list_is_the_end_with_more_points() -> None:
    for key, top in (
        ("webcare.reports", "always"),
        ("listening.watching", "daily"),
        ("listening.atmosphere", "negative"),
    ):
        item = find_votable(NEWEST, key)
        assert item is not None
        assert item.top is not None
        assert item.top.id == top
    beside = find_votable(NEWEST, "webcare.questions")
    assert beside is not None
    assert beside.top is beside.options[0]
    assert len(beside.steps) == len(beside.options) - 1


def test_two_options_are_no_order_and_a_list_of_several_has_none() -> None:
    for key in ("presence.active", "strategy.documents", "webcare.who"):
        item = find_votable(NEWEST, key)
        assert item is not None
        assert (item.is_ordered, item.steps, item.top) == (False, (), None)
