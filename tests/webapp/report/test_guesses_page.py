"""A reader counts guesses as uncertain: a second calculation on a page of its own, beside the answers as given."""

from __future__ import annotations

from tests.webapp.visitor import Visitor

THEMES = "listening.themes"


def guess(visitor: Visitor) -> None:
    visitor.answer("listening", **{f"answer.{THEMES}": "rather", f"confidence.{THEMES}": "guess"})


def test_the_result_says_how_many_answers_are_a_guess_and_offers_to_count_them_as_uncertain(visitor: Visitor) -> None:
    visitor.answer("listening", **{f"answer.{THEMES}": "rather"})
    assert "een gok" not in visitor.open("/resultaat").get_text()
    guess(visitor)
    page = visitor.open("/resultaat")
    assert "Eén antwoord dat meetelt, is een gok" in page.get_text()
    assert page.select_one("a[href$='/resultaat/gokken']") is not None


def test_both_calculations_stand_beside_each_other_and_the_result_stays_as_it_was(visitor: Visitor) -> None:
    guess(visitor)
    before = visitor.open("/resultaat/listening").get_text()
    page = visitor.open("/resultaat/gokken")
    assert "Een tweede berekening" in page.get_text()
    both, questions = page.select("main table")
    domain = both.select("tbody tr")[0].select("td, th")
    assert domain[1].get_text() != domain[2].get_text()
    row = [cell.get_text(strip=True) for cell in questions.select("tbody tr")[0].select("td, th")]
    assert row[2:] == ["75", "50 tot 100"]
    assert visitor.open("/resultaat/listening").get_text() == before


def test_without_a_guess_the_page_says_so(visitor: Visitor) -> None:
    visitor.answer("listening", **{f"answer.{THEMES}": "rather", f"confidence.{THEMES}": "sure"})
    assert "Geen enkel antwoord" in visitor.open("/resultaat/gokken").get_text()
