"""What the next page says after something was taken over or deleted."""

from __future__ import annotations

from webapp.language.texts import gettext, ngettext
from webapp.web.notices import define_notice


def _tell_taken_over(value: str) -> str:
    answers, actions = (int(number) for number in value.split("-"))
    told = ngettext("One answer was taken over.", "%(num)s answers were taken over.", answers)
    if actions:
        told += " " + ngettext("One action is in your plan.", "%(num)s actions are in your plan.", actions)
    return str(told)


TAKEN_OVER = define_notice("overgenomen", "success", _tell_taken_over, r"\d{1,4}-\d{1,4}")
BEGUN_WITH_FILE = define_notice(
    "begonnen-met-bestand",
    "success",
    lambda _: gettext("Your self-scan is ready. Save the link below before you go on."),
)
DELETED = define_notice(
    "verwijderd",
    "success",
    lambda _: gettext("The self-scan and everything in it were deleted. The link no longer works."),
)
