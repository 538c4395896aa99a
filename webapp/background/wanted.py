"""How a document is known: by all that it follows from, and by the version of the program that makes it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Hashable, Mapping
from datetime import date

from webapp.background.version import read_version
from webapp.store.jobs import NewJob


def want(
    assessment_id: int,
    kind: str,
    source: Hashable,
    *,
    language: str,
    day: date,
    details: Mapping[str, object] | None = None,
) -> NewJob:
    """Return how a document of an assessment is asked for; another source, language or day makes another one.

    `source` is what the kind's `follow` returns now; `repr` tells sources apart. `details` is plain data.
    """
    given = details or {}
    said = repr((read_version(), source, language, day, json.dumps(given, sort_keys=True)))
    key = hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()
    return NewJob(assessment_id, kind, key, language, day, given)


def is_still_wanted(wanted: NewJob, source: Hashable) -> bool:
    """Tell whether a document still follows from this source: nobody can ask for it any more when it does not."""
    now = want(
        wanted.assessment_id,
        wanted.kind,
        source,
        language=wanted.language,
        day=wanted.day,
        details=wanted.details,
    )
    return now.key == wanted.key
