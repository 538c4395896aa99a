"""Numbers as people type them, and as other programs give them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from webapp.language.typed_numbers import NumberError, read_number, read_whole_number

PASTED = {
    "a mark of direction before it": "\u200e7,5",
    "marks of direction around it, from Windows Calculator": "\u202d7,5\u202c",
    "isolating marks around it": "\u20687,5\u2069",
    "a space without width": "7\u200b,5\u200b",
    "a byte order mark": "\ufeff7,5",
    "a joiner": "7,5\u2060",
    "a soft hyphen": "7,\u00ad5",
    "figure space around it": "\u20077,5\u2007",
    "no-break spaces around it": "\u00a07,5\u202f",
    "wide digits and comma": "\uff17\uff0c\uff15",
    "Arabic digits": "\u0667,\u0665",
    "Devanagari digits": "\u096d,\u096b",
    "bold digits": "\U0001d7d5,\U0001d7d3",
    "a plus": "+7,5",
    "a wide plus": "\uff0b7,5",
    "a tab and a line end of a spreadsheet": "7,5\t\r\n",
}


@pytest.mark.parametrize("written", PASTED.values(), ids=PASTED.keys())
def test_a_pasted_number_is_read(written: str) -> None:
    assert read_number(written, "nl") == Decimal("7.5")


@pytest.mark.parametrize("space", " \u00a0\u202f\u2007\u2009\u205f\u3000\t'’\uff07")
def test_thousands_are_read_whatever_stands_between_them(space: str) -> None:
    assert read_number(f"272{space}000", "nl") == 272_000
    assert read_number(f"1{space}272{space}000,5", "nl") == Decimal("1272000.5")


@pytest.mark.parametrize("minus", "-−\u2010\u2011\u2013\uff0d\ufe63")
def test_a_minus_is_read_whatever_it_is_made_of(minus: str) -> None:
    assert read_number(f"{minus}3", "nl") == -3
    assert read_number(f"\u200e{minus}\u00a03", "nl") == -3


@pytest.mark.parametrize(
    ("written", "code"),
    [("\u200b", "empty"), ("\u202d\u202c", "empty"), ("\u2800", "empty"), ("\u3164", "empty"), ("10²", "not_a_number"),
     ("½", "not_a_number"), ("七", "not_a_number"), ("1\u200be9", "exponent"), ("1,\u200e234", "ambiguous"),
     ("\uff11" * 41, "too_long"), ("3-5", "not_a_number"), ("12 34", "not_a_number")],
)  # fmt: skip
def test_what_is_no_number_stays_none(written: str, code: str) -> None:
    with pytest.raises(NumberError) as caught:
        read_number(written, "nl")
    assert caught.value.code == code


def test_signs_that_nobody_sees_do_not_make_a_number_too_long() -> None:
    assert read_number("\u200b" * 50 + "7" + "\u200e" * 50, "nl") == 7


@pytest.mark.parametrize(("written", "number"), [("0", 0), (" 12 ", 12), ("007", 7), ("9" * 15, 10**15 - 1)])
def test_a_whole_number_that_a_page_sent_along_is_read(written: str, number: int) -> None:
    assert read_whole_number(written, None) == number


@pytest.mark.parametrize("written", [None, "", "-1", "1.0", "1e3", "1_000", "٣", "²", "9" * 16, "9" * 5000])
def test_what_no_page_sends_as_a_whole_number_is_none(written: str | None) -> None:
    assert read_whole_number(written, -1) == -1
