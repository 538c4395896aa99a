"""The examples of a demonstration, for pages that lead to them; whoever makes them hands them in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

from flask import Flask, current_app

_EXTENSION = "pleinwijzer-examples"


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
