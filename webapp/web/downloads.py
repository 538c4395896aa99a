"""What is taken along: files with a name that says what they are, of whom and of which day."""

from __future__ import annotations

import re
import unicodedata

from flask import Response, make_response

from webapp.clock import today


def name_file(municipality: str, ending: str, *, stem: str = "pleinwijzer", language: str = "") -> str:
    """Return the name under which a file is saved: `pleinwijzer-gent-2026-11-24-nl.pdf`.

    `language` is that of the words in it, and empty where it holds none: what is asked for in two languages is two
    files.
    """
    plain = unicodedata.normalize("NFKD", municipality).encode("ascii", "ignore").decode()
    place = re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")
    return "-".join(filter(None, (stem, place, f"{today():%Y-%m-%d}", language))) + f".{ending}"


def offer_file(content: str | bytes, media_type: str, name: str) -> Response:
    """Return a file to save; no cache may keep it, for it holds what somebody typed."""
    response = make_response(content)
    response.headers["Content-Type"] = f"{media_type}; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
