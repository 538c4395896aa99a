"""What the next page says after something was done to a voice."""

from __future__ import annotations

from webapp.language.texts import gettext, ngettext
from webapp.store.voices import MOST_VOICES
from webapp.web.notices import define_notice


def full_text() -> str:
    """Return what to do where there is no room for another voice."""
    return str(gettext("You asked %(most)s times already. Withdraw one first, then ask again.", most=MOST_VOICES))


def no_room_text() -> str:
    """Return why a question can't be put aside for another role, and what to do."""
    return str(
        gettext(
            "Not put aside: there are %(most)s roles and links already. Remove one first, in “Let colleagues answer”.",
            most=MOST_VOICES,
        )
    )


CHANGED = define_notice("inbreng-bewaard", "success", lambda _: gettext("Saved. The link stays the same."))
WITHDRAWN = define_notice(
    "inbreng-ingetrokken", "success", lambda _: gettext("The link is withdrawn: it opens nothing any more.")
)
REMOVED = define_notice("inbreng-weg", "success", lambda _: gettext("It is deleted."))
GONE = define_notice("inbreng-al-weg", "info", lambda _: gettext("This was withdrawn before."))
FROZEN = define_notice(
    "inbreng-geopend",
    "info",
    lambda _: gettext("Meanwhile they opened the questions, so what is asked stays as it was. Nothing was changed."),
)
PARKED = define_notice(
    "opzijgelegd",
    "success",
    lambda count: ngettext(
        "Put aside: one question for this role. You make the link of it in “Let colleagues answer”.",
        "Put aside: %(num)s questions for this role now. You make one link of them in “Let colleagues answer”.",
        int(count),
    ),
    r"\d{1,3}",
)
TAKEN_BACK = define_notice("niet-meer-opzij", "success", lambda _: gettext("No longer put aside for this role."))
FULL = define_notice("inbreng-vol", "info", lambda _: full_text())
