"""All assessments as files that anybody can read without this program: for an administrator, on the command line."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from webapp.exchange.json_file import write_document, write_json
from webapp.exchange.json_voices import read_others, write_others
from webapp.outcome.snapshots import read_finished
from webapp.store.action_plan import get_actions
from webapp.store.answers import get_answers
from webapp.store.assessments import iterate_assessments
from webapp.store.database import Database

SCHEMA = "urn:pleinwijzer:schema:zelfscan-1"


def export_assessments(database: Database, folder: Path, now: datetime) -> int:
    """Write each assessment to a file in a folder that is new or empty, and return how many there are.

    The files follow the published schema and can be imported; they hold no links. Only the owner can read them.
    Raises FileExistsError when something stands in the folder, OSError and StoreUnavailable.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty. Choose a new folder.")
    written: list[Path] = []
    try:
        for record in iterate_assessments(database):
            with database.read() as connection:
                saved, actions = get_answers(connection, record.id), get_actions(connection, record.id)
                finished = read_finished(connection, record.id)
                others = read_others(connection, record.id)
            document = write_document(record, saved, actions, finished, schema_url=SCHEMA, exported_at=now)
            document |= write_others(others)
            written.append(folder / f"zelfscan-{record.id:06}-{record.municipality}.json")
            written[-1].touch(mode=0o600)
            written[-1].write_text(write_json(document), encoding="utf-8")
    except BaseException:
        for path in written:  # an export that is not whole is none
            path.unlink(missing_ok=True)
        raise
    return len(written)
