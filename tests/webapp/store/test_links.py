from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.webapp.store.writing import read, write
from webapp.store.actors import PROGRAM, Actor, ActorKind, read_actor
from webapp.store.assessments import AssessmentMissingError, AssessmentRecord, NewAssessment, create_assessment
from webapp.store.audit import AuditEvent, Happening, list_events, record_event
from webapp.store.database import Database
from webapp.store.links import (
    LABEL_LENGTH,
    MOST_LINKS,
    LinkMissingError,
    LinkRecord,
    NewLink,
    OwnLinkError,
    Scope,
    TooManyLinksError,
    change_link,
    create_link,
    find_link,
    find_made_link,
    list_links,
    note_use,
    replace_own_link,
    revoke_link,
)
from webapp.store.secrets import hash_secret

TODAY = date(2026, 5, 1)
OWN = NewLink(is_own=True, label="Gemeente")


def make(database: Database, record: AssessmentRecord, new: NewLink) -> tuple[LinkRecord, str]:
    return write(database, create_link, record.id, new, PROGRAM)


def test_a_link_opens_its_assessment_and_nothing_else_does(database: Database, record: AssessmentRecord) -> None:
    link, secret = make(database, record, NewLink(Scope.READ, "  Schepen  ", with_notes=False))
    assert read(database, find_link, secret, TODAY) == (link, record)
    assert (link.scope, link.label, link.with_notes, link.is_own) == (Scope.READ, "Schepen", False, False)
    assert (link.made_by, link.last_used, link.ends, link.revoked_at) == (PROGRAM, None, None, None)
    assert link.actor == Actor(ActorKind.LINK, link.id)
    for wrong in (secret[:-1], secret + "x", secret[::-1], "", "x" * 22, "é" * 22, "\udc80", "a\x00b", "' OR 1=1 --"):
        assert read(database, find_link, wrong, TODAY) is None


def test_a_secret_is_long_and_random_and_only_its_hash_is_kept(database: Database, record: AssessmentRecord) -> None:
    made = {make(database, record, NewLink())[1] for _ in range(MOST_LINKS)}
    assert len(made) == MOST_LINKS
    assert {len(secret) for secret in made} == {22}
    content = database.path.read_bytes() + database.path.with_name(database.path.name + "-wal").read_bytes()
    assert all(secret.encode() not in content for secret in made)
    assert all(hash_secret(secret) in content for secret in made)


def test_the_last_day_of_a_link_still_works(database: Database, record: AssessmentRecord) -> None:
    link, secret = make(database, record, NewLink(ends=TODAY))
    assert read(database, find_link, secret, TODAY) is not None
    assert read(database, find_link, secret, TODAY + timedelta(days=1)) is None
    assert (link.is_open(TODAY), link.is_open(TODAY + timedelta(days=1))) == (True, False)


def test_a_revoked_link_is_found_no_more_but_stays_in_the_list(database: Database, record: AssessmentRecord) -> None:
    link, secret = make(database, record, NewLink())
    revoked = write(database, revoke_link, record.id, link.id)
    assert revoked.revoked_at is not None
    assert not revoked.is_open(TODAY)
    assert read(database, find_link, secret, TODAY) is None
    assert read(database, list_links, record.id) == (revoked,)
    with pytest.raises(LinkMissingError):
        write(database, revoke_link, record.id, link.id)
    with pytest.raises(LinkMissingError):
        write(database, change_link, record.id, link.id, label="", ends=None)


def test_label_and_last_day_can_be_changed(database: Database, record: AssessmentRecord) -> None:
    link, _ = make(database, record, NewLink())
    changed = write(database, change_link, record.id, link.id, label="Webcare", ends=TODAY)
    assert (changed.label, changed.ends) == ("Webcare", TODAY)
    with pytest.raises(ValueError, match=str(LABEL_LENGTH)):
        write(database, change_link, record.id, link.id, label="x" * (LABEL_LENGTH + 1), ends=None)
    assert read(database, list_links, record.id) == (changed,)


def test_the_own_link_is_replaced_never_revoked_and_never_ends(database: Database, record: AssessmentRecord) -> None:
    other, _ = make(database, record, NewLink())
    own, secret = make(database, record, OWN)
    with pytest.raises(OwnLinkError):
        make(database, record, OWN)
    with pytest.raises(OwnLinkError):
        write(database, revoke_link, record.id, own.id)
    with pytest.raises(OwnLinkError):
        write(database, change_link, record.id, own.id, label="", ends=TODAY)
    with pytest.raises(ValueError, match="own link"):
        make(database, record, NewLink(Scope.READ, is_own=True))
    new, new_secret = write(database, replace_own_link, record.id, own.actor)
    assert (new.label, new.made_by, new.is_own) == (own.label, own.actor, True)
    assert read(database, find_link, secret, TODAY) is None
    assert read(database, find_link, new_secret, TODAY) == (new, record)
    assert [link.id for link in read(database, list_links, record.id)] == [new.id, other.id, own.id]


