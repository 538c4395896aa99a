"""How many answers lie behind a figure: which counts its printed shares can come from."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment.model import Text
from benchmarks.bases import find_bases, find_fitting, find_tightest
from benchmarks.editions import load_edition
from benchmarks.model import Edition, Figure, FigureKind, Population, Share


def figure_of(*values: str, kind: FigureKind = FigureKind.ONE_OF, about: Sequence[str] = ()) -> Figure:
    text = Text("f", "f")
    shares = tuple(Share(str(n), text, Decimal(value), value in about) for n, value in enumerate(values))
    return Figure("f", text, Population.MUNICIPALITIES, kind, "", shares)


def print_share(count: int, of: int, decimals: int) -> str:
    """A share as a report prints it: halves go up."""
    return str((Decimal(100 * count) / of).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP))


@pytest.fixture(scope="module")
def real() -> Edition:
    return load_edition("2019")


# ---------------------------------------------------------------- the print of 2019


@pytest.mark.parametrize(
    ("values", "fitting"),
    [
        (("46.8", "39.4", "13.8"), (94, 109)),
        (("4", "27.5", "41.3", "27.5"), (80, 109, 138)),
        (("60.7", "36"), (28, 56, 61, 84, 89, 107, 112, 117, 122, 135, 140)),
        (("61.7", "23", "7"), (60, 81, 94, 107, 115, 120, 128, 133, 141)),
    ],
)
def test_few_counts_fit_shares_with_a_decimal(values: tuple[str, ...], fitting: tuple[int, ...]) -> None:
    assert find_fitting(figure_of(*values), 142) == fitting


def fit_together(figures: list[Figure]) -> set[int]:
    """Return the counts that fit all of these figures: how many answered, if each had as many answers."""
    return set.intersection(*(set(find_fitting(figure, 142)) for figure in figures))


def test_only_107_fits_both_questions_on_private_messages_if_as_many_answered_each() -> None:
    assert fit_together([figure_of("60.7", "36"), figure_of("61.7", "23", "7")]) == {107}


def test_no_count_fits_all_four_so_not_everybody_answered_the_same_questions(real: Edition) -> None:
    names = ("listening.grimmer", "participation.policy", "webcare.private_shift", "webcare.whatsapp")
    figures = [real.figure_by_id[name] for name in names]
    assert fit_together(figures[:2]) == {109}
    assert fit_together(figures) == set()


def test_the_bases_of_2019(real: Edition) -> None:
    inferred = {name: base.answers for name, base in find_bases(real).items() if base.is_inferred}
    assert inferred == {
        "listening.grimmer": 94,
        "webcare.private_shift": 84,
        "webcare.whatsapp": 81,
        "participation.policy": 80,
    }


def test_whole_percentages_tell_nothing_so_the_tightest_question_shows_what_fewer_answers_would_do(
    real: Edition,
) -> None:
    assert find_bases(real)["listening.reputation"].answers == 142
    assert find_tightest(real) == (94, 109)


def test_a_figure_of_others_or_of_a_part_has_no_base(real: Edition) -> None:
    found = find_bases(real)
    for name in ("listening.misinformation_correction", "listening.misinformation_seen", "police.facebook"):
        assert name not in found


def test_17_municipalities_cannot_have_been_those_who_see_false_news(real: Edition) -> None:
    """12% of 142 is 17; but no number of 17 is printed as 84%."""
    figure = real.figure_by_id["listening.misinformation_correction"]
    assert find_fitting(figure, 20) == (19,)


def test_one_without_an_answer_explains_57_28_and_14_of_142_as_well(real: Edition) -> None:
    """81, 40 and 20 are 141: if nobody were left out, 142 would not fit, but a list of 99 may leave somebody out."""
    assert [print_share(count, 142, 0) for count in (81, 40, 20)] == ["57", "28", "14"]
    assert 142 in find_fitting(real.figure_by_id["listening.reputation"], 142)


# ---------------------------------------------------------------- the search itself


def test_halves_are_rounded_upwards() -> None:
    """1 of 8 is 12.5: printed 13, never 12."""
    assert 8 in find_fitting(figure_of("13"), 8)
    assert 8 not in find_fitting(figure_of("12"), 8)


def test_a_hedged_share_rules_nothing_out() -> None:
    assert find_fitting(figure_of("80", about=("80",)), 5) == (1, 2, 3, 4, 5)
    assert find_fitting(figure_of("50", "33", about=("33",)), 4) == (2, 4)


def test_counts_of_a_complete_list_add_up() -> None:
    """3 of 7 is 42.9 and 4 of 7 is 57.1: together 100. With 43 and 58 no 7 answers fit, though each alone may."""
    assert find_fitting(figure_of("42.9", "57.1"), 10) == (7,)
    assert 7 not in find_fitting(figure_of("43", "58"), 7)


def test_several_answers_need_not_add_up() -> None:
    assert find_fitting(figure_of("50", "75", "75", kind=FigureKind.SEVERAL_OF), 4) == (4,)


def test_shares_that_nobody_can_have_fit_no_count(edition: Edition) -> None:
    assert find_fitting(figure_of("33.3", "33.4", "33.3"), 50) == ()
    assert all(base.answers == 100 for base in find_bases(edition).values())
    assert find_tightest(edition) == ()


@st.composite
def surveys(draw: st.DrawFn) -> tuple[list[int], list[int]]:
    """How many chose each answer, and with how many decimals each share is printed."""
    counts = draw(st.lists(st.integers(0, 60), min_size=1, max_size=5).filter(lambda found: sum(found) > 0))
    decimals = draw(st.lists(st.integers(0, 2), min_size=len(counts), max_size=len(counts)))
    return counts, decimals


@given(surveys())
def test_the_count_that_was_printed_always_fits(survey: tuple[list[int], list[int]]) -> None:
    counts, decimals = survey
    answered = sum(counts)
    values = [print_share(count, answered, places) for count, places in zip(counts, decimals, strict=True)]
    assert answered in find_fitting(figure_of(*values), answered)


@given(surveys(), st.integers(0, 20))
def test_leaving_an_answer_out_rules_out_no_more(survey: tuple[list[int], list[int]], silent: int) -> None:
    """A list that is not complete: its counts make less than all."""
    counts, decimals = survey
    answered = sum(counts) + silent
    values = [print_share(count, answered, places) for count, places in zip(counts, decimals, strict=True)]
    if sum(map(Decimal, values)) < 100:
        assert answered in find_fitting(figure_of(*values), answered)


@given(surveys(), st.integers(1, 80))
def test_each_count_found_can_be_printed_and_no_other_can(survey: tuple[list[int], list[int]], most: int) -> None:
    """Another way to search: try every number of answers for every share."""
    counts, decimals = survey
    values = [print_share(count, sum(counts), places) for count, places in zip(counts, decimals, strict=True)]
    complete = sum(map(Decimal, values)) >= 100
    expected = []
    for answered in range(1, most + 1):
        ways = [
            [count for count in range(answered + 1) if print_share(count, answered, places) == value]
            for value, places in zip(values, decimals, strict=True)
        ]
        least, highest = (sum(end(way) for way in ways) if all(ways) else None for end in (min, max))
        if least is not None and highest is not None and least <= answered and (highest >= answered or not complete):
            expected.append(answered)
    assert find_fitting(figure_of(*values), most) == tuple(expected)
