"""Names for links, and for those who wrote: which link something was saved through, where there is more than one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.language.texts import gettext
from webapp.store.actors import Actor
from webapp.store.connections import Connection
from webapp.store.links import LinkRecord, Scope, list_links
from webapp.web.visit import Visit


def name_writers(connection: Connection, visit: Visit) -> Mapping[Actor, str]:
    """Return the names of the other links that could write; empty where this visit's own is the only one.

    Empty too for who may only read: who filled in what is for those who fill in.
    """
    if not visit.may_write:
        return {}
    return {
        link.actor: name_link(link)
        for link in list_links(connection, visit.assessment.id)
        if link.scope is Scope.FILL_IN and link.actor != visit.actor
    }


def name_links(links: Iterable[LinkRecord]) -> Mapping[Actor, str]:
    """Return what each link is called."""
    return {link.actor: name_link(link) for link in links}


def name_link(link: LinkRecord) -> str:
    """Return what a link is called within a sentence: its label, or what it is."""
    if link.label:
        return str(gettext("the link “%(label)s”", label=link.label))
    if link.is_own:
        return str(gettext("your own link") if link.revoked_at is None else gettext("your earlier link"))
    return str(gettext("a link without a name"))


def tell_writer(name: str) -> str:
    """Return through which link something was done, as a sentence of its own."""
    return str(gettext("Through %(link)s.", link=name))
