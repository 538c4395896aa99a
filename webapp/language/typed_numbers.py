"""Numbers as people type them: `7,5`, `1.234`, `1 234`.

Which sign separates decimals follows the language, but a reading is only chosen when the other one is impossible or
wrong in that language: in Dutch `1.234` is one thousand and more, `7.5` can only be seven and a half, and `1,234` is
asked again, because it is more often a foreign thousand than three decimals.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TypeVar

from babel import Locale

from webapp.language.texts import gettext
from webapp.language.typed_text import use_keyboard_signs

MAX_LENGTH = 40
MOST_DIGITS = 15
"""So many digits a whole number has at most: a browser's own numbers are exact as far as that."""

T = TypeVar("T")

_SIGNS = {"-": -1, "+": 1}
_GROUPED_BY_SPACE = re.compile(r"\d{1,3}(?:([ '])\d{3})(?:\1\d{3})*(?=[.,]|$)")
_PLAIN = re.compile(r"\d+")
_TWO_SIGNS = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?!\1)[.,]\d+")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:([.,])\d{3})(?:\1\d{3})+")
_ONE_GROUP = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")
_DECIMALS = re.compile(r"[.,]\d+")
_ONE_SIGN = re.compile(r"\d+[.,]\d+")
_EXPONENT = re.compile(r"\d[\d.,]*[eE][+-]?\d+")


class NumberError(ValueError):
    """A text that is not read as a number.

    `code` says why: empty, too_long, exponent, ambiguous or not_a_number.
    """

    def __init__(self, code: str, written: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.written = written


def read_number(written: str, language: str) -> Decimal:
    """Return the number that somebody typed in a language. Raises NumberError; the range is the caller's to check."""
    text = use_keyboard_signs(written)
    if not text:
        raise NumberError("empty")
    if len(text) > MAX_LENGTH:
        raise NumberError("too_long")
    sign = _SIGNS.get(text[0], 0)
    digits = text[1:].lstrip() if sign else text
    return (sign or 1) * Decimal(_read_digits(digits, text, decimal_sign(language)))


def read_whole_number(written: str | None, otherwise: T) -> int | T:
    """Return a whole number from 0 that our page sent along, or that somebody wrote in digits; else `otherwise`."""
    text = (written or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else otherwise


@cache
def decimal_sign(language: str) -> str:
    """Return the sign before decimals in a language: a comma or a point."""
    sign = Locale.parse(language).number_symbols["latn"]["decimal"]
    return "." if sign == "." else ","


def explain_number_error(error: NumberError) -> str:
    """Return what to do about a number that could not be read, in the current language."""
    explanations = {
        "empty": gettext("Fill in a number."),
        "too_long": gettext("This number is too long. Write it with fewer digits."),
        "exponent": gettext("Write the number in full, without the letter e."),
        "ambiguous": gettext(
            "Does “%(written)s” have thousands or decimals? Write thousands without a point or a comma.",
            written=error.written,
        ),
        "not_a_number": gettext("This is not a number. Use only digits, and a comma before decimals, such as 7,5."),
    }
    return str(explanations[error.code])


def _read_digits(text: str, written: str, decimal: str) -> str:
    """Return the digits with a point before the decimals."""
    if _EXPONENT.fullmatch(text):
        raise NumberError("exponent")
    text = _join_spaced_groups(text)
    if _PLAIN.fullmatch(text):
        return text
    if group := _ONE_GROUP.fullmatch(text):
        if group.group(1) == decimal:
            raise NumberError("ambiguous", written)
        return re.sub(r"\D", "", text)
    if _TWO_SIGNS.fullmatch(text) or _ONE_SIGN.fullmatch(text):
        whole, _, decimals = text.replace(",", ".").rpartition(".")
        return f"{whole.replace('.', '')}.{decimals}"
    if _GROUPS.fullmatch(text):
        return re.sub(r"\D", "", text)
    raise NumberError("not_a_number")


def _join_spaced_groups(text: str) -> str:
    """Return the text without the spaces between thousands; decimals may follow them, but no other thousands."""
    grouped = _GROUPED_BY_SPACE.match(text)
    if not grouped:
        return text
    rest = text[grouped.end() :]
    if rest and not _DECIMALS.fullmatch(rest):
        raise NumberError("not_a_number")
    return re.sub(r"\D", "", grouped.group()) + rest
