"""What a visitor does in the municipality: a code from a short list, never a name."""

from __future__ import annotations

from webapp.language.texts import gettext

ROLES = ("communication_officer", "webcare", "general_director", "political", "consultant", "other")


def role_names() -> dict[str, str]:
    """Return the roles with their names in the current language, in the order of the list."""
    return {
        "communication_officer": gettext("Communication officer"),
        "webcare": gettext("Webcare or community manager"),
        "general_director": gettext("General director or manager"),
        "political": gettext("Mayor or alderman"),
        "consultant": gettext("Consultant or trainer"),
        "other": gettext("Something else"),
    }
