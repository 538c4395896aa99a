"""Old assessments are deleted when the site starts, and then once a day."""

from __future__ import annotations

import logging
from datetime import timedelta

from webapp.clock import utc_now
from webapp.store.assessments import expire_assessments
from webapp.store.database import Database, StoreUnavailable

log = logging.getLogger("pleinwijzer")


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
