"""Measures pictures: `python -m tests.performance.bench_pictures [--json]`.

The first one (a process starts and imports matplotlib), the next ones, and one that was drawn before, asked for as the
application does; and the drawing process' memory.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from assessment.content import load_content
from assessment.model import DIMENSIONS, Answer, Kind
from benchmarks.editions import load_edition
from webapp.background.drawing import OwnDrawing
from webapp.config import Settings
from webapp.documents.charts.formats import Shape, Theme
from webapp.documents.charts.growth_path import chart_path
from webapp.documents.charts.model import Chart
from webapp.documents.charts.order import Order
from webapp.documents.charts.shares import CONTEXTS, chart_context, chart_dimension
from webapp.documents.charts.texts import Words
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile

REPEATS = 20


def measure() -> dict[str, float]:
    """Return milliseconds, and MiB, by what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        drawing = OwnDrawing(Settings(data_folder=Path(folder)))
        found = make_findings()
        orders = make_orders(found)
        results = {"first picture, process starts": time_of(lambda: drawing.draw(orders[0]))}
        drawn = [time_of(lambda order=order: drawing.draw(order)) for order in orders[1:]]  # type: ignore[misc]
        results["next pictures, median"] = statistics.median(drawn)
        results["next pictures, slowest"] = max(drawn)
        again = [time_of(lambda: drawing.draw(orders[0])) for _ in range(REPEATS)]
        results["the same picture again, median"] = statistics.median(again)
        charts = [time_of(lambda: chart_path(found, WORDS)) for _ in range(REPEATS)]
        results["chart data of the growth path, median"] = statistics.median(charts)
        results["drawing process, resident MiB"] = resident(drawing.pid)
        results["pictures drawn"] = float(len(orders))
        drawing.close()
    return results


def make_findings() -> Findings:
    """Return the findings of a municipality that answered in the middle of each scale."""
    content = load_content()
    answers = {}
    for question in content.questionnaire.questions:
        options = [option.id for option in question.options]
        middle = options[len(options) // 2] if options else ""
        if question.kind is Kind.ONE:
            answers[question.id] = Answer(options=(middle,))
        elif question.kind is Kind.GRID:
            answers[question.id] = Answer(rows={row.id: middle for row in question.rows})
    return find(content, load_edition(), Profile("Nergensgem", "00000", 12_000), answers)


def make_orders(findings: Findings) -> list[Order]:
    """Return every picture in both widths and themes."""
    charts: list[Chart] = [
        chart_path(findings, WORDS),
        *(chart_dimension(findings, name, WORDS) for name in DIMENSIONS),
        *(chart_context(findings, name, WORDS) for name in CONTEXTS),
    ]
    return [Order(chart, shape, theme) for chart in charts for theme in (Theme.LIGHT, Theme.DARK) for shape in Shape]


def time_of(work: Callable[[], object]) -> float:
    """Return how many milliseconds something takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def resident(pid: int | None) -> float:
    """Return the resident memory of a process in MiB; 0 where the system does not tell."""
    status = Path(f"/proc/{pid}/status")
    lines = status.read_text("ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0)


def say(string: str, **variables: object) -> str:
    """Fill a text's places, without translating it."""
    return string % variables if variables else string


WORDS = Words(
    "nl",
    say,
    lambda text: text.dutch,
    lambda score: f"{score:g}",
    lambda share: f"{share:g}%",
    date.isoformat,
    lambda day, _parts: day.isoformat(),
)

if __name__ == "__main__":
    measured = measure()
    if "--json" in sys.argv:
        print(json.dumps(measured))
    else:
        for name, value in measured.items():
            print(f"{name:45} {value:8.1f}")
