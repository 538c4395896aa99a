"""Municipalities that merged, and where they are now.

From the decrees of the Flemish Parliament for 1 January 2019 (15 municipalities became 7) and 1 January 2025 (28
became 13), as the VVSG and Digitaal Vlaanderen list them; the codes are today's, of Statbel. Names that a municipality
of today still has are left out.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Former(NamedTuple):
    """A municipality that is a part of another one, known by its NIS code, since a day."""

    name: str
    code: str
    since: date


_IN_2019 = {
    "44084": ("Knesselare",),
    "44083": ("Nevele",),
    "45068": ("Kruishoutem", "Zingem"),
    "44085": ("Lovendegem", "Waarschoot", "Zomergem"),
    "72042": ("Meeuwen-Gruitrode", "Opglabbeek"),
    "72043": ("Neerpelt", "Overpelt"),
    "12041": ("Puurs", "Sint-Amands"),
}
_IN_2025 = {
    "11002": ("Borsbeek",),
    "46030": ("Beveren", "Kruibeke", "Zwijndrecht"),
    "73110": ("Bilzen", "Hoeselt"),
    "23106": ("Galmaarden", "Gooik", "Herne"),
    "71071": ("Ham", "Tessenderlo"),
    "71072": ("Kortessem",),
    "44087": ("Wachtebeke",),
    "46029": ("Moerbeke",),
    "44088": ("Melle", "Merelbeke"),
    "37022": ("Meulebeke",),
    "44086": ("De Pinte", "Nazareth"),
    "37021": ("Ruiselede",),
    "73111": ("Borgloon", "Tongeren"),
}

FORMER: tuple[Former, ...] = tuple(
    Former(name, code, since)
    for merged, since in ((_IN_2019, date(2019, 1, 1)), (_IN_2025, date(2025, 1, 1)))
    for code, names in merged.items()
    for name in names
)
