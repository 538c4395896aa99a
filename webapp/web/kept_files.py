"""What is kept in a folder of ours from one start to the next: files of one process that another one reads.

Nothing is taken from a folder in which somebody else can put things, nor what was written in halves or changed since.
What can't be kept is made again: no page and no start fails by it.
"""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

_DIGEST_BYTES = sha256().digest_size


def is_ready(folder: Path) -> bool:
    """Make a folder where it isn't there; tell whether it is one in which nobody else can put things."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.lstat()  # a link could lead elsewhere later
    except OSError:
        return False
    if os.name == "nt":  # no such rights there
        return True
    return stat.S_ISDIR(found.st_mode) and found.st_uid == os.getuid() and not found.st_mode & 0o022


def read_kept(path: Path) -> bytes | None:
    """Return what was kept; None where that is not there, or not whole."""
    try:
        kept = path.read_bytes()
    except OSError:
        return None
    digest, body = kept[:_DIGEST_BYTES], kept[_DIGEST_BYTES:]
    return body if sha256(body).digest() == digest else None


def keep(path: Path, body: bytes) -> None:
    """Keep something, where that can be done. A reader sees all of it or nothing."""
    beside = path.with_suffix(f".{secrets.token_hex(8)}")
    try:
        beside.write_bytes(sha256(body).digest() + body)
        beside.replace(path)
    except OSError:
        with suppress(OSError):
            beside.unlink()
