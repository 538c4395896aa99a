"""Reads content/sheets into the model; a mistake in a file is a problem that names file, id and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

from assessment.advice import BARRIERS_QUESTION
from assessment.content import CONTENT_FOLDER, Content, translatable_texts
from assessment.model import Question, Text
from assessment.reading import ContentError, Parse, Problem, Table, parse_toml, read_table, report_duplicates
from assessment.rules import SIZES
from assessment.sheets.model import (
    PLACE,
    PLACES,
    PLACES_OF,
    UNANSWERED,
    Column,
    Each,
    Item,
    Part,
    Row,
    Sheet,
    Sheets,
    SheetTable,
    Source,
    Step,
    When,
)

SHEETS_FOLDER = CONTENT_FOLDER / "sheets"

_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def load_sheets(content: Content, folder: Path = SHEETS_FOLDER, parse: Parse = parse_toml) -> Sheets:
    """The sheets of a folder, held to the content. Raises ContentError with every mistake found."""
    problems: list[Problem] = []
    sheets = [read_sheet(path, problems, parse) for path in sorted(folder.glob("*.toml"))]
    if not problems:
        for sheet in sheets:
            problems.extend(_check_sheet(sheet, content))
    if problems:
        raise ContentError(problems)
    return Sheets(tuple(sorted(sheets, key=lambda sheet: (sheet.order, sheet.id))))


def read_sheet(path: Path, problems: list[Problem], parse: Parse = parse_toml) -> Sheet:
    """One file as a sheet; its mistakes go into `problems`."""
    table = read_table(path, problems, parse)
    name = table.identifier()
    table.context = f"sheet.{name}"
    if table.has("id") and name != path.stem:
        table.report(f"a sheet is called as its file: '{path.stem}', not '{name}'")
    sheet = Sheet(
        id=name,
        order=table.integer("order"),
        title=table.text("title"),
        purpose=table.text("purpose"),
        use=table.text("use"),
        recommendations=table.strings("recommendations"),
        parts=tuple(_read_part(entry) for entry in table.tables("parts", "part")),
        sources=tuple(_read_source(entry) for entry in table.tables("sources", "source")),
        is_legal=table.boolean("legal", default=False),
        is_one_page=table.boolean("one_page", default=False),
    )
    report_duplicates(table.file, [part.id for part in sheet.parts], problems)
    table.finish()
    return sheet


def _read_part(table: Table) -> Part:
    part = Part(
        id=table.identifier(),
        heading=table.text_or_none("heading"),
        text=table.text_or_none("text"),
        items=tuple(_read_items(table.table("items"))),
        table=_read_table(table.table("table")),
        steps=tuple(_read_steps(table.table("steps"))),
        after=table.text_or_none("after"),
        when=_read_when(table),
        is_caution=table.boolean("caution", default=False),
    )
    if not (part.text or part.items or part.table or part.steps):
        table.report("a part needs a text, items, a table or steps")
    table.finish()
    return part


def _read_items(table: Table | None) -> Iterator[Item]:
    """Give the lines of a list: each key names one, as a text, or as a table with `text` and `when`."""
    for name in table.values if table else ():
        assert table is not None  # noqa: S101 (for the type checker)
        if isinstance(table.values[name], str):
            yield Item(table.text(name))
        elif (entry := table.table(name)) is not None:
            yield Item(Text(f"{table.context}.{name}", entry.string("text")), _read_when(entry))
            entry.finish()


def _read_table(table: Table | None) -> SheetTable | None:
    if table is None:
        return None
    columns = tuple(_read_columns(table))
    each = table.string("each", "")
    if each and each not in list(Each):
        table.report(f"'{each}' is nothing that a table has rows for: use one of {', '.join(Each)}")
    rows = table.table("rows")
    found = SheetTable(
        caption=table.text("caption"),
        columns=columns,
        rows=tuple(_read_rows(rows, columns)) if rows else (),
        each=Each(each) if each in list(Each) else None,
        pattern=_read_cells(table, "pattern", columns) if each else (),
        blank=table.integer("blank", 0),
    )
    table.finish()
    return found


def _read_columns(table: Table) -> Iterator[Column]:
    """Give the columns: each key names one, with its title; `widths` says which are wider than 1."""
    titles, widths = table.table("columns"), table.table("widths")
    if titles is None:
        table.report("add the field 'columns'")
        return
    for name in titles.values:
        width = widths.decimal(name, Decimal(1)) if widths else Decimal(1)
        yield Column(name, titles.text(name), float(width))
    if widths:
        widths.finish()


def _read_rows(table: Table, columns: tuple[Column, ...]) -> Iterator[Row]:
    """Give the rows: each key names one, as a list of cells, or as a table with `cells` and `when`."""
    for name in table.values:
        if isinstance(table.values[name], list):
            yield Row(_read_cells(table, name, columns))
        elif (entry := table.table(name)) is not None:
            entry_cells = _read_cells(entry, "cells", columns, f"{table.context}.{name}")
            yield Row(entry_cells, _read_when(entry))
            entry.finish()


def _read_cells(table: Table, key: str, columns: tuple[Column, ...], context: str = "") -> tuple[Text | None, ...]:
    cells = table.strings(key)
    if len(cells) != len(columns):
        table.report(f"'{key}' has {len(cells)} cells for {len(columns)} columns")
        return (None,) * len(columns)
    base = context or f"{table.context}.{key}"
    return tuple(
        Text(f"{base}.{column.id}", cell) if cell else None for column, cell in zip(columns, cells, strict=True)
    )


def _read_steps(table: Table | None) -> Iterator[Step]:
    for name in table.values if table else ():
        entry = table.table(name) if table else None
        if entry is not None:
            yield Step(entry.text("question"), entry.text("yes"), entry.text_or_none("no"))
            entry.finish()


def _read_when(table: Table) -> tuple[When, ...]:
    found = []
    for entry in table.tables("when"):
        found.append(
            When(
                entry.string("question", ""),
                entry.string("row", "") or None,
                frozenset(entry.strings("among")),
                frozenset(entry.strings("sizes")),
                frozenset(entry.strings("barriers")),
            )
        )
        entry.finish()
    return tuple(found)


def _read_source(table: Table) -> Source:
    table.identifier()
    official = table.boolean("official", default=False)
    source = Source(table.text("title"), table.string("href"), "" if official else table.string("seen"))
    if not source.href.startswith("https://"):
        table.report("'href' begins with https://")
    if not official and not _A_DAY.fullmatch(source.seen):
        table.report("'seen' is the day on which the source was read, such as 2026-11-27")
    table.finish()
    return source


# ---------------------------------------------------------------- held to the rest of the content


def _check_sheet(sheet: Sheet, content: Content) -> Iterator[Problem]:
    def problem(message: str) -> Problem:
        return Problem(f"{sheet.id}.toml", sheet.id, message)

    for name in sheet.recommendations:
        if content.recommendation(name) is None:
            yield problem(f"there is no recommendation '{name}'")
    if sheet.is_legal and not any(source.seen for source in sheet.sources):
        yield problem("a sheet that touches on law names its sources: where somebody read it, and on which day")
    for when in _all_conditions(sheet):
        yield from (problem(message) for message in _check_when(when, content))
    for message in check_texts(sheet):
        yield problem(message)
    if any(step.no is None for part in sheet.parts for step in part.steps[-1:]):
        yield problem("the last step says what to do when the answer is no: add 'no'")


def check_texts(sheet: Sheet) -> Iterator[str]:
    """Give what is wrong with the places and the gaps in the texts of a sheet."""
    if PLACE.search(sheet.title.dutch) or PLACE.search(sheet.purpose.dutch):
        yield "the title and the purpose stand in lists too: leave out what is filled in"
    for text, _ in translatable_texts(sheet):
        yield from check_places(text.context, text.dutch, _known_places(sheet, text.context))


def check_places(context: str, text: str, known: frozenset[str] = PLACES) -> Iterator[str]:
    """Give what is wrong with the places and the gaps of one text, in any language."""
    for name in PLACE.findall(text):
        if name not in known:
            yield f"{context}: nothing is called {{{name}}}"
    if PLACE.sub("", text).count("{") or PLACE.sub("", text).count("}"):
        yield f"{context}: a brace stands alone"
    if text.count("[") != text.count("]"):
        yield f"{context}: a bracket stands alone"


def _known_places(sheet: Sheet, context: str) -> frozenset[str]:
    for part in sheet.parts:
        if part.table and part.table.each and f".{part.id}.table.pattern" in context:
            return PLACES | PLACES_OF[part.table.each]
    return PLACES


def _all_conditions(sheet: Sheet) -> Iterator[When]:
    for part in sheet.parts:
        yield from part.when
        for item in part.items:
            yield from item.when
        for row in part.table.rows if part.table else ():
            yield from row.when


def _check_when(when: When, content: Content) -> Iterator[str]:
    for size in sorted(when.sizes - set(SIZES)):
        yield f"'{size}' is not a size class"
    barriers = content.questionnaire.question_by_id.get(BARRIERS_QUESTION)
    for barrier in sorted(when.barriers - set(barriers.row_by_id if barriers else ())):
        yield f"there is no barrier '{barrier}'"
    if not when.question:
        return
    question = content.questionnaire.question_by_id.get(when.question)
    if question is None:
        yield f"there is no question '{when.question}'"
    else:
        yield from _check_answers(when, question)


def _check_answers(when: When, question: Question) -> Iterator[str]:
    if when.row is not None and when.row not in question.row_by_id:
        yield f"the question {question.id} has no row '{when.row}'"
    if not when.among:
        yield f"'among' names the answers to {question.id} for which this is"
    for option in sorted(when.among - set(question.option_by_id) - {UNANSWERED}):
        yield f"the question {question.id} has no option '{option}'"
