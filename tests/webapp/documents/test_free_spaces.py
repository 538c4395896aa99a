"""A space kerns with nothing in the typeface of documents, so that Typst need not set a line anew to end it there."""

from __future__ import annotations

from contextlib import closing
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from webapp.documents.free_spaces import FILES, SPACE, free_spaces


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.name))
def test_no_space_kerns_and_letters_still_do(path: Path) -> None:
    with closing(TTFont(path)) as font:
        assert free_spaces(font) is False
        assert kerns(font, "T", "o")
        assert not kerns(font, "T", SPACE)
        assert not kerns(font, SPACE, "T")


def test_a_space_that_kerns_is_found_and_freed() -> None:
    with closing(TTFont(FILES[0])) as font:
        for pairs in by_class(font):
            if "o" in pairs.ClassDef2.classDefs:
                pairs.ClassDef2.classDefs[SPACE] = pairs.ClassDef2.classDefs["o"]
        assert kerns(font, "T", SPACE)
        assert free_spaces(font) is True
        assert not kerns(font, "T", SPACE)
        font.save(BytesIO())


def by_class(font: TTFont) -> list[Any]:
    table: Any = font["GPOS"].table
    parts = [part for lookup in table.LookupList.Lookup for part in lookup.SubTable]
    pairs = [getattr(part, "ExtSubTable", part) for part in parts]
    return [one for one in pairs if one.LookupType == 2 and one.Format == 2]


def kerns(font: TTFont, first: str, second: str) -> bool:
    """Tell whether a pair is moved together or apart by its classes."""
    for pairs in by_class(font):
        if first in pairs.Coverage.glyphs:
            one, two = pairs.ClassDef1.classDefs.get(first, 0), pairs.ClassDef2.classDefs.get(second, 0)
            if pairs.Class1Record[one].Class2Record[two].Value1.XAdvance:
                return True
    return False
