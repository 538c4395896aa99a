"""What a process behind the pages leaves to others: the processor, and the memory that it needs no more."""

from __future__ import annotations

import subprocess
import sys

import pytest

LEAVE = """
import os
from webapp.background.limits import step_back
before = os.getpriority(os.PRIO_PROCESS, 0)
step_back()
step = os.getpriority(os.PRIO_PROCESS, 0) > min(before, 18), os.sched_getscheduler(0) == os.SCHED_BATCH
print(*step, int(os.environ["RAYON_NUM_THREADS"]) < max(2, len(os.sched_getaffinity(0))))
"""
RETURN = """
from webapp.background.limits import give_back_memory, keep_memory_low, read_memory
keep_memory_low()
kept, lost = [], []
for number in range(100_000):
    (lost if number % 100 else kept).append(bytearray(1500))
full = read_memory()
del lost
give_back_memory()
print(full > 150, read_memory() < full / 2)
"""
COLLECT = """
import gc, weakref
from webapp.background.limits import give_back_memory, pass_over_what_is_loaded
class Ring:
    def __init__(self):
        self.itself = self
pass_over_what_is_loaded()
before = len(gc.get_objects())
rings = [weakref.ref(Ring()) for _ in range(100)]
give_back_memory()
print(gc.get_freeze_count() > 1000, before < 1000, all(ring() is None for ring in rings))
"""
ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="other systems schedule and allocate in their own ways")


def _run(program: str) -> list[str]:
    return subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True).stdout.split()


@ON_LINUX
def test_the_worker_computes_when_pages_leave_the_processor_free_and_on_one_core_less() -> None:
    assert _run(LEAVE) == ["True", "True", "True"]


@ON_LINUX
def test_what_a_document_needed_goes_back_although_little_things_stay_in_between() -> None:
    assert _run(RETURN) == ["True", "True"]


def test_the_collector_passes_over_what_was_loaded_and_still_finds_what_came_after() -> None:
    assert _run(COLLECT) == ["True", "True", "True"]
