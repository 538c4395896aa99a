"""The figures of an edition as the method page lists them, kept apart by whom they are about."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.model import Range
from benchmarks.bases import find_bases
from benchmarks.compare import find_worst_case, rest_of, sample_interval
from benchmarks.model import Edition, Figure, FigureKind, Population, Share
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import figure_anchor
from webapp.report.parts.figures import earlier_texts, source_text
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.comparisons import base_sentences
from webapp.wording.numbers import between, number_text, percent_range_text, share_text
from webapp.wording.verdicts import figure_kind_text, population_text


@dataclass(frozen=True)
class MethodFigure:
    """One figure with every printed number."""

    anchor: str
    asked: str
    kind: str
    base: str
    table: Table
    earlier: tuple[str, ...]
    note: str
    source: str


@dataclass(frozen=True)
class FigureGroup:
    """The figures about one population."""

    id: str
    title: str
    figures: tuple[MethodFigure, ...]


def group_figures(edition: Edition) -> tuple[FigureGroup, ...]:
    """Return every figure of an edition, those about municipalities first."""
    return tuple(
        FigureGroup(
            population.value,
            gettext("Figures about %(population)s", population=population_text(population)),
            tuple(_view(figure, edition) for figure in edition.figures if figure.population is population),
        )
        for population in Population
        if any(figure.population is population for figure in edition.figures)
    )


def _view(figure: Figure, edition: Edition) -> MethodFigure:
    return MethodFigure(
        anchor=figure_anchor(figure.id),
        asked=translate_text(figure.asked),
        kind=figure_kind_text(figure.kind),
        base=translate_text(figure.base),
        table=_table(figure, edition),
        earlier=earlier_texts(figure),
        note=translate_text(figure.note),
        source=source_text(figure, edition),
    )


def _table(figure: Figure, edition: Edition) -> Table:
    found = [_row(figure, share, edition) for share in figure.shares]
    rest = rest_of(figure)
    if rest is not None and rest.low > 0:
        found.append([gettext("Other or no answer"), gettext("not printed"), percent_range_text(rest), "–", "–"])
    unit = translate_text(figure.unit)
    return Table(
        caption=translate_text(figure.asked),
        columns=columns(
            gettext("Answer"),
            gettext("Printed (%(unit)s)", unit=unit) if unit else gettext("Printed"),
            gettext("Because of rounding"),
            gettext("With the sampling margin"),
            gettext("If nothing is known of who did not answer"),
            numbers_from=1,
        ),
        rows=rows(found),
        closing=base_sentences(figure, find_bases(edition).get(figure.id), edition),
    )


def _row(figure: Figure, share: Share, edition: Edition) -> list[Cell]:
    low, high = share.printed
    is_percentage = figure.kind is not FigureKind.MEAN and figure.unit is None
    printed = (
        percent_range_text(Range(float(low), float(high)))
        if is_percentage
        else between(number_text(low, 3), number_text(high, 3))
    )
    sampled = sample_interval(figure, share, edition)
    worst = find_worst_case(figure, share, edition)
    return [
        translate_text(share.text),
        share_text(figure, share),
        printed,
        percent_range_text(sampled, 1),
        percent_range_text(worst, 0),
    ]
