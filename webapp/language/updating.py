"""Message templates and catalogues: extracted, brought up to date, checked. Behind the `translate` commands.

Files are written so that a diff shows words only: no locations, no dates, no names of tools.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jinja2.ext
from babel import Locale, UnknownLocaleError
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import write_po

from assessment.content import list_versions
from webapp.language.catalogues import (
    CONTENT,
    DOMAINS,
    MESSAGES,
    REQUIRED_LANGUAGES,
    Domain,
    find_catalogue,
    list_codes,
    read_catalogue,
)
from webapp.language.extraction import extract_content

KEYWORDS = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "lazy_gettext": None,
    "lazy_ngettext": (1, 2),
    "lazy_pgettext": ((1, "c"), 2),
}
COMMENT_TAG = "Translators:"
HEADERS = {
    MESSAGES.name: "Pleinwijzer: the texts of the pages. The source is English.",
    CONTENT.name: "Pleinwijzer: questions, answers, levels, advice and figures. The source is Dutch.",
}

_CHANGING_HEADER = re.compile(
    r'^"(?:POT-Creation-Date|PO-Revision-Date|Generated-By|Last-Translator|Language-Team|Report-Msgid-Bugs-To'
    r"|Project-Id-Version|X-Generator):.*\n",
    re.MULTILINE,
)
_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}|</?[a-z]\w*")


class LanguageError(Exception):
    """A language that cannot be added; the message says why."""


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong with a template or catalogue, and where."""

    file: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.message}"


def extract_template(root: Path, domain: Domain) -> Catalog:
    """Return all texts of a domain, as they stand in the code below `root`. Raises ContentError on bad content."""
    catalogue = Catalog(domain=domain.name, header_comment=f"# {HEADERS[domain.name]}", fuzzy=False)
    found = _extract_messages(root) if domain is MESSAGES else _extract_content(root)
    for message, comments, context in found:
        catalogue.add(message, None, auto_comments=comments, context=context)
    return catalogue


def write_template(template: Catalog, domain: Domain) -> str:
    """Return a template as text. Page texts are sorted; content keeps the order of its files."""
    return _write(template, sort=domain is MESSAGES)


def write_catalogue(catalogue: Catalog, domain: Domain) -> str:
    """Return a catalogue as text; what is no longer in the template is left out."""
    return _write(catalogue, sort=domain is MESSAGES)


def update_translations(root: Path, folder: Path) -> list[Path]:
    """Bring templates and catalogues up to date with the code, and return the files that changed."""
    changed = []
    for domain in DOMAINS:
        template = extract_template(root, domain)
        changed += _write_if_new(template_path(folder, domain), write_template(template, domain))
        for code in list_codes(folder):
            if code != domain.source:
                catalogue = _renew(template, find_catalogue(folder, code, domain), code, domain)
                path = find_catalogue(folder, code, domain)
                changed += _write_if_new(path, write_catalogue(catalogue, domain))
    return changed


def add_language(root: Path, folder: Path, code: str) -> list[Path]:
    """Make empty catalogues for a new language and return them. Raises LanguageError."""
    try:
        locale = Locale.parse(code)
    except (UnknownLocaleError, ValueError) as error:
        raise LanguageError(f"{code!r} is no language code. Write two letters, such as fr or de.") from error
    if str(locale) != code:
        raise LanguageError(f"Write the code as {locale}.")
    if code in list_codes(folder):
        raise LanguageError(f"There is a folder {code} already; `translate update` brings it up to date.")
    made = []
    for domain in DOMAINS:
        catalogue = _renew(extract_template(root, domain), None, code, domain)
        made += _write_if_new(find_catalogue(folder, code, domain), write_catalogue(catalogue, domain))
    return made


def check_translations(root: Path, folder: Path) -> list[Finding]:
    """Return all that keeps the translations from being complete and right."""
    findings = []
    for domain in DOMAINS:
        template = extract_template(root, domain)
        path = template_path(folder, domain)
        if not path.exists() or path.read_text(encoding="utf-8") != write_template(template, domain):
            findings.append(Finding(path.name, "out of date; run `translate update` and translate what is new"))
        for code in list_codes(folder):
            if code != domain.source:
                findings += _check_language(template, folder, code, domain)
    return findings


def template_path(folder: Path, domain: Domain) -> Path:
    """Return where the template of a domain is."""
    return folder / f"{domain.name}.pot"


Found = tuple[str | tuple[str, ...], list[str], str | None]


def _extract_messages(root: Path) -> Iterator[Found]:
    for path in sorted((root / "webapp").rglob("*.py")):
        yield from _extract_file(path, "python")
    for path in sorted((root / "webapp" / "templates").rglob("*.html")):
        yield from _extract_file(path, "jinja2")


