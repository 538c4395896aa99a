"""How a domain stands beside 2019 is said alike everywhere: what is counted first, then the score, called so."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask import Flask

from assessment.content import Content
from assessment.likely import is_too_open
from assessment.model import DIMENSIONS, Answer
from benchmarks.reference import Verdict
from tests.webapp.report.conftest import Reader, StoreAnswers, Stored, middle_answers
from tests.webapp.report.papers import block_texts
from webapp.documents.paper import Paper, Paragraph, Table
from webapp.documents.slides.template import CHART_WIDTH, GAP, POINT, ROOM_HEIGHT, ROOM_WIDTH, TITLE_HEIGHT
from webapp.documents.slides.text import SMALLEST_TITLE, measure_height
from webapp.findings.model import Findings
from webapp.language.locale import speaking
from webapp.report.documents.council_note import make_council_note
from webapp.report.documents.deck import make_deck
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.documents.workbook import make_workbook
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.two_measures import tell_all_counted, tell_all_scored, tell_beside, tell_with_numbers
from webapp.web.admission import addressed
from webapp.wording.comparisons import why_they_differ
from webapp.wording.numbers import number_text

TODAY = date(2026, 11, 24)
TOO_EARLY = "nog niet te vergelijken"
COUNTED = {
    Verdict.ABOVE: "meer dan gemiddeld",
    Verdict.BELOW: "minder dan gemiddeld",
    Verdict.CANNOT_TELL: "geen duidelijk verschil",
}
SCORED = {
    Verdict.ABOVE: "score hoger",
    Verdict.BELOW: "score lager",
    Verdict.CANNOT_TELL: "score: geen duidelijk verschil",
    Verdict.TOO_EARLY: "score: nog niet te vergelijken",
}
BELOW_A_HEADING = ("Samenvatting", "Referentie")
"""Where a column's heading says which measure it is."""
KEPT_OF_WEBCARE = ("webcare.questions", "webcare.reports")
"""With these alone webcare can be counted, while its score is too open."""


@dataclass(frozen=True)
class Said:
    """What is expected of a domain: by its count, empty where nothing can be counted, and by its score."""

    counted: str
    scored: Verdict


def expect(findings: Findings, name: str) -> Said:
    """Work out anew what must be said of a domain."""
    entry = findings.dimensions[name]
    assert entry.reference is not None
    scored = Verdict.TOO_EARLY if is_too_open(entry.score) else entry.reference.verdict
    for one in findings.counts[name]:
        if one.is_said:
            own = str(one.low) if one.low == one.high else f"{one.low} tot {one.high}"
            return Said(
                f"{COUNTED[one.verdict]} ({own} van {len(one.things)}; zij {number_text(one.facts.mean)})", scored
            )
    return Said("", scored)


@pytest.fixture(scope="session")
def half_open(store_answers: StoreAnswers, content: Content) -> Stored:
    """A self-scan in the middle without strategy, and of webcare only what is counted."""

    def is_left_out(name: str) -> bool:
        return name.startswith("strategy.") or (name.startswith("webcare.") and name not in KEPT_OF_WEBCARE)

    given: dict[str, Answer] = middle_answers(content)
    return store_answers({name: answer for name, answer in given.items() if not is_left_out(name)})


@pytest.fixture(params=["middle", "half_open"])
def stored(request: pytest.FixtureRequest) -> Stored:
    found: Stored = request.getfixturevalue(request.param)
    return found


def do_differ(findings: Findings, name: str) -> bool:
    count, entry = findings.count_of(name), findings.dimensions[name]
    return count is not None and entry.verdict is not Verdict.TOO_EARLY and count.verdict is not entry.verdict


def test_the_examples_have_what_this_is_about(middle: Stored, half_open: Stored) -> None:
    assert any(do_differ(middle.findings, name) for name in DIMENSIONS)
    verdicts = {name: half_open.findings.dimensions[name].verdict for name in DIMENSIONS}
    assert verdicts["strategy"] is verdicts["webcare"] is Verdict.TOO_EARLY
    assert half_open.findings.count_of("strategy") is None
    assert half_open.findings.count_of("webcare") is not None


def read_pages(reader: Reader, stored: Stored, name: str) -> Iterator[tuple[str, str]]:
    """Give what the pages say of a domain, and where."""
    page = reader.page(stored.url())
    place = DIMENSIONS.index(name)
    table = page.select_one("#cijfers table")
    verdict = reader.page(stored.url(f"/{name}")).select_one(".comparison-verdict")
    assert table is not None
    assert verdict is not None
    yield "first screen", page.select(".opening-beside")[place].get_text(" ")
    yield "table of the result", table.select("tbody tr")[place].get_text(" ")
    yield "domain", verdict.get_text(" ")


