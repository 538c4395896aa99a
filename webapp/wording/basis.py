"""How sure somebody is of an answer, and on what, in the reader's words."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.basis import Basis, Confidence
from webapp.language.locale import format_day
from webapp.language.texts import gettext


@dataclass(frozen=True)
class BasisView:
    """How sure, where it can be seen, and of which day that is; each may be empty."""

    confidence: str
    url: str
    day: str

    @property
    def line(self) -> str:
        """All of it in a line."""
        seen = f"{self.url} ({self.day})" if self.url and self.day else self.url or self.day
        return " · ".join(filter(None, (self.confidence, seen)))


def name_confidence(confidence: Confidence) -> str:
    """Return how sure somebody is, as a choice."""
    names = {
        Confidence.SURE: gettext("Sure"),
        Confidence.FAIRLY: gettext("Fairly sure"),
        Confidence.GUESS: gettext("A guess"),
    }
    return str(names[confidence])


def view_basis(basis: Basis) -> BasisView:
    """Return a basis as pages and documents show it."""
    return BasisView(
        confidence=name_confidence(basis.confidence) if basis.confidence is not None else "",
        url=basis.url,
        day=format_day(basis.day) if basis.day is not None else "",
    )


def describe_basis(basis: Basis) -> str:
    """Return how sure, and on what, in a line; empty where nothing of it is known."""
    return view_basis(basis).line
