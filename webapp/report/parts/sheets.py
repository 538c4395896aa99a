"""The sheets that help to begin a recommendation, as the pages and documents of a result name them."""

from __future__ import annotations

from typing import NamedTuple

from webapp.language.locale import translate_text
from webapp.report.parts.addresses import Addresses
from webapp.web.state import get_sheets


class SheetLink(NamedTuple):
    """A sheet with the address of its page."""

    id: str
    title: str
    href: str


def link_sheets(recommendation_id: str | None, addresses: Addresses) -> tuple[SheetLink, ...]:
    """Return the sheets of a recommendation; none where it has none."""
    return tuple(
        SheetLink(sheet.id, translate_text(sheet.title), addresses.sheet(sheet.id))
        for sheet in get_sheets().of(recommendation_id)
    )
