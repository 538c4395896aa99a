"""The search for a municipality, as somebody types in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.test_scan import FORM_BUTTON
from tests.webapp.wording.test_place_search import TYPED
from webapp.wording.mergers import FORMER
from webapp.wording.municipalities import list_municipalities
from webapp.wording.place_search import find_place

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import CheckAccessibility, OpenPage

pytestmark = pytest.mark.browser

TYPE_ALL = """texts => texts.map((text) => {
  const input = document.getElementById("municipality");
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  return document.getElementById("municipality-select").value;
})"""


def list_texts() -> list[str]:
    """Return whatever somebody may type: names, parts of them, codes, and both."""
    names = [name for one in list_municipalities() for name in (one.name, one.name_fr, one.name.lower(), one.code)]
    spaced = [name.replace("-", " ") + " " for name in names]
    shortened = [name.replace("Sint-", short) for name in names for short in ("St-", "St. ", "st ") if "Sint-" in name]
    parts = [one.name[:length] for one in list_municipalities() for length in (2, 4)]
    codes = [str(code) for code in range(1000, 10000, 7)]
    codes += [code for one in list_municipalities() for code in one.postal_codes]
    both = [f"{one.postal_codes[-1]} {one.name}" for one in list_municipalities()]
    all_names = [one.name for one in list_municipalities()]
    wrong = [f"{one.postal_codes[0]} {all_names[at - 1]}" for at, one in enumerate(list_municipalities())]
    return [*names, *spaced, *shortened, *parts, *codes, *both, *wrong, *TYPED, *(former.name for former in FORMER)]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_field_finds_what_the_server_finds(page: Page, language: str) -> None:
    page.goto(f"/begin?taal={language}")
    page.locator("#municipality-select").wait_for(state="attached")
    texts = list_texts()
    there: list[str] = page.evaluate(TYPE_ALL, texts)
    here = [found.code if (found := find_place(text).only) else "" for text in texts]
    assert {text: (a, b) for text, a, b in zip(texts, there, here, strict=True) if a != b} == {}


@pytest.mark.parametrize(
    ("typed", "offered"),
    [("sint n", "Sint-Niklaas"), ("st-nik", "Sint-Niklaas"), ("st. n", "Sint-Niklaas"),
     ("heist op den", "Heist-op-den-Berg"), ("gent ", "Gent"),
     ("renai", "Ronse (Renaix)"), ("9040", "Gent (9040)"), ("904", "Gent (9040)"),
     ("9040 Sint-Am", "Gent (9040)"), ("moerb", "Lokeren (Moerbeke)"), ("meule", "Tielt (Meulebeke)"),
     ("galm", "Pajottegem (Galmaarden)"), ("stad", "Staden"), ("den berg", "Heist-op-den-Berg")],
)  # fmt: skip
def test_the_first_that_is_offered_is_the_right_one_and_says_what_led_there(
    page: Page, typed: str, offered: str
) -> None:
    page.goto("/begin")
    page.fill("#municipality", typed)
    expect(page.locator(".autocomplete__option").first).to_have_text(offered)


def test_a_merged_municipality_is_chosen_and_it_is_said_where_it_is_now(
    page: Page, check_accessibility: CheckAccessibility
) -> None:
    page.goto("/begin")
    page.fill("#municipality", "moerbeke")
    page.locator(".autocomplete__option").first.click()
    expect(page.locator("#municipality")).to_have_value("Lokeren")
    expect(page.locator(".combobox-why")).to_have_text("Moerbeke hoort sinds 1 januari 2025 bij Lokeren.")
    check_accessibility(page)
    page.fill("#inhabitants", "48.000")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/z/*")
    assert "Lokeren" in page.locator("h1").inner_text()


def test_what_is_typed_and_not_picked_counts_and_comes_back_with_why(
    page: Page, expected_complaints: list[str]
) -> None:
    expected_complaints.append("status of 422")
    page.goto("/begin")
    page.fill("#municipality", "9040 Sint-Amandsberg ")
    page.press("#municipality", "Tab")
    expect(page.locator(".combobox-why")).to_have_text("9040 is een postcode van Gent.")
    page.fill("#inhabitants", "veel")
    page.click(FORM_BUTTON)
    page.locator(".error-summary").wait_for()
    assert page.locator(".error-summary li").count() == 1
    expect(page.locator("#municipality")).to_have_value("9040 Sint-Amandsberg")
    expect(page.locator(".combobox-why")).to_have_text("9040 is een postcode van Gent.")


def test_another_text_takes_the_explanation_away(page: Page) -> None:
    page.goto("/begin")
    page.fill("#municipality", "moerbeke")
    expect(page.locator(".combobox-why")).to_contain_text("Lokeren")
    page.fill("#municipality", "gent")
    expect(page.locator(".combobox-why")).to_have_text("")
    page.fill("#municipality", "nergens")
    expect(page.locator("#municipality-select")).to_have_value("")


def test_the_list_itself_works_without_javascript(open_page: OpenPage) -> None:
    page = open_page(java_script_enabled=False)
    page.goto("/begin")
    page.select_option("#municipality", "46029")
    page.fill("#inhabitants", "48\u00a0000\u200e")
    page.click(FORM_BUTTON)
    page.wait_for_url("**/z/*")
    assert "Lokeren" in page.locator("h1").inner_text()


def test_the_number_of_inhabitants_follows_the_municipality_until_somebody_types_another(page: Page) -> None:
    page.goto("/begin")
    number, line = page.locator("#inhabitants"), page.locator("#inhabitants-from")
    page.fill("#municipality", "mesen")
    expect(number).to_have_value("1068")
    expect(line).to_have_text("Ingevuld: Statbel, 1 januari 2026. Klopt het niet? Verbeter het dan.")
    page.fill("#municipality", "moerbeke")
    expect(number).to_have_value("50897")
    number.fill("51.000")
    expect(line).to_have_text("")
    page.fill("#municipality", "gent")
    expect(page.locator("#municipality-select")).to_have_value("44021")
    expect(number).to_have_value("51.000")
