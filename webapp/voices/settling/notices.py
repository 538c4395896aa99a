"""What the next page says after something was settled."""

from __future__ import annotations

from webapp.language.texts import gettext, ngettext
from webapp.web.notices import define_notice


def no_room_text() -> str:
    """Return what to do where nothing more of others can be kept."""
    return str(
        gettext(
            "There is no room for this: what others say and what was decided is too long together. Delete what "
            "nobody needs any more in “Let colleagues answer”, then try again."
        )
    )


NO_ROOM = define_notice("inbreng-te-lang", "info", lambda _: no_room_text())
DECIDED = define_notice("beslist", "success", lambda _: gettext("Decided. The next difference is below."))
ALL_DECIDED = define_notice("alles-beslist", "success", lambda _: gettext("Decided. Nothing is left to settle."))
TAKEN_OVER = define_notice(
    "inbreng-overgenomen",
    "success",
    lambda count: ngettext("One answer is taken over.", "%(num)s answers are taken over.", int(count)),
    r"\d{1,3}",
)
CHANGED_MEANWHILE = define_notice(
    "intussen-veranderd",
    "info",
    lambda _: gettext("Something was saved or sent in meanwhile. Nothing was decided yet: look again."),
)
FINISHED_MEANWHILE = define_notice(
    "intussen-afgerond",
    "info",
    lambda _: gettext("The self-scan was finished meanwhile. Nothing was decided: deciding now opens it again."),
)
