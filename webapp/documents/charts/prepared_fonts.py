"""The typeface that stands inside pictures, prepared ahead: cutting it for each picture took 50 to 100 ms.

`python -m webapp.documents.charts.prepared_fonts` makes the files anew, after the typeface or BASIC has changed. It
needs brotli, which only those have who develop.
"""

from __future__ import annotations

from contextlib import closing
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools import subset

from webapp.documents.charts.fonts import BASIC, find_prepared
from webapp.documents.typefaces import OURS, list_signs


def make_font(signs: str, *, bold: bool) -> bytes:
    """Return our typeface as WOFF2 with these signs, as they are drawn and spaced in the whole one."""
    options = subset.Options(
        flavor="woff2", layout_features=["kern", "mark", "ccmp"], hinting=False, notdef_outline=True
    )
    options.drop_tables += ["STAT", "gasp"]
    file = BytesIO()
    with closing(subset.load_font(str(OURS.file(bold=bold)), options)) as font:
        font.recalcTimestamp = False
        subsetter = subset.Subsetter(options)
        subsetter.populate(text=signs)
        subsetter.subset(font)
        subset.save_font(font, file, options)
    return file.getvalue()


@cache
def list_files() -> dict[Path, bytes]:
    """Return each file with what belongs in it."""
    return {
        find_prepared(bold=bold, whole=whole): make_font("".join(list_signs(OURS)) if whole else BASIC, bold=bold)
        for bold in (False, True)
        for whole in (False, True)
    }


if __name__ == "__main__":
    for path, content in list_files().items():
        path.write_bytes(content)
