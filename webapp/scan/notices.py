"""What the next page says after something was done while filling in."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

BEGUN = define_notice(
    "begonnen", "success", lambda _: gettext("Your self-scan is ready. Save the link below before you go on.")
)
BEGUN_AGAIN = define_notice(
    "opnieuw-begonnen",
    "success",
    lambda _: gettext("Your new self-scan is ready. It has a link of its own: save it before you go on."),
)
PROFILE_SAVED = define_notice("profiel-bewaard", "success", lambda _: gettext("Your details are saved."))
SAVED = define_notice(
    "bewaard", "success", lambda time: gettext("Saved at %(time)s.", time=time), r"([01]\d|2[0-3]):[0-5]\d"
)
ANSWER_REOPENED = define_notice(
    "heropend-door-antwoord",
    "info",
    lambda _: gettext("The self-scan was finished. It is open again, because you changed an answer."),
)
REOPENED = define_notice(
    "heropend", "success", lambda _: gettext("The self-scan is open again. You can change every answer.")
)
