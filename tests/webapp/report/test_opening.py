"""The first screen of a result says what stands in the way, and its menu has five entries at most."""

from __future__ import annotations

from assessment.conditions import Holds
from tests.webapp.report.conftest import Reader, Stored
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
