"""What the next page says after something was done to a link."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.store.links import MOST_LINKS
from webapp.web.notices import define_notice


def full_text() -> str:
    """Return what to do where there is no room for another link."""
    return str(
        gettext(
            "You have %(most)s links already. Withdraw one that nobody needs, then make a new one.", most=MOST_LINKS
        )
    )


CHANGED = define_notice("link-bewaard", "success", lambda _: gettext("The link is saved. Its address stays the same."))
REVOKED = define_notice(
    "link-ingetrokken", "success", lambda _: gettext("The link is withdrawn: it opens nothing any more.")
)
REPLACED = define_notice(
    "link-vervangen",
    "success",
    lambda _: gettext("Your new link is below. Save it now: the old one no longer works for anybody."),
)
GONE = define_notice("link-weg", "info", lambda _: gettext("This link did not work any more: it was withdrawn before."))
FULL = define_notice("links-vol", "info", lambda _: full_text())
