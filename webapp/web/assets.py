"""Addresses of our own style sheets and scripts, and the sheets that are joined: of all pages, of phones in a room.

Addresses carry a digest of the content, so that a browser may keep a file for a year and still gets another one right
after an upgrade. The sheets that every page needs are joined when the application starts: a page waits for one file
instead of ten before it is drawn.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import cast

from flask import Flask, Response, request

VERSION_PARAMETER = "v"
SECONDS_WITH_VERSION = 365 * 24 * 3600
SECONDS_WITHOUT = 3600

SHEETS = (
    "tokens", "fonts", "base", "layout", "forms", "questions", "components", "results", "autocomplete", "print",
)  # fmt: skip
"""The sheets of every page, in order; they stand in `static/css`."""
PHONE_SHEETS = ("tokens", "phone_pages")
"""Those of a participant in a workshop, who may have an old phone on a poor line."""
FLAT = "css/phone.css"
"""Comes without cascade layers: a phone of 2021 that was never updated would drop all that stands in one."""
JOINED = {"css/site.css": SHEETS, FLAT: PHONE_SHEETS}

_LAYER = re.compile(rb"^(?:@layer [^;{]+[;{]|\})\n?", re.MULTILINE)

# A style sheet names a typeface by its bare address: the page must preload exactly that one.
VERSIONED = (".css", ".js", ".svg")
TYPEFACE = ".woff2"
"""Kept for as long as what has a digest: a typeface that changes gets another name."""


def address_assets(app: Flask) -> None:
    """Give templates `asset(name)`, and let browsers keep each file as long as its address allows."""
    folder, root = Path(app.static_folder or ""), app.static_url_path or ""
    sheets = {name: join_sheets(folder, parts) for name, parts in JOINED.items()}
    sheets[FLAT] = flatten_layers(sheets[FLAT])
    joined = {name: _address(root, name, sheet) for name, sheet in sheets.items()}
    addresses = dict(_list_addresses(folder, root)) | joined
    app.jinja_env.globals["asset"] = lambda name: _find_address(addresses, name)
    app.get_send_file_max_age = choose_age  # type: ignore[method-assign]  # Flask asks this for each file
    send_file = app.view_functions["static"]

    def send_static(filename: str) -> Response:
        if filename in sheets:
            return _send_sheet(filename, sheets[filename])
        return cast(Response, send_file(filename=filename))

    app.view_functions["static"] = send_static


def join_sheets(folder: Path, parts: Iterable[str] = SHEETS) -> bytes:
    """Return sheets as one, those of every page; without those that a folder lacks."""
    paths = (folder / "css" / f"{name}.css" for name in parts)
    return b"\n".join(path.read_bytes() for path in paths if path.is_file())


def flatten_layers(sheet: bytes) -> bytes:
    """Return a sheet without its layers; what stands in them stays, in the same order. They begin and end a line."""
    return _LAYER.sub(b"", sheet)


def _send_sheet(name: str, sheet: bytes) -> Response:
    response = Response(sheet, mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = choose_age(name)
    response.add_etag()
    response.make_conditional(request)
    return response


def choose_age(filename: str | None) -> int:
    """Return for how many seconds a browser may keep the file that is asked for."""
    stays = VERSION_PARAMETER in request.args or (filename or "").endswith(TYPEFACE)
    return SECONDS_WITH_VERSION if stays else SECONDS_WITHOUT


def _find_address(addresses: Mapping[str, str], name: str) -> str:
    if name not in addresses:
        raise LookupError(f"there is no static file {name}")
    return addresses[name]


def _list_addresses(folder: Path, root: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            yield name, _address(root, name, path.read_bytes())


def _address(root: str, name: str, content: bytes) -> str:
    if not name.endswith(VERSIONED):
        return f"{root}/{name}"
    return f"{root}/{name}?{VERSION_PARAMETER}={hashlib.sha256(content).hexdigest()[:12]}"