def _extract_content(root: Path) -> Iterator[Found]:
    """Give the texts of all versions, the newest first: what an earlier one says otherwise stands beside it."""
    content = root / "assessment" / "content"
    folders = [content / version for version in reversed(list_versions(content))]
    paths = [folder / name for folder in folders for name in ("questionnaire.toml", "levels.toml", "advice.toml")]
    paths += sorted((content / "sheets").glob("*.toml"))
    for path in [*paths, *sorted((root / "benchmarks" / "editions").glob("*.toml"))]:
        yield from _extract_file(path, "content")


def _extract_file(path: Path, kind: str) -> Iterator[Found]:
    methods: dict[str, Any] = {"python": "python", "jinja2": jinja2.ext.babel_extract, "content": extract_content}
    options = {"silent": "false", "trimmed": "true"} if kind == "jinja2" else {}
    with path.open("rb") as file:
        for _line, message, comments, context in extract(
            methods[kind], file, KEYWORDS, [COMMENT_TAG], options, strip_comment_tags=True
        ):
            yield message, comments, context


def _write(catalogue: Catalog, *, sort: bool) -> str:
    file = io.BytesIO()
    write_po(file, catalogue, width=100, no_location=True, sort_output=sort, ignore_obsolete=True)
    return _CHANGING_HEADER.sub("", file.getvalue().decode("utf-8"))


def _write_if_new(path: Path, text: str) -> list[Path]:
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return []
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return [path]


def _renew(template: Catalog, path: Path | None, code: str, domain: Domain) -> Catalog:
    """Return the template with the translations that a catalogue has; one of a changed source becomes uncertain."""
    old = read_catalogue(path, code, domain) if path and path.exists() else Catalog(locale=code, domain=domain.name)
    by_context = {message.context: message for message in old if message.id and message.context}
    renewed = Catalog(locale=code, domain=domain.name, header_comment=template.header_comment, fuzzy=False)
    for source in template:
        if source.id:
            _add_renewed(renewed, source, old.get(source.id, source.context), by_context.get(source.context or ""))
    return renewed


def _add_renewed(renewed: Catalog, source: Message, kept: Message | None, changed: Message | None) -> None:
    flags = set(source.flags) - {"fuzzy"}
    string, previous, user_comments = None, list[str](), list[str]()
    if kept is not None:
        string, user_comments = kept.string, kept.user_comments
        flags |= {"fuzzy"} & kept.flags
        previous = list(kept.previous_id) if kept.fuzzy else []
    elif changed is not None and changed.string:
        string, user_comments = changed.string, changed.user_comments
        flags.add("fuzzy")
        previous = [changed.id] if isinstance(changed.id, str) else list(changed.id)
    renewed.add(
        source.id,
        string,
        flags=flags,
        auto_comments=source.auto_comments,
        user_comments=user_comments,
        previous_id=previous,
        context=source.context,
    )


def _check_language(template: Catalog, folder: Path, code: str, domain: Domain) -> list[Finding]:
    path = find_catalogue(folder, code, domain)
    name = str(path.relative_to(folder))
    if not path.exists():
        return [Finding(name, "missing; run `translate update`")]
    catalogue = read_catalogue(path, code, domain)
    findings = [Finding(name, problem) for message in catalogue if message.id for problem in _check_message(message)]
    if code not in REQUIRED_LANGUAGES:
        return findings
    for source in template:
        if source.id:
            findings += [Finding(name, gap) for gap in _find_gap(source, catalogue.get(source.id, source.context))]
    return findings


def _find_gap(source: Message, translated: Message | None) -> list[str]:
    shown = _show(source)
    if translated is None or not _strings(translated):
        return [f"not translated: {shown}"]
    return [f"uncertain (fuzzy): {shown}"] if translated.fuzzy else []


def _check_message(message: Message) -> list[str]:
    """Return what is wrong with one translation: other placeholders or tags, or other white space at its ends."""
    problems = []
    sources = [message.id] if isinstance(message.id, str) else list(message.id)
    wanted = [sorted(_PLACEHOLDER.findall(source)) for source in sources]
    for string in _strings(message):
        if sorted(_PLACEHOLDER.findall(string)) not in wanted:
            problems.append(f"other placeholders or tags than the source: {_show(message)}")
        if (string[:1].isspace(), string[-1:].isspace()) != (sources[0][:1].isspace(), sources[0][-1:].isspace()):
            problems.append(f"other white space at the ends than the source: {_show(message)}")
    return problems


def _strings(message: Message) -> list[str]:
    """Return the translation's forms; none when one of them is missing."""
    forms = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return forms if all(forms) else []


def _show(message: Message) -> str:
    source = message.id if isinstance(message.id, str) else message.id[0]
    short = source if len(source) <= 70 else source[:69] + "…"
    return f"{message.context}: {short!r}" if message.context else repr(short)


__all__ = [
    "Finding",
    "LanguageError",
    "add_language",
    "check_translations",
    "extract_template",
    "template_path",
    "update_translations",
    "write_catalogue",
    "write_template",
]
