"""What a process behind the pages may use: so much time for one thing, and so much memory."""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

MIB = 1024 * 1024


@contextmanager
def end_after(seconds: float) -> Iterator[None]:
    """End this process, with a trace of where it hung, when the block takes longer. Also where Python itself hangs.

    Somebody must start the process again.
    """
    try:
        faulthandler.dump_traceback_later(seconds, exit=True)
    except (OSError, ValueError, RuntimeError, AttributeError):  # no error output to write the trace to
        yield
        return
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()


def read_memory() -> float:
    """Return how much memory this process has resident, in MiB: now, or at its peak; 0 where nothing tells."""
    if sys.platform == "win32":
        return 0.0
    with suppress(OSError):
        pages = int(Path("/proc/self/statm").read_text("ascii").split()[1])
        return pages * resource.getpagesize() / MIB
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (MIB if sys.platform == "darwin" else 1024)
