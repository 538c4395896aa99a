"""The form by which what a room agreed on becomes a self-scan."""

from __future__ import annotations

from flask import request

from webapp.language.locale import current_language
from webapp.scan.profile_form import ProfileForm
from webapp.store.workshops import WorkshopRecord
from webapp.wording.inhabitants import count_inhabitants

NEW, EXISTING = "nieuw", "bestaand"


def read_profile(workshop: WorkshopRecord) -> ProfileForm:
    """Return the profile of the self-scan to begin: the municipality is the one that the room judged."""
    form = ProfileForm(request.form if request.method == "POST" else None)
    form.municipality.data, form.typed_name.raw_data = workshop.municipality, []
    if request.method != "POST":
        form.inhabitants.data = str(count_inhabitants(workshop.municipality) or "")
    form.language.data = form.language.data or current_language()
    return form
