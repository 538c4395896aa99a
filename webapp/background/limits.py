"""What a process behind the pages may use: time for one thing, memory, and the processor when others leave it."""

from __future__ import annotations

import ctypes
import faulthandler
import gc
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import resource

MIB = 1024 * 1024
NICENESS = 10
"""How far a process steps back: it gets a tenth of a core that others want too, and all of one that nobody wants."""

_ARENA_MAX, _MMAP_THRESHOLD, _TRIM_THRESHOLD = -8, -3, -1
"""Parameters of glibc's mallopt."""


def step_back() -> None:
    """Let pages go first: this process computes when they leave the processor free, and on one core less.

    It still gets some of it when they don't, since it may hold the database's write lock.
    """
    if hasattr(os, "nice"):
        with suppress(OSError):
            os.nice(NICENESS)
    if hasattr(os, "sched_setscheduler"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    os.environ.setdefault("RAYON_NUM_THREADS", str(max(1, cores - 1)))  # Typst's threads, before it is imported


def keep_memory_low() -> None:
    """Let large pieces of memory go back once they are free, and one heap serve all threads, where that can be set.

    By itself glibc keeps a heap for each thread, and lets its limit for pieces of their own grow with the largest one.
    """
    with suppress(AttributeError, OSError, TypeError):  # only glibc has it
        library = ctypes.CDLL(None)
        for parameter, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, MIB), (_TRIM_THRESHOLD, MIB)):
            library.mallopt(parameter, value)


def pass_over_what_is_loaded() -> None:
    """Let the collector of garbage pass over all that there is now: a program that was loaded stays as long as this."""
    gc.collect()
    gc.freeze()


def give_back_memory() -> None:
    """Return to the system what is free inside the heap: between two documents, some 10 ms."""
    gc.collect()
    with suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


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
