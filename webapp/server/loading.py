"""The application of a process: made once, and there too in the processes that are forked from it."""

from __future__ import annotations

import functools
import gc
import pkgutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

    from webapp.config import Settings

COLLECT_AFTER = 10_000
"""After how many more objects than went away again the collector looks at the young ones."""


@functools.cache
def load(application: str, settings: Settings) -> WSGIApplication:
    """Return the application that is named as `module:function`; the site is prepared. Raises what that raises."""
    gc.disable()  # as the main process does
    made: WSGIApplication = pkgutil.resolve_name(application)(settings, prepared=True)
    keep_for_good()
    return made


def keep_for_good() -> None:
    """Tell the collector of garbage that what is there now stays: it need not look at all of it again and again.

    It would write into each object, too, which ends the sharing of memory between processes. It isn't let loose on it
    first either: of 158,000 objects it would take away 700, in a twentieth of a second. A request leaves little behind
    that only the collector finds, so it also looks less often for that.
    """
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)
    gc.enable()
