"""The examples of a demonstration, for pages that lead to them; whoever makes them hands them in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

_EXTENSION = "pleinwijzer-examples"
_RESULT = "pleinwijzer-example-result"

Shape = Callable[[], Mapping[str, object]]


@dataclass(frozen=True)
class Example:
    """One invented assessment: the code of its municipality, and the token of its link."""

    municipality: str
    token: str


def show_examples(app: Flask, examples: tuple[Example, ...]) -> None:
    """Let pages lead to examples."""
    app.extensions[_EXTENSION] = examples


def list_examples() -> tuple[Example, ...]:
    """Return the examples of this application; none outside the demonstration."""
    return cast("tuple[Example, ...]", current_app.extensions.get(_EXTENSION, ()))


def show_result(app: Flask, shape: Shape) -> None:
    """Let pages show an invented result; `shape` gives it in the current language."""
    app.extensions[_RESULT] = shape


def describe_result() -> Mapping[str, object]:
    """Return the invented result, as the page of that has it."""
    return cast(Shape, current_app.extensions[_RESULT])()
