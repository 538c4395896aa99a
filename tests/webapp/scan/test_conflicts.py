"""Two people with the same link: nobody's saved answer is lost without a word."""

from __future__ import annotations

from tests.webapp.reading import read_page
from tests.webapp.visitor import Visitor, place_of, read_form, text_of

THEMES = "listening.themes"


def test_the_other_answer_is_shown_and_a_second_save_overwrites(visitor: Visitor, colleague: Visitor) -> None:
    mine, theirs = visitor.section("listening"), colleague.section("listening")
    colleague.send("listening", theirs, **{f"answer.{THEMES}": "not"})
    response = visitor.send("listening", mine, **{f"answer.{THEMES}": "fully", "answer.listening.followers": "rather"})
    assert response.status_code == 409
    assert "Helemaal niet" in text_of(response)
    assert visitor.plain(THEMES) == {"options": ["not"]}
    assert visitor.plain("listening.followers") == {"options": ["rather"]}
    again = read_form(read_page(response.text))
    assert again[f"answer.{THEMES}"] == ["fully"]
    assert visitor.send("listening", again).status_code == 303
    assert visitor.plain(THEMES) == {"options": ["fully"]}


def test_the_other_answer_can_be_kept(visitor: Visitor, colleague: Visitor) -> None:
    mine = visitor.section("listening")
    colleague.answer("listening", **{f"answer.{THEMES}": "not"})
    response = visitor.send("listening", mine, **{f"answer.{THEMES}": "fully"})
    again = read_form(read_page(response.text))
    response = visitor.send("listening", again, take=THEMES)
    assert place_of(response).endswith("#q-listening-themes")
    assert visitor.plain(THEMES) == {"options": ["not"]}


def test_two_people_on_different_questions_do_not_meet(visitor: Visitor, colleague: Visitor) -> None:
    mine, theirs = visitor.section("listening"), colleague.section("listening")
    colleague.send("listening", theirs, **{f"answer.{THEMES}": "not"})
    response = visitor.send("listening", mine, **{"answer.listening.followers": "rather"})
    assert response.status_code == 303
    assert visitor.plain(THEMES) == {"options": ["not"]}
    assert visitor.plain("listening.followers") == {"options": ["rather"]}


def test_saving_by_itself_never_overwrites_before_a_choice(visitor: Visitor, colleague: Visitor) -> None:
    fields = visitor.section("barriers")
    colleague.answer("barriers", **{"answer.next.steps": "Van de collega"})
    first = visitor.save_one("next.steps", fields, **{"answer.next.steps": "Van mij"})
    assert first.status_code == 409
    assert "Van de collega" in first.text
    shown = {str(tag["name"]): [str(tag["value"])] for tag in read_page(first.text).select("input")}
    second = visitor.save_one("next.steps", {**fields, **shown}, **{"answer.next.steps": "Van mij, verder getypt"})
    assert second.status_code == 409
    assert visitor.plain("next.steps") == {"text": "Van de collega"}
    chosen = visitor.save_one("next.steps", {**fields, **shown}, **{"answer.next.steps": "Van mij"}, keep="next.steps")
    assert chosen.status_code == 200
    assert visitor.plain("next.steps") == {"text": "Van mij"}


def test_a_whole_form_after_an_unseen_conflict_asks_first(visitor: Visitor, colleague: Visitor) -> None:
    fields = visitor.section("listening")
    colleague.answer("listening", **{f"answer.{THEMES}": "not"})
    first = visitor.save_one(THEMES, fields, **{f"answer.{THEMES}": "fully"})
    shown = {str(tag["name"]): [str(tag["value"])] for tag in read_page(first.text).select("input")}
    response = visitor.send("listening", {**fields, **shown}, **{f"answer.{THEMES}": "fully"})
    assert response.status_code == 409
    assert visitor.plain(THEMES) == {"options": ["not"]}


def test_a_changed_profile_is_not_overwritten_without_a_word(visitor: Visitor, colleague: Visitor) -> None:
    mine, theirs = read_form(visitor.open("/profiel")), read_form(colleague.open("/profiel"))
    colleague.client.submit(f"{colleague.url}/profiel", {**theirs, "inhabitants": "300000"})
    response = visitor.client.submit(f"{visitor.url}/profiel", {**mine, "inhabitants": "250000"})
    assert response.status_code == 409
    assert "300.000" in text_of(response)
    assert visitor.record.inhabitants == 300_000
    again = read_form(read_page(response.text))
    assert visitor.client.submit(f"{visitor.url}/profiel", again).status_code == 303
    assert visitor.record.inhabitants == 250_000
