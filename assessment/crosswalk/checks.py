"""What must hold of a crosswalk: each question, choice and recommendation of the version before is accounted for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from assessment.content import Content
from assessment.crosswalk.model import DROPPED, Crosswalk, Moved
from assessment.model import Kind, Question, Questionnaire
from assessment.reading import THE_FILE, Problem

CROSSWALK = "crosswalk.toml"


def check_crosswalk(crosswalk: Crosswalk, before: Content, after: Content) -> Iterator[Problem]:
    """Every mistake in the step from one version to the next."""
    file = f"{after.questionnaire.version}/{CROSSWALK}"
    old, new = before.questionnaire, after.questionnaire
    if crosswalk.source != old.version:
        yield Problem(file, THE_FILE, f"'from' is the version before: {old.version}, not {crosswalk.source!r}")
    yield from (Problem(file, name, text) for name, text in _check_questions(crosswalk, old, new))
    yield from (Problem(file, name, text) for name, text in _check_choices(crosswalk, old, new))
    names = [{entry.id for entry in content.recommendations} for content in (before, after)]
    yield from (Problem(file, name, text) for name, text in _check_advice(crosswalk, *names))


Remark = tuple[str, str]
"""An id, and what is wrong with it."""


def _check_questions(crosswalk: Crosswalk, old: Questionnaire, new: Questionnaire) -> Iterator[Remark]:
    before, after = set(old.question_by_id), set(new.question_by_id)
    sources = {move.source for move in crosswalk.moved}
    targets = Counter(move.target for move in crosswalk.moved)
    whole = Counter(move.target for move in crosswalk.moved if not move.to_row)
    rows = Counter(f"{move.target}/{move.to_row}" for move in crosswalk.moved if move.to_row)
    yield from _list(crosswalk.added - after, "stands in 'added', but this version does not ask it")
    yield from _list(crosswalk.added & before, "stands in 'added', but the version before asked it")
    yield from _list((crosswalk.removed | sources) - before, "the version before did not ask it")
    yield from _list(crosswalk.removed & (after | sources), "stands in 'removed', but is still asked, or moved")
    yield from _list(targets.keys() - after, "something moves to it, but this version does not ask it")
    twice = (name for name, count in (whole + rows).items() if count > 1)
    yield from _list(twice, "takes the answers of two questions: choose one")
    yield from _list(before - after - crosswalk.removed - sources, "is gone: say where to in 'moved', or in 'removed'")
    yield from _list(after - before - crosswalk.added - targets.keys(), "is new: put it in 'added', or say from where")


def _check_choices(crosswalk: Crosswalk, old: Questionnaire, new: Questionnaire) -> Iterator[Remark]:
    moves = [m for m in crosswalk.moved if m.source in old.question_by_id and m.target in new.question_by_id]
    touched = crosswalk.left | crosswalk.added
    stays = [Moved(name, name) for name in old.question_by_id if name in new.question_by_id and name not in touched]
    for move in (*moves, *stays):
        source, target = old.question(move.source), new.question(move.target)
        before = old.question_by_id.get(move.target) if move.target not in touched else None
        yield from _check_pair(move, source, target, before.row_by_id if before else ())


def _check_pair(move: Moved, source: Question, target: Question, source_rows: Iterable[str]) -> Iterator[Remark]:
    if move.row and move.row not in source.row_by_id:
        yield move.source, f"has no row '{move.row}'"
    if move.to_row and move.to_row in source_rows:
        yield move.target, f"has its row '{move.to_row}' from the version before: nothing else can become it"
    if not _can_take(move, source, target):
        yield move.source, f"of kind {source.kind}: {move.target}, of kind {target.kind}, can't take its answer"
        return
    yield from _check_names(move.source, "option", source.option_by_id, target.option_by_id, move.options)
    if source.kind is Kind.GRID and not move.row:
        yield from _check_names(move.source, "row", source.row_by_id, target.row_by_id, move.rows)


def _can_take(move: Moved, source: Question, target: Question) -> bool:
    if move.to_row:
        fits = source.kind is Kind.ONE and move.to_row in target.row_by_id and not move.row
        return fits and target.allows_not_applicable >= source.allows_not_applicable
    if move.row:
        return source.kind is Kind.GRID and target.kind in (Kind.ONE, Kind.SEVERAL)
    return source.kind is target.kind or (source.kind, target.kind) == (Kind.ONE, Kind.SEVERAL)


def _check_names(
    question: str, what: str, old: Iterable[str], new: Iterable[str], renamed: Mapping[str, str]
) -> Iterator[Remark]:
    before, after = set(old), set(new)
    for name in sorted(before):
        becomes = renamed.get(name, name)
        if becomes != DROPPED and becomes not in after:
            yield question, f"its {what} '{name}' is gone: write '{name}: new' at the move, or '{name}: -'"
    for name in sorted(renamed.keys() - before):
        yield question, f"has no {what} '{name}' to rename"


def _check_advice(crosswalk: Crosswalk, before: set[str], after: set[str]) -> Iterator[Remark]:
    renamed = crosswalk.recommendations
    yield from _list((renamed.keys() | crosswalk.withdrawn) - before, "the version before had no such recommendation")
    yield from _list(set(renamed.values()) - after, "a recommendation becomes this one, which is not there")
    yield from _list(crosswalk.withdrawn & (after | renamed.keys()), "stands in 'withdrawn', but is still there")
    gone = before - after - renamed.keys() - crosswalk.withdrawn
    yield from _list(gone, "is gone: say in 'recommendations' what it became, or put it in 'withdrawn'")


def _list(names: Iterable[str], text: str) -> Iterator[Remark]:
    yield from ((name, text) for name in sorted(names))
