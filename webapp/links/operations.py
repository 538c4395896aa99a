"""What is done to links: each with its line in the audit, all of it or nothing."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from webapp.store.audit import Happening, record_event
from webapp.store.links import (
    LinkMissingError,
    LinkRecord,
    NewLink,
    change_link,
    create_link,
    find_made_link,
    get_link,
    replace_own_link,
    revoke_link,
)
from webapp.web.state import writing
from webapp.web.visit import Visit


class Made(NamedTuple):
    """A link that a form made, and whether an earlier sending of the same form did so."""

    link: LinkRecord
    is_repeated: bool


def make(visit: Visit, new: NewLink, secret: str) -> Made:
    """Make a link with a secret, or return the one that has it already.

    Raises LinkMissingError where that one was revoked, TooManyLinksError, AssessmentMissingError and StoreUnavailable.
    """
    with writing() as connection:
        present = find_made_link(connection, visit.assessment.id, secret)
        if present is not None:
            if present.revoked_at is not None:
                raise LinkMissingError
            return Made(present, is_repeated=True)
        link, _ = create_link(connection, visit.assessment.id, new, visit.actor, secret)
        record_event(connection, visit.assessment.id, visit.actor, Happening.LINK_MADE, link.label)
    return Made(link, is_repeated=False)


def change(visit: Visit, link_id: int, label: str, ends: date | None) -> None:
    """Change what a link is called and its last day. Raises LinkMissingError, OwnLinkError and StoreUnavailable."""
    with writing() as connection:
        before = get_link(connection, visit.assessment.id, link_id)
        after = change_link(connection, visit.assessment.id, link_id, label=label, ends=ends)
        if after != before:
            record_event(connection, visit.assessment.id, visit.actor, Happening.LINK_CHANGED, after.label)


def revoke(visit: Visit, link_id: int) -> None:
    """Let a link work no longer. Raises LinkMissingError, OwnLinkError and StoreUnavailable."""
    with writing() as connection:
        link = revoke_link(connection, visit.assessment.id, link_id)
        record_event(connection, visit.assessment.id, visit.actor, Happening.LINK_REVOKED, link.label)


def replace(visit: Visit, secret: str) -> None:
    """Put a new own link with a secret in the place of the one that the visit came by.

    Does nothing where the secret's link is there already. Raises LinkMissingError where somebody replaced the visit's
    link by yet another one, and StoreUnavailable.
    """
    with writing() as connection:
        if find_made_link(connection, visit.assessment.id, secret) is not None:
            return
        current = get_link(connection, visit.assessment.id, visit.actor.id or 0)
        if current is None or current.revoked_at is not None:
            raise LinkMissingError
        replace_own_link(connection, visit.assessment.id, visit.actor, secret)
        record_event(connection, visit.assessment.id, visit.actor, Happening.LINK_REPLACED)
