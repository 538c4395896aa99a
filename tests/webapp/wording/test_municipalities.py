"""The register of municipalities on a computer whose clock is wrong."""

from __future__ import annotations

from datetime import date

import pytest

from webapp.wording import municipalities


@pytest.mark.parametrize("day", [date(1970, 1, 1), date(2022, 11, 26), date(2099, 1, 1)])
def test_a_clock_that_is_years_off_leaves_every_municipality_to_choose(
    monkeypatch: pytest.MonkeyPatch, day: date
) -> None:
    now = municipalities.list_municipalities()
    monkeypatch.setattr(municipalities, "today", lambda: day)
    assert municipalities.list_municipalities.__wrapped__() == now