def read_paper(paper: Paper, name: str) -> Iterator[tuple[str, str]]:
    tables = [block for block in paper.blocks() if isinstance(block, Table)]
    place = DIMENSIONS.index(name)
    for begins in ("De vier domeinen vergeleken", "Hetzelfde in cijfers"):
        (table,) = [one for one in tables if one.caption.startswith(begins)]
        yield begins, " ".join(table.rows[place])
    chapters = {chapter.id: chapter for chapter in paper.chapters}
    for chapter in (name, f"{name}-behind"):
        if chapter in chapters:
            texts = [block.text for block in chapters[chapter].blocks if isinstance(block, Paragraph)]
            yield chapter, next(text for text in texts if "vergelijken" in text or "eteld" in text)


def read_documents(app: Flask, findings: Findings, name: str) -> Iterator[tuple[str, str]]:
    """Give what the documents say of a domain, and where."""
    place = DIMENSIONS.index(name)
    with app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        slides = make_deck(findings, Addresses(), TODAY).slides
        sheets = make_workbook(findings, Addresses(), TODAY).sheets
        yield from read_paper(make_paper(findings, Addresses(), TODAY), name)
    yield "slide of the whole", slides[0].cards[place].beside
    yield "slide of the domain", " ".join(slides[2 + place].lines)
    (references,) = [sheet for sheet in sheets if sheet.name == "Referentie"]
    for sheet, row in ((sheets[0], sheets[0].rows[place]), (references, references.rows[place])):
        assert [column.title for column in sheet.columns[-2:]] == [
            "Geteld, vergeleken met 2019",
            "Score, vergeleken met 2019",
        ]
        yield sheet.name, f"{row[-2]}. {row[-1]}"


@pytest.mark.parametrize("name", DIMENSIONS)
def test_each_form_says_the_same_of_a_domain_and_counts_first(
    shared_app: Flask, reader: Reader, stored: Stored, name: str
) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        wanted = expect(stored.findings, name)
    places = [*read_pages(reader, stored, name), *read_documents(shared_app, stored.findings, name)]
    assert len(places) >= 9
    for place, text in places:
        said = " ".join(text.lower().split())
        only_counted = place in ("first screen", "slide of the whole")
        assert (wanted.counted or TOO_EARLY) in said, (place, text)
        assert not [words for verdict, words in SCORED.items() if verdict is not wanted.scored and words in said], place
        if wanted.counted and not only_counted:
            assert said.index(wanted.counted) < said.index(SCORED[wanted.scored]), (place, text)
            assert "geteld" in said or place in BELOW_A_HEADING, place


@pytest.mark.parametrize("name", DIMENSIONS)
def test_the_data_says_both_verdicts(reader: Reader, stored: Stored, name: str) -> None:
    data = json.loads(reader.get(f"/z/{stored.token}/documenten/resultaat.json").data)
    found, entry = data["dimensions"][DIMENSIONS.index(name)], stored.findings.dimensions[name]
    assert entry.reference is not None
    too_open = is_too_open(entry.score)
    assert found["reference"]["verdict"] == ("too_early" if too_open else str(entry.reference.verdict))
    for plain, count in zip(found["counts"], stored.findings.counts[name], strict=True):
        assert plain["verdict"] == (str(count.verdict) if count.is_said else "too_early")


def test_where_they_differ_one_sentence_says_why_once(shared_app: Flask, reader: Reader, middle: Stored) -> None:
    with shared_app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        why = why_they_differ()
        paper = make_paper(middle.findings, Addresses(), TODAY)
        note = make_council_note(middle.findings, Addresses(), TODAY)
        slides = make_deck(middle.findings, Addresses(), TODAY).slides
        summary = make_workbook(middle.findings, Addresses(), TODAY).sheets[0]
    for name, slide in zip(DIMENSIONS, slides[2:6], strict=True):
        times = int(do_differ(middle.findings, name))
        assert " ".join(slide.lines).count(why) == times
        assert reader.page(middle.url(f"/{name}")).get_text().count(why) == times
    standing = next(chapter for chapter in paper.chapters if chapter.id == "summary")
    assert " ".join(text for block in standing.blocks for text in block_texts(block)).count(why) == 1
    assert " ".join(text for block in note.blocks for text in block_texts(block)).count(why) == 1
    assert summary.notes == (why,)
    assert reader.page(middle.url()).get_text().count(why) == 1


def turn(findings: Findings) -> tuple[Findings, str]:
    """Return findings of which one domain has more of one measure and less of the other, and which domain that is."""
    turned = {Verdict.ABOVE: Verdict.BELOW, Verdict.BELOW: Verdict.ABOVE}
    for name in DIMENSIONS:
        count, entry = findings.count_of(name), findings.dimensions[name]
        if count is not None and count.verdict in turned and entry.reference is not None:
            reference = replace(entry.reference, verdict=turned[count.verdict])
            return replace(
                findings, dimensions={**findings.dimensions, name: replace(entry, reference=reference)}
            ), name
    raise LookupError


