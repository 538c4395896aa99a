"""An actor's way to one assessment in one request: what a policy yields, and what views are given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Protocol

from webapp.store.actors import Actor
from webapp.store.assessments import AssessmentRecord


class Admitted(Protocol):
    """Somebody whom a policy let in, to whatever it is that the policy is about: an assessment, a workshop."""

    @property
    def address(self) -> Mapping[str, str]:
        """What addresses of its pages need, so that `url_for` leads to the same by the same way."""

    @property
    def language(self) -> str:
        """The language that it has of its own."""


@dataclass(frozen=True)
class Visit:
    """Who is here, for which assessment, and what they may do.

    `assessment` is as it was when the request came in. `address` is what the addresses of its pages need, so that
    `url_for` leads to the same assessment by the same way. `is_own`: whether this is the municipality's own way in;
    only there is said who else comes in, and is everything deleted. `voice` is the number of the voice that somebody
    came to give; such a visit sees and does nothing else.
    """

    assessment: AssessmentRecord
    actor: Actor
    address: Mapping[str, str]
    may_write: bool
    sees_notes: bool
    is_own: bool = False
    voice: int | None = None

    @property
    def language(self) -> str:
        """The language that the assessment was begun in."""
        return self.assessment.language

    def after(self, assessment: AssessmentRecord) -> Visit:
        """Return this visit with the assessment as a change left it."""
        return replace(self, assessment=assessment)
