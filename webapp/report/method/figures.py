"""The figures of an edition as the method lists them: by subject, and kept apart by whom they are about."""

from __future__ import annotations

from typing import NamedTuple

from assessment.content import Content
from assessment.model import DIMENSIONS, Range
from benchmarks.bases import find_bases
from benchmarks.compare import find_worst_case, rest_of, sample_interval
from benchmarks.model import Edition, Figure, FigureKind, Population, Share
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.figures import Source, earlier_texts
from webapp.report.parts.method_addresses import (
    OTHER_GROUPS,
    figure_anchor,
    find_method,
    population_anchor,
    subject_of_figure,
)
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.comparisons import base_sentences
from webapp.wording.numbers import between, number_text, percent_range_text, share_text
from webapp.wording.verdicts import figure_kind_text, population_text


class MethodFigure(NamedTuple):
    """One figure with every printed number."""

    anchor: str
    asked: str
    kind: str
    base: str
    table: Table
    earlier: tuple[str, ...]
    note: str
    source: Source


class FigureGroup(NamedTuple):
    """The figures about one population."""

    anchor: str
    title: str
    figures: tuple[MethodFigure, ...]


class FiguresPage(NamedTuple):
    """The figures of one subject. `groups` are one for each population."""

    title: str
    groups: tuple[FigureGroup, ...]


class Subject(NamedTuple):
    """One subject that has figures: its page, and what each is about with its anchor and address."""

    title: str
    href: str
    figures: tuple[tuple[str, str, str], ...]


class FiguresStart(NamedTuple):
    """What figures there are, and how the report was read."""

    year: int
    notes: tuple[str, ...]
    subjects: tuple[Subject, ...]


def list_subjects(edition: Edition) -> tuple[str, ...]:
    """Return the subjects of an edition's figures: the dimensions first, other groups than municipalities last."""
    found = dict.fromkeys(subject_of_figure(figure) for figure in edition.figures)
    dimensions = [subject for subject in DIMENSIONS if subject in found]
    others = [subject for subject in found if subject not in (*dimensions, OTHER_GROUPS)]
    return (*dimensions, *others, *(subject for subject in found if subject == OTHER_GROUPS))


def shape_figures(content: Content, edition: Edition) -> FiguresStart:
    """Return the list of all figures."""
    return FiguresStart(
        year=edition.year,
        notes=tuple(translate_text(note.text) for note in edition.notes),
        subjects=tuple(_view_subject(content, edition, subject) for subject in list_subjects(edition)),
    )


def shape_figures_about(content: Content, edition: Edition, subject: str) -> FiguresPage:
    """Return every figure of a subject, those about municipalities first."""
    figures = _figures_of(edition, subject)
    return FiguresPage(
        title=_title(content, subject),
        groups=tuple(
            FigureGroup(
                population_anchor(population),
                gettext("Figures about %(population)s", population=population_text(population)),
                tuple(_view(figure, edition) for figure in figures if figure.population is population),
            )
            for population in Population
            if any(figure.population is population for figure in figures)
        ),
    )


def _figures_of(edition: Edition, subject: str) -> tuple[Figure, ...]:
    return tuple(figure for figure in edition.figures if subject_of_figure(figure) == subject)


def _title(content: Content, subject: str) -> str:
    if subject == OTHER_GROUPS:
        return str(gettext("Other groups"))
    return next(translate_text(section.title) for section in content.questionnaire.sections if section.id == subject)


def _view_subject(content: Content, edition: Edition, subject: str) -> Subject:
    addresses = find_method(content.questionnaire.version)
    return Subject(
        title=_title(content, subject),
        href=addresses.figures_about(subject),
        figures=tuple(
            (translate_text(figure.asked), figure_anchor(figure.id), addresses.figure(figure))
            for figure in _figures_of(edition, subject)
        ),
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
        source=Source(edition.year, figure.section),
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
