"""The first screen of a result says what stands in the way, and its menu has five entries at most."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

import pytest
from flask import Flask

from assessment.answers import is_complete, says_unknown
from assessment.conditions import Holds
from assessment.content import Content
from assessment.model import UNKNOWN, Answer, State
from benchmarks.model import Edition
from tests.assessment.archetypes import read_archetype
from tests.assessment.test_deciding import SAYS, partial
from tests.webapp.report.conftest import (
    UNKNOWN_IN_THE_MIDDLE,
    Reader,
    StoreAnswers,
    Stored,
    best_answer,
    make_findings,
    middle_answers,
)
from webapp.findings.model import Findings
from webapp.language.locale import speaking
from webapp.report.documents.kinds import NO_LINK
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.opening import tell_open, tell_purpose
from webapp.web.admission import addressed


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


def test_each_domain_is_compared_in_the_same_words_below_whom_it_is_compared_with(
    store_answers: StoreAnswers, content: Content, middle: Stored, reader: Reader
) -> None:
    begun = store_answers({"webcare.questions": middle_answers(content)["webcare.questions"]})
    for stored, counted in ((middle, True), (begun, False)):
        page = reader.page(stored.url())
        assert [part.get_text() for part in page.select(".opening-whom")] == [
            "Geteld, vergeleken met de gemeenten in 2019"
        ]
        beside = [part.get_text() for part in page.select(".opening-beside")]
        said = re.compile(
            r"(Meer dan gemiddeld|Minder dan gemiddeld|Geen duidelijk verschil) \(.+ van \d; zij [\d,]+\)"
        )
        assert len(beside) == 4
        for one in beside:
            assert said.fullmatch(one) if counted else one.startswith("Nog niet te vergelijken")


def test_as_many_steps_are_filled_as_the_growth_phase_says(middle: Stored, perfect: Stored, reader: Reader) -> None:
    for stored in (middle, perfect):
        lines = reader.page(stored.url()).select(".opening-dimensions li")
        for line, found in zip(lines, stored.findings.dimensions.values(), strict=True):
            assert len(line.select(".steps rect")) == 4
            assert len(line.select(".steps .is-reached")) == found.level.low
            if found.level.is_point:
                assert f"Fase {found.level.low} van 4" in line.get_text()


@pytest.mark.parametrize(
    ("left", "unknown", "said"),
    [
        ((), (), "Alle vragen zijn beantwoord."),
        (("webcare.scheme",), (), "Nog één vraag open; dat kan dit nog veranderen."),
        ((), ("webcare.scheme",), "Eén keer “weet ik niet”; dat kan dit nog veranderen."),
        ((), ("barriers.reported",), "Eén keer “weet ik niet”; dat kan geen groeifase meer veranderen."),
        (
            ("webcare.scheme",),
            ("barriers.reported",),
            "Nog één vraag open, één keer “weet ik niet”; één van die 2 kan dit veranderen.",
        ),
    ],
)
def test_what_is_open_tells_of_how_many_it_is_that_can_still_change_something(
    shared_app: Flask,
    content: Content,
    edition: Edition,
    left: tuple[str, ...],
    unknown: tuple[str, ...],
    said: str,
) -> None:
    given = {q.id: best_answer(q) for q in content.questionnaire.questions if q.id not in left}
    findings = make_findings(content, edition, given | {name: Answer(State.UNKNOWN) for name in unknown})
    assert say_open(shared_app, findings) == said


def say_open(app: Flask, findings: Findings) -> str:
    with app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        return tell_open(findings, Addresses()).text


def test_a_table_with_a_row_open_and_a_row_not_known_is_one_open_question(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    given = {q.id: best_answer(q) for q in content.questionnaire.questions}
    rows = dict(given["strategy.conditions"].rows)
    del rows["experiment"]
    half = given | {"strategy.conditions": Answer(rows={**rows, "responsibility": UNKNOWN})}
    assert say_open(shared_app, make_findings(content, edition, half)) == (
        "Nog één vraag open; dat kan geen groeifase meer veranderen."
    )


def test_what_is_told_to_be_open_counts_each_question_once(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    for seed in range(60):
        answers = partial(Random(seed))
        given = {q.id: best_answer(q) for q in content.questionnaire.context} | answers
        given = {name: found for name, found in given.items() if name not in SAYS or name in answers}
        findings = make_findings(content, edition, given)
        said = say_open(shared_app, findings)
        told = re.findall(r"(?i)nog (één|\d+) vra|(één|\d+) keer", said.partition(";")[0])
        counted = sum(1 if one.lower() == "één" else int(one) for pair in told for one in pair if one)
        still_open = {
            q.id for q in content.questionnaire.core if not is_complete(q, given.get(q.id)) or says_unknown(given[q.id])
        }
        assert counted == len(still_open), said
        decisive = {q.id for q in findings.deciding or sum((e.deciding for e in findings.dimensions.values()), ())}
        assert decisive <= still_open
        assert ("geen groeifase meer" in said) is (bool(still_open) and not decisive)
        of_all = f" van die {len(still_open)} " in said
        assert of_all is (bool(decisive) and decisive != still_open), said


def test_while_a_platform_is_not_named_that_can_still_change_the_whole(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    given = {q.id: best_answer(q) for q in content.questionnaire.questions}
    given |= {
        "participation.platform": Answer(options=("platform",)),
        "participation.on_social": Answer(options=("never",)),
        "participation.exchange": Answer(
            rows=dict.fromkeys(content.questionnaire.question("participation.exchange").row_by_id, "never")
        ),
    }
    chosen = make_findings(content, edition, given)
    del given["participation.platform_name"]
    findings = make_findings(content, edition, given)
    assert (findings.dimensions["participation"].level.high, findings.overall.range.high) == (2, 3)
    assert (chosen.dimensions["participation"].level.low, chosen.overall.range.low) == (4, 4)
    assert say_open(shared_app, findings) == "Nog één vraag open; dat kan dit nog veranderen."


def test_beside_a_platform_that_stands_in_it_is_not_said_that_2019_has_no_figures(
    store_answers: StoreAnswers, content: Content, reader: Reader
) -> None:
    page = reader.page(store_answers(dict(read_archetype(content.questionnaire, "platform_town").answers)).url())
    beside = [part.get_text() for part in page.select(".opening-beside")]
    assert beside[2] == "Niet te vergelijken: jullie platform telt hier"
    assert "Geen cijfers" not in "".join(beside)


def test_a_domain_with_a_growth_phase_that_is_not_compared_yet_says_why(
    store_answers: StoreAnswers, reader: Reader
) -> None:
    begun = store_answers({"webcare.questions": Answer(options=("refuse",))})
    assert begun.findings.dimensions["webcare"].level.is_point
    beside = [part.get_text() for part in reader.page(begun.url()).select(".opening-beside")]
    assert beside[1] == "Nog niet te vergelijken: te weinig ingevuld"
    assert set(beside[:1] + beside[2:]) == {"Nog niet te vergelijken"}


def test_dashes_are_explained_where_there_are_any_and_only_there(
    middle: Stored, perfect: Stored, reader: Reader
) -> None:
    for stored, dashed in ((middle, True), (perfect, False)):
        opening = reader.page(stored.url()).select_one(".opening")
        assert opening is not None
        assert bool(opening.select(".opening-dimensions .is-possible, .dial .is-possible")) == dashed
        assert bool(opening.select(".level-key")) == dashed


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


def test_the_first_decision_says_what_it_is_for(shared_app: Flask, middle: Stored) -> None:
    found, road = middle.findings, middle.findings.road
    dutch = found.content.growth_path.dimension_names[road.way[0].recommendation.dimension].dutch.lower()
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        for to_do, said in (
            (road.to_do, "Beslis dit eerst: basis voor elke gemeente"),
            (road.way, f"Beslis dit eerst, voor {dutch}"),
            ((), ""),
        ):
            assert tell_purpose(replace(road, to_do=to_do), found.content) == said


def test_who_leads_the_first_actions_is_named_once_and_who_helps_stands_with_each(
    middle: Stored, reader: Reader
) -> None:
    leads = [one.recommendation.lead.dutch for one in middle.findings.road.beginning]
    assert len({lead.partition(",")[0] for lead in leads}) < len(leads), "nobody leads twice: this shows nothing"
    said = reader.page(middle.url()).find(string=re.compile(r"Trekkers: "))
    assert said is not None
    named = str(said).partition("Trekkers: ")[2].rstrip(".").split(", ")
    assert named == list(
        dict.fromkeys(lead.partition(",")[0][:1].lower() + lead.partition(",")[0][1:] for lead in leads)
    )
