from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from webapp.config import ROOT
from webapp.documents.charts.formats import Shape, Theme
from webapp.documents.charts.model import Part, ShareBar, SharesChart, SharesLegend
from webapp.documents.charts.process import DrawingError, DrawingProcess, Order
from webapp.pictures import PictureCache, Pictures, name_order

BYTES = b"<svg/>"


def make_order(title: str = "Title", theme: Theme = Theme.LIGHT, language: str = "nl") -> Order:
    bar = ShareBar("Question?", "", (Part("Yes", "60%", 60, own=True), Part("No", "40%", 40, own=False)), stacked=True)
    chart = SharesChart(language, title, "Words", "webcare", (bar,), SharesLegend("own", "perhaps", "not printed"))
    return Order(chart, Shape.NARROW, theme)


class CountingProcess(DrawingProcess):
    """Counts what it is asked to draw, and does what the test says instead of drawing."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.drawn: list[str] = []
        self.faults: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def draw(self, order: Order) -> bytes:
        self.drawn.append(order.chart.title)
        self.gate.wait(10)
        if self.faults:
            raise DrawingError(self.faults.pop())
        return BYTES


@pytest.fixture
def process(tmp_path: Path) -> CountingProcess:
    return CountingProcess(tmp_path)


@pytest.fixture
def pictures(tmp_path: Path, process: CountingProcess) -> Iterator[Pictures]:
    service = Pictures(tmp_path / "pictures", process=process)
    yield service
    process.gate.set()
    service.close()


@pytest.fixture
def real(tmp_path: Path) -> Iterator[DrawingProcess]:
    drawing = DrawingProcess(tmp_path / "matplotlib")
    yield drawing
    drawing.stop()


def test_a_kept_picture_is_not_drawn_again(pictures: Pictures, process: CountingProcess) -> None:
    assert pictures.find(make_order()) == BYTES
    assert pictures.find(make_order()) == BYTES
    assert process.drawn == ["Title"]


def test_a_kept_picture_outlives_the_application(tmp_path: Path, process: CountingProcess) -> None:
    for _ in range(2):
        service = Pictures(tmp_path / "pictures", process=process)
        assert service.find(make_order()) == BYTES
        service.close()
    assert process.drawn == ["Title"]


def test_the_same_picture_asked_for_at_once_is_drawn_once(pictures: Pictures, process: CountingProcess) -> None:
    process.gate.clear()
    pictures.prepare([make_order()])
    with ThreadPoolExecutor(3) as readers:
        answers = [readers.submit(pictures.find, make_order()) for _ in range(3)]
        while len(process.drawn) < 1:
            time.sleep(0.01)
        process.gate.set()
        assert [answer.result(10) for answer in answers] == [BYTES] * 3
    assert process.drawn == ["Title"]


def test_a_prepared_picture_is_there_without_waiting(pictures: Pictures, process: CountingProcess) -> None:
    order = make_order()
    pictures.prepare([order, order])
    assert pictures.find(order) == BYTES
    assert pictures.find(order, wait_seconds=0) == BYTES
    assert process.drawn == ["Title"]


def test_preparing_does_not_wait_and_who_asks_goes_first(pictures: Pictures, process: CountingProcess) -> None:
    process.gate.clear()
    pictures.prepare([make_order("first"), make_order("second"), make_order("third")])
    assert pictures.find(make_order("third"), wait_seconds=0.2) is None
    process.gate.set()
    assert pictures.find(make_order("second")) == BYTES
    assert process.drawn.index("third") < process.drawn.index("second")


def test_few_requests_wait_so_that_pages_are_still_served(pictures: Pictures, process: CountingProcess) -> None:
    process.gate.clear()
    with ThreadPoolExecutor(8) as readers:
        answers = [readers.submit(pictures.find, make_order(str(number)), 10) for number in range(8)]
        while sum(answer.done() for answer in answers) < 5:
            time.sleep(0.01)
        assert [answer.result() for answer in answers if answer.done()] == [None] * 5
        process.gate.set()
        assert [answer.result() for answer in answers].count(BYTES) == 3


def test_a_drawing_that_failed_gets_one_more_try(pictures: Pictures, process: CountingProcess) -> None:
    process.faults = ["died"]
    assert pictures.find(make_order()) == BYTES
    assert len(process.drawn) == 2


def test_a_drawing_that_keeps_failing_costs_nothing_for_a_while(pictures: Pictures, process: CountingProcess) -> None:
    process.faults = ["died"] * 4
    for _ in range(2):
        with pytest.raises(DrawingError):
            pictures.find(make_order())
    assert len(process.drawn) == 2
    process.faults = []
    assert pictures.find(make_order("another")) == BYTES


def test_a_full_disk_costs_a_drawing_and_nothing_else(
    tmp_path: Path, process: CountingProcess, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    service = Pictures(blocked, process=process)
    assert service.find(make_order()) == BYTES
    service.close()
    assert "could not be kept" in caplog.text


@pytest.mark.parametrize(
    "other", [make_order("Else"), make_order(theme=Theme.DARK), make_order(language="en")], ids=["text", "theme", "nl"]
)
def test_other_content_has_another_key(other: Order) -> None:
    assert name_order(make_order()) == name_order(make_order())
    assert name_order(make_order()) != name_order(other)


def test_what_was_looked_at_longest_ago_goes_first(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, kept_bytes=250)
    for number, name in enumerate(("old", "middle", "new")):
        cache.write(name, b"x" * 100)
        os.utime(tmp_path / f"{name}.svg", (time.time() - 100 + number,) * 2)
    assert cache.read("old") is not None
    cache.sweep()
    assert [name for name in ("old", "middle", "new") if cache.has(name)] == ["old", "new"]


def test_what_nobody_looked_at_for_a_month_goes(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.write("stale", BYTES)
    os.utime(tmp_path / "stale.svg", (0, 0))
    cache.sweep()
    assert not cache.has("stale")


def test_the_process_draws_and_ends(real: DrawingProcess) -> None:
    assert real.draw(make_order()).startswith(b"<?xml")
    pid = real.pid
    assert pid is not None
    real.stop()
    assert real.pid is None
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_that_was_killed_is_replaced(tmp_path: Path, real: DrawingProcess) -> None:
    service = Pictures(tmp_path / "pictures", process=real)
    assert service.find(make_order("one"), 60) is not None
    first = real.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    assert service.find(make_order("two"), 60) is not None
    assert real.pid not in (None, first)
    service.close()
    assert real.pid is None


def test_a_process_that_hangs_is_replaced(tmp_path: Path) -> None:
    hanging = DrawingProcess(tmp_path, draw_seconds=1)
    hanging.draw(make_order())
    first = hanging.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)
    with pytest.raises(DrawingError, match="did not answer"):
        hanging.draw(make_order())
    assert hanging.draw(make_order()).startswith(b"<?xml")
    assert hanging.pid != first
    hanging.stop()


def test_the_process_ends_by_itself_when_the_server_is_killed(tmp_path: Path) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from webapp.documents.charts.process import DrawingProcess\n"
        "process = DrawingProcess(Path(sys.argv[1])); process._start()\n"
        "print(process.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        pid = int(server.stdout.readline())
        server.kill()
    for _ in range(200):
        if not is_running(pid):
            return
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    pytest.fail("the drawing process outlived the server")


def is_running(pid: int) -> bool:
    """Tell whether a process is there and not just waiting to be counted as ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    facts = Path(f"/proc/{pid}/stat")
    return not facts.exists() or facts.read_text("ascii").rpartition(")")[2].split()[0] != "Z"


def test_the_application_itself_never_imports_matplotlib() -> None:
    question = (
        "import sys, webapp.report.parts.pictures; sys.exit('matplotlib' in sys.modules or 'fontTools' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", question], cwd=ROOT, check=False).returncode == 0
