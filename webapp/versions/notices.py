"""What the next page says after a self-scan moved to a newer questionnaire."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

MOVED = define_notice(
    "vragenlijst-nieuw",
    "success",
    lambda version: gettext("Moved to questionnaire %(version)s. See below what is still open.", version=version),
    r"\d{4}\.\d{1,3}",
)
NEWEST = define_notice(
    "vragenlijst-nieuwste", "info", lambda _: gettext("This self-scan already has the newest questionnaire.")
)
