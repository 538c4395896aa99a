"""A page of a result is short, the rest is one click further, and everything stands on one page for who asks that."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup

from assessment.content import Content
from assessment.model import DIMENSIONS, Answer, Kind, Question
from tests.webapp.report.conftest import Reader, StoreAnswers, Stored, middle_answer
from webapp.report.parts.addresses import advice_anchor, question_anchor

MOST_ELEMENTS = 900
PAGES = (*(f"/{name}" for name in DIMENSIONS), "/context", "/aanbevelingen")
ANCHORS = {
    **dict.fromkeys(
        (f"/{name}" for name in DIMENSIONS),
        {"score", "score-afleiding", "groeifase", "vergelijking", "geteld", "referentie-afleiding", "beeld", "vragen"}
        | {"alle-vragen", "advies"},
    ),
    "/context": {"presence", "barriers"},
    "/aanbevelingen": {"beeld", "basis", "weg", "reserve", "advice-count"},
}
"""Where mails, PDFs and other pages may lead on each."""


def worst_answer(question: Question) -> Answer:
    """Return the answer with fewest points: it asks for most advice."""
    if not question.scores or question.kind is Kind.SEVERAL:
        return middle_answer(question)
    worst = min(question.options, key=lambda option: option.points or 0).id
    return Answer(rows={row.id: worst for row in question.rows}) if question.rows else Answer(options=(worst,))


@pytest.fixture(scope="module")
def worst(store_answers: StoreAnswers, content: Content) -> Stored:
    return store_answers({question.id: worst_answer(question) for question in content.questionnaire.questions})


def ids_on(page: BeautifulSoup) -> set[str]:
    """Return every place on a page that an address can name."""
    return {str(tag["id"]) for tag in page.find_all(id=True)}


@pytest.mark.parametrize("page", [*PAGES, ""])
def test_a_page_is_short_however_much_there_is_to_say(reader: Reader, worst: Stored, page: str) -> None:
    assert len(worst.findings.advice) > 60
    assert len(reader.page(worst.url(page)).find_all(True)) < MOST_ELEMENTS


def test_a_question_and_a_recommendation_have_short_pages_too(reader: Reader, worst: Stored) -> None:
    lines = [line for page in PAGES for line in reader.page(worst.url(page)).select(".entries a")]
    heaviest = max(worst.findings.questions.values(), key=lambda entry: len(entry.comparisons)).question
    longest = max(worst.findings.advice, key=lambda entry: len(entry.recommendation.changes)).recommendation
    addresses = {str(link["href"]) for link in lines}
    for key in (f"/antwoorden/{heaviest.id}", f"/aanbevelingen/{longest.id}"):
        address = worst.url(key.replace(".", "-"))
        assert len(reader.page(address).find_all(True)) < MOST_ELEMENTS
    assert worst.url(f"/antwoorden/{heaviest.id.replace('.', '-')}") in addresses


@pytest.mark.parametrize("page", PAGES)
def test_every_place_that_a_page_ever_had_is_still_there(reader: Reader, worst: Stored, page: str) -> None:
    findings, dimension = worst.findings, page[1:]
    questions = [e.question.id for e in findings.questions.values() if e.question.section == dimension]
    advised = [e for e in findings.advice if dimension in ("aanbevelingen", e.recommendation.dimension)]
    wanted = ANCHORS[page] | set(map(question_anchor, questions))
    if dimension != "context":
        wanted |= {advice_anchor(entry.recommendation.id) for entry in advised}
    else:
        wanted |= {question_anchor(name) for name in ("presence.active", "barriers.reported")}
    for address in (page, f"{page}?alles=ja"):
        assert wanted - ids_on(reader.page(worst.url(address))) == set(), address


@pytest.mark.parametrize("page", PAGES)
def test_everything_on_one_page_is_opened_and_leads_back(reader: Reader, worst: Stored, page: str) -> None:
    short, whole = reader.page(worst.url(page)), reader.page(worst.url(f"{page}?alles=ja"))
    assert short.select_one(f'header a[href="{worst.url(page)}?alles=ja"]') is not None
    assert whole.select_one(f'header a[href="{worst.url(page)}"]') is not None
    assert whole.select("main details")
    assert whole.select("main details:not([open])") == []
    assert whole.select("main .entries") == []


def test_a_choice_of_recommendations_stays_as_whole_as_it_was(reader: Reader, worst: Stored) -> None:
    page = reader.page(worst.url("/aanbevelingen?domein=webcare&alles=ja"))
    assert len(page.select(".advice")) == len(worst.findings.advice_of("webcare"))
    assert all("alles=ja" in str(link["href"]) for link in page.select(".filter a"))
    back = page.select_one(f'header a[href="{worst.url("/aanbevelingen?domein=webcare")}"]')
    assert back is not None


@pytest.mark.parametrize(("start", "list_of"), [("/webcare", "#alle-vragen"), ("/context", ""), ("/aanbevelingen", "")])
def test_pages_of_one_follow_each_other_as_their_list_does(
    reader: Reader, middle: Stored, start: str, list_of: str
) -> None:
    page = reader.page(middle.url(start))
    listed = [str(line["href"]) for line in page.select(f"{list_of} .entries a")]
    walked = listed[:1]
    while len(walked) < min(len(listed), 12):
        walked.append(next_of(reader.page(walked[-1])))
    assert walked == listed[: len(walked)]
    assert len(walked) > 3


def next_of(page: BeautifulSoup) -> str:
    """Return where the next one stands."""
    *_, last = page.select(".neighbours a")
    return str(last["href"])


def test_a_recommendation_that_is_not_for_them_leads_to_those_that_are(reader: Reader, perfect: Stored) -> None:
    answer = reader.get(perfect.url("/aanbevelingen/webcare-scheme"))
    assert answer.status_code == 303
    page = reader.page(str(answer.headers["Location"]))
    assert page.select(".advice")
    assert "staat niet (meer) bij die van jullie" in page.get_text()


def test_it_leads_there_in_the_language_that_the_address_asked_for(reader: Reader, perfect: Stored) -> None:
    answer = reader.get(perfect.url("/aanbevelingen/webcare-scheme?taal=en"))
    page = reader.page(str(answer.headers["Location"]))
    assert "is not among yours (any more)" in page.get_text()


@pytest.mark.parametrize(
    ("page", "leads_to", "says"),
    [
        ("/antwoorden/webcare-structure", "/webcare", "Die vraag staat niet (meer) in jullie vragenlijst."),
        ("/antwoorden/presence-channels", "/context", "Die vraag staat niet (meer) in jullie vragenlijst."),
        ("/aanbevelingen/listening-key-contacts", "/aanbevelingen", "staat niet (meer) bij die van jullie"),
    ],
)
def test_what_only_an_earlier_version_had_leads_to_what_this_one_has(
    reader: Reader, middle: Stored, page: str, leads_to: str, says: str
) -> None:
    answer = reader.get(middle.url(page))
    assert urlsplit(answer.headers["Location"]).path == middle.url(leads_to)
    assert says in reader.page(str(answer.headers["Location"])).get_text()


@pytest.mark.parametrize("page", ["/aanbevelingen/nothing", "/antwoorden/nothing", "/antwoorden/listening.themes"])
def test_what_is_not_there_is_not_found(reader: Reader, middle: Stored, page: str) -> None:
    assert reader.get(middle.url(page)).status_code == 404
