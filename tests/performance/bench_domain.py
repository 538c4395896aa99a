"""Measures the domain alone: `python -m tests.performance.bench_domain`. No web, no database.

The findings of one assessment, median and slowest of many; then of 1 to 10,000 assessments in one process, with the
memory that findings take when they are kept whole.
"""

from __future__ import annotations

import random
import sys
import time
import tracemalloc
from statistics import median, quantiles

from assessment.content import Content, load_content
from assessment.model import UNKNOWN, Answer, Kind, Question, State
from assessment.voices import compare
from assessment.weighing import list_differences, start_weighing
from benchmarks.editions import load_edition
from benchmarks.model import Edition
from webapp.findings.compute import find
from webapp.findings.model import Findings, Profile

SINGLE = 500
SIZES = (1, 10, 100, 1_000, 10_000)
UNANSWERED = 0.1
PROFILE = Profile("Nergensgem", "00000", 12_000)


def make_answers(content: Content, choose: random.Random) -> dict[str, Answer]:
    """Return answers by chance; a tenth of the questions stays open, a tenth is not known."""
    found = {}
    for question in content.questionnaire.questions:
        chance = choose.random()
        if chance < UNANSWERED:
            continue
        found[question.id] = Answer(State.UNKNOWN) if chance < 2 * UNANSWERED else make_answer(question, choose)
    return found


def make_answer(question: Question, choose: random.Random) -> Answer:
    """Return one answer by chance."""
    match question.kind:
        case Kind.ONE:
            return Answer(options=(choose.choice(question.options).id,))
        case Kind.SEVERAL:
            plain = [option.id for option in question.options if not option.exclusive]
            return Answer(options=tuple(sorted(choose.sample(plain, choose.randint(1, len(plain))))))
        case Kind.GRID:
            choices = [*(option.id for option in question.options), UNKNOWN]
            return Answer(rows={row.id: choose.choice(choices) for row in question.rows})
        case Kind.NUMBER if question.number is not None:
            return Answer(number=question.number.minimum)
        case _:
            return Answer(text="Een antwoord in eigen woorden.")


def find_one(content: Content, edition: Edition, answers: dict[str, Answer]) -> tuple[Findings, float]:
    """Return findings, and how many milliseconds they took."""
    started = time.perf_counter()
    findings = find(content, edition, PROFILE, answers)
    return findings, (time.perf_counter() - started) * 1000


def find_many(content: Content, edition: Edition, how_many: int, choose: random.Random) -> float:
    """Return the seconds that the findings of so many other assessments take; their scores alone are kept."""
    inputs = [make_answers(content, choose) for _ in range(how_many)]
    started = time.perf_counter()
    kept = [find_one(content, edition, answers)[0].overall_score for answers in inputs]
    spent = time.perf_counter() - started
    del kept  # held up to here: a group picture needs all of them
    return spent


def find_differences(content: Content, choose: random.Random) -> float:
    """Return how many milliseconds of the processor finding and weighing takes where five voices differ."""
    agreed = make_answers(content, choose)
    voices = {str(number): make_answers(content, choose) for number in range(5)}
    started = time.process_time()
    list_differences(start_weighing(content, agreed), compare(content.questionnaire, agreed, voices))
    return (time.process_time() - started) * 1000


def measure() -> dict[str, float]:
    """Return milliseconds, seconds and KiB, by what was measured."""
    content, edition = load_content(), load_edition()
    choose = random.Random(2019)
    inputs = [make_answers(content, choose) for _ in range(SINGLE)]
    singles = [find_one(content, edition, answers)[1] for answers in inputs]
    differences = [find_differences(content, choose) for _ in range(SINGLE // 10)]
    spent = {how_many: find_many(content, edition, how_many, choose) for how_many in SIZES}
    tracemalloc.start()
    whole = [find_one(content, edition, answers)[0] for answers in inputs[:100]]
    size = tracemalloc.get_traced_memory()[0] / len(whole) / 1024
    tracemalloc.stop()
    return {
        "findings of one, median ms": median(singles),
        "findings of one, p95 ms": quantiles(singles, n=20)[-1],
        "findings of one, slowest ms": max(singles),
        "differences of five voices, median ms": median(differences),
        "differences of five voices, slowest ms": max(differences),
        **{f"findings of {how_many}, seconds": seconds for how_many, seconds in spent.items()},
        "findings of one, kept whole, KiB": size,
    }


if __name__ == "__main__":
    for name, value in measure().items():
        sys.stdout.write(f"{name:40} {value:8.2f}\n")
