"""Sheets: the files are in order, in both languages, and a mistake in one is reported with what to do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assessment.content import Content, translatable_texts
from assessment.model import Answer, State
from assessment.reading import ContentError
from assessment.sheets.model import GAP, PLACE, UNANSWERED, When
from assessment.sheets.reading import SHEETS_FOLDER, load_sheets
from tests.newest import newest_content

SMALL = """
id = "small"
order = 1
title = "Een blad"
purpose = "Waarvoor."
use = "Hoe {municipality} het gebruikt."
recommendations = ["webcare.scheme"]

[[parts]]
id = "first"
text = "Antwoord van [naam]."
when = [{ question = "webcare.who", among = ["nobody", "unanswered"] }]

[[parts]]
id = "second"
[parts.table]
caption = "Kanalen"
each = "channels"
pattern = ["{channel}", "[naam]"]
columns = { channel = "Kanaal", who = "Wie" }

[[parts]]
id = "third"
[parts.steps]
one = { question = "Is het zo?", yes = "Doe dit.", no = "Doe dat." }
"""


@pytest.fixture(scope="module")
def content() -> Content:
    return newest_content()


def read(folder: Path, text: str, content: Content, name: str = "small.toml") -> None:
    (folder / name).write_text(text, encoding="utf-8")
    load_sheets(content, folder)


def test_a_small_sheet_is_in_order(tmp_path: Path, content: Content) -> None:
    read(tmp_path, SMALL, content)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.replace("webcare.scheme", "webcare.schema"), "no recommendation 'webcare.schema'"),
        (lambda text: text.replace("{municipality}", "{town}"), "nothing is called {town}"),
        (lambda text: text.replace("{municipality}", "{channel}"), "nothing is called {channel}"),
        (lambda text: text.replace("Waarvoor.", "Voor {municipality}."), "leave out what is filled in"),
        (lambda text: text.replace("[naam].", "[naam."), "a bracket stands alone"),
        (lambda text: text.replace('"webcare.who"', '"webcare.whom"'), "no question 'webcare.whom'"),
        (lambda text: text.replace('"nobody"', '"somebody"'), "no option 'somebody'"),
        (lambda text: text.replace('"[naam]"]', '"[naam]", "x"]'), "3 cells for 2 columns"),
        (lambda text: text.replace('"channels"', '"canals"'), "'canals' is nothing that a table has rows for"),
        (lambda text: text.replace(', no = "Doe dat."', ""), "add 'no'"),
        (lambda text: text.replace('id = "small"', 'id = "other"'), "is called as its file"),
        (lambda text: text.replace("order = 1", "order = 1\nlegal = true"), "names its sources"),
        (lambda text: text.replace("order = 1", "order = 1\ncolour = 1"), "'colour' is not known"),
        (lambda text: text.replace('text = "Antwoord', 'txt = "Antwoord'), "needs a text, items, a table or steps"),
    ],
)
def test_a_mistake_is_reported_with_its_file(
    tmp_path: Path, content: Content, change: Callable[[str], str], message: str
) -> None:
    with pytest.raises(ContentError, match=re.escape(message)) as caught:
        read(tmp_path, change(SMALL), content)
    assert "small.toml" in str(caught.value)


def test_every_file_is_a_sheet_with_a_place_of_its_own(content: Content) -> None:
    sheets = load_sheets(content)
    assert len(sheets.all) == len(list(SHEETS_FOLDER.glob("*.toml")))
    assert len({sheet.order for sheet in sheets.all}) == len(sheets.all), "two have one place in the list"


def test_what_is_to_be_filled_in_is_said_in_words(content: Content) -> None:
    for sheet in load_sheets(content).all:
        for text, _ in translatable_texts(sheet):
            for gap in GAP.findall(text.dutch):
                assert len(gap.strip("[] …")) > 1, f"{text.context}: say what belongs in {gap}"
                assert not PLACE.search(gap), f"{text.context}: what is filled in needs no brackets"


def test_no_source_was_read_in_the_future(content: Content) -> None:
    for sheet in load_sheets(content).all:
        for source in sheet.sources:
            assert not source.seen or date.fromisoformat(source.seen) >= date(2026, 11, 27)


@pytest.mark.parametrize(
    ("answer", "holds"),
    [
        (None, True),
        (Answer(State.UNKNOWN), True),
        (Answer(options=("nobody",)), True),
        (Answer(options=("both",)), False),
    ],
)
def test_who_did_not_answer_is_a_case_of_its_own(answer: Answer | None, holds: bool) -> None:
    when = When("webcare.who", None, frozenset({"nobody", UNANSWERED}))
    answers = {} if answer is None else {"webcare.who": answer}
    assert when.holds(answers, "small", frozenset()) is holds


def test_a_size_and_a_barrier_are_conditions_too() -> None:
    when = When(sizes=frozenset({"large"}), barriers=frozenset({"time", "budget"}))
    assert when.holds({}, "large", frozenset({"budget"}))
    assert not when.holds({}, "large", frozenset())
    assert not when.holds({}, "small", frozenset({"budget"}))
