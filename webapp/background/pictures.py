"""A picture for a page: drawn when it is asked for, and kept by nobody but the reader's own browser."""

from __future__ import annotations

import threading

from webapp.background.drawing import LateError
from webapp.background.registry import get_background
from webapp.documents.charts.order import Order
from webapp.web.waiting import expect_to_wait

WAIT_SECONDS = 8.0
WAITING_REQUESTS = 32
"""How many requests of one process may wait at once: each keeps a thread, which sleeps meanwhile."""
PLACE_SECONDS = 2.0
"""How long a request waits for one of those places."""

_places = threading.BoundedSemaphore(WAITING_REQUESTS)


def draw_picture(order: Order) -> bytes | None:
    """Return a picture; None when that takes too long: ask again. Raises DrawingError when it can't be drawn.

    Others are served meanwhile.
    """
    expect_to_wait()
    if not _places.acquire(timeout=PLACE_SECONDS):
        return None
    try:
        return get_background().drawing.draw(order, WAIT_SECONDS)
    except LateError:
        return None
    finally:
        _places.release()
