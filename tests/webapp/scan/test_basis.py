"""How sure, and on what: filled in beside an answer, kept, shown where the answer is shown, and taken along."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from bs4 import Tag

from assessment.basis import NO_BASIS, Basis, Confidence
from tests.webapp.store.writing import write
from tests.webapp.visitor import Visitor, text_of
from tests.webapp.voices.test_files import SCHEMA
from webapp.store.actors import PROGRAM
from webapp.store.assessments import finish_assessment
from webapp.store.links import NewLink, Scope, create_link

THEMES = "listening.themes"
URL = "https://www.gent.be/verslag.pdf"
GUESS = Basis(Confidence.GUESS, URL, date(2026, 3, 1))
TYPED = {
    f"answer.{THEMES}": "fully",
    f"confidence.{THEMES}": "guess",
    f"evidence.{THEMES}": URL,
    f"seen.{THEMES}": "1/3/2026",
}


def basis_of(visitor: Visitor) -> Basis:
    return visitor.saved[THEMES].basis


def test_how_sure_and_on_what_is_saved_with_the_answer_and_shown_again(visitor: Visitor) -> None:
    visitor.answer("listening", **TYPED)
    assert basis_of(visitor) == GUESS
    page = visitor.open("/vragen/listening")
    folded = page.select_one("#q-listening-themes details.basis")
    assert isinstance(folded, Tag)
    assert folded.has_attr("open")
    form = visitor.section("listening")
    assert form[f"confidence.{THEMES}"] == ["guess"]
    assert form[f"evidence.{THEMES}"] == [URL]
    assert form[f"seen.{THEMES}"] == ["2026-03-01"]
    other = page.select_one("#q-listening-initiatives details.basis")
    assert isinstance(other, Tag)
    assert not other.has_attr("open")


def test_a_form_that_nobody_touched_saves_nothing_again(visitor: Visitor) -> None:
    visitor.answer("listening", **TYPED)
    before = visitor.record.revision
    visitor.send("listening", visitor.section("listening"))
    assert visitor.record.revision == before


def test_only_how_sure_can_change(visitor: Visitor) -> None:
    visitor.answer("listening", **TYPED)
    visitor.answer("listening", **{f"confidence.{THEMES}": "sure"})
    assert basis_of(visitor) == GUESS._replace(confidence=Confidence.SURE)


def test_a_form_of_before_there_was_such_a_thing_leaves_it_with_the_answer_and_a_new_answer_loses_it(
    visitor: Visitor,
) -> None:
    visitor.answer("listening", **TYPED)
    for changes, left in (({f"note.{THEMES}": "een notitie"}, GUESS), ({f"answer.{THEMES}": "not"}, NO_BASIS)):
        form = {name: values for name, values in visitor.section("listening").items() if "confidence" not in name}
        visitor.send("listening", form, **changes)
        assert basis_of(visitor) == left


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("evidence", "het verslag van vorig jaar", "geen adres van een pagina"),
        ("seen", "31/2/2026", "De dag van het bewijs"),
    ],
)
def test_what_can_not_be_is_told_at_the_question_and_comes_back(
    visitor: Visitor, field: str, value: str, told: str
) -> None:
    response = visitor.send("listening", visitor.section("listening"), **{**TYPED, f"{field}.{THEMES}": value})
    assert response.status_code == 422
    assert told in text_of(response)
    assert value in response.text
    assert THEMES not in visitor.saved


def test_who_reads_with_notes_sees_it_at_the_question_and_who_reads_without_only_how_sure(visitor: Visitor) -> None:
    visitor.answer("listening", **TYPED)
    for with_notes in (True, False):
        new = NewLink(Scope.READ, "Raad", with_notes=with_notes)
        _, secret = write(visitor.database, create_link, visitor.record.id, new, PROGRAM)
        page = visitor.client.page(f"/z/{secret}/resultaat/antwoorden/listening-themes")
        told = page.get_text()
        assert "Een gok" in told
        assert (page.find("a", href=URL) is not None) == with_notes
        assert ("1 maart 2026" in told) == with_notes
        result = visitor.client.get(f"/z/{secret}/documenten/resultaat.json").text
        assert (URL in result) == with_notes


def test_a_finished_self_scan_shows_it(visitor: Visitor) -> None:
    visitor.answer("listening", **TYPED)
    write(visitor.database, finish_assessment, visitor.record.id, PROGRAM)
    page = visitor.open("/vragen/listening")
    assert page.find("a", href=URL) is not None


def test_downloads_hold_it_and_follow_their_schema(visitor: Visitor) -> None:
    visitor.answer("listening", **TYPED)
    document = json.loads(visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json").text)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    entry = document["answers"][THEMES]
    assert entry["confidence"] == "guess"
    assert entry["evidence"] == {"url": URL, "day": "2026-03-01"}
    table = visitor.client.get(f"{visitor.url}/gegevens/antwoorden.csv").text
    assert f'"Een gok";"{URL}";"2026-03-01"' in table
