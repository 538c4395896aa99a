"""What the next page says after something was done to a workshop."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

ALREADY_OPENED = define_notice(
    "workshop-al-geopend",
    "info",
    lambda _: gettext("This workshop was made before and is open. Its link is shown only once."),
)
