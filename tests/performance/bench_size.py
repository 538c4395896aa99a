"""Measures cost against size: `python -m tests.performance.bench_size [--quick] [--picture FILE.svg]`.

Whole questionnaires that 1 to 500 browsers without JavaScript fill in at once; single pages beside 100 to 100,000
self-scans in the database; findings of 1 to 10,000 in one process. Prints tables in Markdown. `--quick` tries it all in
a minute, with small sizes and one round.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from assessment.content import load_content
from benchmarks.editions import load_edition
from tests.performance import bench_domain
from tests.performance.browsers import Browser, begin, fill_in_at_once, open_browser, read_fields, run
from tests.performance.filled_database import fill, give_links
from tests.performance.processes import read_account, settle
from tests.performance.size_picture import draw_sizes, write_tables
from tests.server import RunningServer, run_server
from webapp.background.expiry import expire
from webapp.config import Settings
from webapp.store.connections import ENDINGS
from webapp.store.database import Database, open_database

NO_LIMIT = {"PLEINWIJZER_NEW_ASSESSMENTS_PER_HOUR": "10000000"}
AT_ONCE = (1, 10, 100, 500)
SELF_SCANS = (100, 1_000, 10_000, 100_000)
ROUNDS = 3
SECONDS = 14.0
FOREIGN_SECONDS = 0.3
"""A round in which others used the processor for longer does not count, as long as there is a better one."""
WARM_UP = 8, 3.0
VISITED = 20
"""Self-scans of a filled database that pages are opened of."""
WARM_UP_VISITS = 4
"""Before them, so that each process has its pages made."""
SECTION = "webcare"
COUNT_FINISHED = (
    "SELECT count(*) FROM assessment WHERE finished_at IS NOT NULL AND"
    " (SELECT count(answer) FROM answer WHERE assessment_id = assessment.id) = ?"
)


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    at_once: tuple[int, ...] = AT_ONCE
    self_scans: tuple[int, ...] = SELF_SCANS
    findings: tuple[int, ...] = bench_domain.SIZES
    rounds: int = ROUNDS
    seconds: float = SECONDS


QUICK = Plan((1, 10), (100, 1_000), (1, 10, 100), rounds=1, seconds=3.0)


@dataclass(frozen=True)
class AtOnce:
    """A round of whole questionnaires: per second, milliseconds of pages, and processor's milliseconds of each.

    `foreign` is in seconds; `finished` are all, and all of them are in the database.
    """

    at_once: int
    finished: int
    rate: float
    p50: float
    p95: float
    slowest: float
    server: float
    driver: float
    foreign: float


@dataclass(frozen=True)
class Filled:
    """Median milliseconds beside so many self-scans; a start in seconds, the database in MB."""

    self_scans: int
    section: float
    save: float
    begin: float
    result: float
    health: float
    expiry: float
    start: float
    size: float


@dataclass(frozen=True)
class Many:
    """Seconds that the findings of so many self-scans took in one process."""

    how_many: int
    seconds: float


@dataclass(frozen=True)
class Sizes:
    """Everything, by size."""

    at_once: list[AtOnce]
    filled: list[Filled]
    many: list[Many]
    quiet: dict[int, int]
    """How many rounds of each crowd counted as quiet."""


def measure_sizes(plan: Plan) -> Sizes:
    """Measure everything of a plan. Raises RuntimeError when anything was refused or lost."""
    rounds = [[measure_at_once(size, plan.seconds) for size in plan.at_once] for _ in range(plan.rounds)]
    crowds = {size: [one[place] for one in rounds] for place, size in enumerate(plan.at_once)}
    return Sizes(
        [choose_middle(found) for found in crowds.values()],
        measure_filled(plan.self_scans),
        measure_many(plan.findings),
        {size: sum(one.foreign <= FOREIGN_SECONDS for one in found) for size, found in crowds.items()},
    )


def choose_middle(rounds: list[AtOnce]) -> AtOnce:
    """Return the round with the median rate, of the quiet ones where there are any."""
    quiet = [one for one in rounds if one.foreign <= FOREIGN_SECONDS] or rounds
    return sorted(quiet, key=lambda one: one.rate)[len(quiet) // 2]


def measure_at_once(at_once: int, seconds: float) -> AtOnce:
    """Let so many fill in whole questionnaires on a new server that is warm, and count what is stored."""
    with tempfile.TemporaryDirectory() as folder, run_server(Path(folder), variables=NO_LIMIT) as server:
        port = port_of(server)
        warmed = len(run(fill_in_at_once(port, *WARM_UP)).finished)
        before = read_account(server)
        crowd = run(fill_in_at_once(port, at_once, seconds))
        used = settle(before, read_account(server))
        finished, stored = len(crowd.finished), count_finished(server.data_folder) - warmed
    if stored != finished:
        raise RuntimeError(f"{finished} were called finished, {stored} are stored")
    return AtOnce(
        at_once,
        finished,
        finished / used.wall,
        median(crowd.pages),
        quantiles(crowd.pages, n=20)[-1],
        max(crowd.pages),
        1000 * used.server / finished,
        1000 * used.driver / finished,
        used.foreign,
    )


def port_of(server: RunningServer) -> int:
    """Return the port that a server listens on."""
    return int(server.url.rpartition(":")[2])


def count_finished(data_folder: Path) -> int:
    """Return how many self-scans are stored as finished, with an answer to each question."""
    database = open_database(data_folder / "pleinwijzer.sqlite3")
    with database.read() as connection:
        found = connection.execute(COUNT_FINISHED, (len(load_content().questionnaire.questions),)).fetchone()
    database.close()
    return int(found[0])


def measure_filled(sizes: Iterable[int]) -> list[Filled]:
    """Open pages of some self-scans beside more and more others in the same database."""
    with tempfile.TemporaryDirectory() as folder:
        settings, found = Settings(data_folder=Path(folder)), []
        for size in sizes:
            database = open_database(settings.database_path)
            fill(database, size)
            links = give_links(database, VISITED)
            found.append(measure_beside(size, settings, database, links))
            with database.write() as connection:  # what was begun here is no longer beside the next size
                connection.execute("DELETE FROM assessment WHERE id > ?", (size,))
            database.close()
    return found


def measure_beside(size: int, settings: Settings, database: Database, links: list[str]) -> Filled:
    """Open pages of the self-scans with these links, on a server of its own."""
    started = time.perf_counter()
    expire(database, settings)
    expiry = (time.perf_counter() - started) * 1000
    database.truncate_log()
    bytes_used = sum(file.stat().st_size for ending in ENDINGS if (file := path_of(settings, ending)).exists())
    started = time.perf_counter()
    with run_server(settings.data_folder, variables=NO_LIMIT) as server:
        run(visit_once(port_of(server)))
        start = time.perf_counter() - started
        times = run(visit_all(port_of(server), links))
    return Filled(
        size,
        **{name: median(found) for name, found in times.items()},
        expiry=expiry,
        start=start,
        size=bytes_used / 1e6,
    )


def path_of(settings: Settings, ending: str) -> Path:
    """Return a file of the database."""
    return settings.database_path.with_name(settings.database_path.name + ending)


async def visit_once(port: int) -> None:
    """Open the first page."""
    browser = await open_browser(port)
    await browser.open("/")
    browser.close()


async def visit_all(port: int, links: list[str]) -> dict[str, list[float]]:
    """Return milliseconds of each page of each self-scan; the first few are visited before, to warm the server."""
    times: dict[str, list[float]] = {}
    for place, link in enumerate([*links[:WARM_UP_VISITS], *links]):
        browser = await open_browser(port)
        for name, milliseconds in (await visit(browser, f"/z/{link}", place)).items():
            if place >= WARM_UP_VISITS:
                times.setdefault(name, []).append(milliseconds)
        browser.close()
    return times


async def visit(browser: Browser, address: str, seed: int) -> dict[str, float]:
    """Open a finished self-scan again, change a section, finish it, and begin another one; return milliseconds."""
    await browser.open(f"{address}/heropenen", [])
    section = await browser.open(f"{address}/vragen/{SECTION}")
    form = read_fields(section.body, random.Random(seed), [("go", "next")])
    save = await browser.open(section.path, form)
    finished = await browser.open(f"{address}/afronden", [])
    result = await browser.open(finished.path)
    health = await browser.open("/healthz")
    await begin(browser)
    return {
        "section": section.milliseconds,
        "save": save.milliseconds,
        "result": result.milliseconds,
        "health": health.milliseconds,
        "begin": browser.times[-1],
    }


def measure_many(sizes: Iterable[int]) -> list[Many]:
    """Compute the findings of more and more self-scans, in this process."""
    content, edition, choose = load_content(), load_edition(), random.Random(2019)
    bench_domain.find_many(content, edition, 20, choose)  # what is worked out once and kept
    return [Many(size, bench_domain.find_many(content, edition, size, choose)) for size in sizes]


def report(plan: Plan, picture: Path | None) -> None:
    """Measure what is planned, print its tables, and draw the picture where one is wanted."""
    sizes = measure_sizes(plan)
    sys.stdout.write(write_tables(sizes))
    sys.stdout.flush()
    if picture:
        picture.write_bytes(draw_sizes(sizes))


def read_options(description: str | None) -> argparse.Namespace:
    """Return what the command line asks for: `quick`, and where to draw the `picture`."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="small sizes, one short round")
    parser.add_argument("--picture", type=Path, help="the SVG file of cost against size")
    return parser.parse_args()


if __name__ == "__main__":
    options = read_options(__doc__)
    report(QUICK if options.quick else Plan(), options.picture)
