"""A small invented survey with the questions that are laid beside it, easy to redo by hand.

100 of 199 municipalities answered, so the sample counts as 100 x 198 / 99 = 200 answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from assessment.model import FigureLink, Kind, NumberSpec, Option, Question, Questionnaire, Row, Section, Text
from benchmarks.editions import load_edition
from benchmarks.model import Edition
from tests.assessment.toml_writer import write_document

Document = dict[str, Any]
Categories = Mapping[str, tuple[str, ...]]


def share(name: str, value: object, **fields: object) -> Document:
    return {"id": name, "text": name, "value": value, **fields}


def figure(name: str, *shares: Document, **fields: object) -> Document:
    return {
        "id": name,
        "asked": f"Vraag naar {name}?",
        "population": "municipalities",
        "kind": "one_of",
        "section": "Een hoofdstuk",
        "shares": list(shares),
        **fields,
    }


EARLIER = {"year": 1998, "share": "yes", "value": 55}

FIGURES = [
    figure("look", share("yes", 60), share("half", 20), share("no", 20), earlier=[EARLIER]),
    figure("hear", share("yes", 70)),
    figure("papers", share("plan", 50), share("rules", 30), kind="several_of"),
    figure("square", share("yes", 40), share("half", 40), share("no", 20)),
    figure("hall", share("yes", 10, about=True)),
    figure("followers", share("mean", Decimal("12.50")), kind="mean", unit="procent van de inwoners"),
    figure("staff", share("mean", Decimal("0.9")), kind="mean", unit="VTE"),
    figure("everybody", share("yes", 30), population="respondents"),
    figure("zones", share("yes", 80), population="police_zones"),
    figure("some", share("yes", 90), base="Alleen wie er een heeft"),
    figure("counted", share("yes", 24), unit="gemeenten"),
]


def small_document() -> Document:
    """The survey's file as a document, free to change."""
    return deepcopy(
        {
            "id": "1999",
            "year": 1999,
            "reading": "1999.1",
            "title": "Een bevraging",
            "publisher": "Niemand",
            "fieldwork": "mei 1999",
            "questions": 11,
            "asked": 250,
            "municipalities_answered": 100,
            "municipalities_total": 199,
            "police_zones_answered": 5,
            "police_zones_total": 20,
            "warning": "Verzonnen.",
            "notes": [{"id": "invented", "text": "Verzonnen."}],
            "figures": FIGURES,
        }
    )


def load_document(document: Document, folder: Path) -> Edition:
    """The edition that the document holds. Raises ContentError."""
    (folder / "1999.toml").write_text(write_document(document), "utf-8")
    return load_edition("1999", folder)


def question(name: str, kind: Kind = Kind.ONE, **fields: Any) -> Question:  # noqa: ANN401 (fields of any type)
    text = Text(name, name)
    base = Question(name, "all", kind, text, text, text, weight=1 if fields.get("dimension") else 0)
    return replace(base, **fields)


def options(**points: int | None) -> tuple[Option, ...]:
    return tuple(Option(name, Text(name, name), value, exclusive=name == "none") for name, value in points.items())


def link(name: str, **categories: str) -> FigureLink:
    """A link to a figure; the categories of one option stand with spaces between them."""
    return FigureLink(name, {option: tuple(names.split()) for option, names in categories.items()})


DEGREE = options(yes=100, half=50, no=0)
PAPERS = options(plan=60, rules=40, none=0)

LOOK = link("look", yes="yes", half="half", no="no")
HEAR = link("hear", yes="yes", half="yes rest", no="rest")
PRINTED_PAPERS = link("papers", plan="plan", rules="rules", none="rest")


def only_yes(name: str) -> FigureLink:
    """A link to a figure of which only `yes` is printed."""
    return link(name, yes="yes", half="rest", no="rest")


def row(name: str, figure_link: FigureLink | None = None) -> Row:
    return Row(name, Text(name, name), figure_link)


def number(compare: str = "value") -> NumberSpec:
    return NumberSpec(Decimal(0), Decimal(1_000_000), 2, Text("unit", "eenheid"), compare)


QUESTIONS = (
    question("listening.look", dimension="listening", weight=2, options=DEGREE, figure=LOOK),
    question("listening.hear", dimension="listening", options=DEGREE, allows_not_applicable=True, figure=HEAR),
    question("listening.unasked", dimension="listening", weight=5, options=DEGREE),
    question("webcare.papers", Kind.SEVERAL, dimension="webcare", options=PAPERS, figure=PRINTED_PAPERS),
    question(
        "participation.rooms",
        Kind.GRID,
        dimension="participation",
        options=DEGREE,
        allows_not_applicable=True,
        rows=(
            row("square", link("square", yes="yes", half="half", no="no")),
            row("hall", only_yes("hall")),
            row("park"),
        ),
    ),
    question("strategy.everybody", dimension="strategy", options=DEGREE, figure=only_yes("everybody")),
    question("strategy.some", dimension="strategy", options=DEGREE, figure=only_yes("some")),
    question("strategy.counted", dimension="strategy", options=DEGREE, figure=only_yes("counted")),
    question("context.followers", Kind.NUMBER, number=number("percent_of_inhabitants"), figure=FigureLink("followers")),
    question("context.staff", Kind.NUMBER, number=number(), figure=FigureLink("staff")),
    question("context.note", Kind.TEXT),
)


def small_questionnaire(*questions: Question) -> Questionnaire:
    """These questions, or all of the small ones."""
    return Questionnaire("small", (Section("all", Text("all", "all"), Text("all", "all")),), questions or QUESTIONS)
