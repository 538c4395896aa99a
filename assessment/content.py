"""Reads one version of the content into the model; a mistake in a file is a problem with file, id and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from assessment.advice import Recommendation
from assessment.content_checks import check_content, check_questionnaire
from assessment.levels import GrowthPath
from assessment.model import (
    DIMENSIONS,
    NOT_APPLICABLE,
    UNKNOWN,
    FigureLink,
    Kind,
    NumberSpec,
    Option,
    Question,
    Questionnaire,
    Row,
    Section,
    Text,
)
from assessment.platform import read_platform
from assessment.reading import ContentError, Parse, Problem, Table, parse_toml, read_table, report_duplicates
from assessment.rules import read_growth_path, read_recommendations
from assessment.workshops.picks import read_picks

CONTENT_FOLDER = Path(__file__).parent / "content"
"""Holds a folder for each version of the questionnaire."""
FILES = ("questionnaire", "levels", "advice")
A_VERSION = re.compile(r"(\d{4})\.(\d{1,3})")
"""How a version is written, such as 2026.1: a year, and which one of that year."""
MOST_DECIMALS = 6


@dataclass(frozen=True, eq=False)
class Content:
    """All that content authors wrote. Equal only to itself, so that what follows from it can be kept by it."""

    questionnaire: Questionnaire
    growth_path: GrowthPath
    recommendations: tuple[Recommendation, ...]

    def recommendation(self, recommendation_id: str | None) -> Recommendation | None:
        """The recommendation of an id; None where this version has none."""
        return None if recommendation_id is None else self._recommendations.get(recommendation_id)

    @cached_property
    def basis(self) -> tuple[Recommendation, ...]:
        """What everybody must have in order."""
        return tuple(one for one in self.recommendations if one.basis)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """Where each recommendation stands among all, by id."""
        return MappingProxyType({one.id: place for place, one in enumerate(self.recommendations)})

    @cached_property
    def variants(self) -> Mapping[str, tuple[str, ...]]:
        """The lighter variants of each base that has any, by id."""
        bases = {one.variant_of for one in self.recommendations if one.variant_of}
        return MappingProxyType(
            {base: tuple(one.id for one in self.recommendations if one.variant_of == base) for base in bases}
        )

    @cached_property
    def advised_on(self) -> Mapping[str, tuple[str, ...]]:
        """The ids of the recommendations that change something of a question, by the question's id."""
        found: dict[str, list[str]] = {}
        for one in self.recommendations:
            for question in one.questions:
                found.setdefault(question, []).append(one.id)
        return MappingProxyType({question: tuple(names) for question, names in found.items()})

    @cached_property
    def _recommendations(self) -> Mapping[str, Recommendation]:
        return MappingProxyType({one.id: one for one in reversed(self.recommendations)})  # the first of an id counts


def version_key(version: str) -> tuple[int, int]:
    """What puts versions in their order. Raises ValueError on what is no version."""
    found = A_VERSION.fullmatch(version)
    if found is None:
        raise ValueError(version)
    return int(found[1]), int(found[2])


def list_versions(folder: Path = CONTENT_FOLDER) -> tuple[str, ...]:
    """The versions that have a folder, the oldest first."""
    found = (path.name for path in folder.iterdir() if path.is_dir() and A_VERSION.fullmatch(path.name))
    return tuple(sorted(found, key=version_key))


def load_content(folder: Path | None = None, parse: Parse = parse_toml) -> Content:
    """The content of a version's folder, without one that of the newest. Raises ContentError with every mistake."""
    folder = folder or CONTENT_FOLDER / list_versions()[-1]
    problems: list[Problem] = []
    questions, levels, advice = (read_table(folder / f"{name}.toml", problems, parse) for name in FILES)
    if problems:
        raise ContentError(problems)  # what follows from a file that cannot be read would only hide it
    questionnaire = _read_questionnaire(questions)
    if not problems:
        problems.extend(check_questionnaire(questionnaire))
    growth_path = read_growth_path(levels, questionnaire)
    recommendations = read_recommendations(advice, questionnaire)
    if not problems:
        problems.extend(check_content(questionnaire, growth_path, recommendations))
    if problems:
        raise ContentError(problems)
    return Content(questionnaire, growth_path, recommendations)


def _read_questionnaire(table: Table) -> Questionnaire:
    scales = _read_scales(table)
    sections = tuple(_read_section(entry) for entry in table.tables("sections", "section"))
    questions = tuple(_read_question(entry, scales) for entry in table.tables("questions", "question"))
    by_id = {question.id: question for question in questions}
    platform = read_platform(table.table("platform"), by_id)
    picks = read_picks(table.table("workshop"))
    questionnaire = Questionnaire(table.string("version"), sections, questions, platform, picks)
    table.finish()
    report_duplicates(table.file, [section.id for section in sections], table.problems)
    report_duplicates(table.file, [question.id for question in questions], table.problems)
    for question in questions:
        if question.section not in {section.id for section in sections}:
            table.problems.append(
                Problem(table.file, question.id or "questions", f"there is no section '{question.section}'")
            )
    return questionnaire


@dataclass(frozen=True)
class _Scale:
    title: Text
    options: tuple[Option, ...]
    ordered: bool


def _read_scales(table: Table) -> dict[str, _Scale]:
    scales = table.table("scales")
    if scales is None:
        return {}
    found = {}
    for name in scales.values:
        scale = scales.table(name)
        if scale is not None:
            scale.context = f"scale.{name}"
            scale.id = f"scales.{name}"
            ordered = scale.boolean("ordered", default=False)
            found[name] = _Scale(scale.text("title"), _read_options(scale), ordered)
            scale.finish()
    return found


