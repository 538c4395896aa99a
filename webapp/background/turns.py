"""Waiting for another process without keeping this one from its other visitors."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext


def stepping_aside() -> AbstractContextManager[object]:
    """Let other requests of this process compute meanwhile."""
    try:
        from webapp.server.turns import stepping_aside as step_aside  # noqa: PLC0415 (comes with the server)
    except ImportError:
        return nullcontext()
    return step_aside()
