"""Measures everything in one run: `.venv/bin/python -m tests.performance`. Takes some 30 minutes.

Run it on a machine that does nothing else, and quote ratios and medians: docs/performance.md says how to read them.
`--quick` tries (i) and (k) with small sizes and (j) for half a minute; `--picture FILE.svg` draws (i).
"""

from __future__ import annotations

import platform
import sys
from collections.abc import Mapping

from tests.performance import (
    bench_connections,
    bench_crowd,
    bench_documents,
    bench_domain,
    bench_memory,
    bench_pages,
    bench_pictures,
    bench_questionnaire,
    bench_result,
    bench_shortest_way,
    bench_size,
    bench_start,
    bench_workshops,
)


def print_table(title: str, measured: Mapping[str, float]) -> None:
    """Print what was measured under a title, a line each."""
    sys.stdout.write(f"\n{title}\n")
    for name, value in measured.items():
        sys.stdout.write(f"  {name:46} {value:10.2f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    options = bench_size.read_options(__doc__)
    sys.stdout.write(f"Python {platform.python_version()} on {platform.machine()}\n")
    print_table("(a) pages beside bare ones", bench_pages.measure())
    print_table("(b) a hundred municipalities at once", bench_crowd.measure())
    print_table("(c) the domain alone", bench_domain.measure())
    print_table("(c) the result's pages in one process", bench_result.measure())
    print_table("a whole questionnaire in one process", bench_questionnaire.measure())
    print_table("(d) start and memory", bench_start.measure())
    print_table("(e) pictures", bench_pictures.measure())
    print_table("(f) the search for a plan", bench_shortest_way.measure())
    print_table("(g) documents", bench_documents.measure())
    print_table("(h) connections that make others wait", bench_connections.measure())
    sys.stdout.write("\n(i) cost against size\n")
    bench_size.report(bench_size.QUICK if options.quick else bench_size.Plan(), options.picture)
    minutes = bench_memory.QUICK_MINUTES if options.quick else bench_memory.MINUTES
    print_table("(j) memory under load", bench_memory.measure(minutes))
    for title, measured in bench_workshops.measure(bench_workshops.QUICK if options.quick else bench_workshops.PLANS):
        print_table(f"(k) {title}", measured)
