"""What Word files and slides have in common: the same content gives the same bytes, and XML can hold each text."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MADE = dt.datetime(2019, 1, 1)  # noqa: DTZ001 (the libraries want a naive one; one moment for every file)

_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Return a text with ordinary line ends, without signs that XML can't hold."""
    ordinary = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    return _UNUSABLE.sub("", ordinary)


def fix_times(written: bytes) -> bytes:
    """Return the file with one moment on each of its parts."""
    file = BytesIO()
    with ZipFile(BytesIO(written)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(ZipInfo(name, MADE.timetuple()[:6]), source.read(name), ZIP_DEFLATED)
    return file.getvalue()
