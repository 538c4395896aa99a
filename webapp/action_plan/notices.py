"""What the next page says after something was done to the action plan."""

from __future__ import annotations

from webapp.language.texts import gettext, ngettext
from webapp.web.notices import define_notice
from webapp.wording.action_plan import full_plan_text, saved_rows_text

PUT_IN = define_notice("in-actieplan", "success", lambda _: gettext("The action is in your plan."))
TAKEN_ON = define_notice(
    "in-actieplan-overgenomen",
    "success",
    lambda count: ngettext("One action is in your plan.", "%(num)s actions are in your plan.", int(count)),
    r"\d{1,4}",
)
SAVED = define_notice("actie-bewaard", "success", lambda _: gettext("The action is saved."))
ROWS_SAVED = define_notice("acties-bewaard", "success", lambda count: saved_rows_text(int(count)), r"\d{1,4}")
COMPLETED = define_notice(
    "actie-klaar", "success", lambda _: gettext("Done. The day stands in the history of the action.")
)
REMOVED = define_notice("actie-verwijderd", "success", lambda _: gettext("The action is no longer in your plan."))
MISSING = define_notice(
    "actie-weg",
    "info",
    lambda _: gettext("This action is no longer in the action plan: somebody with the link deleted it."),
)
FULL = define_notice("actieplan-vol", "info", lambda _: full_plan_text())
NO_DAYS = define_notice(
    "actieplan-zonder-dagen",
    "info",
    lambda _: gettext(
        "No action has a date yet. Fill in by when something must be done; then you can put it in a calendar."
    ),
)
