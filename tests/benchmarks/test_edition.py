"""An edition's file: every mistake in it is told with the file, the id and what to do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.content import Content, translatable_texts
from assessment.model import FigureLink, Kind, Question
from assessment.reading import ContentError
from benchmarks.editions import check_links, load_edition
from benchmarks.model import Edition, FigureKind, Population, Share
from tests.benchmarks.small_edition import (
    DEGREE,
    FIGURES,
    PAPERS,
    Document,
    figure,
    link,
    load_document,
    number,
    question,
    row,
    share,
    small_document,
    small_questionnaire,
)
from tests.newest import newest_content, newest_edition

Change = Callable[[Document], object]


def problems_of(document: Document, folder: Path) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_document(document, folder)
    return [str(problem) for problem in caught.value.problems]


def with_figure(name: str, *shares: Document, **fields: object) -> Change:
    return lambda document: document["figures"].append(figure(name, *shares, **fields))


def without(field: str) -> Change:
    return lambda document: document["figures"][0].pop(field)


def with_field(field: str, value: object) -> Change:
    return lambda document: document.update({field: value})


def test_a_file_without_mistakes_is_read(edition: Edition) -> None:
    assert (edition.id, edition.year, edition.municipalities_answered) == ("1999", 1999, 100)
    assert list(edition.figure_by_id) == [entry["id"] for entry in FIGURES]
    look = edition.figure_by_id["look"]
    assert (look.kind, look.population) == (FigureKind.ONE_OF, Population.MUNICIPALITIES)
    assert [(entry.id, entry.value) for entry in look.shares] == [
        ("yes", Decimal(60)),
        ("half", Decimal(20)),
        ("no", Decimal(20)),
    ]
    assert [(entry.year, entry.share, entry.value) for entry in look.earlier] == [(1998, "yes", Decimal(55))]


def test_a_number_is_kept_as_it_is_printed(edition: Edition) -> None:
    printed = edition.figure_by_id["followers"].share_by_id["mean"]
    assert (str(printed.value), printed.decimals) == ("12.50", 2)


def test_every_text_of_an_edition_has_an_id_of_its_own(edition: Edition) -> None:
    contexts = [text.context for text, _ in translatable_texts(edition)]
    assert len(contexts) == len(set(contexts))
    assert {"edition.title", "edition.note.invented.text", "edition.figure.look.asked"} <= set(contexts)
    assert "edition.figure.look.share.yes.text" in contexts


@pytest.mark.parametrize(
    ("change", "message"),
    [
        # of the survey
        (with_field("title", ""), "1999.toml: (file): 'title' is empty: write the text"),
        (lambda d: d.pop("year"), "1999.toml: (file): add the field 'year'"),
        (with_field("asked", "many"), "1999.toml: (file): 'asked' must be of type int, it is 'many'"),
        (with_field("municipalities_answered", 0), "1999.toml: (file): 'municipalities_answered' runs from 1 to"),
        (with_field("municipalities_answered", 200), "1999.toml: (file): 'municipalities_answered' runs from 1 to"),
        (with_field("police_zones_answered", 21), "1999.toml: (file): 'police_zones_answered' runs from 0 to"),
        (with_field("police_zones_answered", -1), "1999.toml: (file): 'police_zones_answered' runs from 0 to"),
        (with_field("anwsered", 3), "1999.toml: (file): the field 'anwsered' is not known: remove it or correct"),
        (lambda d: d["notes"].append(d["notes"][0]), "1999.toml: invented: this id stands twice"),
        # of a figure
        (without("id"), "1999.toml: figures[0]: add the field 'id'"),
        (without("asked"), "1999.toml: look: add the field 'asked'"),
        (without("section"), "1999.toml: look: add the field 'section'"),
        (without("population"), "1999.toml: look: add the field 'population'"),
        (without("shares"), "1999.toml: look: a figure needs at least one share"),
        (with_figure("Two words", share("a", 1)), "1999.toml: Two words: 'id' is made of a-z and 0-9"),
        (with_figure("look", share("a", 1)), "1999.toml: look: this id stands twice: ids are unique"),
        (with_figure("x", share("a", 1), population="aliens"), "1999.toml: x: 'aliens' is not a population: use one"),
        (with_figure("x", share("a", 1), kind="all_of"), "1999.toml: x: 'all_of' is not a kind of figure: use one of"),
        (with_figure("x", share("a", 1), nots="?"), "1999.toml: x: the field 'nots' is not known: remove it or"),
        (with_figure("x", share("mean", 3), kind="mean"), "1999.toml: x: a mean has one share, and a 'unit'"),
        (
            with_figure("x", share("a", 3), share("b", 4), kind="mean", unit="VTE"),
            "1999.toml: x: a mean has one share, and a 'unit'",
        ),
        # of its shares
        (with_figure("x", share("a", 1), share("a", 2)), "1999.toml: x:a: this id stands twice"),
        (with_figure("x", share("a", "half")), "1999.toml: x.a: 'value' must be a number"),
        (with_figure("x", {"id": "a", "text": "a"}), "1999.toml: x.a: 'value' must be a number"),
        (with_figure("x", share("a", 1, about="yes")), "1999.toml: x.a: 'about' must be of type bool"),
        (with_figure("x", share("a", 101)), "1999.toml: x: a share is a percentage from 0 to 100"),
        (with_figure("x", share("a", -1)), "1999.toml: x: a share is a percentage from 0 to 100"),
        (with_figure("x", share("a", -1), unit="zones"), "1999.toml: x: a printed value is 0 or more"),
        (
            with_figure("x", share("a", 60), share("b", 42)),
            "1999.toml: x: shares of a one-of figure add up to 102, more than rounding explains",
        ),
        (with_figure("x", share("a", 60), share("b", 41)), "1999.toml: x: shares add up to 101: say so in 'note'"),
        # of earlier years
        (
            with_figure("x", share("a", 1), earlier=[{"year": 1998, "share": "b", "value": 2}]),
            "1999.toml: x: 'earlier' speaks of a share 'b' that the figure does not have: use a",
        ),
        (
            with_figure("x", share("a", 1), earlier=[{"year": 1999, "share": "a", "value": 2}]),
            "1999.toml: x: 'earlier' is about a year before 1999, not 1999",
        ),
        (
            with_figure("x", share("a", 1), earlier=[{"year": 1998, "share": "a", "value": v} for v in (2, 3)]),
            "1999.toml: x:a:1998: this id stands twice",
        ),
        (
            with_figure("x", share("a", 1), earlier=[{"year": 1998, "share": "a", "value": 120}]),
            "1999.toml: x: a share is a percentage from 0 to 100",
        ),
    ],
)
def test_a_mistake_names_the_file_the_id_and_what_to_do(change: Change, message: str, tmp_path: Path) -> None:
    document = small_document()
    change(document)
    assert any(problem.startswith(message) for problem in problems_of(document, tmp_path)), message


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    document = small_document()
    for change in (without("asked"), with_figure("x", share("a", 101)), with_figure("y")):
        change(document)
    assert len(problems_of(document, tmp_path)) == 3


def test_a_file_that_cannot_be_read_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "1999.toml").write_text("id = ", "utf-8")
    for name in ("1999", "2000"):
        with pytest.raises(ContentError) as caught:
            load_edition(name, tmp_path)
        (problem,) = caught.value.problems
        assert str(problem).startswith(f"{name}.toml: (file): cannot be read: ")


@pytest.mark.parametrize(
    "fields",
    [
        (share("a", 60), share("b", 42)),  # over 100, but more than one answer was allowed
        (share("a", 100), share("b", 100)),
    ],
)
def test_several_answers_may_add_up_to_more_than_100(fields: tuple[Document, ...], tmp_path: Path) -> None:
    document = small_document()
    with_figure("x", *fields, kind="several_of")(document)
    assert load_document(document, tmp_path).figure_by_id["x"].kind is FigureKind.SEVERAL_OF


@pytest.mark.parametrize(
    ("shares", "total"),
    [
        ((share("a", 60), share("b", 41)), 101),  # 59.5 + 40.5 = 100 still fits
        ((share("a", 12, about=True), share("b", 71, about=True), share("c", 20, about=True)), 103),  # 95.5 fits
    ],
)
def test_what_rounding_explains_is_accepted_with_a_note(
    shares: tuple[Document, ...], total: int, tmp_path: Path
) -> None:
    document = small_document()
    with_figure("x", *shares, note="Door afronding.")(document)
    assert load_document(document, tmp_path).figure_by_id["x"].total == total


@pytest.mark.parametrize(
    ("value", "about", "expected"),
    [
        ("57", False, ("56.5", "57.5")),
        ("46.8", False, ("46.75", "46.85")),
        ("18.05", False, ("18.045", "18.055")),
        ("80", True, ("77.5", "82.5")),
        ("27.5", True, ("25.0", "30.0")),
        ("0", False, ("0", "0.5")),  # nothing is below 0
        ("2", True, ("0", "4.5")),
        ("1E+1", False, ("9.5", "10.5")),
    ],
)
def test_a_print_stands_for_what_rounds_to_it(value: str, about: bool, expected: tuple[str, str]) -> None:
    text = small_questionnaire().questions[0].text
    assert Share("x", text, Decimal(value), about).printed == (Decimal(expected[0]), Decimal(expected[1]))


def test_a_number_out_of_ten_may_stand_for_five_points_more_or_less() -> None:
    figures = load_edition("2019").figure_by_id
    assert figures["webcare.approachable"].shares[0].printed == (Decimal(85), Decimal(95))
    assert figures["dutch.whatsapp"].shares[0].printed == (Decimal(65), Decimal(75))


def test_how_far_a_print_may_lie_from_the_truth_is_only_asked_where_it_is_hedged(tmp_path: Path) -> None:
    document = small_document()
    document["figures"].append(figure("x", share("a", 1, within=5)))
    assert problems_of(document, tmp_path) == [
        "1999.toml: x.a: 'within' says how far 'about' may lie from the truth: it needs 'about = true'"
    ]


@given(st.decimals(0, 100, places=2), st.booleans())
def test_a_print_stands_for_its_own_value_too(value: Decimal, about: bool) -> None:
    low, high = Share("x", small_questionnaire().questions[0].text, value, about).printed
    assert 0 <= low <= value <= high


# ---------------------------------------------------------------- the links of questions and advice


def content_with(*questions: Question) -> Content:
    return replace(newest_content(), questionnaire=small_questionnaire(*questions), recommendations=())


def one(figure_link: FigureLink) -> Question:
    return question("listening.asked", options=DEGREE, figure=figure_link)


def several(figure_link: FigureLink) -> Question:
    return question("listening.asked", Kind.SEVERAL, options=PAPERS, figure=figure_link)


def grid(*links: FigureLink, figure_link: FigureLink | None = None) -> Question:
    rows = tuple(row(f"row{index}", row_link) for index, row_link in enumerate(links))
    return question("listening.asked", Kind.GRID, options=DEGREE, rows=rows, figure=figure_link)


def test_good_links_have_no_problems(edition: Edition) -> None:
    assert list(check_links(content_with(), edition)) == []


def test_the_real_questionnaire_and_advice_fit_the_latest_edition() -> None:
    assert list(check_links(newest_content(), newest_edition())) == []


LOOKED = link("look", yes="yes", half="half", no="no")

BAD_LINKS = [
    (
        one(link("lok", yes="yes", half="half", no="no")),
        "edition 1999 has no figure 'lok': correct its name, or remove",
    ),
    (
        one(link("look", yes="yes", half="half no", no="never")),
        "'no' maps to 'never', which 'look' lacks: use yes, half",
    ),
    (
        one(link("look", yes="yes never", half="half", no="no")),
        "'yes' maps to 'never', which 'look' lacks: use yes, half",
    ),
    (one(link("look", yes="yes", half="half", no="half")), "no option maps to 'no' of 'look': map one to it"),
    (
        one(link("zones", yes="yes", half="rest", no="rest")),
        "figure 'zones' is about police_zones: no municipality is in",
    ),
    (
        one(link("papers", yes="plan", half="rules", no="rest")),
        "figure 'papers' is of kind 'several_of', which a question",
    ),
    (
        one(FigureLink("staff")),
        "figure 'staff' is of kind 'mean', which a question of kind 'one' cannot be laid beside",
    ),
    (
        several(link("hear", plan="yes", rules="rest", none="rest")),
        "figure 'hear' is of kind 'one_of', which a question",
    ),
    (several(link("papers", plan="plan rules", rules="rules", none="rest")), "'papers' has one share for each option"),
    (
        several(link("papers", plan="plan", rules="rules", none="plan")),
        "'papers' has one share for each option: map each",
    ),
    (grid(link("gone", yes="yes")), "edition 1999 has no figure 'gone': correct its name, or remove it"),
    (grid(LOOKED, link("look", yes="yes", half="no", no="no")), "no option maps to 'half' of 'look': map one to it"),
    (grid(LOOKED, figure_link=LOOKED), "the figures of a grid stand at its rows: move 'figure' there"),
    (
        question("listening.asked", Kind.NUMBER, number=number(), figure=FigureLink("look")),
        "figure 'look' is of kind 'one_of', which a question of kind 'number' cannot be laid beside: use another",
    ),
    (
        question("listening.asked", Kind.TEXT, figure=FigureLink("look")),
        "figure 'look' is of kind 'one_of', which a question of kind 'text' cannot be laid beside: use another",
    ),
]


@pytest.mark.parametrize(("bad", "message"), BAD_LINKS)
def test_a_wrong_link_names_the_file_the_question_and_what_to_do(bad: Question, message: str, edition: Edition) -> None:
    (problem,) = check_links(content_with(bad), edition)
    assert (problem.file, problem.id) == ("questionnaire.toml", "listening.asked")
    assert problem.message.startswith(message)


def test_advice_that_leans_on_a_figure_that_is_not_there_is_a_problem(edition: Edition) -> None:
    advice = replace(newest_content().recommendations[0], figure="gone")
    (problem,) = check_links(replace(content_with(), recommendations=(advice,)), edition)
    assert (problem.file, problem.id) == ("advice.toml", advice.id)
    assert problem.message == "edition 1999 has no figure 'gone': correct its name, or remove it"
