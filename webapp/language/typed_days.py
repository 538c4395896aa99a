"""Days as people type, paste or choose them: `2027-03-01`, `1/3/2027`, `1-3-2027`, `1 / 3 / 2027`."""

from __future__ import annotations

import re
from datetime import date

from webapp.language.texts import gettext
from webapp.language.typed_text import use_keyboard_signs

FIRST_YEAR, LAST_YEAR = 2000, 2099

_TYPED_DAY = re.compile(r"(\d{1,2}) ?[-/. ] ?(\d{1,2}) ?[-/. ] ?(\d{4})", re.ASCII)


class DayError(ValueError):
    """A text that is no day; the message tells the reader what to do."""


def read_day(typed: str) -> date | None:
    """Return the day that was typed or chosen; None for nothing. Raises DayError."""
    written = use_keyboard_signs(typed)
    if not written:
        return None
    try:
        match = _TYPED_DAY.fullmatch(written)
        day = date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(written)
    except ValueError:
        raise DayError(gettext("This date does not exist. Fill it in like this: 31/12/2027.")) from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise DayError(gettext("Fill in a year between %(first)s and %(last)s.", first=FIRST_YEAR, last=LAST_YEAR))
    return day
