"""Measures the search for a plan: `python -m tests.performance.bench_shortest_way`. Real content, answers by chance.

Milliseconds for the next level and for the top, in one dimension and in all, with and without a limit of days.
"""

from __future__ import annotations

import random
import sys
import time
from statistics import median

from assessment.advice import reported_barriers
from assessment.content import Content, load_content
from assessment.levels import TOP
from assessment.model import DIMENSIONS, Answers
from assessment.scoring import find_standing
from assessment.shortest_way.least_effort import Situation, find_shortest_way, next_targets
from assessment.shortest_way.search import NO_LIMIT
from tests.performance.bench_domain import make_answers

MUNICIPALITIES = 60


def describe(content: Content, answers: Answers) -> Situation:
    """Return a municipality of medium size with these answers."""
    standing = find_standing(content.questionnaire, answers)
    return Situation(content, standing, reported_barriers(content.questionnaire, answers), "medium")


def measure() -> dict[str, float]:
    """Return median and slowest milliseconds by what was asked. Raises RuntimeError where nothing was proven."""
    content = load_content()
    choose = random.Random(44)
    situations = [
        describe(content, {}),
        *(describe(content, make_answers(content, choose)) for _ in range(MUNICIPALITIES)),
    ]
    found: dict[str, float] = {}
    for name, targets, limit in (
        ("one dimension, one level up", None, NO_LIMIT),
        ("one dimension, the top, 10 days", {"listening": TOP}, 10.0),
        ("all, one level up", {}, NO_LIMIT),
        ("all, the top", dict.fromkeys(DIMENSIONS, TOP), NO_LIMIT),
        ("all, the top, 10 days", dict.fromkeys(DIMENSIONS, TOP), 10.0),
        ("all, the top, 40 days", dict.fromkeys(DIMENSIONS, TOP), 40.0),
    ):
        times = []
        for situation in situations:
            following = next_targets(situation)
            wanted = {"webcare": following["webcare"]} if targets is None else targets or following
            started = time.perf_counter()
            way = find_shortest_way(situation, wanted, limit)
            times.append((time.perf_counter() - started) * 1000)
            if not way.proven:
                raise RuntimeError(f"{name}: a plan was not proven")
        found[f"{name}, median ms"] = median(times)
        found[f"{name}, slowest ms"] = max(times)
    return found


if __name__ == "__main__":
    for title, value in measure().items():
        sys.stdout.write(f"{title:46} {value:8.1f}\n")
