"""One request computes at a time, first come, first served; who waits steps aside."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from tests.patience import SECONDS
from webapp.server.turns import Turns, stepping_aside


def take_all(*works: Callable[[], object]) -> list[object]:
    """Take a turn for each work at once, and return what each returned or raised."""

    async def take() -> list[object]:
        turns = Turns()
        async with asyncio.timeout(SECONDS):
            return list(await asyncio.gather(*(turns.take(work) for work in works), return_exceptions=True))

    return asyncio.run(take())


def test_one_works_at_a_time_in_the_order_in_which_they_came() -> None:
    order: list[int] = []
    inside = threading.Lock()

    def work(number: int) -> int:
        assert inside.acquire(blocking=False), "somebody else is at work"
        order.append(number)
        inside.release()
        return number

    assert take_all(*(lambda number=number: work(number) for number in range(200))) == list(range(200))
    assert order == list(range(200))


def test_what_goes_wrong_comes_back_and_the_next_one_goes_on() -> None:
    def fail() -> None:
        raise LookupError("gone")

    failed, answered = take_all(fail, lambda: "fine")
    assert isinstance(failed, LookupError)
    assert answered == "fine"


def test_others_work_while_one_steps_aside() -> None:
    came = threading.Event()

    def wait_for_the_other() -> bool:
        with stepping_aside():
            return came.wait(SECONDS)

    assert take_all(wait_for_the_other, came.set) == [True, None]


def test_without_stepping_aside_the_others_wait() -> None:
    came = threading.Event()
    assert take_all(lambda: came.wait(0.05), came.set) == [False, None]


def test_who_comes_back_waits_for_their_turn() -> None:
    inside = threading.Lock()
    leaving, left = threading.Event(), threading.Event()

    def step_aside() -> bool:
        with inside, _released(inside), stepping_aside():
            assert leaving.wait(SECONDS)
        left.set()
        return True

    def hold() -> bool:
        with inside:
            leaving.set()
            return left.wait(0.1)  # it can't have come back while this one is at work

    assert take_all(step_aside, hold) == [True, False]


class _released:  # noqa: N801 (reads as a statement)
    """Lets go of a lock while its block runs."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.release()

    def __exit__(self, *_: object) -> None:
        self._lock.acquire()


def test_a_second_block_within_the_first_changes_nothing() -> None:
    def nest() -> str:
        with stepping_aside(), stepping_aside():
            pass
        return "back"

    assert take_all(nest, nest) == ["back", "back"]


def test_a_spare_thread_is_used_again() -> None:
    before = threading.active_count()

    def step_aside_often() -> int:
        for _ in range(50):
            with stepping_aside():
                pass
        return threading.active_count()

    assert take_all(step_aside_often) == [before + 2]


def test_outside_the_server_stepping_aside_does_nothing() -> None:
    with stepping_aside():
        pass


def test_an_error_within_the_block_stays_one_and_the_turn_comes_back() -> None:
    def fail() -> None:
        with stepping_aside():
            raise LookupError("gone")

    failed, answered = take_all(fail, lambda: "fine")
    assert isinstance(failed, LookupError)
    assert answered == "fine"


@pytest.mark.parametrize("count", [1, 30])
def test_many_may_step_aside_at_once(count: int) -> None:
    everybody = threading.Barrier(count)

    def meet() -> bool:
        with stepping_aside():
            everybody.wait(SECONDS)
        return True

    assert take_all(*[meet] * count) == [True] * count
