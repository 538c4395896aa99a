"""One serving process: it builds the application, waits until all is prepared, and serves until it is asked to end."""

from __future__ import annotations

import contextlib
import gc
import pkgutil
import signal
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import socket
    from collections.abc import MutableSequence
    from multiprocessing.connection import Connection

    from _typeshed.wsgi import WSGIApplication

    from webapp.config import Settings

MOST_CONNECTIONS = 4096
"""Connections that one process holds at once, most of them idle; the next ones get 503."""
LEAST_CONNECTIONS = 64
OTHER_FILES = 256
IDLE_SECONDS = 30
LAST_REQUESTS_SECONDS = 2
READY = "ready"
COLLECT_AFTER = 10_000
"""After how many more objects than went away again the collector looks at the young ones."""


@dataclass(frozen=True)
class Post:
    """What one process serves and where.

    The application's name, as `module:function`, the socket that all share, how many connections each has, and which
    one this is.
    """

    application: str
    listener: socket.socket
    counts: MutableSequence[int]
    slot: int


def serve_requests(settings: Settings, post: Post, gate: Connection | None = None) -> None:
    """Serve what comes in.

    A gate is how the first processes start at once with the main one: it says when everything is prepared, and is
    told when this process is ready. Whoever starts later needs none.
    """
    gc.disable()  # what a start makes stays, so that there is nothing to collect
    create_app = pkgutil.resolve_name(post.application)  # takes long, and need not wait for the gate
    if gate:
        gate.recv()
    application = create_app(settings, prepared=True)
    keep_for_good()
    if gate:
        with contextlib.suppress(OSError):  # nobody waits for it any more
            gate.send(READY)
        gate.close()
    run(application, settings, post)


def keep_for_good() -> None:
    """Tell the collector of garbage that what is there now stays: it need not look at all of it again and again.

    It isn't let loose on it first either: of 158,000 objects it would take away 700, in a twentieth of a second. A
    request leaves little behind that only the collector finds, so it also looks less often for that.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    gc.enable()


def run(application: WSGIApplication, settings: Settings, post: Post) -> None:
    """Serve an application in this process until SIGTERM."""
    import uvicorn  # noqa: PLC0415 (the main process never imports it)

    from webapp.server.accepting import Server  # noqa: PLC0415 (same)
    from webapp.server.addresses import read_proxy, read_site  # noqa: PLC0415 (same)
    from webapp.server.connections import Connection as Protocol  # noqa: PLC0415 (same)
    from webapp.server.gateway import Gateway  # noqa: PLC0415 (same)
    from webapp.server.turns import Turns  # noqa: PLC0415 (same)

    # A signal at the start leaves a coroutine of uvicorn behind that nobody awaits.
    warnings.filterwarnings("ignore", message="coroutine .* was never awaited", category=RuntimeWarning)
    gateway = Gateway(application, Turns(), read_site(settings.address), read_proxy(settings.trusted_proxy))
    config = uvicorn.Config(
        gateway,
        http=Protocol,
        ws="none",
        lifespan="off",
        log_config=None,
        log_level="critical",  # what uvicorn says could hold an address, and an address is a private link
        access_log=False,
        server_header=False,
        proxy_headers=False,  # addresses.py decides whom to believe
        limit_concurrency=max(LEAST_CONNECTIONS, min(MOST_CONNECTIONS, raise_file_limit() - OTHER_FILES)),
        timeout_keep_alive=IDLE_SECONDS,
        timeout_graceful_shutdown=LAST_REQUESTS_SECONDS,
    )
    server = Server(config, post.counts, post.slot)
    # From now on, and not only once uvicorn listens to signals: what is raised while the loop starts leaves it broken.
    signal.signal(signal.SIGTERM, server.handle_exit)
    server.run([post.listener])


def raise_file_limit() -> int:
    """Allow this process as many connections as it means to hold, and return how many files it may open now."""
    wanted = MOST_CONNECTIONS + OTHER_FILES
    try:
        import resource  # noqa: PLC0415 (Windows has no such limit, and no such module)
    except ImportError:
        return wanted
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    return wanted if soft == resource.RLIM_INFINITY else resource.getrlimit(resource.RLIMIT_NOFILE)[0]
