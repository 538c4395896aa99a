"""The spelling of all texts that readers see, by hunspell with word lists of our own. Behind `check spelling`.

Which words are a language's own is hunspell's to say, by the dictionaries of the system; names and jargon stand in
`translations/spelling/<code>-words.txt`, one a line, in alphabetical order.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Message

from webapp.language.catalogues import CONTENT, MESSAGES, Domain, find_catalogue, read_catalogue
from webapp.language.updating import extract_template

SPELLED_LANGUAGES = {"nl": ("nl", "nl_NL", "nl_BE"), "en": ("en_GB",)}
"""The languages that are checked, and what systems call their dictionaries."""

_NOT_WORDS = re.compile(
    r"%%|%\(\w+\)[a-z]|%[sd]|\{\w*\}"  # placeholders
    r"|</?[a-z][^>]*>|&\w+;"  # tags and entities
    r"|`[^`]*`"  # what is quoted as code
    r"|https?://\S+|[\w.+-]+@[\w.-]+"  # addresses
    r"|(?:/[\w.-]+)+/?|\b[\w.-]+\.(?:be|com|csv|json|md|net|org|py|toml|txt)\b"  # paths and names of files and sites
)
_WORD = re.compile(r"\w+(?:['.-]\w+)*")
"""Letters and digits, with what Dutch and English write inside a word: pagina's, e-mail, a.u.b."""


_STRAIGHT = re.compile(r"\S*'\S*")
CURLY_LANGUAGES = ("nl",)
"""The languages whose apostrophe is ’, and whose quotes are “…”, in every text. In English the pages have both."""


class SpellingUnavailableError(Exception):
    """The spelling of a language can't be checked on this machine; the message says what it lacks."""


@dataclass(frozen=True)
class Text:
    """A text that readers see, and where it stands: a catalogue, and a stable id or the source's first words."""

    place: str
    words: str


@dataclass(frozen=True)
class Misspelling:
    """A word that neither hunspell nor our list knows, where it stands, and what may be meant."""

    place: str
    word: str
    suggestions: tuple[str, ...]

    def __str__(self) -> str:
        meant = f" ({', '.join(self.suggestions)}?)" if self.suggestions else ""
        return f"{self.place}: {self.word}{meant}"


def check_spelling(code: str, root: Path, folder: Path) -> list[str]:
    """Return what is wrong with the texts in one language, and with its list of words, one line each.

    Raises SpellingUnavailableError where hunspell or its dictionary is missing, and OSError without a list.
    """
    path = list_path(folder, code)
    lines = path.read_text(encoding="utf-8").splitlines()
    texts = list(collect_texts(code, root, folder))
    problems = [str(misspelling) for misspelling in find_misspellings(texts, lines, code)]
    if code in CURLY_LANGUAGES:
        problems += find_straight(texts)
    return problems + [f"{path.name}: {problem}" for problem in check_word_list(lines, texts)]


def list_path(folder: Path, code: str) -> Path:
    """Return where the names and jargon of a language are listed."""
    return folder / "spelling" / f"{code}-words.txt"


def collect_texts(code: str, root: Path, folder: Path) -> Iterator[Text]:
    """Give every text in one language: from the code where it is the source, else from its catalogue."""
    for domain in (MESSAGES, CONTENT):
        if code == domain.source:
            yield from _list_texts(extract_template(root, domain), domain, source=True)
        else:
            catalogue = read_catalogue(find_catalogue(folder, code, domain), code, domain)
            yield from _list_texts(catalogue, domain, source=False)


def find_misspellings(texts: Iterable[Text], known: Iterable[str], code: str) -> list[Misspelling]:
    """Return the words that neither `known` nor hunspell knows, where they stand. Raises SpellingUnavailableError."""
    listed = set(known)
    places: dict[str, list[str]] = {}
    for text in texts:
        for word in find_words(text.words):
            if not _is_listed(word, listed):
                places.setdefault(word, []).append(text.place)
    suggestions = consult_hunspell(places, code)
    return [Misspelling(place, word, suggestions[word]) for word in suggestions for place in sorted(set(places[word]))]


