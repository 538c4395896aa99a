"""One serving process: it serves an application until it is asked to end."""

from __future__ import annotations

import contextlib
import signal
import warnings
from typing import TYPE_CHECKING

import uvicorn

from webapp.server.accepting import Server
from webapp.server.addresses import read_proxy, read_site
from webapp.server.connections import Connection as Protocol
from webapp.server.gateway import Gateway
from webapp.server.loading import load
from webapp.server.waiting import WaitingThreads

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

    from _typeshed.wsgi import WSGIApplication

    from webapp.config import Settings
    from webapp.server.listening import Post

MOST_CONNECTIONS = 4096
"""Connections that one process holds at once, most of them idle; the next ones get 503."""
LEAST_CONNECTIONS = 64
OTHER_FILES = 256
IDLE_SECONDS = 30
LAST_REQUESTS_SECONDS = 2
READY = "ready"


def serve_requests(settings: Settings, application: str, post: Post, ready: Connection | None = None) -> None:
    """Serve what comes in, by the application that is named as `module:function`.

    `ready`: where the first one says that it can, when the main process does not load the application itself.
    """
    loaded = load(application, settings)
    if ready:
        with ready, contextlib.suppress(OSError):  # nobody may be waiting for it any more
            ready.send(READY)
    run(loaded, settings, post)


def run(application: WSGIApplication, settings: Settings, post: Post) -> None:
    """Serve an application in this process until SIGTERM."""
    # A signal at the start leaves a coroutine of uvicorn behind that nobody awaits.
    warnings.filterwarnings("ignore", message="coroutine .* was never awaited", category=RuntimeWarning)
    gateway = Gateway(application, WaitingThreads(), read_site(settings.address), read_proxy(settings.trusted_proxy))
    gateway.waits_at = getattr(application, "waits_at", gateway.waits_at)
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
