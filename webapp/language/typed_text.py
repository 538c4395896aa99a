"""Texts as people type or paste them: without control characters, half characters and foreign line ends."""

from __future__ import annotations

import re

from webapp.store.answers import replace_surrogates

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def clean_text(written: str) -> str:
    """Return a text with ordinary line ends, without control characters and half characters."""
    text = written.replace("\r\n", "\n").replace("\r", "\n")
    return _CONTROLS.sub("", replace_surrogates(text))


def clean_line(written: str) -> str:
    """Return a text as one line, without spaces around it and with one between words."""
    return " ".join(clean_text(written).split())
