"""Who may open the pages of an assessment by a link: whoever has one, as far as its scope goes."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort

from webapp.clock import today
from webapp.store.failures import StoreUnavailable
from webapp.store.links import LinkRecord, Scope, find_link, note_use
from webapp.web.limits import answer_failed_link
from webapp.web.state import reading, writing
from webapp.web.visit import Visit

ADDRESS = "/z/<token>"
"""Where the pages of an assessment stand for who has a link; the token is the link's secret."""


@dataclass(frozen=True)
class LinkPolicy:
    """Lets in whoever has a link with one of the scopes, or only the own link.

    Unknown, revoked and ended links are not told apart.
    """

    scopes: frozenset[Scope]
    only_own: bool = False
    arguments: frozenset[str] = frozenset({"token"})
    is_private: bool = True

    def admit(self, arguments: dict[str, Any]) -> Visit:
        """Return the visit. Aborts with 404, or 429 after many wrong links; raises StoreUnavailable."""
        token, day = str(arguments["token"]), today()
        with reading() as connection:
            found = find_link(connection, token, day)
        if found is None:
            raise answer_failed_link()
        link, assessment = found
        if link.scope not in self.scopes or (self.only_own and not link.is_own):
            abort(404)
        remember_use(link, day)
        return Visit(
            assessment=assessment,
            actor=link.actor,
            address={"token": token},
            may_write=link.scope is Scope.FILL_IN,
            sees_notes=link.scope is Scope.FILL_IN or (link.scope is Scope.READ and link.with_notes),
            is_own=link.is_own,
            voice=link.voice_id,
        )


FILL_IN = LinkPolicy(frozenset({Scope.FILL_IN}))
"""Filling in and changing: all that belongs to the work on an assessment."""

OWN = LinkPolicy(frozenset({Scope.FILL_IN}), only_own=True)
"""What is the municipality's alone: who else comes in, the next self-scan, and deleting."""

READ = LinkPolicy(frozenset({Scope.FILL_IN, Scope.READ}))
"""Looking at the result and taking it along."""

VOICE = LinkPolicy(frozenset({Scope.VOICE}))
"""Answering what was asked of one voice, and nothing else."""

ENTER = LinkPolicy(frozenset(Scope))
"""The address that every link is: it leads to what the link opens."""


def remember_use(link: LinkRecord, day: date) -> None:
    """Remember the day of a link's last use: one write a day, and no reason to refuse a page."""
    if link.last_used == day:
        return
    with suppress(StoreUnavailable), writing() as connection:
        note_use(connection, link.id, day)
