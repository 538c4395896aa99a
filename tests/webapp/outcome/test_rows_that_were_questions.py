"""Stored answers of which several became rows of one: their notes, who gave them, and what they rest on."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from assessment.basis import NO_BASIS, Basis, Confidence
from assessment.library import Way
from tests.newest import shared_library
from webapp.outcome.versions import carry_saved
from webapp.store.actors import PROGRAM, Actor, ActorKind
from webapp.store.answers import LONGEST_NOTE, SavedAnswer, write_plain

GRIMMER, FALSE_NEWS, TRENDS = "listening.grimmer", "listening.misinformation_seen", "listening.trends"
SURE = Basis(Confidence.SURE)
SOMEBODY = Actor(ActorKind.LINK, 7)


@pytest.fixture(scope="module")
def way() -> Way:
    return shared_library().way("2026.1", "2026.2")


def save(name: str, note: str, day: int, basis: Basis = NO_BASIS) -> SavedAnswer:
    written = write_plain({"options": ["yes"]})
    by = SOMEBODY if day > 10 else PROGRAM
    return SavedAnswer(name, written, note, 3, datetime(2026, 11, day, tzinfo=UTC), by, basis)


def test_they_are_one_row_with_all_notes_by_who_was_last(way: Way) -> None:
    saved = {GRIMMER: save(GRIMMER, "Op Facebook.", 9), FALSE_NEWS: save(FALSE_NEWS, "Twee keer.", 12)}
    carried = carry_saved(way, saved, 4)
    (row,) = carried.rows
    assert (row.question_id, row.plain) == (TRENDS, {"rows": {"false_news": "yes", "grimmer": "yes"}})
    assert row.note == "Op Facebook.\n\nTwee keer."
    assert (row.revision, row.saved_at.day, row.saved_by) == (4, 12, SOMEBODY)
    assert carried.gone == {GRIMMER, FALSE_NEWS}


def test_a_note_that_finds_no_room_stays_with_its_answer(way: Way) -> None:
    saved = {GRIMMER: save(GRIMMER, "a" * LONGEST_NOTE, 9), FALSE_NEWS: save(FALSE_NEWS, "Twee keer.", 12)}
    carried = carry_saved(way, saved, 4)
    assert [row.note for row in carried.rows] == ["a" * LONGEST_NOTE]
    assert carried.gone == {GRIMMER}


@pytest.mark.parametrize(("other", "found"), [(SURE, SURE), (NO_BASIS, NO_BASIS)])
def test_what_only_one_rests_on_is_not_said_of_all(way: Way, other: Basis, found: Basis) -> None:
    saved = {GRIMMER: save(GRIMMER, "", 9, SURE), FALSE_NEWS: save(FALSE_NEWS, "", 12, other)}
    assert [row.basis for row in carry_saved(way, saved, 4).rows] == [found]
