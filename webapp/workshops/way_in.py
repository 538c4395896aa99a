"""How participants come into a room: the picture for their camera, the code, and the address to type it at."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for
from markupsafe import Markup

from webapp.language.texts import gettext
from webapp.links.qr import draw_inside
from webapp.store.workshops import WorkshopRecord
from webapp.workshops.secrets import room_address


class WayIn(NamedTuple):
    """The picture, and the address that somebody without a camera types: without `https://`."""

    qr: Markup
    typed_address: str


def describe_way_in(workshop: WorkshopRecord) -> WayIn:
    """Return how participants come into a room."""
    camera = url_for("door.join", room_code=room_address(workshop.code), _external=True)
    typed = url_for("door.type_code", _external=True).partition("://")[2]
    return WayIn(draw_inside(camera, gettext("QR code to take part")), typed)
