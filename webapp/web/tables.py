"""Tables of data as HTML.

The pages of a result have hundreds of cells, and a template takes some six times as long for each; so this one
component is written out in code. Templates draw it with `data_table` of `components/tables.html`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from markupsafe import Markup, escape

Cell = str | Mapping[str, str]
"""A text, or a link: `text` and `href`."""

_FRAME = (
    '<div class="table-frame" tabindex="0" role="group" aria-label="{caption}">\n'
    '  <table class="data-table">\n'
    "    <caption{hidden}>{caption}</caption>\n"
    "    <thead><tr>{heads}</tr></thead>\n"
    "    <tbody>{rows}\n"
    "    </tbody>{total}  </table>\n"
    "</div>"
)
_TOTAL = "    <tfoot>{row}</tfoot>"
_INDENT = "      "


def offer_tables(app: Flask) -> None:
    """Give templates `draw_table`."""
    app.jinja_env.globals["draw_table"] = draw_table


def draw_table(
    caption: str,
    columns: Sequence[object],
    rows: Sequence[Sequence[Cell]],
    total: Sequence[Cell] | None = None,
    *,
    hide_caption: bool = False,
) -> Markup:
    """Return a table that scrolls inside its own frame on a phone.

    A column has a `text`, and a `number` that tells whether it holds numbers: as attributes, or as keys, where `number`
    may be missing. The first cell of a row is its heading; `total` is one more row, set apart.
    """
    heads = [_read_column(column) for column in columns]
    marks = [' class="is-number"' if is_number else "" for _, is_number in heads]
    drawn = _FRAME.format(
        caption=escape(caption),
        hidden=' class="visually-hidden"' if hide_caption else "",
        heads="".join(
            f'<th scope="col"{mark}>{escape(text)}</th>' for (text, _), mark in zip(heads, marks, strict=True)
        ),
        rows="".join(_INDENT + _draw_row(row, marks) for row in rows),
        total=_TOTAL.format(row=_draw_row(total, marks)) if total else "",
    )
    return Markup(drawn)  # noqa: S704 (what it is made of is escaped above)


def _read_column(column: object) -> tuple[str, bool]:
    if isinstance(column, Mapping):
        return column["text"], column.get("number", False)
    return column.text, column.number  # type: ignore[attr-defined]  # whatever kind of column a room has


def _draw_row(cells: Sequence[Cell], marks: Sequence[str]) -> str:
    """Return one row. Raises IndexError where it is longer than the table is wide."""
    drawn = [f"{marks[place]}>{_draw_cell(cell)}" for place, cell in enumerate(cells)]
    values = "".join([f"<td{value}</td>" for value in drawn[1:]])
    return f'<tr><th scope="row"{drawn[0]}</th>{values}</tr>'


def _draw_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return str(escape(cell))
    return f'<a href="{escape(cell["href"])}">{escape(cell["text"])}</a>'
