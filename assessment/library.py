"""All versions of the content, and the way from each to another. What nobody asks for is never read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from assessment.content import CONTENT_FOLDER, Content, list_versions, load_content, version_key
from assessment.crosswalk.files import load_crosswalk
from assessment.crosswalk.model import Crosswalk
from assessment.reading import THE_FILE, ContentError, Parse, Problem, parse_toml

Check = Callable[[Content], list[Problem]]
"""What else must hold of a version, beyond its own files."""


@dataclass(frozen=True)
class Way:
    """From one version to another: the steps between them; none where they are the same."""

    source: Content
    target: Content
    steps: tuple[Crosswalk, ...] = ()


class Library:
    """The versions of a folder. A version is read when it is first asked for, and kept.

    Raises ContentError with every mistake in what is asked for.
    """

    def __init__(self, folder: Path = CONTENT_FOLDER, check: Check | None = None, parse: Parse = parse_toml) -> None:
        self._folder, self._check, self._parse = folder, check, parse
        self._read: dict[str, Content] = {}
        self._steps: dict[str, Crosswalk] = {}
        self.versions = list_versions(folder)
        """The ids, the oldest first."""

    @cached_property
    def newest(self) -> Content:
        """The version with which new self-scans begin."""
        return self._load(self.versions[-1])

    def of(self, version: str) -> Content:
        """A version; of one that is not there (any more), the newest that is not newer than it, or the oldest."""
        return self._read.get(version) or self._load(self.nearest(version))

    def nearest(self, version: str) -> str:
        """The version that reads what an unknown one was answered with; what is no version counts as the newest."""
        try:
            wanted = version_key(version)
        except ValueError:
            return self.versions[-1]
        return next((v for v in reversed(self.versions) if version_key(v) <= wanted), self.versions[0])

    def is_newer(self, version: str) -> bool:
        """Whether a version is newer than all that are known."""
        try:
            return version_key(version) > version_key(self.versions[-1])
        except ValueError:
            return False

    def newer_of(self, one: str, other: str) -> str:
        """The newer of two versions, as far as they are known."""
        return max(self.nearest(one), self.nearest(other), key=version_key)

    def way(self, source: str, target: str) -> Way:
        """The way from one version to another; back too, but only for what no step changes."""
        start, end = (self.versions.index(self.nearest(version)) for version in (source, target))
        steps = tuple(self._step(version) for version in self.versions[min(start, end) + 1 : max(start, end) + 1])
        if start > end:
            steps = tuple(step.turned_round() for step in reversed(steps))
        return Way(self.of(source), self.of(target), steps)

    def check_all(self) -> None:
        """Read every version and every step. Raises ContentError with every mistake in all of them."""
        problems = [problem for version in self.versions for problem in _find_problems(self._load, version)]
        if not problems:
            problems = [problem for version in self.versions[1:] for problem in _find_problems(self._step, version)]
        if problems:
            raise ContentError(problems)

    def _load(self, version: str) -> Content:
        if version not in self._read:
            content = load_content(self._folder / version, self._parse)
            problems = self._check(content) if self._check else []
            if content.questionnaire.version != version:
                text = f"'version' is what its folder is called: {version}"
                problems.append(Problem("questionnaire.toml", THE_FILE, text))
            if problems:
                raise ContentError(problems)
            self._read.setdefault(version, content)
        return self._read[version]

    def _step(self, version: str) -> Crosswalk:
        """The step that leads to a version from the one before it."""
        if version not in self._steps:
            before = self.versions[self.versions.index(version) - 1]
            step = load_crosswalk(self._folder / version, self._load(before), self._load(version))
            self._steps.setdefault(version, step)
        return self._steps[version]


def _find_problems(read: Callable[[str], object], version: str) -> list[Problem]:
    """The mistakes in what is read of a version, each with the folder that its file is in."""
    try:
        read(version)
    except ContentError as error:
        return [replace(p, file=p.file if "/" in p.file else f"{version}/{p.file}") for p in error.problems]
    return []
