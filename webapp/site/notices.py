"""What the next page says after a language was chosen."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

LANGUAGE_NOT_KEPT = define_notice(
    "taal-niet-bewaard",
    "info",
    lambda _: gettext(
        "Your browser takes no cookies, so it cannot remember this choice: only this page is in the language that you "
        "chose. Under “Your details” you choose the language that a whole self-scan opens in."
    ),
)
