"""Filling in sections: without JavaScript by the whole form, with it one answer at a time."""

from __future__ import annotations

import pytest

from tests.webapp.reading import read_page
from tests.webapp.visitor import Visitor, notice_of, place_of, read_form, text_of

FACEBOOK = "presence.followers_facebook"


def test_a_section_is_saved_whole_and_leads_to_the_next(visitor: Visitor) -> None:
    response = visitor.answer("listening", **{"answer.listening.themes": "fully", "note.listening.themes": "zeker"})
    assert response.status_code == 303
    assert place_of(response).endswith("/vragen/webcare")
    assert notice_of(response) == "bewaard"
    assert visitor.plain("listening.themes") == {"options": ["fully"]}
    assert visitor.saved["listening.themes"].note == "zeker"


def test_what_is_saved_stands_in_the_form_again(visitor: Visitor) -> None:
    changes = {
        "row.presence.channel_use.facebook": "active",
        "row.presence.channel_use.tiktok": "unknown",
        f"answer.{FACEBOOK}": "12.500",
        "answer.presence.active": "unknown",
    }
    visitor.answer("presence", **changes)
    fields = visitor.section("presence")
    assert fields["row.presence.channel_use.facebook"] == ["active"]
    assert fields["row.presence.channel_use.tiktok"] == ["unknown"]
    assert fields[f"answer.{FACEBOOK}"] == ["12500"]
    assert fields["answer.presence.active"] == ["unknown"]
    assert visitor.plain("presence.active") == {"state": "unknown"}


def test_saving_the_same_form_twice_changes_nothing(visitor: Visitor) -> None:
    fields = visitor.section("listening")
    for _ in range(2):
        assert visitor.send("listening", fields, **{"answer.listening.themes": "fully"}).status_code == 303
    assert visitor.record.revision == 1


def test_an_answer_can_be_cleared_and_its_note_stays(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully", "note.listening.themes": "zeker"})
    response = visitor.answer("listening", clear="listening.themes")
    assert place_of(response).endswith("#q-listening-themes")
    assert visitor.plain("listening.themes") is None
    assert visitor.saved["listening.themes"].note == "zeker"


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("7,5", None),
        ("1.234", "1234"),
        (" 12 500 ", "12500"),
        ("-3", None),
        ("1e9", None),
        ("veel", None),
        ("9999999999", None),
        ("\x00", None),
        ("1\x002", "12"),
        ("٣", "3"),
        ("😀", None),
        ("<script>alert(1)</script>", None),
        ("9" * 100_000, None),
    ],
)
def test_a_typed_number_is_read_right_or_comes_back_with_what_to_do(
    visitor: Visitor, typed: str, stored: str | None
) -> None:
    response = visitor.answer("presence", **{f"answer.{FACEBOOK}": typed, "answer.presence.active": "yes"})
    assert visitor.plain("presence.active") == {"options": ["yes"]}
    cleaned = typed.replace("\x00", "")
    if stored is None and cleaned:
        assert response.status_code == 422
        soup = read_page(response.text)
        assert read_form(soup)[f"answer.{FACEBOOK}"] == [cleaned]
        assert soup.find(class_="error-summary") is not None
        assert visitor.plain(FACEBOOK) is None
        assert "<script>alert" not in response.text
    else:
        assert response.status_code == 303
        assert visitor.plain(FACEBOOK) == ({"number": stored} if stored else None)


