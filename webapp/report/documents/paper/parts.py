"""From what a page shows to what stands on paper: links become their text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from webapp.documents.paper import Advice, Block, Column, Level, Paragraph, Picture, Table, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext, ngettext
from webapp.report.documents.paper.numbers import even_column
from webapp.report.parts import tables
from webapp.report.parts.figures import FigureView
from webapp.report.parts.gaps import OpenQuestion
from webapp.report.parts.levels import LevelSummary
from webapp.report.parts.pictures import make_chart, make_words
from webapp.report.parts.recommendations import AdviceView

OVERALL = "ink"
"""The colour of the whole; the dimensions have their own."""


def own_source() -> str:
    """Return where numbers come from that follow from the answers alone."""
    return str(gettext("Source: your own answers in the self-scan."))


def survey_source(findings: Findings) -> str:
    """Return where numbers come from that stand beside those of the survey."""
    return str(
        gettext(
            "Source: your own answers in the self-scan; survey of %(year)s by VVSG and the Socialemediaburo.",
            year=findings.edition.year,
        )
    )


def put_table(view: tables.Table, widths: tuple[float, ...] = (), source: str = "") -> Iterator[Block]:
    """Give a page's table, then what a reader concludes from it."""
    yield place_table(view, widths, source)
    yield from (Paragraph(text, Tone.SOFT) for text in view.closing)


def place_table(view: tables.Table, widths: tuple[float, ...] = (), source: str = "") -> Table:
    """Return a page's table; its first column is wide unless widths are given.

    The numbers of a column have as many decimals each.
    """
    chosen = widths or tuple(3.0 if place == 0 else 1.4 for place in range(len(view.columns)))
    lines = [[cell_text(cell) for cell in row] for row in (*view.rows, *((view.total,) if view.total else ()))]
    columns = [
        even_column(texts) if column.number else texts
        for column, texts in zip(view.columns, zip(*lines, strict=True), strict=bool(lines))
    ]
    evened = list(zip(*columns, strict=True))
    return Table(
        caption=view.caption,
        columns=tuple(Column(c.text, c.number, width) for c, width in zip(view.columns, chosen, strict=True)),
        rows=tuple(evened[: len(view.rows)]),
        total=evened[-1] if view.total else (),
        source=source or own_source(),
    )


def cell_text(cell: tables.Cell) -> str:
    """Return what a cell says."""
    return cell if isinstance(cell, str) else cell["text"]


def tell_figure(figure: FigureView) -> str:
    """Return a figure in one line: its shares as printed, or the mean beside the own number, with their unit."""
    if not figure.is_mean:
        return "; ".join(f"{row.text} {row.share_text}" for row in figure.rows)
    unit = cell_text(figure.table.columns[-1].text)
    return "; ".join(f"{cell_text(row[0])} {cell_text(row[1])} {unit}" for row in figure.table.rows)


def put_picture(findings: Findings, name: str, caption: str, *, alt: str = "", source: str = "") -> Picture:
    """Return a picture of the result; `alt` is its point in two sentences, where its numbers stand beside it.

    Raises KeyError on a name that is no picture.
    """
    return Picture(make_chart(name, findings, make_words()), caption, alt, source)


def put_level(level: LevelSummary, score: str, colour: str) -> Level:
    """Return a level as stones with its words."""
    return Level(level.name, level.low, level.high, level.title, score, colour)


def put_advice(view: AdviceView, depth: int = 3) -> Advice:
    """Return a recommendation with everything that somebody needs to begin."""
    needs = "; ".join(need["text"] for need in view.needs)
    fields = (
        (gettext("Why"), view.words.why),
        (gettext("First step this month"), view.words.first_step),
        (gettext("Done when"), view.words.done_when),
        (gettext("What residents notice"), view.words.residents),
        (gettext("Sheet"), "; ".join(sheet.title for sheet in view.sheets)),
        (gettext("First needed"), needs),
        (gettext("Why this place in the order"), view.reason),
        (gettext("Note"), view.variant),
    )
    return Advice(
        number=view.number,
        title=view.words.title,
        tags=(view.words.dimension_name, view.words.effort, view.words.leads),
        fields=tuple((name, text) for name, text in fields if text),
        depth=depth,
    )


def name_deciding(questions: Sequence[OpenQuestion], most: int = 5) -> str:
    """Return the answers that decide between levels, in a sentence; of many the first ones."""
    named = "; ".join(f"“{question.text}”" for question in questions[:most])
    words = ngettext(
        "One answer that is missing or not known decides: %(questions)s",
        "%(num)s answers that are missing or not known decide: %(questions)s",
        len(questions),
        questions=named,
    )
    return str(words if len(questions) <= most else gettext("%(words)s; and others.", words=words))


def say_score(score: str) -> str:
    """Return a score, or the two between which it lies, with what it is."""
    return str(gettext("Score: %(score)s", score=score))
