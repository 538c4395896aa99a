"""The three kinds of assessments that results are looked at with, put straight into a server's database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from assessment.action_plan import Status
from assessment.answers import plain_answer
from assessment.model import Answer
from tests.newest import newest_content
from tests.webapp.report.conftest import NOTE, best_answer, middle_answers
from webapp.scan.operations import begin
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, finish_assessment, iterate_assessments
from webapp.store.database import open_database

KINDS = ("empty", "middle", "full")
NOTE_WITH = "webcare.questions"
FIRST = newest_content().recommendations[0]
PLAN = (
    NewAction(Fields(FIRST.title.dutch, "Webcareteam", date(2020, 3, 1), Status.BUSY, NOTE), FIRST.id),
    NewAction(Fields("Overleg met de directies", "Communicatiedienst", date(2099, 3, 1))),
    NewAction(Fields("Een nieuwe huisstijl", status=Status.DONE)),
)  # fmt: skip
"""One action overdue, one of one's own, one done."""


def answers_of(kind: str) -> dict[str, Answer]:
    """Return no answers, answers in the middle with some unknown, or the best ones."""
    content = newest_content()
    if kind == "middle":
        return middle_answers(content)
    return {question.id: best_answer(question) for question in content.questionnaire.questions if kind == "full"}


def store_assessment(data_folder: Path, answers: Mapping[str, Answer], *, finished: bool = False) -> str:
    """Store an assessment where a server keeps its data, and return the path of its private link."""
    database = open_database(data_folder / "pleinwijzer.sqlite3")
    version = newest_content().questionnaire.version
    earlier = max((record.id for record in iterate_assessments(database)), default=None) if finished else None
    new = NewAssessment("44021", 272_000, "communication_officer", "nl", version, invented=finished, earlier_id=earlier)
    notes = {NOTE_WITH: NOTE}
    changes = [AnswerChange(name, plain_answer(answer), notes.get(name, "")) for name, answer in answers.items()]
    with database.write() as connection:
        begun = begin(connection, new)
        number, actor = begun.assessment.id, begun.link.actor
        if changes:
            save_answers(connection, number, changes, actor)
        if answers and not finished:
            add_actions(connection, number, PLAN, actor)
        if finished:
            finish_assessment(connection, number, actor)
    database.close()
    return f"/z/{begun.secret}"
