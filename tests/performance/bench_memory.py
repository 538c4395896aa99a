"""Measures memory under load: `python -m tests.performance.bench_memory [--minutes 10]`.

Browsers fill in whole questionnaires without a pause and look at a picture of each result, and somebody asks for one
document after the other, of all kinds in turn. Meanwhile the proportional set (what processes share counted once) is
read of the serving processes together, of those behind them together (drawing, documents), and of all.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from dataclasses import dataclass, field
from itertools import cycle
from pathlib import Path
from statistics import fmean, linear_regression

from tests.performance.bench_documents import READY
from tests.performance.bench_size import NO_LIMIT, port_of
from tests.performance.browsers import Browser, fill_in_at_once, open_browser, run
from tests.performance.load import get
from tests.performance.processes import find_serving, proportional
from tests.server import RunningServer, run_server

MINUTES = 10.0
QUICK_MINUTES = 0.5
WARM_UP_SECONDS = 20.0
"""Pages are made once, and the processes behind them start; then the readings begin."""
AT_ONCE = 8
SECONDS_BETWEEN = 2.0
ASK_AGAIN_SECONDS = 0.5
DOCUMENT_WITHIN_SECONDS = 120
KINDS = ("pdf", "docx", "pptx", "xlsx")
PICTURE = "growth-path"
PART = 0.1
"""Of the time: over so much of it the start, the middle and the end are averaged."""


@dataclass(frozen=True)
class Reading:
    """MiB at a moment, in minutes since the readings began."""

    minute: float
    serving: float
    behind: float
    all: float


@dataclass
class Load:
    """What was done meanwhile, and where a result can be found."""

    results: list[str] = field(default_factory=list)
    pictures: int = 0
    documents: int = 0

    async def look(self, browser: Browser, address: str) -> None:
        """Look at a picture of a result, and leave it to whoever asks for documents."""
        await browser.open(f"{address}/beeld/{PICTURE}.svg")
        self.pictures += 1
        self.results.append(address)

    async def ask_for_documents(self, port: int) -> None:
        """Ask for documents of the newest results, one after the other, until somebody cancels."""
        browser = await open_browser(port)
        for kind in cycle(KINDS):
            while not self.results:
                await asyncio.sleep(ASK_AGAIN_SECONDS)
            async with asyncio.timeout(DOCUMENT_WITHIN_SECONDS):
                await fetch_document(browser, f"{self.results[-1]}/documenten/rapport.{kind}")
            self.documents += 1


async def fetch_document(browser: Browser, address: str) -> None:
    """Wait for a document as the waiting page does. Raises RuntimeError when it can't be had."""
    while True:
        status, _, _ = await browser.send(get(address))
        if status == 200:
            return
        if status != 202:
            raise RuntimeError(f"{address} answered {status}")
        while status != READY:
            await asyncio.sleep(ASK_AGAIN_SECONDS)
            status, _, _ = await browser.send(get(f"{address}/stand"))


def read_memory(server: RunningServer, began: float) -> Reading:
    """Return how much memory the processes have now."""
    children = server.list_children()
    serving = find_serving(children, port_of(server))
    behind = set(children).difference(serving)
    minute = (time.monotonic() - began) / 60
    return Reading(minute, proportional(serving), proportional(behind), proportional(server.list_processes()))


async def watch(server: RunningServer, readings: list[Reading]) -> None:
    """Read the memory again and again, until somebody cancels."""
    await asyncio.sleep(WARM_UP_SECONDS)
    began = time.monotonic()
    while True:
        readings.append(await asyncio.to_thread(read_memory, server, began))
        await asyncio.sleep(SECONDS_BETWEEN)


async def work(server: RunningServer, minutes: float) -> tuple[Load, list[Reading]]:
    """Keep the server busy for some minutes, and return what was done and read."""
    load, readings, port = Load(), list[Reading](), port_of(server)
    async with asyncio.TaskGroup() as group:
        beside = [group.create_task(load.ask_for_documents(port)), group.create_task(watch(server, readings))]
        await fill_in_at_once(port, AT_ONCE, WARM_UP_SECONDS + minutes * 60, load.look)
        for task in beside:
            task.cancel()
    return load, readings


def summarize(name: str, minutes: list[float], values: list[float]) -> dict[str, float]:
    """Return MiB at the start, in the middle, at the end and at most, and how much was added a minute."""
    few = max(1, round(PART * len(values)))
    middle = (len(values) - few) // 2
    return {
        f"{name}, start, MiB": fmean(values[:few]),
        f"{name}, middle, MiB": fmean(values[middle : middle + few]),
        f"{name}, end, MiB": fmean(values[-few:]),
        f"{name}, most, MiB": max(values),
        f"{name}, growth a minute, MiB": linear_regression(minutes, values).slope,
    }


def measure(minutes: float = MINUTES) -> dict[str, float]:
    """Return MiB by processes, and what was done meanwhile. Raises RuntimeError when anything was refused."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder), variables=NO_LIMIT) as server:
        load, readings = run(work(server, minutes))
    times = [reading.minute for reading in readings]
    return {
        "minutes": times[-1],
        "questionnaires": len(load.results),
        "pictures": load.pictures,
        "documents": load.documents,
        **summarize("serving processes", times, [reading.serving for reading in readings]),
        **summarize("drawing and documents", times, [reading.behind for reading in readings]),
        **summarize("all", times, [reading.all for reading in readings]),
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    for title, value in measure(parser.parse_args().minutes).items():
        sys.stdout.write(f"{title:42} {value:9.2f}\n")
