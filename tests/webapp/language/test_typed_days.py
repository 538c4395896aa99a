"""Days as people type them, and as other programs give them."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from webapp.language.typed_days import DayError, read_day

PASTED = [
    "2027-03-01", "1/3/2027", "01-03-2027", "1.3.2027", "1 3 2027", "1 / 3 / 2027", "1. 3. 2027",
    "\u200e1\u200e/\u200e3\u200e/\u200e2027", "\u202d1/3/2027\u202c", "\ufeff1/3/2027", "1/3/2027\u200b",
    "\u00a01/3/2027\u00a0",
    "1\u20113\u20112027", "1\u20133\u20132027", "1\u20143\u20142027", "1\u22123\u22122027", "2027\u201103\u201101",
    "2027\u201303\u201301", "1\u00a03\u00a02027", "1\u20073\u20072027",
    "\uff11\uff0f\uff13\uff0f\uff12\uff10\uff12\uff17",
    "1\u22153\u22152027", "1\u20443\u20442027", "\u0661/\u0663/\u0662\u0660\u0662\u0667",
]  # fmt: skip


@pytest.mark.parametrize("typed", PASTED)
def test_a_pasted_day_is_read(app: Flask, typed: str) -> None:
    with app.test_request_context():
        assert read_day(typed) == date(2027, 3, 1)


@pytest.mark.parametrize("typed", ["", "\u200b", "\u200e\u200e", " \u00a0", "\u2800"])
def test_a_day_of_which_nothing_is_seen_is_none(app: Flask, typed: str) -> None:
    with app.test_request_context():
        assert read_day(typed) is None


@pytest.mark.parametrize("typed", ["31/2/2027", "soon", "1/3/27", "1//3/2027", "1/3/1027", "1/3/9999", "2027"])
def test_what_is_no_day_is_refused(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(DayError):
        read_day(typed)
