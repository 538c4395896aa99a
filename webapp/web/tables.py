"""Tables of data as HTML.

The pages of a result have hundreds of cells, and a template takes some six times as long for each; so this one
component is written out in code. Templates draw it with `data_table` of `components/tables.html`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Flask
from markupsafe import Markup, escape

from webapp.web.escaping import as_html

Cell = str | Mapping[str, str]
"""A text, or a link: `text` and `href`."""

_FRAME = (
    '<div class="table-frame" tabindex="0" role="group" aria-label="{{}}">\n'
    '  <table class="data-table">\n'
    "    <caption{hidden}>{{}}</caption>\n"
    "    <thead><tr>{heads}</tr></thead>\n"
    "    <tbody>{rows}\n"
    "    </tbody>{total}  </table>\n"
    "</div>"
)
_TOTAL = "    <tfoot>{row}</tfoot>"
_INDENT = "      "
_SEPARATOR = "\0"


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
    texts = [caption, caption, *[text for text, _ in heads]]
    drawn = _FRAME.format(
        hidden=' class="visually-hidden"' if hide_caption else "",
        heads="".join([f'<th scope="col"{mark}>{{}}</th>' for mark in marks]),
        rows="".join([_INDENT + _draw_row(row, marks, texts) for row in rows]),
        total=_TOTAL.format(row=_draw_row(total, marks, texts)) if total else "",
    )
    return Markup(drawn.format(*_escape_all(texts)))  # noqa: S704 (what it is made of is escaped)


def _escape_all(texts: Sequence[str]) -> list[str]:
    """Escape many texts at once: of a short one the call costs more than the escaping.

    They are joined by a character that is not escaped; where a text holds one itself, or is safe already, each is
    escaped alone.
    """
    if {*map(type, texts)} == {str}:
        escaped = str(escape(_SEPARATOR.join(texts))).split(_SEPARATOR)
        if len(escaped) == len(texts):
            return escaped
    return [as_html(text) for text in texts]


def _read_column(column: object) -> tuple[str, bool]:
    if isinstance(column, Mapping):
        return column["text"], column.get("number", False)
    return column.text, column.number  # type: ignore[attr-defined]  # whatever kind of column a room has


def _draw_row(cells: Sequence[Cell], marks: Sequence[str], texts: list[str]) -> str:
    """Return one row of cells with a place for each text, which are added to those of the whole table in that order.

    Raises IndexError where the row is longer than the table.
    """
    drawn: list[str] = []
    for place, cell in enumerate(cells):
        if type(cell) is str or isinstance(cell, str):  # nearly all are one
            texts += (cell,)
            drawn += (f"{marks[place]}>{{}}",)
        else:
            texts += (cell["href"], cell["text"])
            drawn += (f'{marks[place]}><a href="{{}}">{{}}</a>',)
    values = "".join([f"<td{value}</td>" for value in drawn[1:]])
    return f'<tr><th scope="row"{drawn[0]}</th>{values}</tr>'