def test_replacing_the_own_link_works_where_there_is_no_room_for_more(
    database: Database, record: AssessmentRecord
) -> None:
    make(database, record, OWN)
    links = [make(database, record, NewLink())[0] for _ in range(MOST_LINKS - 1)]
    with pytest.raises(TooManyLinksError):
        make(database, record, NewLink())
    write(database, replace_own_link, record.id, PROGRAM)
    write(database, revoke_link, record.id, links[0].id)
    make(database, record, NewLink())


def test_links_of_another_assessment_cannot_be_touched(
    database: Database, record: AssessmentRecord, new_assessment: NewAssessment
) -> None:
    link, secret = make(database, record, NewLink())
    other = write(database, create_assessment, new_assessment, PROGRAM)
    with pytest.raises(LinkMissingError):
        write(database, revoke_link, other.id, link.id)
    with pytest.raises(LinkMissingError):
        write(database, change_link, other.id, link.id, label="stolen", ends=None)
    with pytest.raises(LinkMissingError):
        write(database, replace_own_link, other.id, PROGRAM)
    with pytest.raises(AssessmentMissingError):
        make(database, AssessmentRecord(**{**vars(record), "id": 99}), NewLink())
    assert read(database, find_link, secret, TODAY) == (link, record)


def test_use_is_noted_once_a_day_and_as_a_day(database: Database, record: AssessmentRecord) -> None:
    link, secret = make(database, record, NewLink())
    assert write(database, note_use, link.id, TODAY)
    assert not write(database, note_use, link.id, TODAY)
    assert write(database, note_use, link.id, TODAY + timedelta(days=1))
    found = read(database, find_link, secret, TODAY)
    assert found is not None
    assert found[0].last_used == TODAY + timedelta(days=1)
    assert not write(database, note_use, 99, TODAY)


def test_a_given_secret_is_used_and_one_that_could_not_be_found_is_refused(
    database: Database, record: AssessmentRecord
) -> None:
    _, secret = write(database, create_link, record.id, NewLink(), PROGRAM, "A" * 22)
    assert secret == "A" * 22
    with pytest.raises(ValueError, match="no secret"):
        write(database, create_link, record.id, NewLink(), PROGRAM, "short")


@pytest.mark.parametrize("actor", [PROGRAM, Actor(ActorKind.LINK, 12)])
def test_an_actor_is_read_back_from_its_text(actor: Actor) -> None:
    assert read_actor(str(actor)) == actor


@pytest.mark.parametrize("text", ["", "link", "link:", "link:x", "program:1", "somebody:3"])
def test_what_is_no_actor_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        read_actor(text)


def test_the_audit_tells_what_happened_in_order_and_goes_with_its_assessment(
    database: Database, record: AssessmentRecord
) -> None:
    link = Actor(ActorKind.LINK, 3)
    write(database, record_event, record.id, PROGRAM, Happening.BEGUN)
    write(database, record_event, record.id, link, Happening.LINK_MADE, "Schepen \ud800")
    first, second = read(database, list_events, record.id)
    assert (first.actor, first.what, first.detail) == (PROGRAM, Happening.BEGUN, "")
    assert second == AuditEvent(second.at, link, Happening.LINK_MADE, "Schepen �")
    make(database, record, NewLink())
    with database.write() as connection:
        connection.execute("DELETE FROM assessment WHERE id = ?", (record.id,))
    assert read(database, list_events, record.id) == ()
    assert read(database, list_links, record.id) == ()


def test_a_link_is_found_by_the_secret_that_it_was_made_with_also_when_it_works_no_longer(
    database: Database, record: AssessmentRecord
) -> None:
    link, secret = make(database, record, NewLink(ends=TODAY - timedelta(days=1)))
    assert read(database, find_made_link, record.id, secret) == link
    revoked = write(database, revoke_link, record.id, link.id)
    assert read(database, find_made_link, record.id, secret) == revoked
    assert read(database, find_made_link, record.id + 1, secret) is None
    assert read(database, find_made_link, record.id, "x" * 22) is None


def test_an_own_link_is_replaced_by_one_with_a_given_secret(database: Database, record: AssessmentRecord) -> None:
    make(database, record, OWN)
    link, secret = write(database, replace_own_link, record.id, PROGRAM, "B" * 22)
    assert secret == "B" * 22
    assert read(database, find_link, secret, TODAY) == (link, record)
