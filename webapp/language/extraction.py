"""Babel extraction of the content files: Dutch source, the stable id as context, a comment that says what it is.

Registered in pyproject.toml as `pleinwijzer_content`, so that `pybabel extract` knows it too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from assessment.content import load_content, translatable_texts
from assessment.reading import ContentError, Problem
from assessment.sheets.reading import SHEETS_FOLDER, read_sheet
from benchmarks.editions import load_edition

Extracted = tuple[int, str, list[str], list[str]]

_PARTS = {
    "questionnaire.toml": "questionnaire",
    "levels.toml": "growth_path",
    "advice.toml": "recommendations",
}


def extract_content(
    fileobj: BinaryIO,
    keywords: Mapping[str, object] | Collection[str],  # noqa: ARG001 (the signature is Babel's)
    comment_tags: Collection[str],  # noqa: ARG001
    options: Mapping[str, object],  # noqa: ARG001
) -> Iterator[Extracted]:
    """Give each text of a content file as a `pgettext` call. Raises ContentError on a file with a mistake."""
    path = Path(fileobj.name)
    if path.name in _PARTS:
        source: object = getattr(load_content(path.parent), _PARTS[path.name])
    elif path.parent.name == SHEETS_FOLDER.name:
        source = _read_sheet(path)
    else:
        source = load_edition(path.stem, path.parent)
    for text, comment in translatable_texts(source):
        yield 0, "pgettext", [text.context, text.dutch], [comment]


def _read_sheet(path: Path) -> object:
    problems: list[Problem] = []
    sheet = read_sheet(path, problems)
    if problems:
        raise ContentError(problems)
    return sheet
