from __future__ import annotations

from pathlib import Path

import pytest

from assessment.content import load_content
from assessment.crosswalk import Crosswalk, EarlierVersion, Moved, carry_answers, load_crosswalk, shared_questions
from assessment.reading import ContentError

QUESTIONNAIRE = load_content().questionnaire
ONE = QUESTIONNAIRE.question("listening.themes")
BEST = ONE.options[0].id


def test_our_own_crosswalk_can_be_read() -> None:
    assert load_crosswalk(QUESTIONNAIRE) == Crosswalk()


def test_a_version_that_is_not_named_asks_the_same_questions() -> None:
    answers = carry_answers(Crosswalk(), QUESTIONNAIRE, "2020.1", {ONE.id: {"options": [BEST]}})
    assert answers[ONE.id].options == (BEST,)
    assert shared_questions(Crosswalk(), QUESTIONNAIRE, "2020.1") == set(QUESTIONNAIRE.question_by_id)


def test_renamed_split_and_added_questions_are_read_by_the_file(tmp_path: Path) -> None:
    other = next(q for q in QUESTIONNAIRE.questions if q.id != ONE.id and q.options and not q.rows)
    (tmp_path / "crosswalk.toml").write_text(
        f"""
[[version]]
id = "2020.1"
added = ["webcare.scheme"]
[[version.moved]]
from = "old.both"
to = "{ONE.id}"
options = ["always: {BEST}"]
[[version.moved]]
from = "old.both"
to = "{other.id}"
options = ["always: {other.options[0].id}"]
""",
        encoding="utf-8",
    )
    crosswalk = load_crosswalk(QUESTIONNAIRE, tmp_path)
    plain = {"old.both": {"options": ["always"]}, "old.gone": {"options": ["x"]}, "webcare.scheme": {"options": ["x"]}}
    answers = carry_answers(crosswalk, QUESTIONNAIRE, "2020.1", plain)
    assert {name: answer.options for name, answer in answers.items()} == {
        ONE.id: (BEST,),
        other.id: (other.options[0].id,),
    }
    assert "webcare.scheme" not in shared_questions(crosswalk, QUESTIONNAIRE, "2020.1")


def test_rows_of_a_grid_are_renamed_too_and_what_does_not_fit_is_left_out() -> None:
    grid = next(question for question in QUESTIONNAIRE.questions if question.rows)
    row, option = grid.rows[0].id, grid.options[0].id
    moved = Moved("old.grid", grid.id, {"always": option})
    crosswalk = Crosswalk({"1": EarlierVersion("1", moved=(moved,))})
    good = carry_answers(crosswalk, QUESTIONNAIRE, "1", {"old.grid": {"rows": {row: "always"}}})
    assert good[grid.id].rows == {row: option}
    assert carry_answers(crosswalk, QUESTIONNAIRE, "1", {"old.grid": {"rows": {row: "sometimes"}}}) == {}


@pytest.mark.parametrize(
    "text",
    [
        '[[version]]\nid = "1"\nadded = ["webcare.invented"]\n',
        '[[version]]\nid = "1"\n[[version.moved]]\nfrom = "a.b"\nto = "webcare.invented"\n',
        '[[version]]\nid = "1"\n[[version.moved]]\nfrom = "a.b"\nto = "listening.themes"\noptions = ["x"]\n',
        '[[version]]\nid = "1"\nsurprise = 1\n',
        '[[version]]\nid = "1"\n[[version]]\nid = "1"\n',
    ],
)
def test_a_mistake_in_the_file_is_told(tmp_path: Path, text: str) -> None:
    (tmp_path / "crosswalk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ContentError):
        load_crosswalk(QUESTIONNAIRE, tmp_path)
