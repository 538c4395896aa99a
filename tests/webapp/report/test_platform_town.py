"""What is said of a municipality whose platform stands in for taking part on social media."""

from __future__ import annotations

from datetime import date

from flask import Flask

from assessment.advice import take
from assessment.content import Content
from assessment.model import Answer
from assessment.platform import settle
from assessment.scoring import score_dimension
from benchmarks.model import Edition
from tests.assessment.archetypes import read_archetype
from tests.webapp.report.conftest import Reader, StoreAnswers, make_findings
from tests.webapp.report.papers import texts_of
from webapp.language.locale import speaking
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.recommendations import reason_text
from webapp.web.admission import addressed

LEADING = ("participation.leading", None)
REPLACED = "Hoe vaak laten jullie inwoners op sociale media zelf meedenken?"


def test_it_is_not_counted_beside_then_on_what_the_platform_stands_in_for(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    answers = dict(read_archetype(content.questionnaire, "platform_town").answers)
    with shared_app.test_request_context("/"):
        found = make_findings(content, edition, answers)
        assert not found.counts["participation"]
        assert found.less_far["participation"] is None
        assert found.dimensions["participation"].reference is None
        assert found.counts["listening"]


def test_an_action_says_what_rises_along_in_what_the_platform_stands_in_for(
    shared_app: Flask, content: Content, edition: Edition
) -> None:
    answers = dict(read_archetype(content.questionnaire, "platform_town").answers)
    answers["participation.leading"] = Answer(options=("regular",))
    for chosen in (True, False):
        if not chosen:
            del answers["participation.platform"]
        with shared_app.test_request_context("/"), speaking("nl"):
            found = make_findings(content, edition, answers)
            entries = [one for one in found.advice if LEADING in {change.item for change in one.recommendation.changes}]
            assert entries
            said = [reason_text(found, entry) for entry in entries]
        assert ["stijgen mee" in text for text in said] == [chosen] * len(said)
        if chosen:
            best = take(found.standing, entries[0].recommendation)
            settled = settle(content.questionnaire.platform, best)
            then = score_dimension(content.questionnaire, settled, "participation").range.low
            gained = then - found.dimensions["participation"].score.range.low
            assert gained > entries[0].gain.low + 5
            assert f"+{gained:.1f}".replace(".", ",") in said[0]


def test_its_page_praises_no_answer_that_it_did_not_give_and_says_what_stands_in(
    reader: Reader, store_answers: StoreAnswers, content: Content
) -> None:
    answers = dict(read_archetype(content.questionnaire, "platform_town").answers)
    page = reader.page(store_answers(answers).url("/participation?alles=ja")).get_text(" ", strip=True)
    assert "Dit gaat het best: Hoe vaak" in page
    assert f"Dit gaat het best: {REPLACED}" not in page
    assert "Daarom staat het platform in de plaats van deze vraag" in page


def test_its_page_and_paper_say_why_nothing_is_compared_and_not_that_2019_has_no_figures(
    shared_app: Flask, reader: Reader, store_answers: StoreAnswers, content: Content
) -> None:
    stored = store_answers(dict(read_archetype(content.questionnaire, "platform_town").answers))
    said = "Jullie platform staat in de plaats van wat de bevraging van 2019 vroeg."
    page = reader.page(stored.url("/participation")).select_one("#vergelijking")
    assert page is not None
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        paper = " ".join(texts_of(make_paper(stored.findings, Addresses(), date(2026, 11, 27))))
    for text in (page.get_text(" ", strip=True), paper):
        assert said in text
        assert "heeft geen cijfer" not in text
