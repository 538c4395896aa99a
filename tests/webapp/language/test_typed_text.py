"""Texts of which nothing can be seen are empty, in every form and in every file."""

from __future__ import annotations

import json

import pytest

from tests.webapp.reading import read_page
from tests.webapp.store.writing import read
from tests.webapp.visitor import Visitor, place_of, read_form
from webapp.language.typed_text import clean_block, clean_line
from webapp.store.action_plan import get_actions
from webapp.store.links import list_links

UNSEEN = ["\u200b", "\u3164", "\u2800", "\u00ad \u00a0\ufeff"]

pytestmark = pytest.mark.parametrize("unseen", UNSEEN, ids=ascii)


def problems_of(html: str) -> list[str]:
    return [str(link["href"]) for link in read_page(html).select(".error-summary a")]


def test_a_line_and_a_block_of_unseen_signs_are_empty_and_others_stay_as_typed(visitor: Visitor, unseen: str) -> None:
    del visitor
    assert clean_line(unseen) == clean_block(unseen) == ""
    assert clean_line(f"a{unseen}b").startswith("a")
    assert clean_block("❤️\n👨\u200d👩\u200d👧") == "❤️\n👨\u200d👩\u200d👧"


def test_a_line_and_a_block_have_no_marks_of_direction(visitor: Visitor, unseen: str) -> None:
    del visitor, unseen
    assert clean_line("\u202egpj.nota\u202c \u200f\u0634\u200e \u2066x\u2069\u061c") == "gpj.nota \u0634 x"
    assert clean_block("een\n\u202btwee\u202d") == "een\ntwee"


def test_an_action_without_a_title_that_can_be_seen_is_refused_in_words(visitor: Visitor, unseen: str) -> None:
    response = visitor.client.submit(f"{visitor.url}/actieplan/nieuw", {"title": unseen, "who": "Webcare"})
    assert response.status_code == 422
    assert problems_of(response.text) == ["#title"]
    assert not read(visitor.database, get_actions, visitor.record.id)


def test_who_and_the_note_of_an_action_are_empty_where_nothing_is_seen(visitor: Visitor, unseen: str) -> None:
    fields = {"title": "Overleg", "who": unseen, "note": unseen, "due": unseen}
    visitor.client.submit(f"{visitor.url}/actieplan/nieuw", fields)
    (action,) = read(visitor.database, get_actions, visitor.record.id)
    assert (action.who, action.note, action.due) == ("", "", None)


def test_a_link_without_a_label_that_can_be_seen_is_refused_in_words(visitor: Visitor, unseen: str) -> None:
    fields = read_form(visitor.open("/links/nieuw"))
    response = visitor.client.submit(f"{visitor.url}/links/nieuw", {**fields, "label": unseen})
    assert response.status_code == 422
    assert problems_of(response.text) == ["#label"]
    assert len(read(visitor.database, list_links, visitor.record.id)) == 1


def test_a_note_and_an_answer_of_unseen_signs_are_none(visitor: Visitor, unseen: str) -> None:
    visitor.answer("listening", **{"note.listening.themes": unseen})
    visitor.answer("barriers", **{"answer.next.steps": unseen})
    visitor.answer("presence", **{"answer.presence.followers_facebook": unseen})
    assert not visitor.saved


def test_a_note_that_is_overwritten_with_unseen_signs_is_gone(visitor: Visitor, unseen: str) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "rather", "note.listening.themes": "zeker"})
    visitor.answer("listening", **{"note.listening.themes": unseen})
    assert visitor.saved["listening.themes"].note == ""


def test_a_municipality_of_unseen_signs_is_asked_for_and_inhabitants_follow(visitor: Visitor, unseen: str) -> None:
    fields = {"municipality-typed": unseen, "inhabitants": unseen, "language": "nl"}
    response = visitor.client.submit("/begin", fields)
    assert problems_of(response.text) == ["#municipality"]
    assert "Kies je gemeente" in response.text


def test_an_import_takes_no_title_of_unseen_signs_and_no_such_note(visitor: Visitor, unseen: str) -> None:
    document = json.loads(visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json").text)
    document["answers"] = {"next.steps": {"answer": {"text": unseen}}, "listening.themes": {"note": unseen}}
    document["actions"] = [{"title": unseen}, {"title": "Overleg", "who": unseen, "note": unseen}]
    page = visitor.client.submit("/begin/importeren", {"document": json.dumps(document), "confirmed": "1"} | {
        "municipality": "44021", "inhabitants": "272000", "language": "nl"})  # fmt: skip
    assert page.status_code == 303
    begun = Visitor(visitor.client, visitor.database, place_of(page).rpartition("/")[2])
    assert not begun.saved
    (action,) = read(visitor.database, get_actions, begun.record.id)
    assert (action.title, action.who, action.note) == ("Overleg", "", "")
