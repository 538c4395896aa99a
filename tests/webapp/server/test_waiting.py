"""Requests that wait for something outside keep nobody from being served."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable

import pytest

from tests.patience import SECONDS
from webapp.server.waiting import WaitingThreads


def run_all(*works: Callable[[], object], most: int = 64) -> list[object]:
    """Run all works at once, and return what each returned or raised."""

    async def run() -> list[object]:
        threads = WaitingThreads(most)
        async with asyncio.timeout(SECONDS):
            return list(await asyncio.gather(*(threads.run(work) for work in works), return_exceptions=True))

    return asyncio.run(run())


def test_what_goes_wrong_comes_back_and_the_next_one_goes_on() -> None:
    def fail() -> None:
        raise LookupError("gone")

    failed, answered = run_all(fail, lambda: "fine", most=1)
    assert isinstance(failed, LookupError)
    assert answered == "fine"


@pytest.mark.parametrize("count", [2, 30])
def test_many_wait_at_once(count: int) -> None:
    everybody = threading.Barrier(count)

    def meet() -> bool:
        everybody.wait(SECONDS)
        return True

    assert run_all(*[meet] * count) == [True] * count


def test_more_than_may_wait_at_once_queue() -> None:
    names: set[str | int | None] = set()

    def work() -> None:
        names.add(threading.get_ident())

    assert run_all(*[work] * 20, most=3) == [None] * 20
    assert 1 <= len(names) <= 3


def test_a_thread_is_used_again() -> None:
    async def run() -> tuple[int, int]:
        threads = WaitingThreads()
        await threads.run(lambda: None)
        before = threading.active_count()
        for _ in range(50):
            await threads.run(lambda: None)
        return before, threading.active_count()

    before, after = asyncio.run(run())
    assert after == before


def test_who_gave_up_is_told_nothing() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def wait() -> str:
        begun.set()
        go_on.wait(SECONDS)
        return "late"

    async def run() -> str:
        threads = WaitingThreads(1)
        given_up = asyncio.ensure_future(threads.run(wait))
        while not begun.is_set():
            await asyncio.sleep(0.001)
        given_up.cancel()
        go_on.set()
        return await threads.run(lambda: "next")

    assert asyncio.run(run()) == "next"
