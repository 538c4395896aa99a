"""What the trainer's page says after a command."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

STALE = define_notice(
    "workshop-intussen-verder",
    "info",
    lambda _: gettext("Nothing was done: the workshop had already moved on. This is where it is now."),
)
WRONG_STAGE = define_notice(
    "workshop-kan-nu-niet", "info", lambda _: gettext("That can’t be done now. This is where the workshop is.")
)
CHANGED = define_notice("workshop-aangepast", "success", lambda _: gettext("The workshop is changed."))
SKIPPED = define_notice(
    "ronde-overgeslagen", "info", lambda _: gettext("Skipped. What was answered is gone; nobody saw it.")
)
DOOR_CHANGED = define_notice("deur-aangepast", "success", lambda _: gettext("The change is saved."))
SENT_AWAY = define_notice(
    "deelname-verwijderd",
    "success",
    lambda sign: gettext(
        "“%(sign)s” is out of the room. What was shown before stays; from now on this phone does not count.", sign=sign
    ),
    shape="[A-Z0-9]{1,8}",
)
AGREED = define_notice("afspraak-bewaard", "success", lambda _: gettext("The agreed answer is saved."))
HANDS_KEPT = define_notice(
    "handen-bewaard", "success", lambda _: gettext("The number of hands is saved, apart from the answers.")
)
REHEARSAL_READY = define_notice(
    "oefening-klaar",
    "success",
    lambda _: gettext("This is a rehearsal, with invented people. Phones cannot come in, and nothing of it counts."),
)
DELETED = define_notice("workshop-gewist", "success", lambda _: gettext("The workshop and all that was in it is gone."))
REHEARSAL_DELETED = define_notice(
    "oefening-gewist", "success", lambda _: gettext("The rehearsal is deleted. This is the workshop itself.")
)
