"""What a trainer takes home: what was shown, where the room differs first, and the self-scan that it agreed on."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf import PdfReader

from assessment.workshops.choices import mask_of
from tests.webapp.assessments import begin_assessment
from tests.webapp.reading import read_page
from tests.webapp.visitor import notice_of
from tests.webapp.workshops.rooms import NEW, Room, make_room
from tests.webapp.workshops.trainers import Trainer
from webapp.background import apart
from webapp.clock import today
from webapp.store.answers import get_answers
from webapp.store.assessments import NewAssessment
from webapp.store.links import find_link
from webapp.store.rounds import RoundRecord, agree, set_hands
from webapp.store.workshops import Subject

REPORTS, SCHEME = "webcare.reports", "webcare.scheme"


@pytest.fixture
def trainer(room: Room) -> Trainer:
    return Trainer(room)


@pytest.fixture
def of_one(shared_app: Flask) -> Trainer:
    """Whoever leads a room about Ghent that agreed on one answer."""
    trainer = Trainer(make_room(shared_app, replace(NEW, subject=Subject.ONE, municipality="44021")))
    entry = show(trainer.room, SCHEME, ["yes"] * 4 + ["no"] * 3)
    mask = mask_of(trainer.room.item(SCHEME), "partly")
    trainer.room.do(agree, entry.id, mask, "Het onthaal ziet het anders.")
    return trainer


def show(room: Room, item: str, names: list[str]) -> RoundRecord:
    people, entry = room.sit(len(names)), room.ask(item)
    for person, name in zip(people, names, strict=True):
        room.vote(person, entry, name)
    return room.reveal(entry)


def numbers(trainer: Trainer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(trainer.client.get(f"{trainer.url}/verslag/cijfers.json").text)
    return found


def test_before_anything_was_shown_the_report_says_so(trainer: Trainer) -> None:
    people, entry = trainer.room.sit(6), trainer.room.ask(SCHEME)
    for person in people:
        trainer.room.vote(person, entry, "yes")
    assert "Er is nog niets getoond" in trainer.read("/verslag")
    assert numbers(trainer)["rounds"] == []
    assert trainer.client.get(f"{trainer.url}/verslag/cijfers.xlsx").status_code == 200


def test_the_question_on_which_the_room_differs_most_stands_first(trainer: Trainer) -> None:
    show(trainer.room, SCHEME, ["yes"] * 12)
    show(trainer.room, REPORTS, ["always"] * 6 + ["never"] * 6)
    order = [link.get_text() for link in trainer.open("/verslag").select(".differences-list a")]
    assert "meldingen" in order[0]
    assert len(order) == 2


def test_the_files_have_tallies_of_shown_rounds_and_never_an_answer_a_seat_or_a_sign(trainer: Trainer) -> None:
    room = trainer.room
    entry = show(room, SCHEME, ["yes"] * 5 + ["no"] * 2)
    room.do(set_hands, entry.id, (1, 0, 0, 2))
    people, hidden = room.sit(6), room.ask(REPORTS)
    for person in people:
        room.vote(person, hidden, "never")
    (told,) = numbers(trainer)["rounds"]
    assert told["counts"]["options"] == {"yes": 5, "partly": 0, "later": 0, "no": 2}
    assert told["hands"] == {"yes": 1, "partly": 0, "later": 0, "no": 2}
    with ZipFile(io.BytesIO(trainer.client.get(f"{trainer.url}/verslag/cijfers.xlsx").data)) as packed:
        written = b"".join(map(packed.read, packed.namelist())).decode(errors="ignore")
    everything = written + json.dumps(numbers(trainer)) + trainer.client.get(f"{trainer.url}/verslag").text
    for person in people:
        assert person.secret not in everything
        assert f'"{person.record.sign}"' not in everything
        assert f">{person.record.sign}<" not in everything


def test_the_report_on_paper_and_the_slides_say_what_the_page_says(of_one: Trainer) -> None:
    page = of_one.read("/verslag")
    paper = "".join(one.extract_text() for one in PdfReader(open_file(of_one, "verslag.pdf")).pages)
    with ZipFile(open_file(of_one, "verslag.pptx")) as packed:
        slides = "".join(packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml"))
    for told in ("7 mensen antwoordden.", "Het onthaal ziet het anders."):
        assert told in page
    for told in ("7 mensen antwoordden.", "Het onthaal ziet het anders.", "57%", "43%", "15%"):
        assert told.replace(" ", "") in "".join(paper.split())
    for told in ("7 mensen antwoordden.", "4 (57%)", "3 (43%)"):
        assert told in slides


def test_of_too_few_answers_paper_and_slides_tell_nothing_either(trainer: Trainer) -> None:
    show(trainer.room, SCHEME, ["yes"] * 4)
    paper = "".join(one.extract_text() for one in PdfReader(open_file(trainer, "verslag.pdf")).pages)
    assert "Minderdan5mensen" in "".join(paper.split())
    assert "100%" not in paper
    assert "het meest" not in paper, "nothing was measured"


def test_one_document_is_written_at_a_time_and_who_asks_for_another_hears_when_to_ask_again(of_one: Trainer) -> None:
    apart._one_at_a_time.acquire()
    try:
        response = of_one.client.get(f"{of_one.url}/verslag/verslag.pdf")
    finally:
        apart._one_at_a_time.release()
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"


def test_what_can_not_be_written_is_no_page_that_breaks(of_one: Trainer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.executable", "/nowhere/python")
    assert of_one.client.get(f"{of_one.url}/verslag/verslag.pptx").status_code == 503
    assert apart._one_at_a_time.acquire(blocking=False)
    apart._one_at_a_time.release()


def open_file(trainer: Trainer, name: str) -> io.BytesIO:
    """Return a document of the room as a file."""
    response = trainer.client.get(f"{trainer.url}/verslag/{name}")
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    return io.BytesIO(response.data)


def test_of_too_few_answers_no_file_tells_anything(trainer: Trainer) -> None:
    show(trainer.room, SCHEME, ["yes"] * 4)
    (told,) = numbers(trainer)["rounds"]
    assert told["counts"] is None
    assert "Minder dan 5 mensen" in trainer.read("/verslag")


def test_where_each_judged_their_own_the_report_says_that_people_are_no_municipalities(trainer: Trainer) -> None:
    show(trainer.room, SCHEME, ["yes"] * 6)
    text = trainer.read("/verslag")
    assert "krijgt de zaal geen groeifase" in text
    assert "Naar een zelfscan" not in text
    assert notice_of(trainer.client.get(f"{trainer.url}/verslag/zelfscan")) == "workshop-kan-nu-niet"


def test_what_was_agreed_on_becomes_a_new_self_scan_whose_link_is_shown_once(of_one: Trainer) -> None:
    page = of_one.open("/verslag/zelfscan")
    form = page.select_one("form:has([value=nieuw])")
    assert form is not None
    fields = {str(one["name"]): str(one.get("value", "")) for one in form.select("input[type=hidden]")}
    fields |= {"inhabitants": "272000", "language": "nl"}
    first = of_one.client.submit(f"{of_one.url}/verslag/zelfscan", fields)
    again = of_one.client.submit(f"{of_one.url}/verslag/zelfscan", fields)
    links = [read_page(one.text).select_one("#share-url") for one in (first, again)]
    (secret,) = {str(one["value"]).rpartition("/")[2] for one in links if one is not None}
    with of_one.room.database.read() as connection:
        found = find_link(connection, secret, today())
        assert found is not None
        saved = get_answers(connection, found[1].id)
    assert saved[SCHEME].plain == {"options": ["partly"]}
    assert "Het onthaal ziet het anders." in saved[SCHEME].note
    assert found[1].municipality == "44021"
    refused = of_one.client.submit(f"{of_one.url}/verslag/zelfscan", {**fields, "inhabitants": "veel"})
    assert refused.status_code == 422
    assert "Ingevuld: Statbel" in page.text
    assert "Ingevuld: Statbel" not in refused.text


def test_it_goes_to_the_self_scan_of_a_link_of_the_same_municipality_only(of_one: Trainer) -> None:
    room = of_one.room
    links = {}
    for municipality in ("44021", "11002"):
        new = NewAssessment(municipality, 272_000, "", "nl", room.record.version)
        links[municipality] = begin_assessment(room.database, new)[1]
    for wrong in ("", "geen link", links["11002"]):
        response = of_one.send("/verslag/zelfscan", welke="bestaand", link=wrong)
        assert response.status_code == 422
    right = of_one.send("/verslag/zelfscan", welke="bestaand", link=f"https://example.org/z/{links['44021']}")
    assert notice_of(right) == "afspraken-overgenomen"
    assert links["44021"] not in of_one.client.get(right.location).text
    with room.database.read() as connection:
        found = find_link(connection, links["44021"], today())
        assert found is not None
        assert get_answers(connection, found[1].id)[SCHEME].plain == {"options": ["partly"]}
