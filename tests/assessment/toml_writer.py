"""Writes what tomllib reads: just enough TOML to put a changed content document back into a file."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from decimal import Decimal


def write_document(document: Mapping[str, object]) -> str:
    """A TOML document with one line for each key."""
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in document.items())


def _key(key: str) -> str:
    return _string(key)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _value(value: object) -> str:
    if isinstance(value, str):
        return _string(value)
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {_value(entry)}" for key, entry in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(entry) for entry in value) + "]"
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float | Decimal):
        return _number(value)
    return str(value).lower()


def _number(value: float | Decimal) -> str:
    """A float as TOML writes it: `nan` and `inf` in small letters, always with a point or an exponent."""
    text = str(value).lower().replace("infinity", "inf")
    return text if any(sign in text for sign in ".en") else f"{text}.0"