def test_decimals_are_written_with_a_comma_where_the_question_takes_them(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.staff": "7,5"})
    assert visitor.plain("webcare.staff") == {"number": "7.5"}
    assert visitor.section("webcare")["answer.webcare.staff"] == ["7,5"]


@pytest.mark.parametrize(
    ("section", "changes"),
    [
        ("listening", {"answer.listening.themes": "bestaat-niet"}),
        ("listening", {"answer.listening.themes": ["fully", "not"]}),
        ("listening", {"answer.listening.themes": "not_applicable"}),
        ("strategy", {"answer.strategy.documents": ["none", "guidelines"]}),
        ("strategy", {"answer.strategy.documents": ["guidelines"], "state.strategy.documents": "unknown"}),
        ("strategy", {"row.strategy.conditions.training": "veel"}),
        ("barriers", {"answer.next.steps": "x" * 100_000}),
        ("barriers", {"note.next.steps": "x" * 100_000}),
        ("barriers", {"answer.next.steps": "Iets", "state.next.steps": "unknown"}),
        ("barriers", {"state.next.steps": "iets anders"}),
    ],
)
def test_an_answer_that_does_not_fit_is_refused_in_words_and_the_others_are_saved(
    visitor: Visitor, section: str, changes: dict[str, object]
) -> None:
    other = {"listening": "listening.watching", "strategy": "strategy.resources", "barriers": "barriers.reported"}[
        section
    ]
    name, value = ("row.barriers.reported.time", "not") if section == "barriers" else (f"answer.{other}", "none")
    value = "never" if section == "listening" else value
    response = visitor.answer(section, **{name: value}, **changes)
    assert response.status_code == 422
    assert "error-summary" in response.text
    assert visitor.plain(other) is not None
    assert {key for key, entry in visitor.saved.items() if entry.plain} == {other}


def test_long_text_and_signs_come_back_as_typed(visitor: Visitor) -> None:
    typed = '😀 <b>é</b> & "q"\nregel ' + "x" * 3000
    response = visitor.answer("barriers", **{"answer.next.steps": typed})
    assert response.status_code == 422
    assert read_form(read_page(response.text))["answer.next.steps"] == [typed]


def test_a_question_that_was_not_on_the_form_keeps_its_answer(visitor: Visitor) -> None:
    visitor.answer("listening", **{"answer.listening.themes": "fully"})
    assert visitor.send("listening", {}).status_code == 303
    assert visitor.plain("listening.themes") == {"options": ["fully"]}


def test_text_for_a_question_that_is_gone_comes_back(visitor: Visitor) -> None:
    response = visitor.answer("listening", **{"answer.listening.bygone": "mijn lange tekst"})
    assert response.status_code == 422
    assert "mijn lange tekst" in text_of(response)


def test_one_answer_is_saved_as_it_is_given(visitor: Visitor) -> None:
    fields = visitor.section("listening")
    response = visitor.save_one("listening.themes", fields, **{"answer.listening.themes": "rather"})
    assert response.status_code == 200
    assert 'name="revision.listening.themes" value="1-' in response.text
    assert 'id="section-progress"' in response.text
    assert visitor.plain("listening.themes") == {"options": ["rather"]}
    assert list(visitor.saved) == ["listening.themes"]


def test_one_answer_that_is_wrong_says_so_beside_the_question(visitor: Visitor) -> None:
    response = visitor.save_one(FACEBOOK, visitor.section("presence"), **{f"answer.{FACEBOOK}": "veel"})
    assert response.status_code == 422
    assert "is-not-saved" in response.text


def test_a_question_that_does_not_exist_is_answered_in_words(visitor: Visitor) -> None:
    response = visitor.save_one("no.such", visitor.section("presence"))
    assert response.status_code == 422
    assert "is-not-saved" in response.text


@pytest.mark.parametrize("path", ["/vragen/bestaat-niet", "/antwoord/x"])
def test_a_page_that_is_not_there_is_not_found(visitor: Visitor, path: str) -> None:
    assert visitor.client.get(visitor.url + path).status_code in {404, 405}


@pytest.mark.parametrize("sign", ["\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029", "\r", "\r\n"])
def test_a_pasted_line_end_of_any_kind_keeps_two_words_apart(visitor: Visitor, sign: str) -> None:
    changes = {"answer.next.steps": f"eerste{sign}tweede", "note.next.steps": f"derde{sign}vierde"}
    assert visitor.answer("barriers", **changes).status_code == 303
    assert visitor.plain("next.steps") == {"text": "eerste\ntweede"}
    assert visitor.saved["next.steps"].note == "derde\nvierde"
