"""What a participant takes home: the own answers beside the room, and a self-scan of the own municipality."""

from __future__ import annotations

from flask import Flask

from assessment.model import Answer, Kind, State
from tests.newest import NEWEST, newest_content
from tests.webapp.store.writing import read
from tests.webapp.visitor import read_form
from tests.webapp.workshops.participants import ORDERED, ROW, SEVERAL, Hall, Participant, make_hall
from webapp.clock import today
from webapp.store.answers import get_answers
from webapp.store.links import find_link
from webapp.store.workshops import Subject
from webapp.workshops.taking_part.home import list_phases

PROFILE = {"municipality": "44021", "inhabitants": "272000", "role": "", "language": "nl"}


def begin(one: Participant, **changes: str) -> str:
    """Begin the self-scan, and return where that led."""
    form = read_form(one.open("/zelfscan"))
    response = one.phone.submit(f"{one.url}/zelfscan", {**form, **PROFILE, **changes})
    assert response.status_code == 303, response.text
    return str(response.location).split("?")[0]


def test_the_own_answers_stand_beside_what_the_room_was_shown(hall: Hall) -> None:
    hall.ask()
    options = hall.asked.options
    people = hall.fill(*[options[0].id] * 5, options[1].id)
    assert "Niet getoond" in people[5].reads("/mijn-antwoorden")
    hall.show()
    text = people[5].reads("/mijn-antwoorden")
    assert f"Jij: {options[1].text.dutch}" in text
    assert f"“{options[0].text.dutch}”" in text
    late = hall.join()
    assert "Jij: geen antwoord" in late.reads("/mijn-antwoorden")


def test_a_growth_phase_is_named_only_where_half_a_domain_was_answered(shared_app: Flask) -> None:
    scored = newest_content().questionnaire.scored["listening"]
    listening = tuple(question.id for question in scored if question.kind is Kind.ONE)
    hall = make_hall(shared_app, items=listening)
    one = hall.join()
    told = []
    for item in listening:
        hall.ask(item)
        one.choose(hall.asked.options[0].id)
        told.append("Waar je antwoorden op wijzen" in one.reads("/mijn-antwoorden"))
        hall.show()
    assert told[0] is False
    assert told[-1] is True
    assert told == sorted(told)


def test_what_does_not_apply_counts_for_no_half_of_a_domain(shared_app: Flask) -> None:
    content = newest_content()
    scored = content.questionnaire.scored["webcare"]
    total = sum(question.weight for question in scored)
    answers = {one.id: Answer(State.NOT_APPLICABLE) for one in scored if one.allows_not_applicable}
    beside = sum(one.weight for one in scored if one.id in answers)
    given = 0.0
    for question in scored:
        if question.kind is Kind.ONE and question.id not in answers and given + question.weight < (total - beside) / 2:
            answers[question.id] = Answer(options=(question.options[0].id,))
            given += question.weight
    assert given + beside >= total / 2, "with them it would be half"
    with shared_app.test_request_context():
        assert list_phases(content, answers) == ()


def test_a_self_scan_is_begun_with_the_own_answers(hall: Hall) -> None:
    one = hall.join()
    given = {}
    for item in (ORDERED, SEVERAL, ROW):
        hall.ask(item)
        given[item] = hall.asked.options[0].id
        one.choose(given[item])
        hall.show()
    assert f"{one.url}/zelfscan" in str(one.open("/mijn-antwoorden"))
    address = begin(one)
    found = read(hall.database, find_link, address.rpartition("/")[2], today())
    assert found is not None
    saved = read(hall.database, get_answers, found[1].id)
    plain = {name: answer.plain for name, answer in saved.items()}
    question, _, row = ROW.partition("/")
    assert plain == {
        ORDERED: {"options": [given[ORDERED]]},
        SEVERAL: {"options": [given[SEVERAL]]},
        question: {"rows": {row: given[ROW]}},
    }
    assert found[1].municipality == "44021"
    assert found[1].questionnaire_version == NEWEST
    assert hall.record.assessment_id is None, "whoever leads sees nothing of it"


def test_the_form_of_a_self_scan_begins_one_however_often_it_is_sent(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    one.choose(hall.asked.options[0].id)
    form = {**read_form(one.open("/zelfscan")), **PROFILE}
    first, second = (one.phone.submit(f"{one.url}/zelfscan", form) for _ in range(2))
    assert first.location == second.location


def test_a_missing_municipality_is_told_beside_the_field(hall: Hall) -> None:
    one = hall.join()
    form = read_form(one.open("/zelfscan"))
    assert one.phone.submit(f"{one.url}/zelfscan", {**form, **PROFILE, "municipality": ""}).status_code == 422


def test_a_room_about_one_municipality_offers_no_self_scan(shared_app: Flask) -> None:
    hall = make_hall(shared_app, subject=Subject.ONE, municipality="44021")
    one = hall.join()
    hall.ask()
    one.choose(hall.asked.options[0].id)
    assert "zelfscan" not in str(one.open("/mijn-antwoorden").main)
    assert one.phone.get(f"{one.url}/zelfscan").status_code == 404


def test_what_was_begun_stays_when_the_workshop_goes(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    one.choose(hall.asked.options[0].id)
    address = begin(one)
    hall.delete()
    assert hall.phone().get(address).status_code == 200


def test_another_round_of_the_same_counts_for_the_self_scan(hall: Hall) -> None:
    one = hall.join()
    hall.ask(ORDERED)
    options = hall.asked.options
    one.choose(options[0].id)
    hall.show()
    hall.ask(ORDERED, no=2)
    one.choose(options[1].id)
    address = begin(one)
    found = read(hall.database, find_link, address.rpartition("/")[2], today())
    assert found is not None
    assert read(hall.database, get_answers, found[1].id)[ORDERED].plain == {"options": [options[1].id]}
