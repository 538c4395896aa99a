"""The method page: the whole model, generated from the content files and the edition."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.advice import DAYS_OF_A_WEEKLY_HOUR, REPORTED_FROM
from assessment.content import Content
from assessment.levels import Criterion, DimensionLevel
from assessment.model import DIMENSIONS, Kind, Question
from assessment.road.model import BEGINNING
from benchmarks.dimension_rank import MOST_WIDE as WIDEST_OF_DIMENSION
from benchmarks.model import ABOUT_MARGIN, Edition, Population
from benchmarks.rank import MOST_WIDE
from benchmarks.uncertainty import Z_95, effective_answers
from webapp.language.locale import format_number, translate_text
from webapp.language.texts import gettext
from webapp.report.pages.method_figures import FigureGroup, group_figures
from webapp.report.parts.addresses import figure_anchor, question_anchor
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.method import MethodWords, tell_method
from webapp.wording.numbers import number_text
from webapp.wording.verdicts import choice_words, kind_text, population_text, size_text


@dataclass(frozen=True)
class MethodQuestion:
    """One question with its points and weight. `table` is None where it does not score."""

    anchor: str
    number: int
    text: str
    kind: str
    weight: str
    why: str
    rows: tuple[str, ...]
    table: Table | None
    figures: tuple[tuple[str, str], ...]
    no_figure: str


@dataclass(frozen=True)
class MethodLevel:
    """One level of a dimension with what it asks."""

    level: int
    name: str
    threshold: int
    practice: str
    criteria: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class MethodDimension:
    """One dimension: its levels and its questions."""

    id: str
    name: str
    levels: tuple[MethodLevel, ...]
    questions: tuple[MethodQuestion, ...]
    weight: int


@dataclass(frozen=True)
class MethodPage:
    """All that the method page shows."""

    version: str
    words: MethodWords
    names: Table
    dimensions: tuple[MethodDimension, ...]
    context: tuple[MethodQuestion, ...]
    numbers: dict[str, str]
    sizes: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    warning: str
    notes: tuple[str, ...]
    figures: tuple[FigureGroup, ...]
    recommendations: int


def shape_method(content: Content, edition: Edition) -> MethodPage:
    """Return the method page."""
    questionnaire = content.questionnaire
    numbers = {question.id: number for number, question in enumerate(questionnaire.questions, start=1)}
    return MethodPage(
        version=questionnaire.version,
        words=tell_method(
            questionnaire.version,
            len(questionnaire.core),
            sum(question.scores for question in questionnaire.core),
            len(questionnaire.questions) - len(questionnaire.core),
            content.growth_path.domains_at_level,
        ),
        names=_names(content),
        dimensions=tuple(_view_dimension(content, name, numbers) for name in DIMENSIONS),
        context=tuple(_view_question(q, numbers[q.id]) for q in questionnaire.questions if not q.scores),
        numbers=_constants(content, edition),
        sizes=tuple(size_text(size) for size in ("small", "medium", "large")),
        facts=_facts(edition),
        warning=translate_text(edition.warning),
        notes=tuple(translate_text(note.text) for note in edition.notes),
        figures=group_figures(edition),
        recommendations=len(content.recommendations),
    )


def _names(content: Content) -> Table:
    found: list[list[Cell]] = [
        [f"{name.level} · {translate_text(name.name)}", translate_text(name.meaning), str(name.threshold)]
        for name in content.growth_path.names
    ]
    return Table(
        caption=gettext("The five overall growth phases"),
        columns=columns(gettext("Growth phase"), gettext("What it means"), gettext("From score"), numbers_from=2),
        rows=rows(found),
    )


def _view_dimension(content: Content, dimension: str, numbers: dict[str, int]) -> MethodDimension:
    path, questions = content.growth_path, content.questionnaire.scored[dimension]
    return MethodDimension(
        id=dimension,
        name=translate_text(path.dimension_names[dimension]),
        levels=tuple(_view_level(content, level, numbers) for level in path.dimensions[dimension]),
        questions=tuple(_view_question(question, numbers[question.id]) for question in questions),
        weight=sum(question.weight for question in questions),
    )


def _view_level(content: Content, level: DimensionLevel, numbers: dict[str, int]) -> MethodLevel:
    return MethodLevel(
        level=level.level,
        name=translate_text(content.growth_path.names[level.level].name),
        threshold=level.threshold,
        practice=translate_text(level.practice),
        criteria=tuple((translate_text(c.text), _conditions(content, c, numbers)) for c in level.criteria),
    )


def _conditions(content: Content, criterion: Criterion, numbers: dict[str, int]) -> str:
    found = []
    for condition in criterion.any_of:
        question = content.questionnaire.question(condition.question)
        words = {"number": numbers[question.id], "needed": choice_words(question, condition.option)}
        if question.kind is Kind.SEVERAL:
            found.append(gettext("question %(number)s includes “%(needed)s”", **words))
        elif question.kind is Kind.GRID and condition.part is not None:
            row = translate_text(question.row_by_id[condition.part].text)
            found.append(gettext("question %(number)s, “%(row)s”: at least “%(needed)s”", row=row, **words))
        else:
            found.append(gettext("question %(number)s: at least “%(needed)s”", **words))
    return str(gettext(", or ")).join(found)


def _view_question(question: Question, number: int) -> MethodQuestion:
    weight = ""
    if question.scores:
        reason = translate_text(question.weight_reason)
        weight = gettext("Weight %(weight)s: %(reason)s", weight=question.weight, reason=reason)
    return MethodQuestion(
        anchor=question_anchor(question.id),
        number=number,
        text=translate_text(question.text),
        kind=kind_text(question.kind, scores=question.scores),
        weight=weight,
        why=translate_text(question.why),
        rows=tuple(translate_text(row.text) for row in question.rows),
        table=_points(question) if question.scores else None,
        figures=_figures(question),
        no_figure=translate_text(question.no_figure),
    )


def _points(question: Question) -> Table:
    found: list[list[Cell]] = [[translate_text(o.text), str(o.points or 0)] for o in question.options]
    return Table(
        caption=gettext("Points of question: %(question)s", question=translate_text(question.text)),
        columns=columns(gettext("Answer"), gettext("Points"), numbers_from=1),
        rows=rows(found),
    )


def _figures(question: Question) -> tuple[tuple[str, str], ...]:
    """The figures that a question is compared with: the name of the row (empty for the whole), and the anchor."""
    found = [("", question.figure.figure)] if question.figure else []
    found += [(translate_text(row.text), row.figure.figure) for row in question.rows if row.figure]
    return tuple((text, figure_anchor(figure)) for text, figure in found)


def _facts(edition: Edition) -> tuple[tuple[str, str], ...]:
    return (
        (gettext("Survey"), translate_text(edition.title)),
        (gettext("Our reading of it"), gettext("version %(v)s", v=edition.reading)),
        (gettext("By"), edition.publisher),
        (gettext("When"), translate_text(edition.fieldwork)),
        (gettext("Questions asked"), str(edition.questions)),
        (gettext("Authorities asked"), format_number(edition.asked)),
        (
            gettext("Municipalities that answered"),
            gettext(
                "%(answered)s of %(total)s",
                answered=edition.municipalities_answered,
                total=edition.municipalities_total,
            ),
        ),
        (
            gettext("Police zones that answered"),
            gettext(
                "%(answered)s of %(total)s", answered=edition.police_zones_answered, total=edition.police_zones_total
            ),
        ),
        (gettext("Compared with"), population_text(Population.MUNICIPALITIES)),
    )


def _of(answered: int, total: int) -> str:
    return str(gettext("%(answered)s of %(total)s", answered=answered, total=total))


def _constants(content: Content, edition: Edition) -> dict[str, str]:
    barrier = content.questionnaire.question("barriers.reported")
    return {
        "answered": str(edition.municipalities_answered),
        "total": str(edition.municipalities_total),
        "year": str(edition.year),
        "z": number_text(Z_95),
        "about": number_text(ABOUT_MARGIN),
        "rank_width": number_text(MOST_WIDE),
        "whole_width": number_text(WIDEST_OF_DIMENSION),
        "effective": number_text(effective_answers(edition.municipalities_answered, edition.municipalities_total), 1),
        "first": str(BEGINNING),
        "weekly_hour": number_text(DAYS_OF_A_WEEKLY_HOUR),
        "reported_from": choice_words(barrier, REPORTED_FROM),
    }
