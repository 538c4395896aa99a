"""Measures how the full report is made, within one process: `python -m tests.performance.bench_typesetting [REPORTS]`.

Milliseconds of processor for each step, least and median of so many reports of answers by chance, and of how many cells
they are. Two work trees are compared by running it in one and the other, in turn.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from statistics import median
from typing import TypeVar

from assessment.content import load_content
from benchmarks.editions import load_edition
from tests.performance.bench_domain import PROFILE, make_answers
from webapp.assembly import create_app
from webapp.config import Settings
from webapp.documents.charts.drawing import draw_bare_svg
from webapp.documents.paper import Paper, Table
from webapp.documents.pdf import write_pdf
from webapp.documents.word import write_word
from webapp.findings.compute import find
from webapp.findings.model import Findings
from webapp.language.locale import speaking
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed

Made = TypeVar("Made")

REPORTS = 8
BEFORE = 2
"""So many reports are made before anything counts."""
DAY = date(2026, 11, 27)


def time_of(make: Callable[[], Made]) -> tuple[Made, float]:
    """Return what was made, and the milliseconds of processor that it took."""
    started = time.process_time()
    made = make()
    return made, (time.process_time() - started) * 1000


def count_cells(paper: Paper) -> int:
    """Return how many cells the tables of a report have."""
    tables = [block for block in paper.blocks() if isinstance(block, Table)]
    return sum(len(table.columns) * (1 + len(table.rows) + bool(table.total)) for table in tables)


def measure(how_many: int) -> dict[str, list[float]]:
    """Return what each report took, by step, and its cells."""
    content, edition = load_content(), load_edition()
    spent: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(data_folder=Path(folder)))
        for seed in range(BEFORE + how_many):
            findings = find(content, edition, PROFILE, make_answers(content, random.Random(seed)))
            with app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
                for name, value in time_report(findings).items():
                    spent.setdefault(name, []).append(value)
    return {name: values[BEFORE:] for name, values in spent.items()}


def time_report(findings: Findings) -> dict[str, float]:
    """Return what one report took."""
    paper, words = time_of(lambda: make_paper(findings, Addresses(), DAY))
    _, bare = time_of(lambda: write_pdf(paper, lambda _chart: None))
    _, whole = time_of(lambda: write_pdf(paper, draw_bare_svg))
    _, word = time_of(lambda: write_word(paper, lambda _chart: None))
    return {
        "putting into words, ms": words,
        "PDF without pictures, ms": bare,
        "PDF, ms": whole,
        "Word without pictures, ms": word,
        "cells of tables": count_cells(paper),
    }


if __name__ == "__main__":
    for title, values in measure(int(sys.argv[1]) if len(sys.argv) > 1 else REPORTS).items():
        sys.stdout.write(f"{title:28} least {min(values):7.0f}   median {median(values):7.0f}\n")
