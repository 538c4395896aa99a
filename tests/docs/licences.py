"""The licence of each package that requirements.lock brings along, as the package itself tells it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from importlib.metadata import metadata
from pathlib import Path

LOCK = Path("requirements.lock")
PINNED = re.compile(r"^([a-z0-9-]+)==", re.MULTILINE)
REQUIRED = re.compile(r"^[a-z0-9-]+")

SPDX = re.compile(r"^[\w.+-]+(?: (?:AND|OR|WITH) [\w.+-]+)*$")
CLASSIFIERS = {
    "MIT License": "MIT",
    "Apache Software License": "Apache-2.0",
}
IN_OTHER_WORDS = {"Apache License, Version 2.0": "Apache-2.0", "MIT License": "MIT"}
READ_IN_ITS_FILE = {
    "click-default-group": "BSD-3-Clause",
    "contourpy": "BSD-3-Clause",
    "cycler": "BSD-3-Clause",
    "itsdangerous": "BSD-3-Clause",
    "jinja2": "BSD-3-Clause",
    "kiwisolver": "BSD-3-Clause",
    "matplotlib": "PSF-2.0",
    "segno": "BSD-3-Clause",
    "uvloop": "MIT OR Apache-2.0",
    "wtforms": "BSD-3-Clause",
}
"""What a person read in the licence file of a package whose metadata give no licence that a program can read."""


@dataclass(frozen=True)
class Package:
    """A package of the lock file: its licence as an SPDX expression, and whether we ask for it ourselves."""

    name: str
    licence: str
    asked_for: bool


def list_packages() -> list[Package]:
    """Return every package of requirements.lock, by name. Raises LookupError for one whose licence nobody knows."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    asked_for = {found[0] for wanted in project["dependencies"] if (found := REQUIRED.match(wanted))}
    names = sorted(set(PINNED.findall(LOCK.read_text(encoding="utf-8"))))
    return [Package(name, find_licence(name), name in asked_for) for name in names]


def find_licence(name: str) -> str:
    """Return a package's licence as an SPDX expression. Raises LookupError where neither it nor a person tells."""
    expression, words = (_read_line(name, line) for line in ("License-Expression", "License"))
    if expression:
        return expression
    if name in READ_IN_ITS_FILE:
        return READ_IN_ITS_FILE[name]
    words = IN_OTHER_WORDS.get(words, words)
    if SPDX.match(words):
        return words
    classifiers = metadata(name).get_all("Classifier") or []
    classified = [line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")]
    if len(classified) == 1 and classified[0] in CLASSIFIERS:
        return CLASSIFIERS[classified[0]]
    raise LookupError(f"{name} does not say its licence: read its file, and add it to READ_IN_ITS_FILE.")


def _read_line(name: str, line: str) -> str:
    return str((metadata(name).get_all(line) or [""])[0]).strip()


def describe_packages() -> str:
    """The packages as a Markdown table."""
    lines = ["", "| package | licence | why it is there |", "| --- | --- | --- |"]
    lines += [
        f"| {package.name} | {package.licence} | {'asked for' if package.asked_for else 'comes with another'} |"
        for package in list_packages()
    ]
    return "\n".join([*lines, "", ""])
