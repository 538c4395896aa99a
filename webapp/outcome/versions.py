"""What is stored, taken from one version of the questionnaire to another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assessment.action_plan import Action
from assessment.answers import plain_answer
from assessment.basis import NO_BASIS, Basis
from assessment.crosswalk.actions import assign_recommendations
from assessment.crosswalk.carrying import Fitting, fit_carried
from assessment.library import Way
from assessment.model import Questionnaire
from webapp.outcome.answers import read_saved
from webapp.store.action_plan import NewAction
from webapp.store.answers import LONGEST_NOTE, SavedAnswer, write_plain


class CarriedRows(NamedTuple):
    """What a move writes: the questions whose row goes, and the rows that come in their place."""

    gone: frozenset[str]
    rows: tuple[SavedAnswer, ...]


def carry_saved(way: Way, saved: Mapping[str, SavedAnswer], revision: int) -> CarriedRows:
    """Return how stored answers change when they go along a way. `revision` is that of the change.

    A row under an id that the target does not know stays where its answer went nowhere: it is in the download.
    Each row keeps who wrote it and when.
    """
    target = way.target.questionnaire
    stored = read_saved(way.source.questionnaire, saved).answers
    plain = {name: plain_answer(answer) for name, answer in stored.items()}
    fitting = fit_carried(way.steps, target, plain)
    notes = {name: entry.note for name, entry in saved.items()}
    rows = [_row(name, entry, saved, notes, revision) for name, entry in fitting.items()]
    changed = tuple(row for row in rows if not _is_as_stored(row, saved.get(row.question_id)))
    arrived = {source for entry in fitting.values() for source in entry.sources}
    elsewhere = frozenset(
        name for name in stored if name not in fitting and (name in arrived or _would_be_misread(way, name))
    )
    # A note that found no room stays in the download with its answer, as what went nowhere does.
    stays = {name for name in arrived if notes.get(name) and name not in target.question_by_id}
    return CarriedRows(elsewhere - stays, (*changed, *_kept_notes(elsewhere, notes, target, saved, revision)))


def _row(
    name: str, entry: Fitting, saved: Mapping[str, SavedAnswer], notes: dict[str, str], revision: int
) -> SavedAnswer:
    """Return the row of a question; of one that was split, the first part keeps the note.

    One that took several in has the notes of all, and who saved the last of them.
    """
    last = max((saved[source] for source in entry.sources), key=lambda one: one.saved_at)
    plain = write_plain(plain_answer(entry.answer))
    basis = join_bases(name, entry, {source: saved[source].basis for source in entry.sources})
    note = take_notes(entry, notes)
    return SavedAnswer(name, plain, note, revision, last.saved_at, last.saved_by, basis)


def take_notes(entry: Fitting, notes: dict[str, str]) -> str:
    """Return the notes of what an answer was given to as one, each a paragraph; those that find no room are left."""
    joined = ""
    for source in entry.sources:
        longer = "\n\n".join(filter(None, (joined, notes.get(source, ""))))
        if len(longer) <= LONGEST_NOTE:
            joined = longer
            notes.pop(source, None)
    return joined


def join_bases(name: str, entry: Fitting, bases: Mapping[str, Basis]) -> Basis:
    """Return what an answer rests on; of one that took several in, only what all of them rest on."""
    is_one = entry.source == name or len(set(bases.values())) == 1
    return bases[entry.source] if is_one else NO_BASIS


def _is_as_stored(row: SavedAnswer, before: SavedAnswer | None) -> bool:
    return before is not None and (before.written, before.note, before.basis) == (
        row.written,
        row.note,
        row.basis,
    )


def _would_be_misread(way: Way, name: str) -> bool:
    """Tell whether an answer that goes nowhere would count in the target, which asks something else under its id."""
    return name in way.target.questionnaire.question_by_id and any(name in step.left for step in way.steps)


def _kept_notes(
    gone: frozenset[str],
    notes: Mapping[str, str],
    target: Questionnaire,
    saved: Mapping[str, SavedAnswer],
    revision: int,
) -> tuple[SavedAnswer, ...]:
    """Return the rows that only a note is left of."""
    return tuple(
        SavedAnswer(name, None, notes[name], revision, saved[name].saved_at, saved[name].saved_by)
        for name in sorted(gone)
        if notes.get(name) and name in target.question_by_id
    )


def carry_actions(way: Way, plan: Sequence[NewAction]) -> tuple[NewAction, ...]:
    """Return the actions of a plan under the recommendations that the later version has."""
    if not way.steps:
        return tuple(plan)
    names = assign_recommendations(way.steps, [(one.recommendation_id, one.fields.status) for one in plan])
    return tuple(replace(one, recommendation_id=name) for one, name in zip(plan, names, strict=True))


def carry_links(way: Way, plan: Sequence[Action]) -> dict[int, str | None]:
    """Return by action id the recommendation that it has in the later version, of those that get another or none."""
    names = assign_recommendations(way.steps, [(one.recommendation_id, one.status) for one in plan])
    return {one.id: name for one, name in zip(plan, names, strict=True) if name != one.recommendation_id}
