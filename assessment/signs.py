"""Signs that nobody sees: a text of nothing else is empty."""

from __future__ import annotations

import unicodedata

_UNSEEN_CATEGORIES = frozenset({"Cc", "Cf", "Zl", "Zp", "Zs"})
_UNSEEN = frozenset(
    {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x180B, 0x180C, 0x180D, 0x180F, 0x2065, 0x2800, 0x3164, 0xFFA0}
    | {0x1D159, *range(0xFE00, 0xFE10), *range(0xE0000, 0xE1000)}
)
"""Letters and marks that Unicode draws as nothing: fillers, the empty braille pattern, variation selectors, tags."""
_SEEN = frozenset(
    {0x06DD, 0x070F, 0x0890, 0x0891, 0x08E2, 0x110BD, 0x110CD, *range(0x0600, 0x0606), *range(0xFFF9, 0xFFFC)}
)
"""Signs that Unicode counts among the formatting ones, and that are drawn all the same."""


def is_unseen(character: str) -> bool:
    """Tell whether a character is white or not drawn at all."""
    code = ord(character)
    return code in _UNSEEN or (unicodedata.category(character) in _UNSEEN_CATEGORIES and code not in _SEEN)


def is_blank(text: str) -> bool:
    """Tell whether there is nothing to be seen in a text."""
    return all(map(is_unseen, text))
