"""Codes that people type: short, read off a wall or a card, and of signs that nobody takes for another one."""

from __future__ import annotations

import unicodedata

from assessment.signs import is_unseen

SIGNS = "23456789ACDEFHJKMNPQRTUVWXY"
"""The 27 signs of every code. What looks like one of them is read as that one."""
JOIN_SIGNS, RETURN_SIGNS, RECOVERY_SIGNS, SEAT_SIGNS = 6, 8, 10, 4

_LOOKS_LIKE = str.maketrans({"B": "8", "G": "6", "S": "5", "Z": "2", "I": "J", "L": "J", "O": "Q", "0": "Q", "1": "J"})


def clean_code(text: str) -> str:
    """Return a typed code as it is kept: in capitals, nothing between, and what looks like a sign read as that sign.

    What other programs put between or around it when it is copied, seen or unseen, is no part of it.
    """
    signs = (sign for sign in unicodedata.normalize("NFKC", text) if sign.isalnum() and not is_unseen(sign))
    return "".join(signs).upper().translate(_LOOKS_LIKE)


def is_code(text: str, length: int) -> bool:
    """Tell whether a text can be a code of so many signs."""
    return len(text) == length and set(text) <= set(SIGNS)


def group_code(code: str) -> str:
    """Return a code as it is read out: in groups of three or four signs."""
    size = 4 if len(code) % 4 == 0 else 5 if len(code) % 5 == 0 else 3
    return " ".join(code[start : start + size] for start in range(0, len(code), size))


def draw_code(number: int, length: int) -> str:
    """Return the code of a large number: the same for the same number, each sign as likely as another."""
    signs = []
    for _ in range(length):
        number, place = divmod(number, len(SIGNS))
        signs.append(SIGNS[place])
    return "".join(signs)
