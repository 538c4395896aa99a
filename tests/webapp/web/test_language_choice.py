"""Choosing a language loses nothing: the button takes the form along, which comes back with all that stands in it."""

from __future__ import annotations

import io

from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.scan.test_errors import locked
from tests.webapp.visitor import Visitor, place_of, read_form
from webapp.web.language import LANGUAGE_COOKIE


def test_the_language_buttons_belong_to_the_form_of_the_page(visitor: Visitor) -> None:
    for path in ("/vragen/listening", "/profiel", "/actieplan/nieuw", "/links/nieuw"):
        page = visitor.open(path)
        buttons = page.select("header button[name=taal]")
        forms = {str(button["form"]) for button in buttons}
        assert len(buttons) >= 2, path
        assert len(forms) == 1, path
        assert page.select_one(f"main form#{forms.pop()}") is not None, path
        first = page.select_one("button[form]")
        assert first is not None
        assert first.get("name") == "go", "Enter in a field presses the first button"


def test_answers_are_saved_and_the_same_section_opens_in_the_other_language(visitor: Visitor) -> None:
    response = visitor.answer("webcare", **{"answer.webcare.staff": "7,5", "note.webcare.staff": "zeker"}, taal="en")
    assert response.status_code == 303
    assert place_of(response) == "/taal"  # which looks whether the browser keeps the choice
    assert visitor.plain("webcare.staff") == {"number": "7.5"}
    looked = visitor.client.get(response.location)
    assert place_of(looked).endswith("/vragen/webcare")
    page = visitor.client.page(looked.location)
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert read_form(page)["answer.webcare.staff"] == ["7.5"]


def test_what_was_refused_comes_back_and_the_rest_is_saved(visitor: Visitor) -> None:
    changes = {"answer.webcare.staff": "veel", "answer.webcare.scheme": "unknown"}
    response = visitor.answer("webcare", **changes, taal="en")
    page = read_page(response.text)
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert read_form(page)["answer.webcare.staff"] == ["veel"]
    assert "This is not a number" in page.get_text()
    assert visitor.plain("webcare.scheme") == {"state": "unknown"}


def test_what_could_not_be_saved_comes_back_and_a_number_keeps_its_value(visitor: Visitor) -> None:
    fields = visitor.section("webcare")
    with locked(visitor):
        response = visitor.send("webcare", fields, **{"answer.webcare.staff": "7,5"}, taal="en")
    assert response.status_code == 503
    again = read_form(read_page(response.text))
    assert again["answer.webcare.staff"] == ["7.5"]
    visitor.client.set_cookie(LANGUAGE_COOKIE, "en")
    assert visitor.send("webcare", again).status_code == 303
    assert visitor.plain("webcare.staff") == {"number": "7.5"}


def test_other_forms_come_back_and_nothing_is_done(visitor: Visitor) -> None:
    typed = {"title": "Iets doen", "who": "Team", "due": "1 mei", "note": "een\ntwee", "taal": "en"}
    fields = {**read_form(visitor.open("/actieplan/nieuw")), **typed}
    response = visitor.client.submit(f"{visitor.url}/actieplan/nieuw", fields)
    page = read_page(response.text)
    assert response.status_code == 200
    assert page.html is not None
    assert page.html["lang"] == "en"
    assert {name: read_form(page)[name] for name in ("title", "who", "due", "note")} == {
        name: [typed[name]] for name in ("title", "who", "due", "note")
    }
    assert "Iets doen" not in visitor.open("/actieplan").get_text()


def test_the_number_of_inhabitants_keeps_its_value(client: PageClient) -> None:
    typed = {"municipality": "44021", "inhabitants": "33.970", "role": "webcare", "taal": "en"}
    response = client.submit("/begin", {**read_form(client.page("/begin")), **typed})
    page = read_page(response.text)
    fields = read_form(page)
    assert response.status_code == 200
    assert page.select_one(".error-summary") is None
    assert (fields["municipality"], fields["inhabitants"]) == (["44021"], ["33970"])


def test_what_is_ticked_to_take_on_stays_ticked_and_nothing_is_taken_on(visitor: Visitor) -> None:
    page = visitor.open("/actieplan/overnemen")
    ids = [str(box["value"]) for box in page.select("input[name=chosen]")]
    assert len(ids) > 2
    fields = {**read_form(page), "chosen": ids[1:2], "taal": "en"}
    del fields["days"]
    again = read_page(visitor.client.submit(f"{visitor.url}/actieplan/overnemen", fields).text)
    assert again.html is not None
    assert again.html["lang"] == "en"
    assert read_form(again)["chosen"] == ids[1:2]
    assert "days" not in read_form(again)
    assert not visitor.open("/actieplan").select(".plan-row")


def test_a_chosen_file_comes_along_to_the_page_that_says_what_is_in_it(visitor: Visitor) -> None:
    visitor.answer("webcare", **{"answer.webcare.staff": "7,5"})
    file = visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json").data
    for path in ("/begin/importeren", f"{visitor.url}/gegevens/importeren"):
        sent = {"file": (io.BytesIO(file), "zelfscan.json"), "taal": "en"}
        page = read_page(visitor.client.post(path, data=sent).text)
        assert page.html is not None
        assert page.html["lang"] == "en"
        assert "webcare.staff" in read_form(page)["document"][0], path


def test_without_a_file_the_page_on_which_one_is_chosen_comes_in_the_other_language(visitor: Visitor) -> None:
    for path, shown in (("/begin/importeren", "/begin/importeren"), ("/gegevens/importeren", "/gegevens")):
        at = visitor.url if path.startswith("/gegevens") else ""
        response = visitor.client.post(at + path, data={"file": (io.BytesIO(b""), ""), "taal": "en"})
        assert (response.status_code, place_of(response)) == (303, at + shown)


def test_where_a_link_is_shown_once_no_other_language_can_take_it_away(visitor: Visitor) -> None:
    fields = {**read_form(visitor.open("/links/nieuw")), "label": "Schepen"}
    page = read_page(visitor.client.submit(f"{visitor.url}/links/nieuw", fields).text)
    assert page.find(id="share-url") is not None
    assert not page.select("header .language")
