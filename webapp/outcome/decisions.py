"""Decisions, taken from one version of the questionnaire to another: the answer, and what everybody said then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assessment.answers import plain_answer
from assessment.crosswalk.carrying import fit_carried, trace_questions
from assessment.library import Way
from webapp.store.answers import read_plain, write_plain
from webapp.store.decisions import Decision, Position

UID_LENGTH = 32


def carry_decisions(way: Way, decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return decisions under the questions that the later version has, in the same order.

    One whose answer has no place there stays as it is: it is in the download. Of a question that was split each part
    gets the decision.
    """
    if not way.steps:
        return tuple(decisions)
    carrier = _Carrier(way, trace_questions(way.steps, way.source.questionnaire))
    return tuple(carried for decision in decisions for carried in carrier.carry(decision))


@dataclass(frozen=True)
class _Carrier:
    way: Way
    origin: dict[str, str]

    def carry(self, decision: Decision) -> Iterator[Decision]:
        """Give the decision as the later version has it."""
        names = [name for name, source in self.origin.items() if source == decision.question_id]
        found = [one for name in names if (one := self._carry_to(name, decision)) is not None]
        yield from _name_apart(found) if found else [decision]

    def _carry_to(self, name: str, decision: Decision) -> Decision | None:
        written = self._write(name, decision.question_id, decision.written)
        if written is None and decision.written is not None:
            return None
        return replace(
            decision,
            question_id=name,
            written=written,
            before=self._write(name, decision.question_id, decision.before),
            positions=tuple(self._carry_position(name, decision.question_id, one) for one in decision.positions),
        )

    def _carry_position(self, name: str, source: str, position: Position) -> Position:
        return replace(position, written=self._write(name, source, position.written))

    def _write(self, name: str, source: str, written: str | None) -> str | None:
        if written is None:
            return None
        fitting = fit_carried(self.way.steps, self.way.target.questionnaire, {source: read_plain(written)}).get(name)
        return None if fitting is None else write_plain(plain_answer(fitting.answer))


def _name_apart(found: Iterable[Decision]) -> Iterator[Decision]:
    """Give each decision an id of its own, the same whenever the same is carried."""
    for place, decision in enumerate(found):
        if place == 0:
            yield decision
        else:
            digest = hashlib.sha256(f"{decision.uid} {decision.question_id}".encode()).hexdigest()
            yield replace(decision, uid=digest[:UID_LENGTH])
