from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.patience import SECONDS
from webapp.store.limits import DAY_SECONDS, Limits

NOON = 20_000 * DAY_SECONDS + DAY_SECONDS // 2
ADDRESS = "192.0.2.17"
HIT_OFTEN = """
import pathlib, sys
from webapp.store import limits as module
from webapp.store.limits import Limits
module._BUSY_SECONDS = 60  # a slow disk is no reason to count less
limits = Limits(pathlib.Path(sys.argv[1]), b"key", lambda: float(sys.argv[2]))
for _ in range(100):
    assert limits.hit("links", "192.0.2.17", 3600)
"""


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = float(NOON)

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(tmp_path: Path, clock: Clock) -> Iterator[Limits]:
    made = Limits(tmp_path / "limits.sqlite3", b"key", clock)
    yield made
    made.close()


def test_tries_are_counted_for_each_bucket_and_visitor(limits: Limits) -> None:
    assert [limits.hit("links", ADDRESS, 60) for _ in range(3)] == [1, 2, 3]
    assert limits.hit("links", "192.0.2.18", 60) == 1
    assert limits.hit("begin", ADDRESS, 60) == 1
    assert (limits.count("links", ADDRESS, 60), limits.count("links", "198.51.100.1", 60)) == (3, 0)


def test_tries_on_one_thing_are_given_back_to_all_and_no_others(limits: Limits, clock: Clock) -> None:
    other = "192.0.2.18"
    for who, tried in ((ADDRESS, "one"), (ADDRESS, "one"), (ADDRESS, "two"), (other, "one"), (other, "")):
        limits.hit("codes", who, 60, tried)
    limits.hit("links", ADDRESS, 60, "one")
    assert limits.give_back("codes", "one", 60) == 2
    assert [limits.count("codes", who, 60) for who in (ADDRESS, other)] == [1, 1]
    assert limits.count("links", ADDRESS, 60) == 1
    assert limits.give_back("codes", "one", 60) == 0, "once"
    assert limits.hit("codes", ADDRESS, 60, "one") == 2
    clock.now += 60
    assert limits.give_back("codes", "one", 60) == 0, "a window that passed is over"
    assert b"192.0.2" not in limits.path.read_bytes()


def test_a_window_that_passed_is_forgotten(limits: Limits, clock: Clock) -> None:
    limits.hit("links", ADDRESS, 60)
    assert limits.seconds_left(60) == 60
    clock.now += 59
    assert (limits.count("links", ADDRESS, 60), limits.seconds_left(60)) == (1, 1)
    clock.now += 1
    assert limits.count("links", ADDRESS, 60) == 0
    limits.hit("other", "somebody", 60)
    assert limits._answer(lambda c: int(c.execute("SELECT count(*) FROM try").fetchone()[0])) == 1


@pytest.mark.parametrize("jump", [-400 * DAY_SECONDS, -3600, 3600, 400 * DAY_SECONDS])
def test_a_clock_that_jumps_keeps_no_limit_up(limits: Limits, clock: Clock, jump: int) -> None:
    limits.hit("links", ADDRESS, 3600)
    clock.now += jump
    assert limits.count("links", ADDRESS, 3600) == 0
    assert limits.hit("links", ADDRESS, 3600) == 1
    clock.now -= jump
    assert limits.hit("links", ADDRESS, 3600) == 1 or jump > 0
    assert limits.seconds_left(3600) <= 3600


def test_a_window_never_goes_past_midnight(limits: Limits, clock: Clock) -> None:
    clock.now = NOON + DAY_SECONDS / 2 - 10
    assert limits.seconds_left(50_000) == 10
    with pytest.raises(ValueError, match="window"):
        limits.hit("links", ADDRESS, DAY_SECONDS + 1)


def test_no_address_is_written_and_the_hash_is_another_one_the_next_day(limits: Limits) -> None:
    limits.hit("links", ADDRESS, 60)
    files = list(limits.path.parent.iterdir())
    assert files
    assert all(ADDRESS.encode() not in path.read_bytes() for path in files)
    assert limits.path.stat().st_mode & 0o777 == 0o600
    assert limits._hide("links", ADDRESS, NOON) != limits._hide("links", ADDRESS, NOON + DAY_SECONDS)
    assert limits._hide("links", ADDRESS, NOON) == limits._hide("links", ADDRESS, NOON + 60)


@pytest.mark.parametrize("content", [b"a letter " * 900, b"SQLite format 3\x00" + b"\xff" * 8000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, clock: Clock, content: bytes) -> None:
    path = tmp_path / "limits.sqlite3"
    path.write_bytes(content)
    limits = Limits(path, b"key", clock)
    assert [limits.hit("links", ADDRESS, 60) for _ in range(2)] == [1, 2]
    limits.close()


def test_a_file_that_cannot_be_used_refuses_nobody(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "limits.sqlite3").mkdir()
    limits = Limits(tmp_path / "limits.sqlite3", b"key", clock)
    assert limits.hit("links", ADDRESS, 60) == 0
    assert limits.count("links", ADDRESS, 60) == 0


def test_processes_count_together(limits: Limits) -> None:
    command = [sys.executable, "-c", HIT_OFTEN, str(limits.path), str(NOON)]
    others = [subprocess.Popen(command) for _ in range(2)]
    assert [other.wait(timeout=SECONDS) for other in others] == [0, 0]
    assert limits.count("links", ADDRESS, 3600) == 200
