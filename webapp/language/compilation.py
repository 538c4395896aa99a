"""Compiled catalogues: made at the start when a catalogue changed, never committed.

They stand in a folder named after the content of all catalogues. Making it anew happens in a draft folder that is
renamed when it is whole, so that processes that start at once cannot see half a translation.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
from dataclasses import dataclass
from pathlib import Path

from babel.messages.mofile import write_mo

from webapp.language.catalogues import (
    DOMAINS,
    REQUIRED_LANGUAGES,
    find_catalogue,
    is_complete,
    list_codes,
    read_catalogue,
)

_OFFERED = "languages.json"
_FORMAT = b"1"


@dataclass(frozen=True)
class Compiled:
    """Where the compiled catalogues are, and the codes of the languages on offer, the default first."""

    folder: Path
    codes: tuple[str, ...]


def compile_catalogues(translations: Path, target: Path, *, unfinished: bool = False) -> Compiled:
    """Return the compiled catalogues of a translations folder, made under `target` when they are not there yet.

    On offer are the languages that are complete, and with `unfinished` the others too.
    Raises PoFileError when a catalogue cannot be read, and OSError.
    """
    folder = target / fingerprint(translations)
    if not (folder / _OFFERED).exists():
        _compile_into(translations, folder)
    if unfinished:
        return Compiled(folder, list_codes(translations))
    return Compiled(folder, tuple(json.loads((folder / _OFFERED).read_text(encoding="utf-8"))))


def fingerprint(translations: Path) -> str:
    """Return a short name for the content of all catalogues: another content, another name."""
    digest = hashlib.sha256(_FORMAT)
    for path in sorted(translations.glob("*/LC_MESSAGES/*.po")):
        digest.update(f"{path.relative_to(translations)}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def _compile_into(translations: Path, folder: Path) -> None:
    folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = folder.with_name(f".{folder.name}.{secrets.token_hex(8)}")
    try:
        draft.mkdir()
        codes = list_codes(translations)
        for code in codes:
            _compile_language(translations, draft, code)
        offered = [code for code in codes if code in REQUIRED_LANGUAGES or is_complete(translations, code)]
        (draft / _OFFERED).write_text(json.dumps(offered), encoding="utf-8")
        _publish(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _publish(draft: Path, folder: Path) -> None:
    """Rename the draft, unless another process was first: its folder says the same."""
    try:
        draft.rename(folder)
    except OSError:
        if not (folder / _OFFERED).exists():
            raise


def _compile_language(translations: Path, target: Path, code: str) -> None:
    for domain in DOMAINS:
        source = find_catalogue(translations, code, domain)
        if not source.exists():
            continue
        compiled = find_catalogue(target, code, domain).with_suffix(".mo")
        compiled.parent.mkdir(parents=True, exist_ok=True)
        with compiled.open("wb") as file:
            write_mo(file, read_catalogue(source, code, domain))
