"""How many people live in a municipality, as Statbel counted them on one day (`inhabitants.toml` beside this file)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from webapp.language.locale import format_day
from webapp.language.texts import gettext
from webapp.wording.municipalities import list_municipalities


class Register(NamedTuple):
    """The inhabitants of all Flemish municipalities on a day, by NIS code, and whose numbers these are."""

    day: date
    source: str
    licence: str
    inhabitants: Mapping[str, int]


@cache
def read_register() -> Register:
    """Return the numbers that the program came with."""
    written = tomllib.loads((Path(__file__).parent / "inhabitants.toml").read_text(encoding="utf-8"))
    return Register(written["day"], written["source"], written["licence"], MappingProxyType(written["inhabitants"]))


def count_inhabitants(code: str) -> int | None:
    """Return how many people lived in the municipality with a NIS code; None for one that the register lacks."""
    return read_register().inhabitants.get(code)


def is_of_register(code: str, typed: str | None) -> bool:
    """Tell whether what stands in a field is the register's number of a municipality."""
    return typed == str(count_inhabitants(code))


@cache
def write_counts() -> str:
    """Return the number of each municipality for the browser, in the order of `list_municipalities`."""
    return " ".join(str(count_inhabitants(one.code) or "") for one in list_municipalities())


def explain_register() -> str:
    """Return where a number comes from that was filled in, in the reader's language."""
    register = read_register()
    return str(
        gettext(
            "Filled in: %(source)s, %(day)s. Correct it if you know better.",
            source=register.source,
            day=format_day(register.day),
        )
    )
