"""Everything that must hold before a change lands, in one go: `python3 run.py test`.

Runs inside the environment that run.py made. Every check runs even when an earlier one failed, so that one run tells
all; the summary stands at the end of the tests' own report, whose closing line is the last.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.browser.chromium import find_chromium, install_chromium
from webapp.cli import CANNOT_CHECK

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Check:
    """What is checked, and the arguments that make this Python check it."""

    name: str
    command: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """How a check ended, and how many seconds it took. Skipped: this machine lacks a tool, and that may be."""

    check: Check
    passed: bool
    seconds: float
    skipped: bool = False

    @property
    def verdict(self) -> str:
        """The outcome in one word."""
        return "skipped" if self.skipped else "passed" if self.passed else "FAILED"


CHECKS = (
    Check("style", ("-m", "ruff", "check", ".")),
    Check("format", ("-m", "ruff", "format", "--check", ".")),
    Check("types", ("-m", "mypy")),
    Check("rooms", ("-c", "from importlinter.cli import lint_imports_command as lint; lint(['--no-logo'])")),
    Check("content", ("run.py", "check", "content")),
    Check("translations", ("run.py", "check", "translations")),
    Check("spelling", ("run.py", "check", "spelling")),
)


ON_ALL_CORES = ("--numprocesses=auto", "--dist=loadfile", "--no-loadscope-reorder", "--maxprocesses=4")
"""How the whole is run: a file's tests stay together, and share what they set up; the browser's come last."""

COLOURS = {"passed": "green", "skipped": "yellow", "FAILED": "red"}


class Summary:
    """A pytest plugin that ends the report with how the checks before the tests went."""

    def __init__(self, outcomes: list[Outcome]) -> None:
        self.outcomes = outcomes

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write a line for each check."""
        terminalreporter.section("checks before the tests")
        for outcome in self.outcomes:
            colour = {{"passed": "green", "skipped": "yellow", "FAILED": "red"}[outcome.verdict]: True}
            command = (
                ""
                if outcome.passed and not outcome.skipped
                else f"   again: .venv/bin/python {shlex.join(outcome.check.command)}"
            )
            terminalreporter.line(
                f"{outcome.verdict}  {outcome.check.name:<13}{outcome.seconds:5.1f} s{command}", **colour
            )


def run_checks(arguments: list[str]) -> int:
    """Run every check and then the tests, and return 0 when all of it passed.

    Arguments go to pytest, after a `--` or without one; whoever gives some is working on those tests, and gets the
    tests alone.
    """
    os.chdir(ROOT)
    pytest_arguments = arguments[1:] if arguments[:1] == ["--"] else arguments
    outcomes = [] if pytest_arguments else [run_check(check) for check in CHECKS]
    prepare_browser()
    print("\n── tests", flush=True)
    tests = pytest.main(pytest_arguments or list(ON_ALL_CORES), plugins=[Summary(outcomes)] if outcomes else [])
    return int(tests) or int(not all(outcome.passed for outcome in outcomes))


def run_check(check: Check) -> Outcome:
    """Run one check, its output going to the terminal."""
    print(f"\n── {check.name}", flush=True)
    start = time.monotonic()
    code = subprocess.run([sys.executable, *check.command], check=False, stdin=subprocess.DEVNULL).returncode
    skipped = code == CANNOT_CHECK and os.environ.get("PLEINWIJZER_REQUIRE_SYSTEM_TOOLS") != "1"
    return Outcome(check, code == 0 or skipped, time.monotonic() - start, skipped)


def prepare_browser() -> None:
    """See to it that there is a Chromium for the browser tests, or say loudly that there is none."""
    if find_chromium():
        return
    print("\n!! No Chromium or Chrome found on this machine; trying Playwright's own …", flush=True)
    if not install_chromium():
        print("!! That failed too: THE BROWSER TESTS CAN'T RUN. Install Chromium and run this again.", flush=True)
