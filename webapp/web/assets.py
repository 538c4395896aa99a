"""Addresses of our own style sheets and scripts.

They carry a digest of the content, so that a browser may keep a file for a year and still gets another one right after
an upgrade.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from flask import Flask, request

VERSION_PARAMETER = "v"
SECONDS_WITH_VERSION = 365 * 24 * 3600
SECONDS_WITHOUT = 3600

# A style sheet names a typeface by its bare address: the page must preload exactly that one.
VERSIONED = (".css", ".js")


def address_assets(app: Flask) -> None:
    """Give templates `asset(name)`, and let browsers keep each file as long as its address allows."""
    addresses = dict(_list_addresses(Path(app.static_folder or ""), app.static_url_path or ""))
    app.jinja_env.globals["asset"] = lambda name: _find_address(addresses, name)
    app.get_send_file_max_age = choose_age  # type: ignore[method-assign, assignment]  # Flask asks this for each file


def choose_age(_filename: str | None) -> int:
    """Return for how many seconds a browser may keep the file that is asked for."""
    return SECONDS_WITH_VERSION if VERSION_PARAMETER in request.args else SECONDS_WITHOUT


def _find_address(addresses: Mapping[str, str], name: str) -> str:
    if name not in addresses:
        raise LookupError(f"there is no static file {name}")
    return addresses[name]


def _list_addresses(folder: Path, root: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
            yield name, f"{root}/{name}" + (f"?{VERSION_PARAMETER}={digest}" if path.suffix in VERSIONED else "")
