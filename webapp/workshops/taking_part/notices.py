"""What the page of a seat says after an answer that did not count."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

LATE = define_notice(
    "te-laat", "warn", lambda _: gettext("Too late: the question was closed. This answer does not count.")
)
OLDER = define_notice(
    "al-nieuwer",
    "warn",
    lambda _: gettext(
        "Not taken: you sent a newer answer, maybe on another device. Choose again if you want another one."
    ),
)
EMPTY = define_notice("niets-gekozen", "warn", lambda _: gettext("Choose an answer first."))
MIXED = define_notice(
    "niet-samen",
    "warn",
    lambda _: gettext(
        "Not received: “none of these” and “don’t know” don’t go together with another answer. Choose one of the two."
    ),
)
REFUSED = define_notice(
    "niet-te-lezen", "warn", lambda _: gettext("Not received: this answer could not be taken. Choose again.")
)
