"""What pages say of the action plan as a whole."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.store.action_plan import MOST_ACTIONS


def full_plan_text() -> str:
    """Return what is said when there is no room for more actions."""
    return str(
        gettext("NOT saved: a plan has room for %(most)s actions. Remove one that is done first.", most=MOST_ACTIONS)
    )
