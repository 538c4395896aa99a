"""The secrets in private addresses, of links and of seats: how one is drawn, and what is kept of it."""

from __future__ import annotations

import hashlib
import re
import secrets

SECRET_BYTES = 16
SECRET_PATTERN = re.compile(r"[A-Za-z0-9_-]{22}")


def draw_secret() -> str:
    """Return a new secret."""
    return secrets.token_urlsafe(SECRET_BYTES)


def hash_secret(secret: str) -> bytes:
    """Return what is stored of a secret. It is random and long, so that a plain hash cannot be turned round."""
    return hashlib.sha256(secret.encode()).digest()
