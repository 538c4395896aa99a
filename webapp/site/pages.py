"""The pages that say what this is: start, privacy, accessibility."""

from __future__ import annotations

from datetime import date

from flask import current_app, render_template

from webapp.demo import list_examples
from webapp.web.state import get_content, get_settings
from webapp.wording.municipalities import find_municipality

STATEMENT_DATE = date(2026, 11, 24)
"""When the accessibility statement was last held against the pages. Change it only after doing that again."""
PRIVACY_DATE = date(2026, 11, 24)
"""The same for the privacy page."""


def home() -> str:
    """The start page: what it is, how long it takes, what happens to the data, and one thing to do."""
    content = get_content()
    return render_template(
        "site/home.html",
        questionnaire=content.questionnaire,
        growth_path=content.growth_path,
        expiry_days=get_settings().expiry_days,
        examples=[(find_municipality(example.municipality), example.token) for example in list_examples()],
    )


def privacy() -> str:
    """What is stored, for how long, and who can see it; taken from the settings that are in force."""
    return render_template(
        "site/privacy.html",
        settings=get_settings(),
        cookie_name=current_app.config["SESSION_COOKIE_NAME"],
        cookie_days=current_app.permanent_session_lifetime.days,
        checked_on=PRIVACY_DATE,
    )


def accessibility() -> str:
    """The accessibility statement."""
    return render_template("site/accessibility.html", checked_on=STATEMENT_DATE)
