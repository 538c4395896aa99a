"""Write the SQL dump of a schema up to and including a migration, with the data that test_migrations.py expects."""

from __future__ import annotations

import sys

from webapp.store.assessments import hash_token
from webapp.store.library import SqliteDatabase
from webapp.store.migrations import APPLICATION_ID, migrations


def main(last: str) -> None:
    """Print the dump."""
    db = SqliteDatabase(memory=True)
    names = [step.name for step in migrations.pending(db)]
    following = names[names.index(last) + 1 :]
    migrations.apply(db, stop_before=following[:1])
    for number, token in enumerate(("AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB"), start=1):
        db.table("assessment").insert(
            {
                "id": number,
                "token_hash": hash_token(token),
                "municipality": "44021",
                "inhabitants": 272000,
                "role": "webcare",
                "language": "nl",
                "questionnaire_version": "2019.1",
                "revision": 3 if number == 1 else 0,
                "created_at": "2026-02-03T09:00:00.000000+00:00",
                "changed_at": "2026-02-03T10:30:00.000000+00:00",
                "finished_at": "2026-02-03T10:30:00.000000+00:00" if number == 1 else None,
            }
        )
    answers = (
        ("listening.themes", '{"options":["more_or_less"]}', "gezien in maart: 'ja' – ✓", 1),
        ("webcare.staff", None, "", 3),
        ("presence.facebook", '{"state":"unknown"}', "", 2),
    )
    db.table("answer").insert_all(
        {
            "assessment_id": 1,
            "question_id": question,
            "answer": answer,
            "note": note,
            "revision": revision,
            "saved_at": "2026-02-03T10:00:00.000000+00:00",
        }
        for question, answer, note, revision in answers
    )
    db.execute("UPDATE _sqlite_migrations SET applied_at = '2026-02-03 09:00:00+00:00'")
    sys.stdout.write(f"PRAGMA application_id = {APPLICATION_ID};\n" + "\n".join(db.conn.iterdump()) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
