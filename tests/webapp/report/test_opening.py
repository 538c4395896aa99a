"""The first screen of a result says what stands in the way, and its menu has five entries at most."""

from __future__ import annotations

from assessment.conditions import Holds
from assessment.content import Content
from assessment.model import UNKNOWN, Answer, State
from tests.webapp.report.conftest import UNKNOWN_IN_THE_MIDDLE, Reader, StoreAnswers, Stored, middle_answers
from webapp.findings.model import Findings


def failing(findings: Findings) -> set[str]:
    """Return the conditions that are known to fail."""
    return {
        one.criterion.text.dutch.rstrip(".")
        for entry in findings.dimensions.values()
        for level in entry.outcome.checked
        for one in level.criteria
        if one.holds is Holds.NO
    }


def test_the_obstacle_that_is_named_is_a_condition_that_fails(middle: Stored, reader: Reader) -> None:
    said = reader.page(middle.url()).select_one(".opening-obstacle")
    assert said is not None
    quoted = said.get_text().partition("“")[2].partition("”")[0]
    assert quoted in failing(middle.findings)


def test_where_nothing_stands_in_the_way_nothing_is_named(perfect: Stored, reader: Reader) -> None:
    assert reader.page(perfect.url()).select_one(".opening-obstacle") is None


def test_the_menu_on_a_phone_has_five_entries_at_most(middle: Stored, reader: Reader) -> None:
    for path in ("", "/webcare", "/aanbevelingen"):
        assert 3 <= len(reader.page(middle.url(path)).select(".menu li")) <= 5


def test_whose_number_stands_behind_2019_is_said_where_one_does(middle: Stored, empty: Stored, reader: Reader) -> None:
    for stored, counted in ((middle, True), (empty, False)):
        page = reader.page(stored.url())
        assert any("2019:" in part.get_text() for part in page.select(".opening-beside")) is counted
        key = [part.get_text() for part in page.select(".opening-key")]
        assert key == (["2019: het gemiddelde van de gemeenten toen"] if counted else [])


def test_the_facts_tell_on_how_many_questions_nobody_knew_be_it_in_one_row(
    store_answers: StoreAnswers, content: Content, perfect: Stored, reader: Reader
) -> None:
    whole, part = [question for question in content.questionnaire.core if question.rows][:2]
    given = middle_answers(content)
    given[whole.id] = Answer(State.UNKNOWN)
    given[part.id] = Answer(rows={**given[part.id].rows, part.rows[0].id: UNKNOWN})
    stored = store_answers(given)
    unknown = len({*UNKNOWN_IN_THE_MIDDLE, whole.id, part.id})
    facts = reader.page(stored.url()).select_one(".opening-facts")
    assert facts is not None
    assert f"op {unknown} vragen “weet ik niet”" in facts.get_text()
    facts = reader.page(perfect.url()).select_one(".opening-facts")
    assert facts is not None
    assert "weet ik niet" not in facts.get_text()