def find_straight(texts: Iterable[Text]) -> list[str]:
    """Return what has a straight apostrophe or quote, with where it stands; addresses, tags and code are left alone."""
    found = [(text.place, word) for text in texts for word in _STRAIGHT.findall(_NOT_WORDS.sub(" ", text.words))]
    return [f"{place}: {word} has a straight ': write ’, and “…” around what is quoted" for place, word in found]


def check_word_list(lines: list[str], texts: Iterable[Text]) -> list[str]:
    """Return what keeps a list of words from being a clean one: a word that no text has, or out of order."""
    used = {form for text in texts for word in find_words(text.words) for form in (word, _begin_small(word))}
    problems = [f"{word}: no text has this word (any more); take it out" for word in lines if word not in used]
    in_order = sorted(set(lines), key=lambda word: (word.lower(), word))
    wrong = next((word for word, right in zip(lines, in_order, strict=False) if word != right), None)
    if wrong is not None or len(lines) != len(in_order):
        problems.append(f"{wrong or lines[-1]}: not in alphabetical order, or listed twice")
    return problems


def find_words(text: str) -> list[str]:
    """Return the words of a text, without placeholders, tags, code, addresses, file names, numbers and symbols."""
    words = _WORD.findall(_NOT_WORDS.sub(" ", text).replace("’", "'"))
    return [word for word in words if sum(letter.isalpha() for letter in word) > 1]


def consult_hunspell(words: Iterable[str], code: str) -> dict[str, tuple[str, ...]]:
    """Return those words that hunspell does not know, with its suggestions. Raises SpellingUnavailableError."""
    asked = list(words)
    command = [find_hunspell(), "-a", "-i", "utf-8", "-d", find_dictionary(code)]
    lines = "".join(f"^{word}\n" for word in asked)  # ^: a word, whatever it begins with
    answer = subprocess.run(  # noqa: S603 (the program is the system's own, and words go in as its input)
        command, check=True, input=lines, capture_output=True, encoding="utf-8"
    ).stdout
    unknown: dict[str, tuple[str, ...]] = {}
    place = 0
    for line in answer.splitlines()[1:]:  # the first is hunspell's own name
        if not line:  # the end of what it has to say of one word
            place += 1
        elif line.startswith(("&", "#")):
            unknown.setdefault(asked[place], tuple(line.partition(": ")[2].split(", ")[:3]) if ": " in line else ())
    return unknown


def find_hunspell() -> str:
    """Return the program. Raises SpellingUnavailableError."""
    if program := shutil.which("hunspell"):
        return program
    raise SpellingUnavailableError("hunspell is not on this machine (Debian, Ubuntu: sudo apt install hunspell)")


def find_dictionary(code: str) -> str:
    """Return what this system calls its hunspell dictionary of a language. Raises SpellingUnavailableError."""
    listing = subprocess.run(  # noqa: S603 (the program is the system's own)
        [find_hunspell(), "-D"], check=False, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
    )
    here = {line.rsplit("/", 1)[-1] for line in listing.stderr.splitlines()}
    if name := next((name for name in SPELLED_LANGUAGES[code] if name in here), None):
        return name
    package = "hunspell-" + SPELLED_LANGUAGES[code][0].lower().replace("_", "-")
    raise SpellingUnavailableError(
        f"hunspell has no dictionary for {code} (Debian, Ubuntu: sudo apt install {package})"
    )


def _list_texts(messages: Iterable[Message], domain: Domain, *, source: bool) -> Iterator[Text]:
    for message in messages:
        if not message.id:
            continue
        sources = [message.id] if isinstance(message.id, str) else list(message.id)
        strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
        place = f"{domain.name}, {message.context or repr(sources[0][:60])}"
        for string in sources if source else strings:
            yield Text(place, string)


def _is_listed(word: str, listed: set[str]) -> bool:
    return word in listed or _begin_small(word) in listed


def _begin_small(word: str) -> str:
    return word[:1].lower() + word[1:]
