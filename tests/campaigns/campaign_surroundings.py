"""The clock, the disk, the database file and its permissions taken away: `python -m tests.campaigns surroundings`.

First pages on many odd days in this process; then the real server, each time with somebody who saved something before:
what is called saved meanwhile is there afterwards, what is not is refused in words, and what heals by itself does.
"""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tests.campaigns.campaign_requests import find_cause, list_pages
from tests.campaigns.outcome import Outcome
from tests.campaigns.site import OWN, add_self_scan, open_site
from tests.faults.people import REVISION, Person
from tests.faults.test_storage import full
from tests.server import ROOT, RunningServer, run_server
from webapp import clock

DATABASE = "pleinwijzer.sqlite3"
FILES = ("", "-wal", "-shm")
SECTION, QUESTION = "webcare", "webcare.scheme"
QUICK = {"PLEINWIJZER_BUSY_TIMEOUT_MS": "300"}
SECONDS_TO_HEAL = 10
SECONDS_TO_EXPIRE = 4
"""So soon after its start the worker has deleted what it takes for too old."""
AS_A_USER = ("setpriv", "--bounding-set=-dac_override,-dac_read_search")
"""Starts a program of root's without root's right to every file."""
MOMENTS = (
    *(
        "1970-01-01T00:00:00",
        "2000-02-29T12:00:00",
        "2026-03-29T00:59:59",
        "2026-03-29T01:00:00",
        "2026-10-25T00:30:00",
    ),
    *(
        "2026-10-25T01:30:00",
        "2026-11-30T23:30:00",
        "2026-12-31T23:30:00",
        "2027-01-01T00:00:00",
        "2028-02-28T23:59:59",
    ),
    *("2030-11-26T10:00:00", "2038-01-19T03:14:08", "2099-12-31T23:59:59", "2106-02-07T06:28:16"),
)
SHIFT = "CAMPAIGN_SHIFT_FILE"
SHIFTING = f"""
import os, pathlib, time
from datetime import timedelta
from webapp import clock
def seconds(shift=pathlib.Path(os.environ["{SHIFT}"])): return float(shift.read_text())
def utc_now(now=clock.utc_now): return now() + timedelta(seconds=seconds())
def shifted(now=time.time): return now() + seconds()
clock.utc_now, time.time = utc_now, shifted
"""
"""Read by each Python at its start: the clock of all processes goes wrong by what stands in a file, at any moment."""
SECONDS_OF_A_YEAR = 365.25 * 24 * 3600


@contextlib.contextmanager
def it_is(moment: datetime) -> Iterator[None]:
    """Let it be another time everywhere in this process."""
    real = clock.utc_now
    modules = [one for name, one in sys.modules.items() if name.startswith("webapp.") and hasattr(one, "utc_now")]
    for module in modules:
        module.utc_now = lambda: moment  # type: ignore[attr-defined]
    try:
        yield
    finally:
        for module in modules:
            module.utc_now = real  # type: ignore[attr-defined]


def try_days(count: int, seed: int, outcome: Outcome) -> None:
    """Open and save everything at odd moments, in no order."""
    chance = random.Random(seed)
    moments = [datetime.fromisoformat(one).replace(tzinfo=UTC) for one in MOMENTS]
    while len(moments) < count:
        moments.append(datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(3 * 10**9)))
    chance.shuffle(moments)
    with open_site() as site:
        scan = add_self_scan(site, seed)
        for moment in moments[:count]:
            outcome.figures["moments"] += 1
            with it_is(moment):
                due = (moment + timedelta(days=chance.randrange(-400, 400))).date().isoformat()
                fields = {"title": f"Om {moment}", "due": due, "status": "todo", "who": "", "note": ""}
                answers = [
                    site.send(f"{scan.path(OWN)}/actieplan/nieuw", fields),
                    site.send(f"{scan.path(OWN)}/afronden", {}),
                    *map(site.open, list_pages(site, scan)),
                    site.send(f"{scan.path(OWN)}/heropenen", {}),
                ]
            for answer in answers:
                outcome.figures["pages at odd moments"] += 1
                if answer.status >= 500:
                    outcome.report(f"{answer.status} at {answer.endpoint}: {find_cause(answer.logged)}", moment)


