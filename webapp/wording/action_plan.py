"""What pages say of the action plan as a whole."""

from __future__ import annotations

from webapp.language.texts import gettext, ngettext
from webapp.store.action_plan import MOST_ACTIONS


def full_plan_text() -> str:
    """Return what is said when there is no room for more actions."""
    return str(
        gettext(
            "NOT saved: an action plan has room for %(most)s actions. Delete one that is done first.", most=MOST_ACTIONS
        )
    )


def saved_rows_text(count: int) -> str:
    """Return how many actions were saved at once."""
    if not count:
        return str(gettext("Nothing was changed, so there was nothing to save."))
    return str(ngettext("One action is saved.", "%(num)s actions are saved.", count))


def tell_calendar(dated: int, total: int, withdrawn: int) -> str:
    """Return what the calendar file holds now; `withdrawn` days are taken away from agendas."""
    if dated:
        now = gettext("The calendar file holds the date of each action that has one: %(count)s of %(total)s now.",
                      count=dated, total=total)  # fmt: skip
    elif withdrawn:
        now = gettext(
            "The calendar file takes dates that no longer apply out of your calendar; no action has a date now."
        )
    else:
        now = gettext("The calendar file will hold the date of each action; none has a date yet.")
    again = gettext("Download it again when something changes.")
    return f"{now} {again}"
