"""Page texts in the language being spoken: `gettext("English text")` gives it in the reader's language.

Which language that is, is looked up once and kept for as long as a request lasts: a page asks a thousand times.
"""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar, Token
from dataclasses import dataclass
from functools import lru_cache
from gettext import NullTranslations

from babel import Locale
from babel.support import Translations
from jinja2.nodes import EvalContext
from jinja2.utils import pass_eval_context
from markupsafe import Markup

from webapp.language.catalogues import CONTENT, DEFAULT_LANGUAGE, MESSAGES
from webapp.language.compilation import Compiled


@dataclass(frozen=True, eq=False)
class Spoken:
    """One language, ready to be spoken: its locale, and the catalogues of page texts and of the content.

    Equal only to itself, so that its finished texts can be kept with it.
    """

    code: str
    locale: Locale
    messages: NullTranslations
    content: NullTranslations


_UNTRANSLATED = Spoken(DEFAULT_LANGUAGE, Locale.parse(DEFAULT_LANGUAGE), NullTranslations(), NullTranslations())
"""Outside an application: no texts, but Dutch numbers and days."""

_LOCALES = {"en": "en_GB"}
"""Whose days are written in which way: 27 November 2026, as in Europe."""

_spoken: ContextVar[Spoken | None] = ContextVar("pleinwijzer_spoken", default=None)
_selectors: list[Callable[[], Spoken | None]] = []


def load_spoken(compiled: Compiled, code: str) -> Spoken:
    """Return a language with its compiled catalogues; one that is missing translates nothing."""
    folder = str(compiled.folder)
    messages, content = (Translations.load(folder, [code], domain.name) for domain in (MESSAGES, CONTENT))
    return Spoken(code, Locale.parse(_LOCALES.get(code, code)), messages, content)


def on_first_use(select: Callable[[], Spoken | None]) -> Callable[[], Spoken | None]:
    """Have a function asked which language is spoken when nobody knows yet; it may return None."""
    _selectors[:] = [select]
    return select


def current_spoken() -> Spoken:
    """Return the language being spoken."""
    spoken = _spoken.get()
    if spoken is None:
        spoken = _selectors[0]() if _selectors else None
        if spoken is None:
            return _UNTRANSLATED
        _spoken.set(spoken)
    return spoken


def set_spoken(spoken: Spoken) -> Token[Spoken | None]:
    """Speak a language from now on, until `reset_spoken`."""
    return _spoken.set(spoken)


def reset_spoken(token: Token[Spoken | None]) -> None:
    """Speak again what was spoken before."""
    _spoken.reset(token)


def forget_language() -> None:
    """Look anew which language is spoken: another request, or somebody new is known."""
    _spoken.set(None)


def gettext(string: str, **variables: object) -> str:
    """Return a page text in the reader's language, with its `%(name)s` places filled."""
    text = _find_text(_spoken.get() or current_spoken(), string)  # a page asks hundreds of times: nearly always known
    return text % variables if variables else text


@lru_cache(8192)  # as many as code and templates have, in each language
def _find_text(spoken: Spoken, string: str) -> str:
    return spoken.messages.gettext(string)


def ngettext(singular: str, plural: str, num: int, **variables: object) -> str:
    """Return a page text for a number of things; `%(num)s` is that number."""
    return _find_plural(_spoken.get() or current_spoken(), singular, plural, num) % {"num": num, **variables}


@lru_cache(4096)  # most pages speak of the same few numbers
def _find_plural(spoken: Spoken, singular: str, plural: str, num: int) -> str:
    return spoken.messages.ngettext(singular, plural, num)


@pass_eval_context
def write_message(context: EvalContext, string: str, /, **variables: object) -> str:
    """Return a page text in a template: safe where the template escapes, with what fills its places escaped."""
    if not variables:
        return _write_without_places(_spoken.get() or current_spoken(), string, context.autoescape)
    text = _find_text(current_spoken(), string)
    return (Markup(text) if context.autoescape else text) % variables  # noqa: S704 (catalogues are ours)


@lru_cache(4096)  # as many as templates have, in each language
def _write_without_places(spoken: Spoken, string: str, safe: bool) -> str:
    text = _find_text(spoken, string)
    return (Markup(text) if safe else text) % {}  # noqa: S704 (catalogues are ours; two percent signs become one)


def translate_messages(singular: str, plural: str, num: int) -> str:
    """Return the same for a number of things."""
    return _find_plural(current_spoken(), singular, plural, num)
