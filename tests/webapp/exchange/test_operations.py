"""Operations with everything that was given: all of one is done, or nothing, also when its last step fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.newest import newest_content
from tests.webapp.assessments import find_by_link
from tests.webapp.scan.test_operations import dump
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor
from webapp.background.documents import read_document, wait_for_document
from webapp.exchange import operations
from webapp.exchange.import_actions import FittedActions
from webapp.exchange.import_file import Fitting
from webapp.exchange.import_versions import FittedFile
from webapp.report.documents.kinds import want_documents
from webapp.store.action_plan import MOST_ACTIONS, Fields, NewAction, PlanFullError
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.store.database import Database, StoreUnavailable
from webapp.web.admission import current_visit
from webapp.web.visit import Visit

QUESTION = newest_content().questionnaire.question("listening.themes")
CHANGES = [AnswerChange(QUESTION.id, {"options": ["fully"]}, "zeker")]
ACTIONS = [NewAction(Fields("Iets doen"))]
NEW = NewAssessment("44021", 24_600, "", "nl", newest_content().questionnaire.version)
FITTING = {QUESTION.id: Fitting(QUESTION, {"options": ["fully"]}, "zeker")}
FILE = FittedFile(FITTING, [], FittedActions(tuple(ACTIONS)))


@pytest.fixture
def visit(app: Flask, visitor: Visitor) -> Iterator[Visit]:
    """A visit to an assessment with an answer, in a request for a document."""
    known = [AnswerChange("webcare.scheme", {"state": "unknown"})]
    write(visitor.database, save_answers, visitor.record.id, known, PROGRAM)
    with app.test_request_context(f"{visitor.url}/documenten/tabellen.xlsx"):
        app.preprocess_request()
        found = current_visit()
        assert found is not None
        yield found


OPERATIONS: dict[str, tuple[str, Callable[[Visit], object]]] = {
    "take over": ("record_event", lambda visit: operations.take_over(visit, CHANGES, ACTIONS)),
    "begin with a file": ("record_event", lambda _: operations.begin_with_file(NEW, FILE)),
    "delete": ("delete_assessment", operations.delete_everything),
}
"""The last step of each, and how it is done."""


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_is_left_when_the_last_step_fails(
    visit: Visit, app_database: Database, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    step, operate = OPERATIONS[name]
    wanted = want_documents(visit)["xlsx"]
    made = wait_for_document(wanted)

    def fail(*_: object) -> None:
        raise StoreUnavailable("full")

    before = dump(app_database)
    with monkeypatch.context() as patched:
        patched.setattr(operations, step, fail)
        with pytest.raises(StoreUnavailable):
            operate(visit)
    assert dump(app_database) == before
    assert made is not None
    assert read_document(wanted) == made
    operate(visit)
    assert dump(app_database) != before


def test_a_plan_that_is_full_takes_nothing_of_a_file(visit: Visit, app_database: Database) -> None:
    before = dump(app_database)
    many = [NewAction(Fields(f"Actie {number}")) for number in range(MOST_ACTIONS + 1)]
    with pytest.raises(PlanFullError):
        operations.take_over(visit, CHANGES, many)
    with pytest.raises(PlanFullError):
        operations.begin_with_file(NEW, FittedFile(FITTING, [], FittedActions(tuple(many))))
    assert dump(app_database) == before


def test_an_answer_that_somebody_changed_meanwhile_stops_the_whole_file(visit: Visit, app_database: Database) -> None:
    before = dump(app_database)
    stale = [*CHANGES, AnswerChange("webcare.scheme", {"options": ["no"]}, base_revision=0)]
    with pytest.raises(operations.ChangedMeanwhileError):
        operations.take_over(visit, stale, ACTIONS)
    assert dump(app_database) == before


def test_deleting_takes_documents_and_every_link_along(visit: Visit, visitor: Visitor) -> None:
    wanted = want_documents(visit)["xlsx"]
    wait_for_document(wanted)
    operations.delete_everything(visit)
    assert read_document(wanted) is None
    assert find_by_link(visitor.database, visitor.token) is None
