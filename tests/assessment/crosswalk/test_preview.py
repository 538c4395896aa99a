from __future__ import annotations

from decimal import Decimal

from assessment.crosswalk.preview import Preview, preview_move
from assessment.library import Way
from assessment.model import UNKNOWN, Answer, Question
from tests.made_up_versions import ADDED, OTHER_POINTS, REMOVED, RENAMED, RENAMED_TO
from tests.newest import shared_library


def ids(questions: tuple[Question, ...]) -> list[str]:
    return [question.id for question in questions]


def test_without_answers_only_what_is_new_is_told(way: Way) -> None:
    preview = preview_move(way, {})
    assert preview == Preview({}, (), (), (), (way.target.questionnaire.question(ADDED),), ())


def test_each_answer_is_whole_or_asked_again_or_left(way: Way) -> None:
    answers = {
        OTHER_POINTS: Answer(options=("forward",)),
        RENAMED: Answer(options=("later",)),
        REMOVED: Answer(options=("waste",)),
        "presence.followers_facebook": Answer(number=Decimal(900)),
    }
    preview = preview_move(way, answers)
    assert ids(preview.whole) == [OTHER_POINTS, "presence.followers_facebook"]
    assert ids(preview.again) == [RENAMED_TO]
    assert ids(preview.left) == [REMOVED]
    assert ids(preview.new) == [ADDED]
    assert preview.answers.keys() == {OTHER_POINTS, "presence.followers_facebook"}


def test_a_renamed_answer_is_whole(way: Way) -> None:
    assert ids(preview_move(way, {RENAMED: Answer(options=("yes",))}).whole) == [RENAMED_TO]


def test_answers_that_became_rows_come_along_in_part() -> None:
    way = shared_library().way("2026.1", "2026.2")
    answers = {"listening.grimmer": Answer(options=("no",)), "content.advertising": Answer(options=("fully",))}
    preview = preview_move(way, answers)
    assert sorted(ids(preview.partly)) == ["content.kinds", "listening.trends"]
    assert (ids(preview.whole), ids(preview.again), ids(preview.left)) == ([], [], [])
    assert not {"content.kinds", "listening.trends"} & set(ids(preview.new))


def test_what_was_open_already_is_no_loss(way: Way) -> None:
    half = Answer(rows={"time": UNKNOWN})
    assert ids(preview_move(way, {"barriers.reported": half}).whole) == ["barriers.reported"]
