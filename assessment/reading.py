"""Reading content files: every mistake is a `Problem` with file, id and what to do, and all are reported at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import TypeVar, cast

from assessment.model import Text

AN_ID = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*")
LARGEST = 10**12
"""Numbers in content files stay below this, so that no sum or product of them overflows."""

Value = TypeVar("Value", str, int, bool, list[object], dict[str, object])

THE_FILE = "(file)"
"""The id of a problem that belongs to the file as a whole."""


@dataclass(frozen=True)
class Problem:
    """One mistake in a content file: where it stands and what to do about it."""

    file: str
    id: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.id}: {self.message}"


class ContentError(Exception):
    """Content files that cannot be used; `problems` lists every mistake found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


@dataclass
class Table:
    """One table of a TOML file. Asking for a field of the wrong shape notes a problem and gives a neutral value."""

    file: str
    id: str
    values: dict[str, object]
    problems: list[Problem]
    context: str = ""
    asked: set[str] = field(default_factory=set)

    def report(self, message: str) -> None:
        """Note a mistake in this table."""
        self.problems.append(Problem(self.file, self.id or THE_FILE, message))

    def has(self, key: str) -> bool:
        """Whether the field is there."""
        return key in self.values

    def _take(self, key: str, kind: type[Value], default: Value | None) -> Value | None:
        self.asked.add(key)
        value = self.values.get(key)
        if value is None:
            if default is None:
                self.report(f"add the field '{key}'")
            return default
        if isinstance(value, bool) is not (kind is bool) or not isinstance(value, kind):
            self.report(f"'{key}' must be of type {kind.__name__}, it is {value!r}")
            return default
        return value

    def string(self, key: str, default: str | None = None) -> str:
        """A string."""
        return self._take(key, str, default) or ""

    def identifier(self, key: str = "id") -> str:
        """An id: it goes into addresses, field names and catalogues, so only plain characters are in it."""
        value = self.string(key)
        if key in self.values and not AN_ID.fullmatch(value):
            self.report(f"'{key}' is made of a-z and 0-9, with . _ or - between them; it is {value!r}")
        return value

    def integer(self, key: str, default: int | None = None) -> int:
        """A whole number."""
        value = self._take(key, int, default) or 0
        if abs(value) >= LARGEST:
            self.report(f"'{key}' is too large a number")
            return 0
        return value

    def boolean(self, key: str, *, default: bool) -> bool:
        """True or false."""
        return bool(self._take(key, bool, default))

    def decimal(self, key: str, default: Decimal | None = None) -> Decimal:
        """A number, exact as it is written."""
        self.asked.add(key)
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            self.report(f"'{key}' must be a number")
            return Decimal(0)
        number = Decimal(value)
        if not number.is_finite() or abs(number) >= LARGEST:
            self.report(f"'{key}' must be a number below {LARGEST}")
            return Decimal(0)
        return number

    def text(self, key: str) -> Text:
        """A text that readers see; it must not be empty."""
        value = self.string(key)
        if self.has(key) and not value.strip():
            self.report(f"'{key}' is empty: write the text")
        return Text(f"{self.context}.{key}", value)

    def text_or_none(self, key: str) -> Text | None:
        """A text that readers see, or None when the field is absent."""
        self.asked.add(key)
        return self.text(key) if self.has(key) else None

    def strings(self, key: str) -> tuple[str, ...]:
        """A list of strings; empty when absent."""
        value = self._take(key, list, []) or []
        if not all(isinstance(entry, str) for entry in value):
            self.report(f"'{key}' must be a list of strings")
            return ()
        return tuple(cast("list[str]", value))

    def table(self, key: str) -> Table | None:
        """A table inside this one, or None when absent."""
        value = self._take(key, dict, {})
        if not value:
            return None
        return Table(self.file, f"{self.id}.{key}", value, self.problems, f"{self.context}.{key}")

    def tables(self, key: str, kind: str | None = None) -> Iterator[Table]:
        """A list of tables, each with its own id in its problems and contexts."""
        value = self._take(key, list, []) or []
        for index, entry in enumerate(value):
            if not isinstance(entry, dict):
                self.report(f"'{key}' must be a list of tables")
                return
            name = str(entry.get("id") or f"{key}[{index}]")
            context = f"{self.context}.{kind or key}.{name}" if self.context else f"{kind or key}.{name}"
            own = name if not self.id else f"{self.id}.{name}"
            yield Table(self.file, own, entry, self.problems, context)

    def finish(self) -> None:
        """Report fields that nothing asked for: mostly typing errors."""
        for key in sorted(set(self.values) - self.asked):
            self.report(f"the field '{key}' is not known: remove it or correct its name")


Parse = Callable[[str], dict[str, object]]
"""What turns the text of a content file into plain data; ValueError says that it can't."""


def parse_toml(text: str) -> dict[str, object]:
    """TOML as plain data, with its fractions exact."""
    return tomllib.loads(text, parse_float=Decimal)


def read_table(path: Path, problems: list[Problem], parse: Parse = parse_toml) -> Table:
    """One TOML file as a table; a file that is not TOML is a problem."""
    try:
        values = parse(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        problems.append(Problem(path.name, THE_FILE, f"cannot be read: {error}"))
        values = {}
    return Table(path.name, "", values, problems)


def report_duplicates(file: str, ids: list[str], problems: list[Problem]) -> None:
    """Report every id that stands more than once; one that is missing was already reported."""
    seen: set[str] = set()
    for name in filter(None, ids):
        if name in seen:
            problems.append(Problem(file, name, "this id stands twice: ids are unique and never used again"))
        seen.add(name)
