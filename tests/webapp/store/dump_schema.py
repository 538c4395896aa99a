"""Write the SQL dump of a schema up to and including a migration, with the data that test_migrations.py expects."""

from __future__ import annotations

import sys

from webapp.store.library import SqliteDatabase, gather_steps
from webapp.store.migrations import APPLICATION_ID, STEPS
from webapp.store.secrets import hash_secret


def main(last: str) -> None:
    """Print the dump."""
    db = SqliteDatabase(memory=True)
    names = [step.__name__ for step in STEPS]
    following = names[names.index(last) + 1 :]
    gather_steps().apply(db, stop_before=following[:1])
    is_signed = last >= "m004"
    for number, token in enumerate(("AAAAAAAAAAAAAAAAAAAAAA", "BBBBBBBBBBBBBBBBBBBBBB"), start=1):
        db.table("assessment").insert(
            {
                "id": number,
                **(
                    {"uid": f"{number:032x}", **sign("created_by", "changed_by")}
                    if is_signed
                    else {"token_hash": hash_secret(token)}
                ),
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
        if is_signed:
            db.table("link").insert(make_link(number, token))
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
            **(sign("saved_by") if is_signed else {}),
        }
        for question, answer, note, revision in answers
    )
    db.execute("UPDATE _sqlite_migrations SET applied_at = '2026-02-03 09:00:00+00:00'")
    sys.stdout.write(f"PRAGMA application_id = {APPLICATION_ID};\n" + "\n".join(db.conn.iterdump()) + "\n")


def sign(*columns: str) -> dict[str, str]:
    """Return who wrote, for each column that says so: the link of the first assessment."""
    return dict.fromkeys(columns, "link:1")


def make_link(number: int, token: str) -> dict[str, object]:
    """Return the own link of an assessment."""
    return {
        "id": number,
        "assessment_id": number,
        "secret_hash": hash_secret(token),
        "scope": "fill_in",
        "with_notes": 1,
        "is_own": 1,
        "made_by": "program",
        "made_at": "2026-02-03T09:00:00.000000+00:00",
    }


if __name__ == "__main__":
    main(sys.argv[1])
