"""Texts as people type or paste them: without control characters, half characters and foreign line ends."""

from __future__ import annotations

import re

from webapp.store.answers import replace_surrogates

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What word processors, old mail and spreadsheets end a line with: left out, it would glue two words together."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def clean_text(written: str) -> str:
    """Return a text with ordinary line ends, without control characters and half characters."""
    return _CONTROLS.sub("", replace_surrogates(_LINE_ENDS.sub("\n", written)))


def clean_line(written: str) -> str:
    """Return a text as one line, without spaces around it and with one between words."""
    return " ".join(clean_text(written).split())
