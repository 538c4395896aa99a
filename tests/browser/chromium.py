"""The Chromium that the browser tests use: the machine's own, or else Playwright's."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_APPLICATIONS = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
SECONDS_TO_DOWNLOAD = 300
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)


@functools.cache
def find_chromium() -> Path | None:
    """Return the browser's program: PLEINWIJZER_CHROMIUM, or one on the path, a Mac application, or Playwright's."""
    if chosen := os.environ.get("PLEINWIJZER_CHROMIUM"):
        return Path(chosen)
    on_path = (found for name in NAMES if (found := shutil.which(name)))
    applications = (path for path in MAC_APPLICATIONS if Path(path).is_file())
    program = next(on_path, None) or next(applications, None)
    return Path(program) if program else find_playwrights_own()


def find_playwrights_own() -> Path | None:
    """Return the Chromium that Playwright downloaded earlier, if it did."""
    with sync_playwright() as playwright:
        program = Path(playwright.chromium.executable_path)
    return program if program.is_file() else None


def install_chromium() -> bool:
    """Let Playwright download its own Chromium, and tell whether there is one now."""
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    try:
        subprocess.run(command, check=False, stdin=subprocess.DEVNULL, timeout=SECONDS_TO_DOWNLOAD)
    except subprocess.TimeoutExpired:
        return False
    find_chromium.cache_clear()
    return find_chromium() is not None


def launch_arguments() -> list[str]:
    """Return Chromium's options: it calls nobody by itself, and has no sandbox under root, who can't have one."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else [*QUIET]
