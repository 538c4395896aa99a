"""What is done from a seat: each a whole, all of it or nothing. A vote leaves no line in the audit and no time."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort

from assessment.answers import plain_answer
from assessment.model import Answer
from assessment.workshops.choices import ChoiceError, answers_of, read_choice
from assessment.workshops.items import Votable, find_votable
from webapp.scan.operations import Begun, begin_answered, describe_new
from webapp.scan.profile_form import Profile
from webapp.store.answers import AnswerChange
from webapp.store.rounds import RoundRecord, get_round, list_rounds
from webapp.store.seats import delete_seat
from webapp.store.votes import Receipt, list_own_votes, save_vote
from webapp.store.workshops import Subject, WorkshopRecord
from webapp.web.state import get_database, reading, writing
from webapp.workshops import live
from webapp.workshops.asked import content_of_room
from webapp.workshops.policy import SeatVisit

LARGEST_NUMBER = 99_999_999
"""Of an answer: as many signs as each number has in a form."""


class NoSuchRoundError(Exception):
    """There is no such round in this workshop, or it asks nothing that can be answered."""


def require_own_subject(visit: SeatVisit) -> None:
    """Abort with 404 where the workshop is about one municipality: its agreed answers are another's to take along."""
    if visit.workshop.subject is not Subject.MANY:
        abort(404)


def votable_of(workshop: WorkshopRecord, key: str) -> Votable:
    """Return what is asked by a key, in the version that the workshop asks. Raises NoSuchRoundError."""
    found = find_votable(content_of_room(workshop).questionnaire, key)
    if found is None:
        raise NoSuchRoundError
    return found


def vote(visit: SeatVisit, round_id: int, masks: list[str], number: int) -> Receipt:
    """Save an answer, unless a newer one stands or the round is not open (any more).

    Raises NoSuchRoundError, ChoiceError and StoreUnavailable.
    """
    if not 0 < number <= LARGEST_NUMBER:
        raise ChoiceError("shape")
    found = _find_round(visit.workshop, round_id)
    mask = read_choice(votable_of(visit.workshop, found.item), masks)
    with writing() as connection:
        return save_vote(connection, visit.seat.id, found.id, mask, number)


def _find_round(workshop: WorkshopRecord, round_id: int) -> RoundRecord:
    current = live.look(workshop.uid).round
    if current is not None and current.id == round_id:
        return current
    with reading() as connection:
        found = get_round(connection, round_id)
    if found is None or found.workshop_id != workshop.id:
        raise NoSuchRoundError
    return found


def list_own(visit: SeatVisit) -> tuple[tuple[RoundRecord, ...], Mapping[int, str]]:
    """Return the rounds of a workshop, and what this seat answered in them, by their number."""
    with reading() as connection:
        return list_rounds(connection, visit.workshop.id), list_own_votes(connection, visit.seat.id)


def own_answers(visit: SeatVisit) -> dict[str, Answer]:
    """Return what this seat answered last, question by question."""
    rounds, votes = list_own(visit)
    masks = {one.item: votes[one.id] for one in sorted(rounds, key=lambda one: one.no) if one.id in votes}
    return answers_of(content_of_room(visit.workshop).questionnaire, masks)


def leave(visit: SeatVisit) -> None:
    """Delete a seat with its answers. What was revealed with them stays as it was. Raises StoreUnavailable."""
    with writing() as connection:
        delete_seat(connection, visit.seat.id)
    get_database().truncate_log()
    live.forget(visit.workshop.uid)


def begin_own(visit: SeatVisit, profile: Profile, secret: str) -> Begun:
    """Begin a self-scan of one's own municipality with one's answers, or return the one that the form began before.

    Nothing ties it to the workshop. Raises StoreUnavailable.
    """
    changes = [AnswerChange(name, plain_answer(answer), "", 0) for name, answer in own_answers(visit).items()]
    with writing() as connection:
        return begin_answered(connection, describe_new(profile, visit.workshop.version), secret, changes)
