"""A typed name, former name or postal code: which municipality of today it leads to, and why.

`static/js/search-field.js` does the same while somebody types; a test holds the two together.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from babel.lists import format_list

from webapp.language.locale import current_language, current_locale, format_day
from webapp.language.texts import gettext
from webapp.wording.mergers import FORMER, Former
from webapp.wording.municipalities import Municipality, list_municipalities, municipality_by_code

SAINTS = ("sint", "saint", "sainte")
SHORT_SAINTS = ("st", "ste")
NOT_IN_NAMES = ("stad", "gemeente")
POSTAL_CODE_LENGTH = 4


class Found(NamedTuple):
    """What a typed text leads to: no municipality, one, or several between which it does not decide.

    `former` is the merged municipality, `postal_code` the code, and `other_name` the name in the other language, where
    one of these led there and not the name itself.
    """

    municipalities: tuple[Municipality, ...] = ()
    former: Former | None = None
    postal_code: str = ""
    other_name: str = ""

    @property
    def only(self) -> Municipality | None:
        """The one municipality; None where there is none, or more than one."""
        return self.municipalities[0] if len(self.municipalities) == 1 else None


def find_place(written: str) -> Found:
    """Return what somebody typed leads to, whatever the capitals, accents, spaces and hyphens; `st` is a `sint`."""
    words = split_words(written)
    if found := _find_name(words):
        return found
    codes = [word for word in words if len(word) == POSTAL_CODE_LENGTH and word.isdigit()]
    if len(codes) != 1:
        return Found()
    there = tuple(one for one in list_municipalities() if codes[0] in one.postal_codes)
    named = _find_name([word for word in words if word not in codes])
    if named is None:
        return Found(there, postal_code=codes[0])
    return named if named.only in there else Found()


def explain(found: Found) -> str:
    """Return why a text leads where it does, in the reader's language; empty where that is plain, or nowhere."""
    names = [one.name_in(current_language()) for one in found.municipalities]
    if len(names) > 1:
        return str(
            gettext(
                "%(code)s is a postal code of %(municipalities)s. Choose one of them.",
                code=found.postal_code,
                municipalities=format_list(names, locale=current_locale()),
            )
        )
    return _explain_one(found, names[0]) if names else ""


def describe_for_browser() -> dict[str, object]:
    """Return what the search in the browser needs, short: lists are in the order of `list_municipalities`.

    A sentence has a name in braces where the browser fills in what was typed, and which municipality that is.
    """
    language = current_language()
    shown = [one.name_in(language) for one in list_municipalities()]
    places = {one.code: number for number, one in enumerate(list_municipalities())}
    return {
        "codes": "|".join(" ".join(one.postal_codes) for one in list_municipalities()),
        "others": "|".join(
            "" if _fold(one.name) == _fold(one.name_fr) else one.name_fr if name == one.name else one.name
            for one, name in zip(list_municipalities(), shown, strict=True)
        ),
        "former": [[former.name, places[former.code], former.since.year] for former in FORMER],
        "days": {former.since.year: format_day(former.since) for former in FORMER},
        "words": {
            "former": _say_former("{typed}", "{place}", "{day}"),
            "code": _say_code("{typed}", "{place}"),
            "other": _say_other("{typed}", "{place}"),
        },
        "saints": SAINTS,
        "short": SHORT_SAINTS,
        "skipped": NOT_IN_NAMES,
    }


def split_words(written: str) -> list[str]:
    """Return the words of a text without capitals and accents, and without what is in no name (`stad Gent`)."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFKD", written.casefold()) if not unicodedata.combining(sign)
    )
    words = "".join(sign if sign.isalnum() else " " for sign in bare).split()
    return [word for word in words if word not in NOT_IN_NAMES] or words


def list_spellings(words: Iterable[str]) -> tuple[str, ...]:
    """Return the ways to write words as one: as they are, and with each saint for `st` (`stniklaas`, `sintniklaas`)."""
    typed = list(words)
    written_out = ("".join(_write_out(word, saint, at) for at, word in enumerate(typed)) for saint in SAINTS)
    return tuple(dict.fromkeys(("".join(typed), *written_out)))


def _write_out(word: str, saint: str, at: int) -> str:
    if word in SHORT_SAINTS:
        return saint
    return saint + word.removeprefix("st") if at == 0 and word.startswith("st") else word


def _find_name(words: list[str]) -> Found | None:
    for spelling in list_spellings(words):
        if (found := _by_name().get(spelling)) is not None:
            return found
    return None


@cache
def _by_name() -> Mapping[str, Found]:
    """Return what each name leads to; today's names go before those of old, Dutch ones before French ones."""
    found = {_fold(former.name): Found((municipality_by_code()[former.code],), former=former) for former in FORMER}
    found |= {_fold(one.name_fr): Found((one,), other_name=one.name_fr) for one in list_municipalities()}
    found |= {_fold(one.name): Found((one,), other_name=one.name) for one in list_municipalities()}
    found |= {one.code: Found((one,)) for one in list_municipalities()}
    return MappingProxyType(found)


def _fold(name: str) -> str:
    return "".join(split_words(name))


def _explain_one(found: Found, name: str) -> str:
    if found.former is not None:
        return _say_former(found.former.name, name, format_day(found.former.since))
    if found.postal_code:
        return _say_code(found.postal_code, name)
    if found.other_name and _fold(found.other_name) != _fold(name):
        return _say_other(found.other_name, name)
    return ""


def _say_former(former: str, place: str, day: str) -> str:
    words = gettext(
        "%(former)s has been part of %(municipality)s since %(day)s.", former=former, municipality=place, day=day
    )
    return str(words)


def _say_code(code: str, place: str) -> str:
    return str(gettext("%(code)s is a postal code of %(municipality)s.", code=code, municipality=place))


def _say_other(other: str, place: str) -> str:
    return str(gettext("%(other)s is another name of %(municipality)s.", other=other, municipality=place))
