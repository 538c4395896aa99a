"""What a campaign tried, and what it found: each kind of fault once, with how often and the smallest example."""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, field

EXAMPLE_LENGTH = 600


@dataclass
class Outcome:
    """What one campaign counted, and what it found by kind."""

    figures: Counter[str] = field(default_factory=Counter)
    faults: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)

    def report(self, kind: str, example: object) -> None:
        """Count a fault, and keep its example when it is the shortest so far."""
        self.faults[kind] += 1
        text = str(example)
        if kind not in self.examples or len(text) < len(self.examples[kind]):
            self.examples[kind] = text

    def require(self, holds: object, kind: str, example: object) -> None:
        """Report a fault unless something holds."""
        if not holds:
            self.report(kind, example)


def print_outcome(name: str, seed: int, seconds: float, outcome: Outcome) -> None:
    """Print the figures of a campaign, and each kind of fault, most frequent first."""
    sys.stdout.write(f"\n{name} (seed {seed}, {seconds:.0f} s)\n")
    for what, count in sorted(outcome.figures.items()):
        sys.stdout.write(f"  {what:58} {count:8}\n")
    sys.stdout.write(f"  {'kinds of faults':58} {len(outcome.faults):8}\n")
    for kind, count in outcome.faults.most_common():
        sys.stdout.write(f"  FAULT {count} x {kind}\n        {outcome.examples[kind][:EXAMPLE_LENGTH]!r}\n")
    sys.stdout.flush()
