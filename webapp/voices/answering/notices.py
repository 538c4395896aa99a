"""What the next page says after something was done by the link of a voice."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

SENT = define_notice(
    "ingestuurd", "success", lambda _: gettext("Thank you! From now on whoever asked you can read your answers.")
)
CHANGED = define_notice(
    "vraag-veranderd", "info", lambda _: gettext("What you are asked was changed just now: this is what it is.")
)
ERASED = define_notice("bijdrage-gewist", "success", lambda _: gettext("All that you filled in is gone."))
FROZEN = define_notice(
    "al-ingestuurd", "info", lambda _: gettext("You sent this in already, so it stays. You can still change an answer.")
)
