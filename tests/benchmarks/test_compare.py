"""An answer beside its figure: the printed shares, what they may stand for, and which of them are the own ones."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from assessment.model import Answer, Kind, Questionnaire, Range, State
from benchmarks.compare import Comparison, chosen_options, compare_answers, rest_of, sample_interval
from benchmarks.model import Edition, Population
from tests.benchmarks.small_edition import (
    DEGREE,
    link,
    question,
    small_questionnaire,
)
from tests.newest import newest_content, newest_edition

UNKNOWN = Answer(State.UNKNOWN)
NOT_APPLICABLE = Answer(State.NOT_APPLICABLE)


def chose(*options: str) -> Answer:
    return Answer(options=options)


def rows(**options: str) -> Answer:
    return Answer(rows=options)


def compare(
    questionnaire: Questionnaire, edition: Edition, name: str, answer: Answer | None, row: str | None = None
) -> Comparison:
    answers = {} if answer is None else {name: answer}
    return compare_answers(questionnaire, edition, answers, 20_000)[(name, row)]


def own(comparison: Comparison) -> dict[str, bool | None]:
    return {line.id: line.own for line in comparison.shares}


# ---------------------------------------------------------------- layer 1: the answer


@pytest.mark.parametrize(
    ("name", "answer", "expected", "answered"),
    [
        # all categories are printed
        ("listening.look", chose("half"), {"yes": False, "half": True, "no": False}, True),
        ("listening.look", None, {"yes": False, "half": False, "no": False}, False),
        ("listening.look", UNKNOWN, {"yes": False, "half": False, "no": False}, False),
        ("listening.look", NOT_APPLICABLE, {"yes": False, "half": False, "no": False}, False),
        # one is printed, and the print does not tell whether `half` is in it
        ("listening.hear", chose("yes"), {"yes": True, "rest": False}, True),
        ("listening.hear", chose("half"), {"yes": None, "rest": None}, True),
        ("listening.hear", chose("no"), {"yes": False, "rest": True}, True),
        ("listening.hear", UNKNOWN, {"yes": False, "rest": False}, False),
        # several answers: no rest, since the shares need not make 100
        ("webcare.papers", chose("plan", "rules"), {"plan": True, "rules": True}, True),
        ("webcare.papers", chose("rules"), {"plan": False, "rules": True}, True),
        ("webcare.papers", chose("none"), {"plan": False, "rules": False}, True),
        ("webcare.papers", UNKNOWN, {"plan": False, "rules": False}, False),
        ("webcare.papers", None, {"plan": False, "rules": False}, False),
    ],
)
def test_the_own_category_is_marked_beside_the_printed_shares(
    questionnaire: Questionnaire,
    edition: Edition,
    name: str,
    answer: Answer | None,
    expected: dict[str, bool | None],
    answered: bool,
) -> None:
    found = compare(questionnaire, edition, name, answer)
    assert (own(found), found.answered) == (expected, answered)


@pytest.mark.parametrize(
    ("row", "answer", "expected", "answered"),
    [
        ("square", rows(square="half", hall="no"), {"yes": False, "half": True, "no": False}, True),
        ("hall", rows(square="half", hall="no"), {"yes": False, "rest": True}, True),
        ("hall", rows(square="half"), {"yes": False, "rest": False}, False),
        ("hall", rows(hall="unknown"), {"yes": False, "rest": False}, False),
        ("hall", rows(hall="not_applicable"), {"yes": False, "rest": False}, False),
        ("hall", UNKNOWN, {"yes": False, "rest": False}, False),
        ("hall", NOT_APPLICABLE, {"yes": False, "rest": False}, False),
        ("hall", None, {"yes": False, "rest": False}, False),
    ],
)
def test_each_row_of_a_grid_is_laid_beside_its_own_figure(
    questionnaire: Questionnaire,
    edition: Edition,
    row: str,
    answer: Answer | None,
    expected: dict[str, bool | None],
    answered: bool,
) -> None:
    found = compare(questionnaire, edition, "participation.rooms", answer, row)
    assert (found.row, found.figure.id) == (row, row)
    assert (own(found), found.answered) == (expected, answered)


def test_not_applicable_has_a_place_where_the_print_counts_it(edition: Edition) -> None:
    mapped = link("look", yes="yes", half="half", no="no", not_applicable="no")
    questionnaire = small_questionnaire(question("x", options=DEGREE, figure=mapped))
    found = compare(questionnaire, edition, "x", NOT_APPLICABLE)
    assert (own(found), found.answered) == ({"yes": False, "half": False, "no": True}, True)


def test_a_category_that_holds_the_answer_for_sure_is_not_made_doubtful_by_another_choice(edition: Edition) -> None:
    """Two choices, of which one may and the other does belong to the same category."""
    mapped = link("look", yes="yes", half="yes half", no="no")
    questionnaire = small_questionnaire(question("x", Kind.SEVERAL, options=DEGREE, figure=mapped))
    found = compare(questionnaire, edition, "x", chose("yes", "half"))
    assert own(found) == {"yes": True, "half": None, "no": False}


def test_every_question_and_row_with_a_figure_is_laid_beside_it_answered_or_not(
    questionnaire: Questionnaire, edition: Edition
) -> None:
    found = compare_answers(questionnaire, edition, {}, 20_000)
    assert set(found) == {
        ("listening.look", None),
        ("listening.hear", None),
        ("webcare.papers", None),
        ("participation.rooms", "square"),
        ("participation.rooms", "hall"),
        ("strategy.everybody", None),
        ("strategy.some", None),
        ("strategy.counted", None),
        ("context.followers", None),
        ("context.staff", None),
    }
    assert not any(comparison.answered for comparison in found.values())


@pytest.mark.parametrize(
    ("answer", "row", "expected"),
    [
        (None, None, ()),
        (UNKNOWN, None, ()),
        (UNKNOWN, "square", ()),
        (NOT_APPLICABLE, None, ("not_applicable",)),
        (NOT_APPLICABLE, "square", ("not_applicable",)),
        (chose("plan", "rules"), None, ("plan", "rules")),
        (rows(square="half"), "square", ("half",)),
        (rows(square="half"), "hall", ()),
        (rows(square="unknown"), "square", ()),
        (rows(square="not_applicable"), "square", ("not_applicable",)),
    ],
)
def test_what_was_chosen_leaves_out_what_is_unknown(
    answer: Answer | None, row: str | None, expected: tuple[str, ...]
) -> None:
    assert chosen_options(answer, row) == expected


# ---------------------------------------------------------------- means


@pytest.mark.parametrize(
    ("name", "number", "inhabitants", "expected"),
    [
        ("context.followers", 2_500, 20_000, "12.50"),
        ("context.followers", 1, 800, "0.13"),  # 0.125: halves go up, as in every score
        ("context.followers", 25_000, 20_000, "125.00"),  # not every follower lives there
        ("context.followers", 0, 20_000, "0.00"),
        ("context.followers", 2_500, 0, None),  # nobody to divide by
        ("context.staff", Decimal("0.5"), 20_000, "0.5"),
    ],
)
def test_a_number_is_laid_beside_the_mean_in_its_unit(
    questionnaire: Questionnaire, edition: Edition, name: str, number: Decimal, inhabitants: int, expected: str | None
) -> None:
    answers = {name: Answer(number=Decimal(number))}
    found = compare_answers(questionnaire, edition, answers, inhabitants)[(name, None)]
    assert (found.own_number, found.answered) == (expected and Decimal(expected), expected is not None)
    assert expected is None or str(found.own_number) == expected
    assert [(line.own, line.sampled) for line in found.shares] == [(False, None)]


@pytest.mark.parametrize("answer", [None, UNKNOWN, NOT_APPLICABLE])
def test_without_a_number_only_the_mean_is_shown(
    questionnaire: Questionnaire, edition: Edition, answer: Answer | None
) -> None:
    found = compare(questionnaire, edition, "context.staff", answer)
    assert (found.own_number, found.answered) == (None, False)
    assert [line.printed for line in found.shares] == [Range(0.85, 0.95)]


# ---------------------------------------------------------------- layer 2: the print


@pytest.mark.parametrize(
    ("figure", "expected"),
    [
        ("look", Range(0.0, 1.5)),  # 60 + 20 + 20: at most 60.5 + 20.5 + 20.5 = 101.5, at least 59.5 + 19.5 + 19.5
        ("hear", Range(29.5, 30.5)),  # 100 less 69.5 to 70.5
        ("hall", Range(87.5, 92.5)),  # 100 less about 10: 7.5 to 12.5
        ("papers", None),  # several answers
        ("staff", None),  # a mean
        ("counted", None),  # a count
    ],
)
def test_what_the_print_leaves_out_is_a_range(edition: Edition, figure: str, expected: Range | None) -> None:
    assert rest_of(edition.figure_by_id[figure]) == expected


def test_a_rest_that_rounding_alone_explains_is_not_shown(questionnaire: Questionnaire, edition: Edition) -> None:
    found = compare(questionnaire, edition, "listening.look", None)
    assert [line.id for line in found.shares] == ["yes", "half", "no"]


def test_a_rest_that_an_answer_falls_in_is_shown_however_small(edition: Edition) -> None:
    mapped = link("look", yes="yes", half="half no", no="rest")
    found = compare(small_questionnaire(question("x", options=DEGREE, figure=mapped)), edition, "x", chose("no"))
    assert own(found) == {"yes": False, "half": False, "no": False, "rest": True}
    assert found.shares[-1].printed == Range(0.0, 1.5)
    assert (found.shares[-1].share, found.shares[-1].sampled) == (None, None)


def test_each_line_says_what_its_print_may_stand_for(questionnaire: Questionnaire, edition: Edition) -> None:
    found = compare(questionnaire, edition, "listening.look", None)
    assert [line.printed for line in found.shares] == [Range(59.5, 60.5), Range(19.5, 20.5), Range(19.5, 20.5)]


# ---------------------------------------------------------------- layer 3: for whom the sample speaks


def test_a_share_of_all_municipalities_has_an_interval(questionnaire: Questionnaire, edition: Edition) -> None:
    """59.5 to 60.5 printed, n' = 200: the low end of Wilson at 59.5 and the high end at 60.5.

    59.5%: (0.595 + 0.00960365) / 1.01920729 - 1.923028 x sqrt(0.240975 / 200 + 0.0000240091) = 0.593210 - 0.067413
    60.5%: (0.605 + 0.00960365) / 1.01920729 + 1.923028 x sqrt(0.238975 / 200 + 0.0000240091) = 0.603021 + 0.067138
    """
    (line, *_) = compare(questionnaire, edition, "listening.look", None).shares
    assert line.sampled is not None
    assert [line.sampled.low, line.sampled.high] == pytest.approx([52.580, 67.016], abs=0.0005)


@pytest.mark.parametrize(
    ("figure", "why"),
    [
        ("everybody", "municipalities and police zones together"),
        ("zones", "police zones"),
        ("some", "only a part of the municipalities"),
        ("counted", "a count"),
        ("staff", "a mean"),
    ],
)
def test_no_other_number_has_an_interval(edition: Edition, figure: str, why: str) -> None:
    found = edition.figure_by_id[figure]
    assert sample_interval(found, found.shares[0], edition) is None, why


@pytest.mark.parametrize(("value", "about"), [(100, False), (99, True)])
def test_a_share_does_not_pass_100_by_rounding(edition: Edition, value: int, about: bool) -> None:
    """100% printed is 99.5 to 100, not 100.5; about 99% is not 101.5 either."""
    found = edition.figure_by_id["hear"]
    whole = replace(found.shares[0], value=Decimal(value), about=about)
    sampled = sample_interval(found, whole, edition)
    assert sampled is not None
    assert sampled.low < whole.printed_range.low
    assert sampled.high == 100


# ---------------------------------------------------------------- the real survey


@pytest.fixture(scope="module")
def real() -> dict[tuple[str, str | None], Comparison]:
    return compare_answers(newest_content().questionnaire, newest_edition(), {}, 20_000)


def test_nobody_is_laid_beside_police_zones_or_users(real: dict[tuple[str, str | None], Comparison]) -> None:
    compared = {comparison.figure.population for comparison in real.values()}
    assert compared == {Population.MUNICIPALITIES, Population.RESPONDENTS}


def test_where_the_print_mixes_in_police_zones_there_is_no_interval(
    real: dict[tuple[str, str | None], Comparison],
) -> None:
    mixed = [entry for entry in real.values() if entry.figure.population is Population.RESPONDENTS]
    assert [entry.figure.id for entry in mixed] == ["listening.misinformation_seen", "webcare.approachable"]
    assert all(line.sampled is None for entry in mixed for line in entry.shares)


def test_an_earlier_year_comes_along_with_its_figure(real: dict[tuple[str, str | None], Comparison]) -> None:
    found = real[("presence.channel_use", "instagram")].figure.earlier
    assert [(entry.year, entry.share, entry.value) for entry in found] == [
        (2017, "active", Decimal(58)),
        (2016, "active", Decimal(41)),
    ]


@pytest.mark.parametrize(
    ("name", "row", "option", "marked"),
    [
        ("presence.facebook_accounts", None, "few", {"none": False, "one": False, "five_or_more": False, "rest": True}),
        # only pointing elsewhere may be what was called refusing then
        ("webcare.questions", None, "redirect", {"yes": False, "refuse": None, "rest": None}),
        ("listening.themes", None, "rather", {"yes": True, "more_or_less": False, "rest": False}),
        ("listening.questions", None, "more_or_less", {"yes": False, "rest": True}),
        ("webcare.questions", None, "sometimes", {"yes": None, "refuse": False, "rest": None}),
        ("webcare.scheme", None, "no", {"yes": False, "partly": False, "later": False, "rest": True}),
        ("strategy.conditions", "training", "more_or_less", {"yes": None, "rest": None}),
        ("barriers.reported", "time", "not", {"agree": False, "more_or_less": False, "no": True, "rest": False}),
        ("barriers.reported", "affinity", "more_or_less", {"agree": False, "more_or_less": True, "rest": False}),
        ("barriers.reported", "budget", "more_or_less", {"agree": None, "rest": None}),
    ],
)
def test_answers_of_the_real_questionnaire_fall_where_the_report_would_count_them(
    name: str, row: str | None, option: str, marked: dict[str, bool | None]
) -> None:
    answer = Answer(rows={row: option}) if row else chose(option)
    assert own(compare(newest_content().questionnaire, newest_edition(), name, answer, row)) == marked


def test_each_edition_is_compared_with_its_own_shares(edition: Edition, questionnaire: Questionnaire) -> None:
    figure = edition.figure_by_id["look"]
    other = replace(
        edition,
        figures=tuple(
            replace(f, shares=tuple(replace(s, value=s.value + 1) for s in f.shares)) if f is figure else f
            for f in edition.figures
        ),
    )
    for asked in (edition, other, edition):
        found = compare(questionnaire, asked, "listening.look", chose("half"))
        assert [line.share for line in found.shares if line.id != "rest"] == list(asked.figure_by_id["look"].shares)
