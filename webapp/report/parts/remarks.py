"""What stands out in a dimension: where it goes best, and which answer costs the score most."""

from __future__ import annotations

from typing import NamedTuple

from assessment.model import Range
from assessment.platform import is_replaced
from webapp.findings.model import DimensionFinding, QuestionFinding
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.addresses import Addresses
from webapp.wording.numbers import number_text

LEAST_LOSS = 1.0
"""In points of the dimension's score: less is not worth a sentence."""


class Remark(NamedTuple):
    """A sentence, and the question that it is about with where that is explained."""

    text: str
    subject: str
    href: str


def find_remarks(dimension: DimensionFinding, addresses: Addresses) -> tuple[Remark, ...]:
    """Return what stands out among the answers that are known: at most the best one and the costliest one."""
    known = [entry for entry in dimension.questions if entry.points is not None and entry.points.is_point]
    best = max((entry for entry in known if not is_replaced(entry.points)), key=_gained, default=None)
    costly = max(known, key=_lost, default=None)
    found = []
    if best is not None and _points(best).low == _TOP:
        found.append(_remark(gettext("This goes well:"), best, addresses))
    if costly is not None and _lost(costly) >= LEAST_LOSS:
        lost = number_text(_lost(costly), 1)
        found.append(
            _remark(gettext("This costs most, %(points)s points of your score:", points=lost), costly, addresses)
        )
    return tuple(found)


_TOP = 100.0


def _points(entry: QuestionFinding) -> Range:
    return entry.points or Range(0.0, 0.0)


def _gained(entry: QuestionFinding) -> float:
    return _points(entry).low * (entry.part or 0.0) / 100


def _lost(entry: QuestionFinding) -> float:
    return (_TOP - _points(entry).low) * (entry.part or 0.0) / 100


def _remark(text: str, entry: QuestionFinding, addresses: Addresses) -> Remark:
    return Remark(text, translate_text(entry.question.text), addresses.answered(entry.question))
