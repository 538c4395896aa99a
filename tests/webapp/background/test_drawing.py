"""The drawing process: reached by all, replaced when it dies or hangs, and gone when nobody needs it."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from tests.patience import SECONDS
from webapp.background import drawing as drawing_module
from webapp.background.drawing import LateError, OwnDrawing, SharedDrawing, find_address
from webapp.config import ROOT, Settings
from webapp.documents.charts.formats import Form, Shape, Theme
from webapp.documents.charts.model import Part, ShareBar, SharesChart, SharesLegend
from webapp.documents.charts.order import DrawingError, Order, name_order


def make_order(title: str = "Title", theme: Theme = Theme.LIGHT, language: str = "nl") -> Order:
    bar = ShareBar("Question?", "", (Part("Yes", "60%", 60, own=True), Part("No", "40%", 40, own=False)), stacked=True)
    chart = SharesChart(language, title, "Words", "webcare", (bar,), SharesLegend("own", "perhaps", "not printed"))
    return Order(chart, Shape.NARROW, theme)


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return Settings(data_folder=tmp_path, testing=True, secret_key="only-for-tests-and-long-enough")  # noqa: S106


@pytest.fixture
def drawing(place: Settings) -> Iterator[OwnDrawing]:
    own = OwnDrawing(place)
    yield own
    own.close()


def test_many_ask_one_process_at_once_and_each_gets_its_own_picture(drawing: OwnDrawing) -> None:
    orders = [make_order(f"Picture {number}") for number in range(6)]
    with ThreadPoolExecutor(6) as askers:
        drawn = list(askers.map(drawing.draw, orders))
    for number, picture in enumerate(drawn):
        assert picture.startswith(b"<?xml")
        assert f"Picture {number}".encode() in picture
    assert drawing.draw(replace(make_order(), form=Form.BARE_SVG)).startswith(b"<?xml")
    with pytest.raises(DrawingError):
        drawing.draw(replace(make_order(), shape="round"))  # type: ignore[arg-type]
    assert drawing.draw(make_order()).startswith(b"<?xml")
    pid = drawing.pid
    assert pid is not None
    drawing.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_a_process_that_was_killed_is_replaced(drawing: OwnDrawing) -> None:
    drawing.draw(make_order())
    first = drawing.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    wait_for(lambda: drawing.pid is None)
    assert drawing.draw(make_order()).startswith(b"<?xml")
    assert drawing.pid not in (None, first)


def test_who_waits_for_a_process_that_hangs_is_told_so_in_time(
    drawing: OwnDrawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawing.draw(make_order())
    pid, ask, asked = drawing.pid, drawing._shared._ask, threading.Event()
    assert pid is not None

    def note_and_ask(order: Order, deadline: float) -> object:
        asked.set()
        return ask(order, deadline)

    monkeypatch.setattr(drawing._shared, "_ask", note_and_ask)
    with ThreadPoolExecutor(1) as asker:
        os.kill(pid, signal.SIGSTOP)
        waiting = asker.submit(drawing.draw, make_order(), 0.3)
        assert asked.wait(SECONDS)
        time.sleep(0.5)
        os.kill(pid, signal.SIGCONT)
        with pytest.raises(LateError):
            waiting.result(SECONDS)
    assert drawing.draw(make_order()).startswith(b"<?xml")


def test_where_nobody_draws_there_is_no_picture_yet(place: Settings) -> None:
    with pytest.raises(LateError):
        SharedDrawing(place).draw(make_order(), 0.2)


def test_a_drawing_that_hangs_ends_its_process(place: Settings) -> None:
    program = (
        "from tests.webapp.background.test_drawing import hang_while_drawing\n"
        "import sys; from pathlib import Path; hang_while_drawing(Path(sys.argv[1]))"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(place.data_folder)], cwd=ROOT, stderr=subprocess.PIPE, text=True
    ) as process:
        ended = threading.Event()
        asker = threading.Thread(target=ask_in_vain, args=(place, ended), daemon=True)
        asker.start()
        assert process.wait(SECONDS) == 1
        ended.set()
        asker.join()
        assert process.stderr is not None
        assert "hang_while_drawing" in process.stderr.read()


def ask_in_vain(place: Settings, ended: threading.Event) -> None:
    while not ended.is_set():
        with suppress(LateError):
            SharedDrawing(place).draw(make_order(), 5)


def hang_while_drawing(data_folder: Path) -> None:
    """Run a drawing process that never ends a picture."""
    settings = Settings(data_folder=data_folder, testing=True, secret_key="only-for-tests-and-long-enough")  # noqa: S106

    def hang(_order: Order) -> bytes:
        time.sleep(60)
        return b""

    drawing_module.draw_order = hang  # type: ignore[attr-defined, assignment]  # in a process of its own, for that process
    drawing_module.PATIENT_SECONDS = drawing_module.DRAW_SECONDS = 0.3
    drawing_module.run(settings)


def test_who_lacks_the_key_gets_no_picture(drawing: OwnDrawing, place: Settings) -> None:
    drawing.draw(make_order())
    stranger = SharedDrawing(replace(place, secret_key="another-key-that-is-long-enough"), drawing._name)  # noqa: S106
    with pytest.raises(multiprocessing.AuthenticationError):
        stranger.draw(make_order(), SECONDS)
    assert drawing.draw(make_order()).startswith(b"<?xml")


def test_an_idle_process_that_drew_gives_back_its_memory(place: Settings) -> None:
    program = (
        "import sys; from pathlib import Path; from webapp.config import Settings\n"
        "from webapp.background import drawing\n"
        "drawing.IDLE_SECONDS, drawing.LOOK_SECONDS = 0.5, 0.1\n"
        "drawing.run(Settings(data_folder=Path(sys.argv[1]), secret_key='only-for-tests-and-long-enough'))"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(place.data_folder)], cwd=ROOT) as process:
        assert SharedDrawing(place).draw(make_order(), SECONDS).startswith(b"<?xml")
        assert process.wait(SECONDS) == 0


def test_a_process_whose_address_another_one_took_ends(place: Settings) -> None:
    program = (
        "import sys; from pathlib import Path; from webapp.config import Settings\n"
        "from webapp.background import drawing\n"
        "drawing.LOOK_SECONDS = 0.1\n"
        "drawing.run(Settings(data_folder=Path(sys.argv[1]), secret_key='only-for-tests-and-long-enough'))"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(place.data_folder)], cwd=ROOT) as process:
        assert SharedDrawing(place).draw(make_order(), SECONDS).startswith(b"<?xml")
        Path(find_address(place, "drawing")).unlink()
        assert process.wait(SECONDS) == 0


def test_the_address_fits_in_any_data_folder(tmp_path: Path) -> None:
    short = find_address(Settings(data_folder=Path("/d")), "drawing")
    long = find_address(Settings(data_folder=tmp_path / ("long" * 50)), "drawing")
    assert short == "/d/drawing.socket"
    assert len(long) <= drawing_module.LONGEST_ADDRESS
    assert long != find_address(Settings(data_folder=tmp_path / ("long" * 51)), "drawing")


def test_the_process_ends_by_itself_when_the_one_that_started_it_is_killed(place: Settings) -> None:
    program = (
        "import sys, time; from pathlib import Path\n"
        "from tests.webapp.background.test_drawing import make_order\n"
        "from webapp.background.drawing import OwnDrawing; from webapp.config import Settings\n"
        "if __name__ == '__main__':\n"
        "    own = OwnDrawing(Settings(data_folder=Path(sys.argv[1]), secret_key='only-for-tests-and-long-enough'))\n"
        "    own.draw(make_order()); print(own.pid, flush=True); time.sleep(60)"
    )
    command = [sys.executable, "-c", program, str(place.data_folder)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout
        pid = int(server.stdout.readline())
        server.kill()
    try:
        wait_for(lambda: not is_running(pid))
    except AssertionError:
        os.kill(pid, signal.SIGKILL)
        pytest.fail("the drawing process outlived the server")


def wait_for(is_so: Callable[[], bool]) -> None:
    gives_up = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < gives_up
        time.sleep(0.02)


def is_running(pid: int) -> bool:
    """Tell whether a process is there and not just waiting to be counted as ended."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    facts = Path(f"/proc/{pid}/stat")
    return not facts.exists() or facts.read_text("ascii").rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize(
    "other", [make_order("Else"), make_order(theme=Theme.DARK), make_order(language="en")], ids=["text", "theme", "nl"]
)
def test_other_content_has_another_key(other: Order) -> None:
    assert name_order(make_order()) == name_order(make_order())
    assert name_order(make_order()) != name_order(other)
