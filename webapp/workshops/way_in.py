"""How participants come into a room: the picture for their camera, the code, and the address to type it at."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from markupsafe import Markup

from webapp.language.texts import gettext
from webapp.links.qr import draw_qr
from webapp.store.workshops import WorkshopRecord
from webapp.web.state import get_settings
from webapp.workshops.secrets import room_address


@dataclass(frozen=True)
class WayIn:
    """The picture, and the address that somebody without a camera types: without `https://`."""

    qr: Markup
    typed_address: str


def describe_way_in(workshop: WorkshopRecord) -> WayIn:
    """Return how participants come into a room."""
    camera = on_this_site(url_for("door.join", room_code=room_address(workshop.code), _external=True))
    typed = on_this_site(url_for("door.type_code", _external=True)).partition("://")[2]
    picture = draw_qr(camera, gettext("QR code to take part")).decode()
    return WayIn(Markup(picture), typed)  # noqa: S704 (drawn from the address)


def on_this_site(address: str) -> str:
    """Return an address as the settings name this site, where they do."""
    own = get_settings().address.rstrip("/")
    return own + "/" + address.partition("://")[2].partition("/")[2] if own else address
