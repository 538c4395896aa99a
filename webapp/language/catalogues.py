"""The languages on offer, and where their catalogues are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

DEFAULT_LANGUAGE = "nl"
REQUIRED_LANGUAGES = ("nl", "en")
"""Always on offer; `translate check` makes sure that they are complete. Others are offered once they are."""


@dataclass(frozen=True)
class Domain:
    """One kind of texts and the language that its source is written in: that one needs no catalogue."""

    name: str
    source: str


MESSAGES = Domain("messages", "en")
CONTENT = Domain("content", "nl")
DOMAINS = (MESSAGES, CONTENT)


@dataclass(frozen=True)
class Language:
    """A language that a visitor can choose. `native` is its name in that language, `name` in English."""

    code: str
    name: str
    native: str


def describe_language(code: str) -> Language:
    """Return the language of a code. Raises UnknownLocaleError or ValueError on a code that is none."""
    locale = Locale.parse(code)
    return Language(code, locale.english_name or code, locale.get_display_name(code) or code)


def find_catalogue(folder: Path, code: str, domain: Domain) -> Path:
    """Return where the catalogue of a language and domain is, or would be."""
    return folder / code / "LC_MESSAGES" / f"{domain.name}.po"


def read_catalogue(path: Path, code: str, domain: Domain) -> Catalog:
    """Read a catalogue. Raises PoFileError on a file that is not one, and OSError."""
    with path.open("rb") as file:
        return read_po(file, locale=code, domain=domain.name, abort_invalid=True)


def list_codes(folder: Path) -> tuple[str, ...]:
    """Return the codes of all languages with a folder of catalogues, complete or not, the default first."""
    found = {path.parent.name for path in folder.glob("*/LC_MESSAGES") if _is_language(path.parent.name)}
    found |= {domain.source for domain in DOMAINS}
    return tuple(sorted(found, key=lambda code: (code != DEFAULT_LANGUAGE, code != MESSAGES.source, code)))


def count_gaps(catalogue: Catalog) -> int:
    """Return how many texts are missing or marked as uncertain (fuzzy)."""
    return sum(1 for message in catalogue if message.id and (message.fuzzy or not _is_translated(message.string)))


def is_complete(folder: Path, code: str) -> bool:
    """Tell whether a language can be offered: each domain has it as source or as a catalogue without gaps."""
    for domain in DOMAINS:
        if domain.source == code:
            continue
        path = find_catalogue(folder, code, domain)
        if not path.exists() or count_gaps(read_catalogue(path, code, domain)):
            return False
    return True


def _is_translated(string: object) -> bool:
    return all(string) if isinstance(string, (tuple, list)) else bool(string)


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code)
    except (UnknownLocaleError, ValueError):
        return False
    return True


__all__ = [
    "CONTENT",
    "DEFAULT_LANGUAGE",
    "DOMAINS",
    "MESSAGES",
    "REQUIRED_LANGUAGES",
    "Domain",
    "Language",
    "PoFileError",
    "count_gaps",
    "describe_language",
    "find_catalogue",
    "is_complete",
    "list_codes",
    "read_catalogue",
]