def test_where_they_are_opposite_neither_stands_without_the_other(
    shared_app: Flask, middle: Stored, perfect: Stored
) -> None:
    for stored, pair in ((middle, ("minder", "hoger")), (perfect, ("meer", "lager"))):
        findings, name = turn(stored.findings)
        with shared_app.test_request_context("/"), speaking("nl"):
            beside = tell_beside(findings, findings.dimensions[name])
            numbers = tell_with_numbers(findings, findings.dimensions[name])
        for told in (beside.counted, beside.scored, beside.scored_alone, beside.both, beside.both_alone, numbers):
            assert f"geteld {pair[0]}" in told.lower(), told
            assert f"score {pair[1]}" in told.lower(), told
        assert beside.why
        for place, text in read_documents(shared_app, findings, name):
            assert f"geteld {pair[0]}" in text.lower(), place
            assert f"score {pair[1]}" in text.lower(), place


def with_verdicts(findings: Findings, verdicts: str) -> Findings:
    """Return findings with these verdicts of the scores: above, below, or neither."""
    known = {"a": Verdict.ABOVE, "b": Verdict.BELOW, "-": Verdict.CANNOT_TELL}
    dimensions = {
        name: replace(found, reference=replace(found.reference, verdict=known[sign]))
        for (name, found), sign in zip(findings.dimensions.items(), verdicts, strict=True)
        if found.reference is not None
    }
    return replace(findings, dimensions=dimensions)


@pytest.mark.parametrize(
    ("verdicts", "said"),
    [
        ("aabb", "Score boven 2019 voor luisteren en webcare, eronder voor participatie en strategie"),
        ("a---", "Score boven 2019 voor luisteren"),
        ("---b", "Score onder 2019 voor strategie"),
        ("----", "Score: in geen enkel domein een duidelijk verschil met 2019"),
    ],
)
def test_the_scores_in_one_sentence(shared_app: Flask, middle: Stored, verdicts: str, said: str) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        assert tell_all_scored(with_verdicts(middle.findings, verdicts)) == said


def test_no_score_is_compared_in_one_sentence_of_which_too_little_is_answered(
    shared_app: Flask, empty: Stored, half_open: Stored
) -> None:
    with shared_app.test_request_context("/"), speaking("nl"):
        told = tell_all_scored(with_verdicts(half_open.findings, "-b-a"))
        assert told == "Score: geen duidelijk verschil met 2019 voor zover het te vergelijken is"
        assert tell_all_scored(empty.findings) == "Score: nog niet te vergelijken met 2019"
        assert tell_all_counted(empty.findings) == "Geteld: nog niet te vergelijken met 2019"


def test_the_counts_in_one_sentence_name_the_domains_with_more_and_with_less(
    shared_app: Flask, middle: Stored, perfect: Stored
) -> None:
    for stored in (middle, perfect):
        verdicts: Mapping[str, Verdict] = {
            name: one.verdict for name in DIMENSIONS if (one := stored.findings.count_of(name)) is not None
        }
        with shared_app.test_request_context("/"), speaking("nl"):
            told = tell_all_counted(stored.findings)
        named = {name for name, verdict in verdicts.items() if verdict is not Verdict.CANNOT_TELL}
        assert named, "nothing is named: this shows nothing"
        dutch = stored.findings.content.growth_path.dimension_names
        for name in DIMENSIONS:
            assert (dutch[name].dutch.lower() in told) == (name in named), told
        assert ("meer" in told) == (Verdict.ABOVE in verdicts.values())
        assert ("minder" in told) == (Verdict.BELOW in verdicts.values())


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_the_slides_compare_fits_on_them(
    shared_app: Flask, middle: Stored, half_open: Stored, perfect: Stored, language: str
) -> None:
    width = ROOM_WIDTH - CHART_WIDTH - GAP
    for findings in (middle.findings, half_open.findings, turn(perfect.findings)[0]):
        with shared_app.test_request_context("/"), addressed(NO_LINK), speaking(language):
            slides = make_deck(findings, Addresses(), TODAY).slides
        assert measure_height(slides[1].title, SMALLEST_TITLE, ROOM_WIDTH, bold=True) <= TITLE_HEIGHT
        for slide in slides[2:6]:
            assert sum(measure_height(line, 12, width) * 1.15 for line in slide.lines) <= ROOM_HEIGHT
        for card in slides[0].cards:
            assert measure_height(card.beside, SMALLEST_TITLE, ROOM_WIDTH / 2 - 400_000) <= 45 * POINT, card.beside
