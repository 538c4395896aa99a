"""Tries to break everything, in one run: `.venv/bin/python -m tests.campaigns`. Takes about an hour.

`--quick` does a hundredth of it; names run only those campaigns; `--seed` repeats a run. What is found is listed by
kind with the smallest example, and the command ends with 1 then. docs/reliability.md has the figures.
"""

from __future__ import annotations

import argparse
import logging
import platform
import sys
import time
from collections.abc import Callable

from tests.campaigns import (
    campaign_imports,
    campaign_kills,
    campaign_requests,
    campaign_sockets,
    campaign_surroundings,
    campaign_workshops,
)
from tests.campaigns.outcome import Outcome, print_outcome

FULL = 1.0
QUICK = 0.01
CAMPAIGNS: dict[str, tuple[Callable[[int, int], Outcome], int]] = {
    "requests": (campaign_requests.run, 100_000),
    "sockets": (campaign_sockets.run, 5_000),
    "imports": (campaign_imports.run, 5_000),
    "kills": (campaign_kills.run, 200),
    "workshops": (campaign_workshops.run, 1_000),
    "surroundings": (campaign_surroundings.run, 100),
}
"""By its name: what runs a campaign with a count and a seed, and how much of it is the whole."""


def read_arguments() -> argparse.Namespace:
    """Return what was asked on the command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one or more of {', '.join(CAMPAIGNS)}")
    parser.add_argument("--quick", action="store_true", help="a hundredth of everything")
    parser.add_argument("--part", type=float, default=FULL, help="how much of everything, 1 being all")
    parser.add_argument("--seed", type=int, default=20_261_126, help="the same seed tries the same things")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(CAMPAIGNS):
        parser.error(f"no campaign is called {', '.join(sorted(unknown))}")
    return asked


def main() -> int:
    """Run what was asked, and return how many campaigns found something."""
    asked = read_arguments()
    part = QUICK if asked.quick else asked.part
    logging.getLogger().addHandler(logging.NullHandler())  # what is logged is looked at, not printed
    sys.stdout.write(f"Python {platform.python_version()} on {platform.machine()}, {part:g} of everything\n")
    found = 0
    for name in asked.names or CAMPAIGNS:
        run, whole = CAMPAIGNS[name]
        started = time.monotonic()
        outcome = run(max(4, round(whole * part)), asked.seed)
        print_outcome(name, asked.seed, time.monotonic() - started, outcome)
        found += bool(outcome.faults)
    return found


if __name__ == "__main__":
    sys.exit(min(1, main()))
