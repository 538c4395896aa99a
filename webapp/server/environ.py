"""A request as WSGI puts it, with nothing in it that is only claimed."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, MutableMapping
from functools import lru_cache
from typing import Any
from urllib.parse import unquote_to_bytes

from webapp.server.addresses import Client, Header, Site, is_believable

LONGEST_KEPT_NAME = 40
"""Names of headers up to so many bytes are remembered; what else somebody sends takes no memory."""


def build_environ(scope: MutableMapping[str, Any], client: Client, site: Site, body: bytes) -> dict[str, Any]:
    """Return the request of an ASGI scope, with its whole body, as WSGI puts it."""
    host, _, port = site.host.rpartition(":") if site.host.rpartition(":")[2].isdigit() else (site.host, "", "")
    path = scope.get("raw_path") or scope["path"].encode()
    environ: dict[str, Any] = {
        # For a head Werkzeug leaves the body out, and its length would be unknown; `give` leaves it out instead.
        "REQUEST_METHOD": "GET" if scope["method"] == "HEAD" else scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host or scope["server"][0],
        "SERVER_PORT": port or ("443" if site.scheme == "https" else "80") if host else str(scope["server"][1]),
        "REMOTE_ADDR": client.address,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": site.scheme,
        "wsgi.input": io.BytesIO(body),
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for key, value in read_headers(scope["headers"]):
        separator = "; " if key == "HTTP_COOKIE" else ","
        environ[key] = f"{environ[key]}{separator}{value}" if key in environ else value
    if site.host:
        environ["HTTP_HOST"] = site.host
    return environ


def read_headers(headers: Iterable[Header]) -> Iterable[tuple[str, str]]:
    """Yield the headers that may reach the application, by their names in WSGI."""
    for raw, value in headers:
        key = _name_kept(raw) if len(raw) <= LONGEST_KEPT_NAME else _name_header(raw)
        if key:
            yield key, value.decode("latin-1")


def _name_header(raw: bytes) -> str:
    """Return a header's name in WSGI; empty for one that may not reach the application."""
    name = raw.decode("latin-1")
    key = name.upper().replace("-", "_")
    if not is_believable(name):
        return ""
    return key if key in {"CONTENT_TYPE", "CONTENT_LENGTH"} else f"HTTP_{key}"


_name_kept = lru_cache(256)(_name_header)  # all browsers together send a few dozen names
