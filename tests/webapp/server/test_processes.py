"""Processes beside the main one are replaced when they end, and end with it."""

from __future__ import annotations

import contextlib
import errno
import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest

from tests.patience import SECONDS
from tests.server import ROOT
from tests.webapp.server import toys
from webapp.server import FORKS, _StopError, stopping_on_signals
from webapp.server import processes as module
from webapp.server.processes import Companion, Processes


@pytest.fixture
def processes() -> Iterator[Processes]:
    started = Processes(forks=False)
    yield started
    started.end()


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    return tmp_path / "notes"


def read_ids(notes: Path) -> list[int]:
    return [int(line) for line in notes.read_text().split()] if notes.exists() else []


def watch_until(processes: Processes, is_so: Callable[[], bool]) -> None:
    gives_up = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < gives_up
        processes.watch(time.monotonic() + 0.02)


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_killed_companion_is_replaced_and_the_others_are_left_alone(processes: Processes, tmp_path: Path) -> None:
    killed, other = tmp_path / "killed", tmp_path / "other"
    processes.start(Companion("killed", toys.run, (killed,)))
    processes.start(Companion("other", toys.run, (other,)))
    watch_until(processes, lambda: len(read_ids(killed)) == len(read_ids(other)) == 1)
    os.kill(read_ids(killed)[0], signal.SIGKILL)
    watch_until(processes, lambda: len(read_ids(killed)) == 2)
    assert len(read_ids(other)) == 1
    assert is_running(read_ids(other)[0])


@pytest.mark.parametrize("code", [0, 3])
def test_one_that_ends_by_itself_starts_again(processes: Processes, notes: Path, code: int) -> None:
    processes.start(Companion("short", toys.end, (notes, code)))
    watch_until(processes, lambda: len(read_ids(notes)) >= 3)


def test_one_that_goes_on_failing_waits_longer_and_longer_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch, notes: Path
) -> None:
    now, due = [100.0], []
    monkeypatch.setattr(time, "monotonic", lambda: now[0])

    class Ended:
        exitcode = 1

        def join(self) -> None: ...
        def close(self) -> None: ...

    companion = Companion("failing", toys.end, (notes, 1))
    child = module._Child(companion, companion)
    for _ in range(12):
        child.process, child.started = Ended(), now[0]  # type: ignore[assignment]  # all that is asked of it
        module._note_end(child)
        due.append(child.due - now[0])
        now[0] = child.due
    assert due[:5] == pytest.approx([0, 0.1, 0.2, 0.4, 0.8])
    assert due == sorted(due)
    assert due[-1] == pytest.approx(module.LONGEST_PAUSE_SECONDS)
    child.process, child.started = Ended(), now[0] - module.STEADY_SECONDS - 1  # type: ignore[assignment]  # same
    module._note_end(child)
    assert child.due == now[0], "it had run well, so it starts at once"


