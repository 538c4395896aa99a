"""Operations of filling in: all of one is done, or nothing, also when its last step fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor
from webapp.scan import operations
from webapp.scan.profile_form import Profile
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import finish_assessment, reopen_assessment
from webapp.store.audit import Happening, list_events
from webapp.store.database import Database, StoreUnavailable
from webapp.store.links import list_links
from webapp.web.admission import current_visit
from webapp.web.visit import Visit
from webapp.wording.municipalities import find_municipality

CHANGES = [AnswerChange("next.steps", {"text": "Iets"}), AnswerChange("listening.themes", {"options": ["fully"]})]


@pytest.fixture
def visit(app: Flask, visitor: Visitor) -> Iterator[Visit]:
    """A visit to a finished assessment with an answer and an action, in a request of its own."""
    number = visitor.record.id
    write(visitor.database, save_answers, number, [AnswerChange("webcare.scheme", {"state": "unknown"})], PROGRAM)
    write(visitor.database, add_actions, number, [NewAction(Fields("Iets doen"))], PROGRAM)
    write(visitor.database, finish_assessment, number, PROGRAM)
    with app.test_request_context(visitor.url):
        app.preprocess_request()
        found = current_visit()
        assert found is not None
        yield found


def dump(database: Database) -> list[str]:
    """Return all that is stored, as SQL."""
    with database.read() as connection:
        return list(connection.iterdump())


def make_profile() -> Profile:
    municipality = find_municipality("11002")
    assert municipality is not None
    return Profile(municipality, 530_000, "webcare", "en")


OPERATIONS: dict[str, tuple[str, Callable[[Visit], object]]] = {
    "begin": ("record_event", lambda _: operations.begin_from_profile(make_profile())),
    "begin from an earlier one": ("add_actions", operations.begin_from_earlier),
    "save": ("reopen_assessment", lambda visit: operations.save(visit, CHANGES, reopens=True)),
    "change the profile": ("record_event", lambda visit: operations.store_profile(visit, make_profile())),
    "reopen": ("record_event", operations.reopen),
}
"""The last step of each, and how it is done."""


@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_is_left_when_the_last_step_fails(
    visit: Visit, app_database: Database, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    step, operate = OPERATIONS[name]
    reached = []

    def fail(*_: object) -> None:
        reached.append(step)
        raise StoreUnavailable("full")

    before = dump(app_database)
    with monkeypatch.context() as patched:
        patched.setattr(operations, step, fail)
        with pytest.raises(StoreUnavailable):
            operate(visit)
    assert reached == [step]
    assert dump(app_database) == before
    operate(visit)
    assert dump(app_database) != before


def test_finishing_is_undone_when_it_cannot_be_told(
    visit: Visit, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise StoreUnavailable("full")

    opened = visit.after(write(app_database, reopen_assessment, visit.assessment.id, PROGRAM))
    before = dump(app_database)
    monkeypatch.setattr(operations, "record_event", fail)
    with pytest.raises(StoreUnavailable):
        operations.finish(opened)
    assert dump(app_database) == before


def test_who_begins_is_the_link_that_is_told_once(app: Flask, app_database: Database) -> None:
    with app.app_context():
        begun = operations.begin_from_profile(make_profile())
    assert read(app_database, list_links, begun.assessment.id) == (begun.link,)
    assert begun.link.is_own
    (event,) = read(app_database, list_events, begun.assessment.id)
    assert (event.actor, event.what) == (begun.link.actor, Happening.BEGUN)
    assert begun.secret not in "".join(dump(app_database))


def test_what_happened_is_kept_with_who_did_it(visit: Visit, app_database: Database) -> None:
    operations.save(visit, CHANGES, reopens=True)
    told = [(event.what, event.actor) for event in read(app_database, list_events, visit.assessment.id)]
    assert (Happening.REOPENED, visit.actor) in told
