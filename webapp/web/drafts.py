"""Under which name a browser keeps answers that are not saved yet (`static/js/kept-answers.js`).

The name follows from the address by which somebody came, and tells nothing of it: a browser's storage is read by
whoever sits at the machine, and a private link is a key.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

LENGTH = 24


def name_drafts(address: Mapping[str, object]) -> str:
    """Return the name for the address of a visit, such as `{"token": …}`."""
    written = json.dumps(["drafts", sorted((name, str(value)) for name, value in address.items())])
    return hashlib.sha256(written.encode()).hexdigest()[:LENGTH]
