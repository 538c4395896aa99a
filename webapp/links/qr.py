"""A link as a picture for a phone's camera."""

from __future__ import annotations

from io import BytesIO

from markupsafe import Markup


def draw_inside(link: str, title: str) -> Markup:
    """Return a link as a picture to stand inside a page, with a title for who can't see it."""
    return Markup(draw_qr(link, title).decode())  # noqa: S704 (drawn from the address)


def draw_qr(link: str, title: str = "") -> bytes:
    """Return a link as SVG: a file of its own, or with a title what can stand inside a page."""
    import segno  # noqa: PLC0415 (no start waits for it)

    picture = BytesIO()
    segno.make(link, error="m", micro=False).save(
        picture,
        kind="svg",
        xmldecl=False,
        svgns=not title,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        border=2,
        title=title or None,
    )
    return picture.getvalue()
