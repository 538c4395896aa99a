"""Where an address leads that names what this self-scan does not have: it may have moved on to another version."""

from __future__ import annotations

from assessment.library import Library
from assessment.model import DIMENSIONS, Question
from webapp.report.parts.addresses import Addresses, key_of


def find_question_elsewhere(library: Library, key: str) -> Question | None:
    """Return the question of any version with this key in an address; None where there never was one."""
    versions = (library.of(version) for version in reversed(library.versions))
    return next((one for known in versions for one in known.questionnaire.questions if key_of(one.id) == key), None)


def is_recommendation_elsewhere(library: Library, key: str) -> bool:
    """Tell whether any version has a recommendation with this key in an address."""
    return any(key_of(one.id) == key for version in library.versions for one in library.of(version).recommendations)


def place_beside(question: Question, addresses: Addresses) -> str:
    """Return where the questions stand among which one of another version stood."""
    if question.section in DIMENSIONS:
        return addresses.dimension(question.section, "vragen")
    return addresses.context()
