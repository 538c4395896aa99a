"""Roles that are suggested: of a service or a function, never of a person."""

from __future__ import annotations

from collections.abc import Collection

from webapp.language.texts import gettext


def list_roles() -> tuple[str, ...]:
    """Return roles to choose from, in the reader's language."""
    return (
        gettext("reception"),
        gettext("general director"),
        gettext("youth service"),
        gettext("webcare team"),
        gettext("participation officer"),
        gettext("communication team"),
        gettext("mayor and aldermen"),
    )


def suggest_role(sections: Collection[str]) -> str:
    """Return the role that is most likely asked for what these sections ask; a general one for several."""
    if len(sections) != 1:
        return str(gettext("colleague"))
    suggested = {
        "webcare": gettext("reception"),
        "strategy": gettext("general director"),
        "participation": gettext("participation officer"),
        "listening": gettext("communication team"),
    }
    return str(suggested.get(next(iter(sections)), gettext("colleague")))
