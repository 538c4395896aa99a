"""Which version of the program makes documents: a change of code, words, figures or libraries makes them anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from webapp.config import ROOT

FOLDERS = ("assessment", "benchmarks", "webapp", "translations")
FILES = ("requirements.lock",)
_LEFT_OUT = {"__pycache__", "static"}
"""Compiled code follows from code; styles and scripts stand in no document."""


@cache
def read_version() -> str:
    """Return a digest of the program's own files: the same in all processes, and after a new start."""
    digest = hashlib.sha256()
    for path in sorted(_find_files()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()


def _find_files() -> Iterator[Path]:
    yield from (ROOT / name for name in FILES)
    for folder in FOLDERS:
        for path in (ROOT / folder).rglob("*.*"):
            if path.is_file() and not _LEFT_OUT.intersection(path.relative_to(ROOT).parts):
                yield path
