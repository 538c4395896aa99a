"""The request and the application of now, themselves: for what asks more than one thing of them, or for each page.

Flask's `request` and `current_app` look for them again for each thing that is asked, in seven calls of functions.
"""

from __future__ import annotations

from flask import Flask, Request, current_app, request


def this_request() -> Request:
    """Return the request that is being answered. Raises RuntimeError outside of one."""
    found: Request = request._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 (so Flask says)
    return found


def this_app() -> Flask:
    """Return the application that is at work. Raises RuntimeError outside of one."""
    found: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 (same)
    return found
