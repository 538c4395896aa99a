"""What Word files, slides and spreadsheets have in common: who made them, and that XML can hold each text."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

PROGRAM = "Pleinwijzer"
_TYPE = "application/vnd.openxmlformats-officedocument."
WORD, SLIDES, SPREADSHEET = (
    f"{_TYPE}{name}" for name in ("wordprocessingml.document", "presentationml.presentation", "spreadsheetml.sheet")
)
"""The media types of what is written."""
FONT = "Calibri"
"""The typeface of office files: it is there wherever they are opened, or one of the same widths is (Carlito)."""
LANGUAGES = {"nl": "nl-BE", "en": "en-GB", "fr": "fr-BE", "de": "de-BE"}
"""How office programs call our languages."""

RIGHT_TO_LEFT = frozenset({"R", "AL"})
"""What Unicode calls the letters that run from the right: Hebrew, and Arabic."""

_UNUSABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_APPLICATION = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{PROGRAM}</Application></Properties>"
)


def clean(text: str) -> str:
    """Return a text with ordinary line ends, without signs that XML can't hold."""
    ordinary = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\x0b", "\n")
    return _UNUSABLE.sub("", ordinary)


def is_from_right(text: str) -> bool:
    """Tell whether a text runs from right to left: by its first letter."""
    if text.isascii():
        return False
    letters = (unicodedata.bidirectional(sign) for sign in text)
    return next((kind in RIGHT_TO_LEFT for kind in letters if kind in RIGHT_TO_LEFT or kind == "L"), False)


def moment_of(day: dt.date) -> dt.datetime:
    """Return when a document of a day was made: noon, which is that day everywhere in Europe.

    The same content of the same day gives the same bytes.
    """
    return dt.datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 (the libraries want a naive one, in UTC)


def language_of(language: str) -> str:
    """Return how office programs call a language: `nl-BE`."""
    return LANGUAGES.get(language, language)


def finish(written: bytes, day: dt.date) -> bytes:
    """Return an office file with its day on each part, and the name of the program that made it."""
    moment, file = moment_of(day).timetuple()[:6], BytesIO()
    with ZipFile(BytesIO(written)) as source, ZipFile(file, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = _APPLICATION.encode() if name == "docProps/app.xml" else source.read(name)
            # A picture is packed as well as it can be already.
            packing = ZIP_STORED if name.endswith(".png") else ZIP_DEFLATED
            target.writestr(ZipInfo(name, moment), content, packing)
    return file.getvalue()