def _read_options(table: Table) -> tuple[Option, ...]:
    options = []
    for entry in table.tables("options", "option"):
        points = entry.integer("points", 0) if entry.has("points") else None
        if points is not None and not 0 <= points <= 100:
            entry.report(f"points run from 0 to 100, not {points}")
        name = entry.identifier()
        if name in (UNKNOWN, NOT_APPLICABLE):
            entry.report(f"'{name}' already means something else: choose another id")
        exclusive = entry.boolean("exclusive", default=False)
        beside = entry.boolean("beside", default=False)
        options.append(Option(name, entry.text("text"), points, exclusive, beside))
        entry.finish()
    report_duplicates(f"{table.file}: {table.id}", [option.id for option in options], table.problems)
    return tuple(options)


def _read_section(table: Table) -> Section:
    section = Section(table.identifier(), table.text("title"), table.text("intro"))
    table.finish()
    return section


def _read_question(table: Table, scales: dict[str, _Scale]) -> Question:
    kind = _read_kind(table)
    scale = _read_scale(table, scales)
    dimension = table.string("dimension", "") or None
    if dimension not in (None, *DIMENSIONS):
        table.report(f"'{dimension}' is not a dimension: use one of {', '.join(DIMENSIONS)}")
    question = Question(
        id=table.identifier(),
        section=table.string("section"),
        kind=kind,
        text=table.text("text"),
        help=table.text("help"),
        why=table.text("why"),
        dimension=dimension,
        weight=table.integer("weight") if dimension else 0,
        weight_reason=table.text("weight_reason") if dimension else None,
        scale_title=scale.title if scale else None,
        options=scale.options if scale else _read_options(table),
        rows=_read_rows(table) if kind is Kind.GRID else (),
        number=_read_number(table) if kind is Kind.NUMBER else None,
        maximum_length=table.integer("maximum_length", 2000),
        allows_not_applicable=table.boolean("not_applicable", default=False),
        figure=_read_figure(table),
        no_figure=table.text_or_none("no_figure"),
        ordered=_read_ordered(table, scale),
        extra=table.boolean("extra", default=False),
    )
    table.finish()
    return question


def _read_ordered(table: Table, scale: _Scale | None) -> bool:
    ordered = table.boolean("ordered", default=False)
    if scale is None:
        return ordered
    if table.has("ordered"):
        table.report("'ordered' is said at the scale, for all questions that share it")
    return scale.ordered


def _read_kind(table: Table) -> Kind:
    name = table.string("kind")
    if name not in list(Kind):
        table.report(f"'{name}' is not a kind of question: use one of {', '.join(Kind)}")
        return Kind.TEXT
    return Kind(name)


def _read_scale(table: Table, scales: dict[str, _Scale]) -> _Scale | None:
    name = table.string("scale", "")
    if name and name not in scales:
        table.report(f"there is no scale '{name}': add it under [scales] or correct the name")
    return scales.get(name)


def _read_rows(table: Table) -> tuple[Row, ...]:
    rows = []
    for entry in table.tables("rows", "row"):
        rows.append(Row(entry.identifier(), entry.text("text"), _read_figure(entry)))
        entry.finish()
    report_duplicates(f"{table.file}: {table.id}", [row.id for row in rows], table.problems)
    return tuple(rows)


def _read_number(table: Table) -> NumberSpec | None:
    entry = table.table("number")
    if entry is None:
        table.report("a number question needs a table 'number' with minimum, maximum, decimals and unit")
        return None
    spec = NumberSpec(
        entry.decimal("minimum", Decimal(0)),
        entry.decimal("maximum"),
        entry.integer("decimals", 0),
        entry.text("unit"),
        entry.string("compare", "value"),
    )
    if spec.compare not in ("value", "percent_of_inhabitants"):
        entry.report("'compare' is 'value' or 'percent_of_inhabitants'")
    if spec.minimum >= spec.maximum:
        entry.report("'minimum' must be below 'maximum'")
    if not 0 <= spec.decimals <= MOST_DECIMALS:
        entry.report(f"'decimals' runs from 0 to {MOST_DECIMALS}")
    entry.finish()
    return spec


def _read_figure(table: Table) -> FigureLink | None:
    entry = table.table("figure")
    if entry is None:
        return None
    mapping = entry.table("categories")
    categories = {key: mapping.strings(key) for key in mapping.values} if mapping else {}
    link = FigureLink(entry.string("id"), categories, entry.text_or_none("differs"))
    entry.finish()
    return link


def translatable_texts(content: object) -> Iterator[tuple[Text, str]]:
    """Every text in the content with a comment that tells a translator what it is, each once."""
    seen: set[str] = set()
    for text in _walk(content):
        if text.context not in seen and text.dutch:
            seen.add(text.context)
            yield text, _describe(text.context)


def _walk(value: object) -> Iterator[Text]:
    if isinstance(value, Text):
        yield value
    elif is_dataclass(value) and not isinstance(value, type):
        for entry in fields(value):
            yield from _walk(getattr(value, entry.name))
    elif isinstance(value, tuple):
        for entry in value:
            yield from _walk(entry)
    elif hasattr(value, "values"):
        for entry in value.values():
            yield from _walk(entry)


def _describe(context: str) -> str:
    kind, _, rest = context.partition(".")
    name, _, part = rest.rpartition(".")
    return f"{part.replace('_', ' ')} of {kind} {name}"