@dataclass
class Witness:
    """Somebody who saves numbers, and knows which of them were called saved."""

    server: RunningServer
    outcome: Outcome
    person: Person
    told: int = 0
    sent: int = 0
    revision: str = ""

    def save(self) -> int:
        """Save the next number, and return the status of what came back."""
        self.sent += 1
        fields = {f"note.{QUESTION}": [str(self.sent)], f"revision.{QUESTION}": [self.revision]}
        path = f"{self.person.link}/antwoord/{QUESTION}"
        page = self.person.post(self.server.url, path, fields, {"HX-Request": "true"})
        self.revision = dict(REVISION.findall(page.text)).get(f"revision.{QUESTION}", self.revision)
        if page.status == 200 and "is-saved" in page.text:
            self.told = self.sent
        return page.status

    def read(self) -> int | None:
        """Return the number that is stored; None where the self-scan can't be read."""
        page = self.person.get(self.server.url, f"{self.person.link}/vragen/{SECTION}")
        return int(page.fields[f"note.{QUESTION}"][0] or 0) if page.status == 200 else None

    def check(self, what: str) -> bool:
        """Hold what is stored to what was told, and return whether it is there."""
        stored = self.read()
        kept = stored is not None and self.told <= stored <= self.sent
        self.outcome.require(kept, f"{what}: what was called saved is lost", f"told {self.told}, stored {stored}")
        return kept

    def check_heals(self, what: str) -> None:
        """Wait for the next save that works."""
        gives_up = time.monotonic() + SECONDS_TO_HEAL
        while self.save() != 200:
            if time.monotonic() > gives_up:
                self.outcome.report(f"{what}: nothing can be saved afterwards, without a new start", self.sent)
                return
            time.sleep(0.2)
        self.check(what)


def meet(server: RunningServer, outcome: Outcome) -> Witness:
    """Return somebody who has begun and saved something."""
    witness = Witness(server, outcome, Person())
    witness.person.begin(server.url)
    (witness.revision,) = witness.person.get(server.url, f"{witness.person.link}/vragen/{SECTION}").fields[
        f"revision.{QUESTION}"
    ]
    outcome.require(witness.save() == 200, "a first save fails", server.url)
    return witness


