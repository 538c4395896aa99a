"""The language being spoken: translated content, and numbers and dates as the reader writes them.

Page texts: `_("English text")` in templates, `gettext` in code (domain `messages`). Content texts: `tc(question.text)`
in templates, `translate_text` in code (domain `content`, whose source is Dutch). Which language a request speaks is
said by whoever sets this up; `speaking` speaks another one for a while.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Literal, cast

from babel import Locale
from babel.dates import format_date as babel_format_date
from babel.dates import format_datetime as babel_format_datetime
from babel.dates import format_skeleton as babel_format_skeleton
from babel.dates import format_timedelta
from babel.numbers import format_decimal, format_percent
from flask import Flask, current_app, has_app_context

from assessment.model import Text
from webapp.clock import TIME_ZONE, local_day
from webapp.language.catalogues import CONTENT, Language, describe_language
from webapp.language.compilation import Compiled
from webapp.language.texts import (
    Spoken,
    current_spoken,
    forget_language,
    gettext,
    load_spoken,
    on_first_use,
    reset_spoken,
    set_spoken,
    translate_messages,
    write_message,
)

DAYS_IN_A_YEAR = 365

Number = int | float | Decimal

_EXTENSION = "pleinwijzer-languages"


class Languages:
    """The languages on offer in one application, each ready to be spoken; `select` says which one is, by its code."""

    def __init__(self, compiled: Compiled, select: Callable[[tuple[str, ...]], str]) -> None:
        self.offered: tuple[Language, ...] = tuple(describe_language(code) for code in compiled.codes)
        self.codes = compiled.codes
        self.by_code = {code: load_spoken(compiled, code) for code in compiled.codes}
        self._select = select

    def select(self) -> Spoken:
        """Return the language to speak now."""
        return self.by_code[self._select(self.codes)]


def set_up_languages(app: Flask, compiled: Compiled, select: Callable[[tuple[str, ...]], str]) -> None:
    """Load the catalogues, and give templates what they need.

    `select` says which of the codes on offer is spoken.
    """
    languages = Languages(compiled, select)
    app.extensions[_EXTENSION] = languages
    app.teardown_appcontext(lambda _: forget_language())
    app.jinja_env.add_extension("jinja2.ext.i18n")
    app.jinja_env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension brings it
        gettext, translate_messages, newstyle=True
    )
    app.jinja_env.globals.update(gettext=write_message, _=write_message)  # the extension's own asks thrice a text
    app.jinja_env.globals.update(
        tc=translate_text,
        translate_content=translate_content,
        format_score=format_score,
        format_share=format_share,
        format_number=format_number,
        format_day=format_day,
        format_duration=format_duration,
        format_moment=format_moment,
    )
    app.context_processor(lambda: {"language": current_language(), "languages": languages.offered})


def offered_languages() -> tuple[Language, ...]:
    """Return the languages that a visitor can choose, the default first."""
    return _languages().offered


def current_locale() -> Locale:
    """Return the locale being spoken; Dutch outside the application."""
    return current_spoken().locale


def current_language() -> str:
    """Return the code of the language being spoken, such as `nl`."""
    return current_spoken().code


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak another language for a while: for a file or a picture that has its own. Raises KeyError."""
    token = set_spoken(_languages().by_code[code])
    try:
        yield
    finally:
        reset_spoken(token)


def translate_text(text: Text | None) -> str:
    """Return a content text in the current language; Dutch where there is no translation, empty for None."""
    return "" if text is None else translate_content(text.context, text.dutch)


def translate_content(context: str, dutch: str) -> str:
    """Return a Dutch content text, known by its stable id, in the current language."""
    spoken = current_spoken()
    return dutch if spoken.code == CONTENT.source else str(spoken.content.pgettext(context, dutch))


def format_number(value: Number, decimals: int | None = None) -> str:
    """Return a number as the reader writes it: `1.234,5` in Dutch. Without `decimals`, those that it has."""
    return _format_number(str(value), decimals, current_spoken())


def format_score(value: Number) -> str:
    """Return a score of 0 to 100 with its one decimal: `62,0`, `62,5`."""
    return format_number(value, 1)


def format_share(percent: Number) -> str:
    """Return a percentage given as 0 to 100, with at most one decimal: `57%`, `57,5%`."""
    exact = _without_zeros(round(Decimal(str(percent)), 1))
    return format_percent(exact / 100, locale=current_locale(), decimal_quantization=False)


def format_day(moment: date) -> str:
    """Return a day in words; a moment (UTC) gives the day that it is in Brussels."""
    local = local_day(moment) if isinstance(moment, datetime) else moment
    return _format_day(local, current_locale())


def format_date_as(day: date, skeleton: str) -> str:
    """Return the parts of a day that a CLDR skeleton names, as the reader writes them: `yMMM` gives `mrt 2027`."""
    return babel_format_skeleton(skeleton, day, locale=current_locale())


def format_duration(days: int) -> str:
    """Return a time in years where it is a number of whole ones, else in days: `3 jaar`, `400 dagen`."""
    return _format_duration(days, current_language())


def format_moment(moment: datetime) -> str:
    """Return a day in words and the time in Brussels of a moment (UTC)."""
    return babel_format_datetime(moment, format="d MMMM y HH:mm", tzinfo=TIME_ZONE, locale=current_locale())


@lru_cache(1024)
def _format_day(day: date, locale: Locale) -> str:
    """Return a day in words. Kept: most pages speak of the same few."""
    return babel_format_date(day, format="long", locale=locale)


@lru_cache(64)
def _format_duration(days: int, language: str) -> str:
    """Return a time in words. Kept: there are as many as there are settings."""
    unit: Literal["day", "year"] = "day" if days % DAYS_IN_A_YEAR else "year"
    return format_timedelta(timedelta(days=days), granularity=unit, threshold=math.inf, locale=language)


@lru_cache(8192)
def _format_number(written: str, decimals: int | None, spoken: Spoken) -> str:
    """Return a number as a language writes it. Kept: a report has thousands, of which few differ."""
    exact = Decimal(written)
    if decimals is not None:
        exact = round(exact, decimals)
        return format_decimal(exact, format="#,##0." + "0" * decimals, locale=spoken.code)
    return format_decimal(exact, locale=spoken.code, decimal_quantization=False)


def _without_zeros(value: Decimal) -> Decimal:
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


@on_first_use
def _select_language() -> Spoken | None:
    """Return the language of this request; None outside an application."""
    return _languages().select() if has_app_context() else None


def _languages() -> Languages:
    return cast(Languages, current_app.extensions[_EXTENSION])
