"""The invented people of a rehearsal: as many as are expected, and what they answer.

They answer as a room often does: most of them near one answer, some far from it, one or two who don't know. What they
say hangs on the rehearsal and the question alone, so that who rehearses twice sees two different rooms.
"""

from __future__ import annotations

from random import Random

from assessment.model import UNKNOWN
from assessment.workshops.choices import mask_of
from assessment.workshops.items import Votable
from webapp.clock import utc_now
from webapp.store.connections import Connection
from webapp.store.rounds import RoundRecord
from webapp.store.seats import NewSeat, Origin, create_seat, list_invented
from webapp.store.votes import save_vote
from webapp.store.workshops import WorkshopRecord
from webapp.workshops.secrets import derive_seat

MOST_INVENTED = 60
ANSWERS, KNOWS, STAYS_NEAR = 0.93, 0.95, 0.75


def invent_seats(connection: Connection, workshop: WorkshopRecord) -> None:
    """Put invented people into a rehearsal. Raises StoreUnavailable."""
    roles = workshop.roles or ("",)
    for place in range(min(workshop.heads, MOST_INVENTED)):
        nonce = f"invented-{place}"
        keys = derive_seat(workshop.uid, nonce)
        seat = NewSeat(
            nonce, keys.secret, keys.return_hash, keys.signs, roles[place % len(roles)], origin=Origin.INVENTED
        )
        create_seat(connection, workshop.id, seat, utc_now())


def vote_invented(connection: Connection, workshop: WorkshopRecord, one: RoundRecord, votable: Votable) -> None:
    """Let the invented people answer in a round that is open. Raises StoreUnavailable."""
    chance = Random(f"{workshop.uid} {one.item} {one.no}")  # noqa: S311 (invented answers)
    centre = chance.randrange(len(votable.options))
    for seat in list_invented(connection, workshop.id):
        if chance.random() < ANSWERS:
            save_vote(connection, seat.id, one.id, _choose(votable, centre, chance), number=1)


def _choose(votable: Votable, centre: int, chance: Random) -> str:
    if chance.random() > KNOWS:
        return mask_of(votable, UNKNOWN)
    options = votable.options
    if votable.is_several:
        several = [option for option in options if not option.exclusive]
        ticked = [option.id for option in several if chance.random() < 1 / 2]
        return mask_of(votable, *(ticked or [options[centre].id]))
    near = min(max(centre + chance.choice((-1, 0, 0, 1)), 0), len(options) - 1)
    place = near if chance.random() < STAYS_NEAR else chance.randrange(len(options))
    return mask_of(votable, options[place].id)
