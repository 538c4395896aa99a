"""The production server: waitress, which serves the application until it is asked to stop."""

from __future__ import annotations

import logging
import signal
import socket
from typing import TYPE_CHECKING, NoReturn

from waitress.server import BaseWSGIServer, MultiSocketServer, create_server

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    from webapp.config import Settings

# A browser keeps several connections open without using them; waitress' own limit of 100 stalls at twenty readers.
CONNECTIONS = 1000
# While one request waits for the disk or for a picture, others go on; more threads only get in each other's way.
THREADS = 8
# What a reverse proxy tells about the request that it passes on.
FORWARDED = frozenset({"x-forwarded-for", "x-forwarded-host", "x-forwarded-proto"})


def serve(application: Flask, settings: Settings, announce: Callable[[str], None]) -> None:
    """Serve on the settings' host and port until Ctrl-C or SIGTERM; port 0 takes a free one.

    `announce` is called with each address as soon as the server listens there. Raises OSError when it can't listen.
    """
    signal.signal(signal.SIGTERM, leave)
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # requests that wait a moment are nobody's concern
    server = create_server(
        application,
        host=settings.host,
        port=settings.port,
        connection_limit=CONNECTIONS,
        threads=THREADS,
        asyncore_use_poll=True,  # select() gives up beyond 1024 open files
        ident=None,  # nobody needs to know what serves this
        trusted_proxy=settings.trusted_proxy or None,
        trusted_proxy_headers=FORWARDED if settings.trusted_proxy else frozenset(),
        clear_untrusted_proxy_headers=True,  # anybody else could claim to come from anywhere
    )
    for host, port in read_listeners(server):
        announce(write_address(host, port))
    server.run()
    server.close()


def read_listeners(server: MultiSocketServer | BaseWSGIServer) -> list[tuple[str, int]]:
    """Return the hosts and ports that were really taken."""
    if isinstance(server, MultiSocketServer):
        return [(host, int(port)) for host, port in server.effective_listen]
    return [server.socket.getsockname()[:2]] if server.socket else []


def leave(_signal: int, _frame: object) -> NoReturn:
    """Leave the server's loop as Ctrl-C does."""
    raise SystemExit(0)


def write_address(host: str, port: int) -> str:
    """Return the address to type into a browser."""
    try:
        socket.inet_pton(socket.AF_INET6, host)
    except OSError:
        return f"http://{host}:{port}"
    return f"http://[{host}]:{port}"
