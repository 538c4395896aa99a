"""All that was given as JSON, to keep or to import again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import datetime

from assessment.action_plan import Action
from assessment.basis import plain_basis
from webapp.clock import local_time
from webapp.findings.found import Finished, write_found
from webapp.store.answers import SavedAnswer
from webapp.store.assessments import AssessmentRecord
from webapp.wording.municipalities import find_municipality

FORMAT = "pleinwijzer-zelfscan"
FORMAT_VERSION = 1
DEEPEST = 4
"""So deep in a file what belongs together stands on one line: an answer of a voice, a line of a history."""


def write_document(
    record: AssessmentRecord,
    saved: Mapping[str, SavedAnswer],
    actions: Iterable[Action],
    finished: Iterable[Finished] = (),
    *,
    schema_url: str,
    exported_at: datetime,
) -> dict[str, object]:
    """Return an assessment as plain data that follows static/schema/zelfscan-1.json; cleared answers are left out."""
    return {
        "$schema": schema_url,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "exported_at": _write_time(exported_at),
        "assessment": _write_record(record),
        "answers": {
            question_id: write_answer(entry)
            for question_id, entry in sorted(saved.items())
            if entry.plain is not None or entry.note
        },
        "actions": [write_action(action) for action in actions],
        "finished": [write_finished(one) for one in finished],
    }


def _write_record(record: AssessmentRecord) -> dict[str, object]:
    found = find_municipality(record.municipality)
    return {
        "municipality": {"nis_code": record.municipality, "name": found.name if found else ""},
        "inhabitants": record.inhabitants,
        "role": record.role,
        "language": record.language,
        "questionnaire_version": record.questionnaire_version,
        "created_at": _write_time(record.created_at),
        "changed_at": _write_time(record.changed_at),
        "finished_at": _write_time(record.finished_at) if record.finished_at else None,
        "invented": record.invented,
    }


def write_answer(entry: SavedAnswer) -> dict[str, object]:
    """Return a stored answer as plain data, with what it rests on where that is known."""
    saved_at = _write_time(entry.saved_at)
    return {"answer": entry.plain, "note": entry.note, "saved_at": saved_at, **plain_basis(entry.basis)}


def write_action(action: Action) -> dict[str, object]:
    """Return an action of the plan as plain data."""
    return {
        "recommendation": action.recommendation_id,
        "title": action.title,
        "who": action.who,
        "due": action.due.isoformat() if action.due else None,
        "status": str(action.status),
        "note": action.note,
        "history": [
            {"at": _write_time(event.at), "change": str(event.change), "value": event.value} for event in action.history
        ],
    }


def write_finished(finished: Finished) -> dict[str, object]:
    """Return what was found when a self-scan was finished as plain data."""
    return {"at": _write_time(finished.at), "from_file": finished.is_from_file, "found": write_found(finished.found)}


def write_json(document: Mapping[str, object]) -> str:
    """Return a document as text that people can read too: what is deep in it, or a plain list, stands on one line."""
    return _write_nested(document, 0) + "\n"


def _write_nested(value: object, depth: int) -> str:
    if isinstance(value, Mapping):
        written = [f"{_write_line(name)}: {_write_nested(one, depth + 1)}" for name, one in value.items()]
        brackets, is_line = "{}", depth >= DEEPEST
    elif isinstance(value, list | tuple):
        written = [_write_nested(one, depth + 1) for one in value]
        brackets, is_line = "[]", depth >= DEEPEST or not any(isinstance(one, Mapping | list | tuple) for one in value)
    else:
        return _write_line(value)
    if is_line or not written:
        return _write_line(value)
    inside = ",\n".join("  " * (depth + 1) + line for line in written)
    return f"{brackets[0]}\n{inside}\n{'  ' * depth}{brackets[1]}"


def _write_line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _write_time(moment: datetime) -> str:
    """Return a moment by the clock in Brussels, so that people read their own day: `2026-12-01T00:30:00+01:00`."""
    return local_time(moment).isoformat(timespec="microseconds")