def try_full_disk(folder: Path, outcome: Outcome) -> None:
    """Fill a small disk to the last byte, and empty it again."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    if not (mount and unmount and os.geteuid() == 0):
        return
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)], check=False).returncode:
        return
    try:
        with run_server(folder, variables=QUICK) as server:
            witness = meet(server, outcome)
            with full(server):
                for _ in range(20):
                    witness.save()
                    witness.person.get(server.url, f"{witness.person.link}/documenten/rapport.xlsx")
                witness.check("full disk")
            witness.check_heals("full disk")
            drafts = list((folder / "documents").glob("*.part")) if (folder / "documents").exists() else []
            outcome.require(not drafts, "full disk: a draft is left behind", drafts)
            check_log(server, "full disk", outcome)
    finally:
        subprocess.run([unmount, str(folder)], check=True)


def remove_database(folder: Path) -> None:
    """Remove the database."""
    for ending in FILES:
        (folder / (DATABASE + ending)).unlink(missing_ok=True)


def replace_database(folder: Path) -> None:
    """Put another database of ours in its place, as somebody does who restores by hand."""
    with tempfile.TemporaryDirectory() as other:
        with run_server(Path(other)):
            pass
        for ending in FILES:
            (folder / (DATABASE + ending)).unlink(missing_ok=True)
        shutil.copy(Path(other) / DATABASE, folder / DATABASE)


def damage_database(folder: Path) -> None:
    """Write nonsense over the beginning of the database."""
    with (folder / DATABASE).open("r+b") as file:
        file.write(b"x" * 8192)


def try_gone(change: Callable[[Path], None], folder: Path, outcome: Outcome) -> None:
    """Change the database file under a running server; whatever is called saved then must be there afterwards."""
    what = change.__name__.replace("_", " ")
    with run_server(folder, variables=QUICK) as server:
        witness = meet(server, outcome)
        keep = folder / "kept"
        with closing(sqlite3.connect(folder / DATABASE)) as source, closing(sqlite3.connect(keep)) as target:
            source.backup(target)
        change(folder)
        time.sleep(0.2)
        said = [witness.save() for _ in range(20)]
        health = witness.person.get(server.url, "/healthz").status
        if change is damage_database:  # what is read from memory meanwhile is right, and nobody can know
            outcome.figures["called saved in a damaged file, of 20"] += said.count(200)
        else:
            outcome.require(200 not in said, f"{what}: called saved", f"{said.count(200)} of 20")
        if change is remove_database:
            outcome.require(health == 503, f"{what}: health says {health}", said)
        check_log(server, what, outcome)
    try:
        with run_server(folder, variables=QUICK) as server:
            page = witness.person.get(server.url, witness.person.link)
            if change is replace_database:  # whoever put it there wanted that one
                return
            outcome.require(page.status == 200, f"{what}: the next start serves an empty site", list(server.printed))
    except AssertionError as error:  # it refused to start, which is right: it said why
        outcome.require("Traceback" not in str(error), f"{what}: the next start ends with a traceback", error)
        outcome.figures["starts that were refused in words"] += 1


def check_log(server: RunningServer, what: str, outcome: Outcome) -> None:
    """Look for a link or a traceback in what was printed."""
    text = "".join(server.printed)
    outcome.require("/z/" not in text, f"{what}: a link in the log", text[-600:])
    outcome.require("Traceback" not in text, f"{what}: a traceback in the log", text[-1200:])


def try_permissions(folder: Path, outcome: Outcome) -> None:
    """Take the right to write away from a server that has no rights of root, and give it back."""
    if shutil.which(AS_A_USER[0]) is None or os.geteuid() != 0:
        return
    with run_server(folder, variables=QUICK, through=AS_A_USER) as server:
        witness = meet(server, outcome)
        files = [folder / (DATABASE + ending) for ending in FILES if (folder / (DATABASE + ending)).exists()]
        modes = {path: path.stat().st_mode for path in (folder, *files)}
        for path in files:
            path.chmod(0o400)
        folder.chmod(0o500)
        said = [witness.save() for _ in range(5)]
        outcome.figures["saved with files that are open and may not be written"] += said.count(200)
        witness.check("permissions")
        for path, mode in modes.items():
            path.chmod(mode)
        witness.check_heals("permissions")
        check_log(server, "permissions", outcome)
    folder.chmod(0o000)
    command = [*AS_A_USER, sys.executable, "run.py", "serve", "--port", "0", "--data-folder", str(folder)]
    ended = subprocess.run(command, cwd=ROOT, check=False, capture_output=True, text=True, timeout=60)
    folder.chmod(0o700)
    said_why = ended.returncode in {1, 2} and "Traceback" not in ended.stderr + ended.stdout
    outcome.require(said_why, "permissions: a start without the folder ends badly", ended.stderr[-600:])


def try_modes(folder: Path, outcome: Outcome) -> None:
    """Start in a folder that others may read."""
    with run_server(folder) as server:
        meet(server, outcome)
    folder.chmod(0o755)
    (folder / DATABASE).chmod(0o644)
    with run_server(folder):
        loose = [path.name for path in (folder, folder / DATABASE) if path.stat().st_mode & 0o077]
    outcome.require(not loose, "permissions: other users may read the data", loose)


def try_clock(years: int, folder: Path, outcome: Outcome) -> None:
    """Let the clock jump years under a running server, start again with it, and set it right again."""
    what = f"clock {years:+d} years"
    shift = folder.parent / "shift"
    (folder.parent / "sitecustomize.py").write_text(SHIFTING)
    variables = {**QUICK, "PYTHONPATH": f"{folder.parent}{os.pathsep}{ROOT}", SHIFT: str(shift)}
    shift.write_text("0")
    with run_server(folder, variables=variables) as server:
        witness = meet(server, outcome)
        shift.write_text(str(years * SECONDS_OF_A_YEAR))
        use_at_wrong_time(witness, f"{what} while running")
        check_log(server, what, outcome)
    with run_server(folder, variables=variables) as server:
        witness.server = server
        use_at_wrong_time(witness, f"{what} at the start")
        check_log(server, what, outcome)
    shift.write_text("0")
    with run_server(folder, variables=variables) as server:
        witness.server = server
        time.sleep(SECONDS_TO_EXPIRE)
        if witness.check(f"{what}, and right again"):
            status = witness.save()
            outcome.require(status == 200, f"{what}, and right again: saving gives {status}", witness.sent)


def use_at_wrong_time(witness: Witness, what: str) -> None:
    """Save, look and begin while the clock is wrong."""
    outcome, person = witness.outcome, witness.person
    time.sleep(SECONDS_TO_EXPIRE)
    if not witness.check(what):
        return
    status = witness.save()
    outcome.require(status == 200, f"{what}: saving gives {status}", witness.sent)
    for path in ("/resultaat", "/actieplan", "/gegevens/zelfscan.json"):
        page = person.get(witness.server.url, person.link + path)
        outcome.require(page.status == 200, f"{what}: {path} gives {page.status}", page.text[-200:])
    newcomer = Person()
    newcomer.begin(witness.server.url)


def run(count: int, seed: int) -> Outcome:
    """Try everything once, and odd moments so many times; return what was found."""
    outcome = Outcome()
    try_days(count, seed, outcome)
    scenarios: dict[str, Callable[[Path, Outcome], None]] = {
        "disk": try_full_disk,
        "removed": lambda folder, found: try_gone(remove_database, folder, found),
        "replaced": lambda folder, found: try_gone(replace_database, folder, found),
        "damaged": lambda folder, found: try_gone(damage_database, folder, found),
        "permissions": try_permissions,
        "modes": try_modes,
        "ahead": lambda folder, found: try_clock(4, folder, found),
        "behind": lambda folder, found: try_clock(-4, folder, found),
    }
    for name, attempt in scenarios.items():
        with tempfile.TemporaryDirectory() as folder:
            data = Path(folder) / "data"
            data.mkdir(mode=0o700)
            try:
                attempt(data, outcome)
            except (AssertionError, OSError, subprocess.SubprocessError) as error:
                outcome.report(f"{name}: {type(error).__name__}", error)
            outcome.figures["scenarios with the real server"] += 1
    return outcome
