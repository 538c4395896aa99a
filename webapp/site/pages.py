"""What the pages say that tell what this is: start, privacy, accessibility."""

from __future__ import annotations

from datetime import date

from webapp.store.workshops import KEPT_DAYS
from webapp.web.examples import describe_result, list_examples
from webapp.web.language import COOKIE_DAYS, LANGUAGE_COOKIE
from webapp.web.state import get_settings, newest_content
from webapp.wording.municipalities import find_municipality

STATEMENT_DATE = date(2026, 11, 24)
"""When the accessibility statement was last held against the pages. Change it only after doing that again."""
PRIVACY_DATE = date(2026, 11, 27)
"""The same for the privacy page."""


def shape_home() -> dict[str, object]:
    """Return what the start page shows."""
    content = newest_content()
    return {
        "questionnaire": content.questionnaire,
        "growth_path": content.growth_path,
        "expiry_days": get_settings().expiry_days,
        **describe_result(),
        "examples": [(find_municipality(example.municipality), example.token) for example in list_examples()],
    }


def shape_privacy() -> dict[str, object]:
    """Return what the privacy page says, from the settings that are in force."""
    return {
        "settings": get_settings(),
        "cookie_name": LANGUAGE_COOKIE,
        "cookie_days": COOKIE_DAYS,
        "workshop_days": KEPT_DAYS,
        "checked_on": PRIVACY_DATE,
    }


def shape_accessibility() -> dict[str, object]:
    """Return what the accessibility statement says of itself."""
    return {"checked_on": STATEMENT_DATE}
