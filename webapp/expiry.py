"""Old assessments are deleted at the start, and then once a day when somebody visits."""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta

from flask import Flask

from webapp.clock import utc_now
from webapp.press import get_press
from webapp.store.assessments import expire_assessments
from webapp.store.database import Database, StoreUnavailable
from webapp.web.state import get_state

SECONDS_BETWEEN = 24 * 60 * 60

log = logging.getLogger("pleinwijzer")


def expire_now_and_daily(app: Flask) -> None:
    """Delete what is too old now, and set up doing it again daily."""
    state = get_state(app)
    guard = threading.Lock()
    due = 0.0

    def expire_when_due() -> None:
        nonlocal due
        if time.monotonic() < due or not guard.acquire(blocking=False):
            return
        try:
            due = time.monotonic() + SECONDS_BETWEEN
            delete_expired(state.database, state.settings.expiry_days)
            get_press(app).sweep()
        finally:
            guard.release()

    expire_when_due()
    app.before_request(expire_when_due)


def delete_expired(database: Database, expiry_days: int) -> int:
    """Delete assessments without a change in so many days, and return how many; a failure is for the next time."""
    try:
        count = expire_assessments(database, utc_now() - timedelta(days=expiry_days))
    except StoreUnavailable as error:
        log.warning("Old assessments were not deleted this time: %s", error.reason)
        return 0
    if count:
        log.info("Deleted %d assessments that nobody had changed in %d days", count, expiry_days)
    return count
