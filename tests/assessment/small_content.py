"""A small invented content, easy to redo by hand, as documents that a test can change before they are read."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

from assessment.content import Content, load_content
from tests.assessment.toml_writer import write_document

Documents = dict[str, dict[str, Any]]
"""File name -> document."""


def question(name: str, kind: str, dimension: str | None = None, **fields: object) -> dict[str, Any]:
    """A question with the texts that every question has; scored when it has a dimension."""
    scored = {"dimension": dimension, "weight": 1, "weight_reason": "Reden.", "no_figure": "Niet gevraagd."}
    return {
        "id": name,
        "section": "all",
        "kind": kind,
        "text": "Vraag?",
        "help": "Hulp.",
        "why": "Waarom.",
        **(scored if dimension else {}),
        **fields,
    }


def option(name: str, points: int | None = None, **fields: object) -> dict[str, Any]:
    """An option."""
    return {"id": name, "text": name, **({} if points is None else {"points": points}), **fields}


def rows(*names: str) -> list[dict[str, Any]]:
    """The rows of a grid."""
    return [{"id": name, "text": name} for name in names]


DEGREE = {"title": "Hoe ver?", "options": [option("yes", 100), option("half", 50), option("no", 0)]}
AGREEMENT = {"title": "Eens?", "options": [option("fully", 100), option("rather", 75), option("not", 0)]}

QUESTIONS = [
    question("listening.look", "one", "listening", scale="degree", weight=2),
    question("listening.share", "one", "listening", scale="degree", not_applicable=True),
    question(
        "webcare.reply",
        "one",
        "webcare",
        options=[option("all", 100), option("most", 70), option("some", 30), option("none", 0)],
        weight=3,
    ),
    question("webcare.scheme", "one", "webcare", scale="degree"),
    question(
        "participation.rooms",
        "grid",
        "participation",
        scale="degree",
        rows=rows("square", "hall", "park"),
        not_applicable=True,
    ),
    question("participation.ask", "one", "participation", scale="degree"),
    question(
        "strategy.papers",
        "several",
        "strategy",
        options=[option("plan", 60), option("rules", 40), option("none", 0, exclusive=True)],
        weight=2,
    ),
    question("strategy.staff", "grid", "strategy", scale="degree", rows=rows("hours", "training")),
    question("context.count", "number", number={"minimum": 0, "maximum": 100, "decimals": 1, "unit": "stuks"}),
    question("context.note", "text", maximum_length=40),
    question("barriers.reported", "grid", scale="agreement", rows=rows("time", "budget")),
]


def criterion(name: str, *any_of: dict[str, str]) -> dict[str, Any]:
    """A criterion with its conditions."""
    return {"id": name, "text": "Voorwaarde.", "any_of": list(any_of)}


def dimension(name: str, criteria: dict[int, list[dict[str, Any]]]) -> dict[str, Any]:
    """A dimension with the thresholds 0, 20, 40, 60 and 80."""
    levels = [{"level": n, "threshold": 20 * n, "practice": "Zo.", "criteria": criteria.get(n, [])} for n in range(5)]
    return {"id": name, "name": name, "levels": levels}


DIMENSIONS = [
    dimension(
        "listening",
        {1: [criterion("listening.1.look", {"question": "listening.look", "at_least": "half"})]},
    ),
    dimension(
        "webcare",
        {
            2: [criterion("webcare.2.reply", {"question": "webcare.reply", "at_least": "some"})],
            3: [criterion("webcare.3.scheme", {"question": "webcare.scheme", "at_least": "yes"})],
        },
    ),
    dimension(
        "participation",
        {
            2: [
                criterion(
                    "participation.2.hall", {"question": "participation.rooms", "row": "hall", "at_least": "half"}
                )
            ]
        },
    ),
    dimension(
        "strategy",
        {
            2: [
                criterion(
                    "strategy.2.paper",
                    {"question": "strategy.papers", "includes": "plan"},
                    {"question": "strategy.papers", "includes": "rules"},
                )
            ]
        },
    ),
]


def recommendation(name: str, *changes: dict[str, str], **fields: object) -> dict[str, Any]:
    """A recommendation of the dimension that its id begins with."""
    return {
        "id": name,
        "dimension": name.split(".", maxsplit=1)[0],
        "title": "Doe dit",
        "why": "Omdat.",
        "lead": "Communicatiedienst",
        "first_step": "Begin.",
        "done_when": "Klaar.",
        "days": 2,
        "hours_a_week": 0,
        "changes": list(changes),
        **fields,
    }


def change(question: str, to: str, row: str | None = None) -> dict[str, str]:
    """What a recommendation leads to, on a question with one answer or on a grid's row."""
    return {"question": question, "to": to, **({"row": row} if row else {})}


RECOMMENDATIONS = [
    recommendation("listening.look", change("listening.look", "yes")),
    recommendation("listening.share", change("listening.share", "yes")),
    recommendation("webcare.reply", change("webcare.reply", "all")),
    recommendation("webcare.scheme", change("webcare.scheme", "yes"), days=4),
    recommendation(
        "participation.rooms", *(change("participation.rooms", "yes", r) for r in ("square", "hall", "park"))
    ),
    recommendation("participation.ask", change("participation.ask", "yes")),
    recommendation("strategy.papers", *({"question": "strategy.papers", "add": a} for a in ("plan", "rules"))),
    recommendation("strategy.staff", *(change("strategy.staff", "yes", r) for r in ("hours", "training"))),
    recommendation("strategy.free-time", applies={"barriers": ["time"]}),
    recommendation("strategy.find-budget", applies={"barriers": ["budget"]}),
]


def small_documents() -> Documents:
    """The documents, free to change."""
    return deepcopy(
        {
            "questionnaire.toml": {
                "version": "small",
                "scales": {"degree": DEGREE, "agreement": AGREEMENT},
                "sections": [{"id": "all", "title": "Alles", "intro": "Alles."}],
                "questions": QUESTIONS,
            },
            "levels.toml": {
                "names": [{"level": n, "name": f"fase {n}", "threshold": 20 * n, "meaning": "Zo."} for n in range(5)],
                "dimensions": DIMENSIONS,
            },
            "advice.toml": {"recommendations": RECOMMENDATIONS},
        }
    )


def write_documents(documents: Documents, folder: Path) -> Path:
    """The folder, with each document in its file."""
    for name, document in documents.items():
        (folder / name).write_text(write_document(document), "utf-8")
    return folder


def load_documents(documents: Documents, folder: Path) -> Content:
    """The content that the documents hold. Raises ContentError."""
    return load_content(write_documents(documents, folder))


def by_id(entries: list[dict[str, Any]], name: str) -> dict[str, Any]:
    """The entry with this id, to change it in place."""
    return next(entry for entry in entries if entry["id"] == name)
