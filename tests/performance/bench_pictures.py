"""Measures pictures: `python -m tests.performance.bench_pictures [--json]`.

The first one (a process starts and imports matplotlib), the next ones, and kept ones, through the same service that
the application uses; then what a page pays for having its pictures drawn ahead, and the drawing process' memory.
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
from webapp.documents.charts.formats import Shape, Theme
from webapp.documents.charts.growth_path import chart_path
from webapp.documents.charts.model import Chart
from webapp.documents.charts.process import DrawingProcess, Order
from webapp.documents.charts.shares import CONTEXTS, chart_context, chart_dimension
from webapp.documents.charts.texts import Words
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile
from webapp.pictures import Pictures

REPEATS = 20


def measure() -> dict[str, float]:
    """Return milliseconds, and MiB, by what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        process = DrawingProcess(Path(folder) / "matplotlib")
        pictures = Pictures(Path(folder) / "pictures", process=process)
        found = make_findings()
        orders = make_orders(found)
        results = {"first picture, process starts": time_of(lambda: take(pictures, orders[0]))}
        drawn = [time_of(lambda order=order: take(pictures, order)) for order in orders[1:]]  # type: ignore[misc]
        results["next pictures, median"] = statistics.median(drawn)
        results["next pictures, slowest"] = max(drawn)
        kept = [time_of(lambda: take(pictures, orders[0])) for _ in range(REPEATS)]
        results["kept picture, median"] = statistics.median(kept)
        charts = [time_of(lambda: chart_path(found, WORDS)) for _ in range(REPEATS)]
        results["chart data of the growth path, median"] = statistics.median(charts)
        results["drawing process, resident MiB"] = resident(process.pid)
        results["pictures drawn"] = float(len(orders))
        pictures.close()
    with tempfile.TemporaryDirectory() as folder:
        pictures = Pictures(Path(folder))
        results["a page that has 4 pictures drawn ahead pays"] = time_of(lambda: pictures.prepare(orders[:4]))
        pictures.close()
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


def take(pictures: Pictures, order: Order) -> None:
    """Ask for a picture and see to it that it came."""
    if pictures.find(order, 60) is None:
        raise RuntimeError("no picture came")


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
