"""Finished is finished, for tabs that were open before too: nothing opens a self-scan again without being asked."""

from __future__ import annotations

import io
import json

from bs4 import BeautifulSoup

from tests.webapp.reading import read_page
from tests.webapp.visitor import Fields, Visitor, notice_of, place_of, read_form, text_of

FULLY = {"answer.listening.themes": "fully"}


def finish(visitor: Visitor) -> None:
    visitor.client.submit(f"{visitor.url}/afronden")
    assert visitor.record.finished_at


def open_then_finish(visitor: Visitor, colleague: Visitor) -> Fields:
    """A tab with the questions stands open while a colleague finishes."""
    fields = visitor.section("listening")
    finish(colleague)
    return fields


def test_an_open_tab_does_not_open_a_finished_self_scan_and_gives_back_what_was_typed(
    visitor: Visitor, colleague: Visitor
) -> None:
    fields = open_then_finish(visitor, colleague)
    response = visitor.send("listening", fields, **FULLY, **{"note.listening.atmosphere": "zeker"})
    assert response.status_code == 409
    page = read_page(response.text)
    assert read_form(page)["answer.listening.themes"] == ["fully"]
    assert read_form(page)["note.listening.atmosphere"] == ["zeker"]
    assert page.select_one("main form.questions button[name=reopen]") is not None
    assert "finished in the meantime" in text_of(response) or "intussen afgerond" in text_of(response)
    assert visitor.plain("listening.themes") is None
    assert visitor.record.finished_at


def test_the_button_that_opens_it_again_saves_what_came_back(visitor: Visitor, colleague: Visitor) -> None:
    fields = open_then_finish(visitor, colleague)
    back = visitor.send("listening", fields, **FULLY)
    again = read_form(read_page(back.text))
    response = visitor.send("listening", again, reopen="1")
    assert notice_of(response) == "heropend-door-antwoord"
    assert place_of(response).endswith("/vragen/webcare")
    assert visitor.plain("listening.themes") == {"options": ["fully"]}
    assert visitor.record.finished_at is None


def test_one_answer_from_an_open_tab_is_held_until_somebody_opens_it_again(
    visitor: Visitor, colleague: Visitor
) -> None:
    fields = open_then_finish(visitor, colleague)
    response = visitor.save_one("listening.themes", fields, **FULLY)
    assert response.status_code == 409
    assert 'name="reopen" value="listening.themes"' in response.text
    assert f'name="revision.listening.themes" value="{fields["revision.listening.themes"][0]}"' in response.text
    assert visitor.record.finished_at
    assert visitor.save_one("listening.themes", fields, **FULLY, reopen="listening.themes").status_code == 200
    assert visitor.plain("listening.themes") == {"options": ["fully"]}
    assert visitor.record.finished_at is None


def test_a_form_that_changes_nothing_says_nothing_about_it(visitor: Visitor, colleague: Visitor) -> None:
    visitor.answer("listening", **FULLY)
    fields = open_then_finish(visitor, colleague)
    assert visitor.send("listening", fields).status_code == 303
    assert visitor.save_one("listening.themes", fields).status_code == 200
    assert visitor.record.finished_at


def bring(visitor: Visitor, **fields: str) -> tuple[int, BeautifulSoup, str]:
    """Bring a file with one answer, or what the page before carried of it."""
    response = visitor.client.post(
        f"{visitor.url}/gegevens/importeren", data=fields or {"file": (io.BytesIO(write_file()), "zelfscan.json")}
    )
    return response.status_code, read_page(response.text), response.location or ""


def write_file() -> bytes:
    return json.dumps(
        {
            "format": "pleinwijzer-zelfscan",
            "format_version": 1,
            "assessment": {"municipality": "44021", "inhabitants": 272000, "role": "", "language": "nl"},
            "answers": {"listening.themes": {"answer": {"options": ["fully"]}, "note": ""}},
        }
    ).encode()


def test_an_import_into_a_finished_self_scan_says_that_it_opens_it(visitor: Visitor, colleague: Visitor) -> None:
    finish(colleague)
    code, page, _ = bring(visitor)
    assert code == 200
    fields = {name: values[0] for name, values in read_form(page).items()}
    assert fields["reopen"] == "1"
    code, _, _ = bring(visitor, **fields, mode="new")
    assert code == 303
    assert visitor.plain("listening.themes") == {"options": ["fully"]}
    assert visitor.record.finished_at is None


def test_an_import_that_was_looked_at_before_the_finish_asks_again(visitor: Visitor, colleague: Visitor) -> None:
    _, page, _ = bring(visitor)
    fields = {name: values[0] for name, values in read_form(page).items()}
    assert "reopen" not in fields
    finish(colleague)
    code, page, _ = bring(visitor, **fields, mode="new")
    assert code == 409
    assert visitor.record.finished_at
    assert visitor.plain("listening.themes") is None
    again = {name: values[0] for name, values in read_form(page).items()}
    assert bring(visitor, **again, mode="new")[0] == 303
    assert visitor.plain("listening.themes") == {"options": ["fully"]}
