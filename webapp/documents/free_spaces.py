"""The typeface of documents without kerning around spaces: it moves a letter by a fiftieth of its size, seldom seen.

Where a space kerns with its neighbours, no line can be cut out of a paragraph as it was set: Typst then sets the end of
each line anew for each word that it tries there, a sixth of the time that a report takes. Between letters the kerning
stays as its makers meant it. `python -m webapp.documents.free_spaces` takes it out of the files; `prepared_fonts` then
makes those of pictures anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any, Final

from fontTools.ttLib import TTFont

from webapp.documents.typefaces import OURS

FILES: Final = (OURS.file(), OURS.file(bold=True))
SPACE: Final = "space"
NOTE: Final = " Spaces don't kern with what stands beside them."
_DESCRIPTION: Final = 10
_PAIRS: Final = 2
_BY_CLASS: Final = 2


def free_spaces(font: TTFont) -> bool:
    """Take the space out of what kerns by class, and tell whether it was there."""
    found = False
    for pairs in _list_pairs(font):
        first, second = pairs.ClassDef1.classDefs, pairs.ClassDef2.classDefs
        if SPACE in pairs.Coverage.glyphs:
            pairs.Coverage.glyphs.remove(SPACE)
            found = True
        first.pop(SPACE, None)
        found = second.pop(SPACE, None) is not None or found
    if found:
        said = font["name"].getName(_DESCRIPTION, 3, 1, 0x409)
        font["name"].setName(f"{said or ''}{NOTE}".strip(), _DESCRIPTION, 3, 1, 0x409)
    return found


def _list_pairs(font: TTFont) -> Iterator[Any]:
    table: Any = font["GPOS"].table
    for lookup in table.LookupList.Lookup:
        for part in lookup.SubTable:
            pairs = getattr(part, "ExtSubTable", part)
            if pairs.LookupType == _PAIRS and pairs.Format == _BY_CLASS:
                yield pairs


if __name__ == "__main__":
    for path in FILES:
        with closing(TTFont(path, recalcTimestamp=False)) as typeface:
            if free_spaces(typeface):
                typeface.save(path)
