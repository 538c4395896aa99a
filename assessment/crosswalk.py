"""How answers to an earlier version of the questionnaire are read by today's: renamed, split and added questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from assessment.answers import AnswerError, read_answer
from assessment.content import CONTENT_FOLDER
from assessment.model import Answer, Questionnaire
from assessment.reading import ContentError, Problem, Table, read_table

FILE = "crosswalk.toml"


@dataclass(frozen=True)
class Moved:
    """An earlier question, the one of today that takes its answer, and options that have another id now."""

    source: str
    target: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EarlierVersion:
    """What makes an earlier version differ: questions that it did not have, and those that have another id now."""

    id: str
    added: frozenset[str] = frozenset()
    moved: tuple[Moved, ...] = ()


@dataclass(frozen=True)
class Crosswalk:
    """All earlier versions that differ from today's, by id."""

    versions: Mapping[str, EarlierVersion] = field(default_factory=dict)

    def version(self, version_id: str) -> EarlierVersion:
        """Return what is known of a version; one that is not named asks the same questions as today's."""
        return self.versions.get(version_id, EarlierVersion(version_id))


def load_crosswalk(questionnaire: Questionnaire, folder: Path = CONTENT_FOLDER) -> Crosswalk:
    """Read the crosswalk. Raises ContentError with every mistake, such as a question that today's does not have."""
    problems: list[Problem] = []
    table = read_table(folder / FILE, problems)
    versions = [_read_version(entry, questionnaire) for entry in table.tables("version")]
    table.finish()
    names = [version.id for version in versions]
    if len(set(names)) < len(names):
        table.report("a version stands here twice")
    if problems:
        raise ContentError(problems)
    return Crosswalk({version.id: version for version in versions})


def carry_answers(
    crosswalk: Crosswalk, questionnaire: Questionnaire, version_id: str, plain: Mapping[str, Mapping[str, object]]
) -> dict[str, Answer]:
    """Return the answers to an earlier version, from their plain form, as today's questionnaire reads them.

    What fits no question of today is left out; nothing is guessed.
    """
    version = crosswalk.version(version_id)
    found: dict[str, Answer] = {}
    for target, answer in _carry(version, plain):
        question = questionnaire.question_by_id.get(target)
        if question is None:
            continue
        try:
            found[target] = read_answer(question, answer)
        except AnswerError:
            continue
    return found


def shared_questions(crosswalk: Crosswalk, questionnaire: Questionnaire, version_id: str) -> frozenset[str]:
    """Return the ids of today's questions that an earlier version asked too, under this or another id."""
    return frozenset(questionnaire.question_by_id) - crosswalk.version(version_id).added


def _carry(
    version: EarlierVersion, plain: Mapping[str, Mapping[str, object]]
) -> Iterator[tuple[str, Mapping[str, object]]]:
    moved = {move.source for move in version.moved}
    yield from ((name, answer) for name, answer in plain.items() if name not in moved and name not in version.added)
    for move in version.moved:
        if move.source in plain:
            yield move.target, _rename(plain[move.source], move.options)


def _rename(plain: Mapping[str, object], options: Mapping[str, str]) -> Mapping[str, object]:
    """Return a plain answer with today's ids of options, in a list and in the rows of a grid."""
    chosen, rows = plain.get("options"), plain.get("rows")
    if isinstance(chosen, list):
        return {**plain, "options": [options.get(name, name) for name in chosen]}
    if isinstance(rows, dict):
        return {**plain, "rows": {row: options.get(name, name) for row, name in rows.items()}}
    return plain


def _read_version(table: Table, questionnaire: Questionnaire) -> EarlierVersion:
    version = EarlierVersion(
        id=table.string("id"),
        added=frozenset(table.strings("added")) if table.has("added") else frozenset(),
        moved=tuple(_read_moved(entry) for entry in table.tables("moved")),
    )
    table.finish()
    for name in sorted({*version.added, *(move.target for move in version.moved)}):
        if name not in questionnaire.question_by_id:
            table.report(f"{name!r} is no question of today")
    return version


def _read_moved(table: Table) -> Moved:
    pairs = [pair.partition(":") for pair in (table.strings("options") if table.has("options") else ())]
    moved = Moved(
        table.string("from"), table.string("to"), {old.strip(): new.strip() for old, _, new in pairs if new.strip()}
    )
    if len(moved.options) < len(pairs):
        table.report("options: write each as 'old: new'")
    table.finish()
    return moved
