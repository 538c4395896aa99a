"""What is said beside the figures of 2019."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from assessment.content import CONTENT_FOLDER, load_content
from assessment.model import Answer, Answers, Question, State
from benchmarks.bases import find_bases
from benchmarks.compare import Comparison, compare_answers
from benchmarks.counts import CountComparison, compare_counts
from benchmarks.editions import load_edition
from benchmarks.model import Edition
from webapp.language.locale import speaking
from webapp.wording.comparisons import (
    base_sentences,
    caveat_text,
    count_sentence,
    count_short,
    drift_text,
    explain_count,
    rank_sentences,
    worst_case_sentence,
)

EIGHT = ("themes", "initiatives", "influencers", "questions", "followers", "channels", "reputation", "appreciation")


@pytest.fixture(autouse=True)
def dutch(shared_app: Flask) -> Iterator[None]:
    with shared_app.test_request_context("/"), speaking("nl"):
        yield


@pytest.fixture(scope="module")
def edition() -> Edition:
    return load_edition("2019")


def known(how_many: int) -> Answers:
    options = ["rather"] * how_many + ["not"] * (8 - how_many)
    return {f"listening.{name}": Answer(options=(option,)) for name, option in zip(EIGHT, options, strict=True)}


def counted(edition: Edition, answers: Answers, group: str = "listening.known") -> CountComparison:
    found = compare_counts(load_content(CONTENT_FOLDER / "2026.1").questionnaire, edition, answers)
    return next(one for one in found if one.group.id == group)


def compared(edition: Edition, name: str, option: str, row: str | None = None) -> tuple[Question, Comparison]:
    questionnaire = load_content(CONTENT_FOLDER / "2026.1").questionnaire
    answer = Answer(rows={row: option}) if row else Answer(options=(option,))
    return questionnaire.question(name), compare_answers(questionnaire, edition, {name: answer}, 20_000)[(name, row)]


def test_seven_of_eight_things_stand_beside_the_mean_of_then(edition: Edition) -> None:
    found = counted(edition, known(7))
    assert count_sentence(found, 2019) == "Jullie weten 7 van deze 8 zaken; in 2019 gemiddeld 4,7."


def test_a_count_is_said_alike_of_every_dimension(edition: Edition) -> None:
    assert count_short(counted(edition, known(7))) == "Meer dan gemiddeld (7 van 8; zij 4,7)"
    assert count_short(counted(edition, known(5))) == "Geen duidelijk verschil (5 van 8; zij 4,7)"
    documents = Answer(options=("guidelines",))
    found = counted(edition, {"strategy.documents": documents}, "strategy.documents")
    assert count_short(found) == "Minder dan gemiddeld (1 van 5; zij 2,77)"


def test_a_count_says_when_it_is_exact_how_far_chance_goes_and_that_it_is_no_rank(edition: Edition) -> None:
    exact, chance, no_rank = explain_count(counted(edition, known(7)), edition)
    assert "tellen op tot 470" in exact
    assert "4,64 tot 4,76" in exact
    assert "als bij elke zaak dezelfde gemeenten antwoordden" in exact
    assert "0,39" in chance
    assert "0,5 bij 109" in chance
    assert "0,55 bij 94" in chance
    assert "7 of meer" in no_rank
    assert "0 tot 62,9%" in no_rank


def test_what_is_not_known_makes_the_own_count_a_range_and_says_nothing_of_a_rank(edition: Edition) -> None:
    found = counted(edition, dict(known(7)) | {"listening.channels": Answer(State.UNKNOWN)})
    assert count_sentence(found, 2019) == "Jullie weten 6 tot 7 van deze 8 zaken; in 2019 gemiddeld 4,7."
    assert len(explain_count(found, edition)) == 2


def test_where_more_than_half_is_unknown_nothing_is_counted(edition: Edition) -> None:
    assert count_sentence(counted(edition, {}), 2019) == ""
    assert count_short(counted(edition, {})) == ""


def test_a_scheme_in_part_has_its_place_with_its_condition(edition: Edition) -> None:
    question, comparison = compared(edition, "webcare.scheme", "partly")
    told, condition = rank_sentences(question, comparison.rank, 2019)
    assert told == "Van wie in 2019 antwoordde, stond 57 tot 59% minder ver en zo’n 15% verder."
    assert condition == (
        "Dat klopt als wie niet in het rapport staat, “Nee” antwoordde. Anders stond 24,5 tot 59% minder ver."
    )


def test_a_place_that_is_told_too_widely_is_not_said(edition: Edition) -> None:
    question, comparison = compared(edition, "listening.themes", "fully")
    assert rank_sentences(question, comparison.rank, 2019) == ()
    assert rank_sentences(question, None, 2019) == ()


def test_a_place_without_a_rest_has_no_condition(edition: Edition) -> None:
    question, comparison = compared(edition, "participation.use", "not_systematic")
    assert rank_sentences(question, comparison.rank, 2019) == (
        "Van wie in 2019 antwoordde, stond zo’n 48% minder ver en zo’n 26% verder.",
    )


def test_a_figure_that_does_not_fit_says_which_numbers_do_and_by_which_rule(edition: Edition) -> None:
    figure = edition.figure_by_id["listening.grimmer"]
    (told,) = base_sentences(figure, find_bases(edition)[figure.id], edition)
    assert "passen deze percentages bij 94 of 109 antwoorden, niet bij 142" in told
    assert "een 5 naar boven" in told
    assert "Dat leiden we zelf af. We rekenen met 94" in told


def test_whole_percentages_say_what_94_answers_would_do(edition: Edition) -> None:
    figure = edition.figure_by_id["listening.reputation"]
    (told,) = base_sentences(figure, find_bases(edition)[figure.id], edition)
    assert "Of alle 142" in told
    assert "Waren het er 94" in told
    assert "de marge van 57% van 48,1 tot 65,5%, in plaats van 50,5 tot 63,3%" in told


def test_a_figure_without_a_margin_says_nothing_of_answers(edition: Edition) -> None:
    figure = edition.figure_by_id["webcare.approachable"]
    assert base_sentences(figure, find_bases(edition).get(figure.id), edition) == ()


def test_57_percent_is_27_to_80_of_all_and_never_on_top_of_the_margin(edition: Edition) -> None:
    _, comparison = compared(edition, "listening.reputation", "rather")
    told = worst_case_sentence(comparison, edition)
    assert "Voor alle 300 gemeenten samen: 57% wordt 27 tot 80%; 28% wordt 13 tot 66%" in told
    assert "nooit erbovenop" in told


def test_only_where_the_report_warns_of_it_municipalities_scored_lower() -> None:
    assert "wellicht lager" in caveat_text()
    assert "waarschuwt" in caveat_text()
    assert "lager" not in drift_text()
    for text in (caveat_text(), drift_text()):
        assert "2019 is niet vandaag" in text
