"""Random damage to a parsed TOML document: keys lost, renamed or added, and values of any other kind."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from copy import deepcopy
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

Path = tuple[str | int, ...]

LAST_DAY = dt.date(2025, 12, 31)
words = st.sampled_from(
    [
        "",
        " ",
        "id",
        "yes",
        "fully",
        "none",
        "rest",
        "listening",
        "barriers.reported",
        "presence.active",
        "unknown",
        "é\n",
    ]
)
numbers = st.sampled_from([0, 1, -1, 100, 101, 10**30, Decimal("0.5"), Decimal("NaN"), Decimal("-Infinity"), 1e308])
values: st.SearchStrategy[object] = st.recursive(
    words | numbers | st.booleans() | st.just(LAST_DAY) | st.text("ab .{}[]=\"'\\", max_size=6),
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["id", "text", "points"]), inner),
    max_leaves=4,
)


def paths_in(value: object, start: Path = ()) -> Iterator[Path]:
    """The way to every value inside a document, the document itself left out."""
    entries: list[tuple[str | int, object]] = []
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = list(enumerate(value))
    for key, inner in entries:
        yield (*start, key)
        yield from paths_in(inner, (*start, key))


@st.composite
def damaged(draw: DrawFn, document: dict[str, Any]) -> dict[str, Any]:
    """A copy of the document with one to four places damaged."""
    copy = deepcopy(document)
    for _ in range(draw(st.integers(1, 4))):
        paths = list(paths_in(copy))
        if not paths:
            break
        path = paths[draw(st.integers(0, len(paths) - 1))]
        holder = _find(copy, path[:-1])
        _damage(draw, copy, holder, path[-1])
    return copy


def _find(document: Any, path: Path) -> Any:  # noqa: ANN401 (a document holds anything)
    for key in path:
        document = document[key]
    return document


def _damage(draw: DrawFn, document: dict[str, Any], holder: Any, key: str | int) -> None:  # noqa: ANN401
    kind = draw(st.sampled_from(["replace", "lose", "copy", "borrow", "rename"]))
    if kind == "replace":
        holder[key] = draw(values)
    elif kind == "lose":
        del holder[key]
    elif kind == "copy" and isinstance(holder, list):
        holder.append(deepcopy(holder[int(key)]))
    elif kind == "borrow":
        paths = list(paths_in(document))
        holder[key] = deepcopy(_find(document, paths[draw(st.integers(0, len(paths) - 1))]))
    elif isinstance(holder, dict):
        holder[draw(st.sampled_from([f"{key}s", "id", "ID"]))] = holder.pop(key)
