"""What a file would change in a self-scan: what it adds, what it replaces, and what is the same already."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assessment.basis import NO_BASIS, Basis
from assessment.model import Question
from webapp.exchange.import_file import Fitting
from webapp.store.answers import AnswerChange, SavedAnswer
from webapp.wording.answers import describe_plain

Plain = Mapping[str, object] | None


class Difference(NamedTuple):
    """A question on which file and assessment differ, with both in words."""

    question: Question
    now: str
    then: str


class ImportPreview(NamedTuple):
    """What an import would do: add where nothing was, replace what differs, leave what is the same."""

    added: tuple[AnswerChange, ...]
    replaced: tuple[AnswerChange, ...]
    differences: tuple[Difference, ...]
    same: int


def preview_import(fitting: Mapping[str, Fitting], saved: Mapping[str, SavedAnswer], revision: int) -> ImportPreview:
    """Return what taking over the file does. What the file leaves empty stays as it is.

    `revision` is the assessment's when this was shown: what was saved later is not overwritten.
    """
    added: list[AnswerChange] = []
    replaced: list[AnswerChange] = []
    differences: list[Difference] = []
    same = 0
    for question_id, entry in fitting.items():
        before = saved.get(question_id)
        now = (before.plain, before.note, before.basis) if before else (None, "", NO_BASIS)
        then = _merge(entry, *now)
        change = AnswerChange(question_id, then[0], then[1], revision, then[2])
        if then == now:
            same += 1
        elif all(there in (None, "", NO_BASIS) or there == here for there, here in zip(now, then, strict=True)):
            added.append(change)
        else:
            replaced.append(change)
            question = entry.question
            differences.append(Difference(question, describe_plain(question, *now), describe_plain(question, *then)))
    return ImportPreview(tuple(added), tuple(replaced), tuple(differences), same)


def _merge(entry: Fitting, plain: Plain, note: str, basis: Basis) -> tuple[Plain, str, Basis]:
    """Return what stands there afterwards. What an answer rests on goes with the answer."""
    merged = entry.plain if entry.plain is not None else plain
    keeps = entry.basis == NO_BASIS and merged == plain
    return merged, entry.note or note, basis if keeps else entry.basis
