"""The last hand on an SVG: size in pixels, title and description for screen readers, language and typeface."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from webapp.documents.charts.canvas import Letters, Sheet
from webapp.documents.charts.fonts import clean, embed
from webapp.documents.charts.model import Chart
from webapp.documents.charts.rendering import write_svg

_BODY = re.compile(r"<svg\b[^>]*>\s*(?:<metadata>.*?</metadata>\s*)?(?P<body>.*)</svg>\s*", re.DOTALL)


def finish(sheet: Sheet, chart: Chart, *, with_typeface: bool) -> bytes:
    """Return a sheet as a complete SVG file: the same bytes for the same chart."""
    written = _BODY.search(write_svg(sheet))
    if written is None:
        raise ValueError("matplotlib wrote no SVG")
    width, height = f"{sheet.width:g}", f"{sheet.height:g}"
    language = quoteattr(chart.language)
    head = (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'role="img" aria-labelledby="title description" lang={language} xml:lang={language}>\n'
        f'<title id="title">{escape(clean(chart.title))}</title>\n'
        f'<desc id="description">{escape(clean(chart.description))}</desc>\n'
        f"{_embed_typeface(sheet) if with_typeface else ''}"
    )
    return f"{head}{written['body'].rstrip()}\n</svg>\n".encode()


def _embed_typeface(sheet: Sheet) -> str:
    letters = (mark for mark in sheet.marks if isinstance(mark, Letters) and mark.are_plain)
    return f"<style>{embed((piece.run.text, piece.bold) for piece in letters)}</style>\n"
