from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from webapp.server.process_lock import LockTimeoutError, ProcessLock

HOLD = textwrap.dedent("""
    import sys, time
    from pathlib import Path
    from webapp.server.process_lock import ProcessLock
    with ProcessLock(Path(sys.argv[1])).acquire(5):
        print("held", flush=True)
        sys.stdin.read()
""")


def start_holder(path: Path) -> subprocess.Popen[str]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_a_second_process_waits_until_the_first_lets_go(tmp_path: Path) -> None:
    holder = start_holder(tmp_path / "lock")
    with pytest.raises(LockTimeoutError):
        ProcessLock(tmp_path / "lock").acquire(0.05)
    holder.communicate()
    with ProcessLock(tmp_path / "lock").acquire(10):
        pass


def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    with start_holder(tmp_path / "lock") as holder:
        holder.kill()
    with ProcessLock(tmp_path / "lock").acquire(10):
        pass


def test_two_of_one_process_exclude_each_other_and_a_lock_is_taken_again(tmp_path: Path) -> None:
    first, second = ProcessLock(tmp_path / "lock"), ProcessLock(tmp_path / "lock")
    for _ in range(3):
        with first.acquire(0), pytest.raises(LockTimeoutError):
            second.acquire(0)


def test_nothing_stays_open_after_waiting_in_vain(tmp_path: Path) -> None:
    with ProcessLock(tmp_path / "lock").acquire(0):
        before = len(list(Path("/dev/fd").iterdir()))
        for _ in range(5):
            with pytest.raises(LockTimeoutError):
                ProcessLock(tmp_path / "lock").acquire(0)
        assert len(list(Path("/dev/fd").iterdir())) == before


def test_others_cannot_read_the_file(tmp_path: Path) -> None:
    with ProcessLock(tmp_path / "lock").acquire(0):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600
