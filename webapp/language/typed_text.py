"""Texts as people type or paste them: without control characters, half characters and foreign line ends.

Marks of direction go too: what follows the text on a page would be turned with it. Letters show which way they go.
A text in which nothing can be seen is empty, whoever typed it: spaces, U+200B, U+3164.
"""

from __future__ import annotations

import re
import unicodedata

from assessment.signs import is_blank, is_unseen
from webapp.language.texts import gettext
from webapp.store.answers import replace_surrogates

_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What word processors, old mail and spreadsheets end a line with: left out, it would glue two words together."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_KEYBOARD = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d", "-")
    | dict.fromkeys("\u2044\u2215\uff0f", "/")
    | {
        "\u2018": "'",
        "\u2019": "'",
        "\uff07": "'",
        "\ufe50": ",",
        "\uff0c": ",",
        "\ufe52": ".",
        "\uff0e": ".",
        "\uff0b": "+",
    }
)
"""What stands for a hyphen, slash, apostrophe, comma, point or plus in what other programs give."""


def clean_text(written: str) -> str:
    """Return a text with ordinary line ends, without control characters, half characters and marks of direction."""
    if not written or (written.isascii() and written.isprintable()):  # nearly all that a form sends
        return written
    return _CONTROLS.sub("", replace_surrogates(_LINE_ENDS.sub("\n", written)))


def clean_line(written: str | None) -> str:
    """Return a text as one line, without spaces around it and with one between words; empty where nothing is seen."""
    if not written:
        return ""
    line = " ".join(clean_text(written).split())
    return "" if is_blank(line) else line


def clean_block(written: str | None) -> str:
    """Return a text of several lines without spaces around it; empty where nothing is seen."""
    if not written:
        return ""
    text = clean_text(written).strip()
    return "" if is_blank(text) else text


def explain_length(text: str, most: int) -> str:
    """Return how long a text is and may be, where it is too long; empty where it fits."""
    if len(text) <= most:
        return ""
    told = gettext("This is %(length)s characters long. Make it at most %(most)s.", length=len(text), most=most)
    return str(told)


def use_keyboard_signs(written: str) -> str:
    """Return a number or a day as a keyboard types it: digits 0 to 9, plain spaces, and no sign that is not seen.

    Calculators, spreadsheets and mail give digits of other widths and scripts, spaces of many kinds, hyphens that do
    not break, and marks of direction around what was copied.
    """
    return "".join(map(_use_keyboard_sign, written.translate(_KEYBOARD))).strip()


def _use_keyboard_sign(character: str) -> str:
    digit = unicodedata.decimal(character, None)
    if digit is not None:
        return str(digit)
    if character.isspace():
        return " "
    return "" if is_unseen(character) else character
