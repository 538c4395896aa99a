"""What a page of the result says after it led somewhere else."""

from __future__ import annotations

from webapp.language.texts import gettext
from webapp.web.notices import define_notice

NOT_ADVISED = define_notice(
    "niet-aanbevolen",
    "info",
    lambda _: gettext("That recommendation is not among yours (any more): your answers don’t ask for it."),
)

NOT_ASKED = define_notice(
    "niet-gevraagd", "info", lambda _: gettext("That question is not in your questionnaire (any more).")
)
