"""A report as plain data for Typst: what Typst would have to find out for each cell is found out here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable
from dataclasses import fields, is_dataclass, replace
from datetime import date
from functools import cache
from typing import Final

from webapp.documents.charts.model import Chart
from webapp.documents.office import language_of
from webapp.documents.paper import (
    Advice,
    Block,
    Bullets,
    Chapter,
    Entries,
    Entry,
    Pairs,
    Paper,
    Paragraph,
    Picture,
    Table,
    Tone,
    describe_chart,
)
from webapp.documents.typefaces import clean

Draw = Callable[[Chart], bytes | None]
"""Gives a chart as SVG, on white, or None."""
Spell = Callable[[str], str]
"""Gives a text without signs that can't be set."""
Plain = dict[str, object]

LETTERS_IN_A_ROW: Final = 80
"""So many letters of a table are sure to stand beside each other on the width of a page."""
SHORT_ROWS: Final = 6
SHORT_LETTERS: Final = 1200
"""A table with no more rows and letters than this stays on one page."""
SHORT_CHAPTER: Final = 1600
"""A chapter of no more letters than this does too, if it has words alone."""
LONG_CELL: Final = 600
LONG_ADVICE: Final = 1800
LONG_ENTRY: Final = 1000
"""In letters: what is longer might not fit on a page, so that it may go on on the next one."""


def describe(paper: Paper, draw: Draw, spell: Spell = clean) -> Plain:
    """Return the report as plain data, with its charts drawn and its texts without signs that no typeface has."""
    language, _, region = language_of(paper.language).partition("-")
    found = _plain_block(_number(paper), draw, spell)
    return found | {"language": language, "region": region or None}


def _number(paper: Paper) -> Paper:
    """Return the report with the numbers of its tables and pictures in front of their captions."""
    counted: Counter[str] = Counter()

    def number(block: Block) -> Block:
        if not isinstance(block, Table | Picture):
            return block
        label = paper.labels.table if isinstance(block, Table) else paper.labels.figure
        counted[label] += 1
        return replace(block, caption=f"{label} {counted[label]}. {block.caption}")

    chapters = [replace(chapter, blocks=tuple(map(number, chapter.blocks))) for chapter in paper.chapters]
    return replace(paper, chapters=tuple(chapters))


def _plain(value: object, draw: Draw, spell: Spell) -> object:
    if isinstance(value, str):
        return spell(value)
    if isinstance(value, tuple):
        return [_plain(entry, draw, spell) for entry in value]
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, date):
        return value.isoformat()
    return _plain_block(value, draw, spell) if is_dataclass(value) else value


def _plain_block(block: object, draw: Draw, spell: Spell) -> Plain:
    match block:
        case Picture():
            return _plain_picture(block, draw, spell)
        case Entries():
            return {"kind": "Entries", "items": [_plain_entry(entry, spell) for entry in block.items]}
    found: Plain = {"kind": type(block).__name__}
    found |= {name: _plain(getattr(block, name), draw, spell) for name in _fields_of(type(block))}  # type: ignore[arg-type]  # a class
    match block:
        case Table():
            found |= _look_over(block, spell)
        case Chapter():
            found["short"] = _is_short(block)
        case Advice():
            found["long"] = sum(len(text) for _, text in block.fields) > LONG_ADVICE
    return found


def _is_short(chapter: Chapter) -> bool:
    """Tell whether a chapter of words alone fits on part of a page: its last lines had better not stand alone."""
    words = [block for block in chapter.blocks if isinstance(block, Paragraph | Bullets | Pairs)]
    return len(words) == len(chapter.blocks) and sum(map(_count_letters, words)) < SHORT_CHAPTER


def _count_letters(block: Paragraph | Bullets | Pairs) -> int:
    match block:
        case Paragraph():
            return len(block.text)
        case Bullets():
            return sum(map(len, block.items))
        case Pairs():
            return sum(len(name) + len(text) for name, text in block.items)


def _plain_entry(entry: Entry, spell: Spell) -> Plain:
    lines = "\n".join(entry.lines)
    said = {"title": entry.title, "lines": lines, "remark": entry.remark}
    return {name: spell(text) for name, text in said.items()} | {"long": len(lines) > LONG_ENTRY}


@cache
def _fields_of(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))  # type: ignore[arg-type]  # it is a dataclass


def _plain_picture(picture: Picture, draw: Draw, spell: Spell) -> Plain:
    drawn = draw(picture.chart)
    if drawn is None:
        return _plain_block(Paragraph(describe_chart(picture.chart), Tone.SOFT), draw, spell)
    said = {"alt": picture.in_words(), "caption": picture.caption, "source": picture.source}
    return {"kind": "Picture", "svg": drawn.decode(), **{name: spell(text) for name, text in said.items()}}


def _look_over(table: Table, spell: Spell) -> Plain:
    """Return whether a table is short, which rows may break, and in which cells a word is longer than its column."""
    widths = [column.width for column in table.columns]
    rooms = [LETTERS_IN_A_ROW * width / sum(widths) for width in widths]
    letters = sum(len(text) for row in table.rows for text in row)
    return {
        "widths": widths,
        "numbers": [column.is_number for column in table.columns],
        "heads": [spell(column.title) for column in table.columns],
        "short": len(table.rows) <= SHORT_ROWS and letters < SHORT_LETTERS,
        "long": [place for place, row in enumerate(table.rows) if max(map(len, row)) > LONG_CELL],
        "loose": [
            (number, place)
            for number, row in enumerate(table.rows)
            for place, text in enumerate(row)
            if _is_loose(text, rooms[place])
        ],
        "loose-heads": [place for place, column in enumerate(table.columns) if _is_loose(column.title, rooms[place])],
    }


def _is_loose(text: str, room: float) -> bool:
    return len(text) > room and max(map(len, text.split()), default=0) > room