def test_one_for_which_the_system_has_no_room_is_started_later_and_the_others_go_on(
    processes: Processes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    short, other = tmp_path / "short", tmp_path / "other"
    processes.start(Companion("short", toys.end, (short, 0)))
    processes.start(Companion("other", toys.run, (other,)))
    watch_until(processes, lambda: bool(read_ids(short) and read_ids(other)))
    with monkeypatch.context() as full:
        full.setattr(SpawnProcess, "start", refuse_to_start)
        watch_until(processes, lambda: "short could not be started: Cannot allocate memory" in caplog.text)
    started = len(read_ids(short))
    watch_until(processes, lambda: len(read_ids(short)) > started)
    assert len(read_ids(other)) == 1


def refuse_to_start(_: SpawnProcess) -> None:
    raise OSError(errno.ENOMEM, os.strerror(errno.ENOMEM))


def test_another_one_can_take_the_place_of_the_first(processes: Processes, tmp_path: Path) -> None:
    first, later = tmp_path / "first", tmp_path / "later"
    processes.start(Companion("it", toys.end, (first, 0)), Companion("it", toys.run, (later,)))
    watch_until(processes, lambda: len(read_ids(later)) == 1)
    assert len(read_ids(first)) == 1


def test_all_end_when_asked_and_may_tidy_up(processes: Processes, notes: Path) -> None:
    processes.start(Companion("tidy", toys.say_goodbye, (notes,)))
    watch_until(processes, lambda: len(read_ids(notes)) == 1)
    processes.end()
    assert notes.read_text() == "tidied up\n"


def test_one_that_does_not_end_is_killed(processes: Processes, notes: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEAVE_SECONDS", 0.2)
    processes.start(Companion("stubborn", toys.refuse_to_end, (notes,)))
    watch_until(processes, lambda: len(read_ids(notes)) == 1)
    processes.end()
    watch_until(processes, lambda: not is_running(read_ids(notes)[0]))


def test_ending_right_after_the_start_leaves_nobody(notes: Path) -> None:
    started = Processes(forks=False)
    started.start(Companion("young", toys.run, (notes,)))
    child = started._children[0].process
    assert child is not None
    started.end()
    child.join(SECONDS)
    assert not child.is_alive()


MAIN = """
import sys, time
from pathlib import Path
from tests.webapp.server import toys
from webapp.server.processes import Companion, Processes

if __name__ == "__main__":
    processes = Processes(forks=sys.argv[1] == "fork")
    for path in map(Path, sys.argv[2:]):
        toy = toys.hang if path.name == "hangs" else toys.refuse_to_end
        processes.start(Companion(path.name, toy, (path,)))
    processes.watch(time.monotonic() + 600)
"""
FORKED = pytest.param("fork", marks=pytest.mark.skipif(not FORKS, reason="where it is safe to fork"))


@contextlib.contextmanager
def run_main(folder: Path, how: str, notes: list[Path]) -> Iterator[subprocess.Popen[bytes]]:
    """Run a main process with a companion for each of the notes, and give it when all have begun."""
    script = folder / "main.py"
    script.write_text(MAIN)
    command = [sys.executable, str(script), how, *map(str, notes)]
    with subprocess.Popen(command, env={**os.environ, "PYTHONPATH": str(ROOT)}) as main:
        try:
            wait_until(lambda: all(map(read_ids, notes)))
            yield main
        finally:
            main.kill()


def wait_until(is_so: Callable[[], bool]) -> None:
    gives_up = time.monotonic() + SECONDS
    while not is_so():
        assert time.monotonic() < gives_up
        time.sleep(0.01)


@pytest.mark.skipif(sys.platform == "win32", reason="no signal waits there")
def test_a_signal_during_a_start_leaves_nobody_whom_the_end_forgets(
    notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, processes = SpawnProcess.start, Processes(forks=False)

    def start_and_be_asked_to_end(process: SpawnProcess) -> None:
        start(process)
        signal.raise_signal(signal.SIGTERM)

    monkeypatch.setattr(SpawnProcess, "start", start_and_be_asked_to_end)
    with stopping_on_signals():
        with pytest.raises(_StopError):
            processes.start(Companion("toy", toys.run, (notes,)))
        processes.end()
    assert "toy" not in {child.name for child in multiprocessing.active_children()}


@pytest.mark.parametrize("how", ["spawn", FORKED])
def test_all_are_gone_when_the_main_process_is_killed_hard(tmp_path: Path, how: str) -> None:
    notes = [tmp_path / "one", tmp_path / "two"]
    with run_main(tmp_path, how, notes) as main:
        main.kill()
        wait_until(lambda: not any(is_running(read_ids(note)[0]) for note in notes))


@pytest.mark.parametrize("how", ["spawn", FORKED])
def test_each_sees_for_itself_that_the_main_process_is_gone_though_a_later_one_hangs(tmp_path: Path, how: str) -> None:
    notes = [tmp_path / "one", tmp_path / "hangs"]
    with run_main(tmp_path, how, notes) as main:
        one, hanging = (read_ids(note)[0] for note in notes)
        main.kill()
        try:
            wait_until(lambda: not is_running(one))
            assert is_running(hanging)
        finally:
            os.kill(hanging, signal.SIGKILL)


@pytest.mark.parametrize("how", ["spawn", FORKED])
def test_one_that_is_killed_is_replaced_and_watched_like_the_first(tmp_path: Path, how: str) -> None:
    notes = [tmp_path / "one", tmp_path / "two"]
    with run_main(tmp_path, how, notes) as main:
        os.kill(read_ids(notes[0])[0], signal.SIGKILL)
        wait_until(lambda: len(read_ids(notes[0])) == 2)
        main.kill()
        wait_until(lambda: not any(is_running(read_ids(note)[-1]) for note in notes))


def test_what_a_companion_says_and_what_python_says_of_its_end_holds_no_link(
    processes: Processes, notes: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    link = "/z/k3Jd-9_xPq2LmZ7tVw0aBQ"
    processes.start(Companion("failing", toys.fail_with, (notes, link)))
    watch_until(processes, lambda: len(read_ids(notes)) >= 2)
    said = capfd.readouterr().err
    assert "About /z/…" in said
    assert "RuntimeError: /z/…" in said
    assert link not in said
