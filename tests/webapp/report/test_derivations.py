"""What a page shows is what the findings say, and a reader who adds it up by hand comes to the same."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup, Tag

from assessment.model import DIMENSIONS, Range
from tests.webapp.report.conftest import Reader, Stored

NUMBER = re.compile(r"[+±]? ?\d[\d.]*(?:,\d+)?")
LEFT_BY_DAYS = re.compile(
    r"blijven daar ([\d,]+) punten van over\..*? meegerekend: ([\d,]+)\. Dat is ([\d,]+) punten per dag"
)


def dutch(text: str) -> float:
    """Return a number as a Dutch reader reads it."""
    return float(text.replace(".", "").replace(",", ".").replace("+", "").replace("±", "").strip())


def read_range(text: str) -> Range:
    """Return the number, or both ends of the range, in a cell."""
    numbers = [dutch(found) for found in NUMBER.findall(text)]
    assert numbers, text
    return Range(numbers[0], numbers[-1])


def table_after(page: BeautifulSoup, caption: str) -> Tag:
    """Return the table with this caption."""
    found = next(c for c in page.find_all("caption") if c.get_text(strip=True) == caption)
    table = found.find_parent("table")
    assert isinstance(table, Tag)
    return table


def cells(row: Tag) -> list[str]:
    """Return the texts of a row."""
    return [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]


def body(table: Tag) -> list[list[str]]:
    """Return the rows between head and foot."""
    return [cells(row) for row in table.select("tbody tr")]


def foot(table: Tag) -> list[str]:
    """Return the row with the total."""
    row = table.select_one("tfoot tr")
    assert row is not None
    return cells(row)


@pytest.fixture(params=["empty", "middle", "perfect"])
def stored(request: pytest.FixtureRequest) -> Stored:
    found: Stored = request.getfixturevalue(request.param)
    return found


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_answers_add_up_to_the_score(reader: Reader, stored: Stored, dimension: str) -> None:
    page = reader.page(stored.url(f"/{dimension}"))
    table = table_after(page, "Van antwoorden naar score")
    counted = [row for row in body(table) if row[3] != "–"]
    low = sum(read_range(row[2]).low * dutch(row[3]) for row in counted)
    high = sum(read_range(row[2]).high * dutch(row[3]) for row in counted)
    weight = sum(dutch(row[3]) for row in counted)
    score = stored.findings.dimensions[dimension].score.range
    total = foot(table)
    assert dutch(total[3]) == weight
    assert read_range(total[4]).low == pytest.approx(low, abs=0.05)
    assert read_range(total[4]).high == pytest.approx(high, abs=0.05)
    assert low / weight == pytest.approx(score.low, abs=0.06)
    assert high / weight == pytest.approx(score.high, abs=0.06)
    shown = page.select_one("#score .score-text strong")
    assert shown is not None
    assert read_range(shown.get_text()) == score


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_the_comparison_adds_up_to_the_reference(reader: Reader, stored: Stored, dimension: str) -> None:
    reference = stored.findings.dimensions[dimension].reference
    assert reference is not None
    table = table_after(reader.page(stored.url(f"/{dimension}")), "De vragen waarvoor 2019 een cijfer heeft")
    rows, total = body(table), foot(table)
    weight = sum(dutch(row[1]) for row in rows)
    for place, expected in ((2, reference.own), (3, reference.printed)):
        low = sum(read_range(row[place]).low * dutch(row[1]) for row in rows) / weight
        high = sum(read_range(row[place]).high * dutch(row[1]) for row in rows) / weight
        assert read_range(total[place]) == expected
        assert low == pytest.approx(expected.low, abs=0.06)
        assert high == pytest.approx(expected.high, abs=0.06)
    sampled = []
    for row in rows:
        printed, margin = read_range(row[3]), read_range(row[4]).low
        sampled.append((max(0.0, printed.low - margin), min(100.0, printed.high + margin), dutch(row[1])))
    assert sum(low * w for low, _, w in sampled) / weight == pytest.approx(reference.sampled.low, abs=0.06)
    assert sum(high * w for _, high, w in sampled) / weight == pytest.approx(reference.sampled.high, abs=0.06)


def test_the_four_scores_add_up_to_the_whole(reader: Reader, middle: Stored) -> None:
    page = reader.page(middle.url())
    rows = body(table_after(page, "Van vier scores naar één"))
    assert sum(read_range(row[1]).low for row in rows) / 4 == pytest.approx(middle.findings.overall_score.low, abs=0.06)
    assert sum(read_range(row[1]).high for row in rows) / 4 == pytest.approx(
        middle.findings.overall_score.high, abs=0.06
    )


def test_the_first_page_shows_the_numbers_of_the_findings(reader: Reader, middle: Stored) -> None:
    rows = body(table_after(reader.page(middle.url()), "Hetzelfde in cijfers"))
    for row, finding in zip(rows, middle.findings.dimensions.values(), strict=True):
        assert finding.reference is not None
        assert read_range(row[1]) == Range(finding.level.low, finding.level.high)
        assert read_range(row[2]) == finding.score.range
        assert read_range(row[3]) == finding.reference.own
        assert read_range(row[4]) == finding.reference.sampled


def test_the_first_actions_are_those_of_the_findings(reader: Reader, middle: Stored) -> None:
    page = reader.page(middle.url())
    titles = [heading.get_text(strip=True) for heading in page.select(".advice h3")]
    first, numbers = middle.findings.road.beginning, middle.findings.road.numbers
    assert titles == [entry.recommendation.title.dutch for entry in first]
    for row, entry in zip(body(table_after(page, "Waarom deze eerst")), first, strict=True):
        assert dutch(row[0]) == numbers[entry.recommendation.id]
        assert read_range(row[4]).low == pytest.approx(entry.left.low, abs=0.051)
        assert read_range(row[4]).high == pytest.approx(entry.left.high, abs=0.051)
        assert dutch(row[5]) == entry.recommendation.days
        assert dutch(row[6]) == entry.recommendation.hours_a_week


def test_all_advice_stands_in_its_order_whether_it_opens_or_leads_to_its_page(reader: Reader, middle: Stored) -> None:
    page = reader.page(middle.url("/aanbevelingen"))
    wanted = [(str(n), e.recommendation.title.dutch) for n, e in enumerate(middle.findings.advice, start=1)]
    opened = [(words(entry, ".advice-number"), words(entry, "h4")) for entry in page.select(".advice")]
    others = [(str(line["value"]), words(line, "a")) for line in page.select(".entries li")]
    assert opened == wanted[:10]
    assert others == wanted[10:]


def words(tag: Tag, selector: str) -> str:
    """Return what one part says."""
    found = tag.select_one(selector)
    assert found is not None
    return found.get_text(strip=True)


def test_all_advice_stands_in_its_order_on_one_page(reader: Reader, middle: Stored) -> None:
    page = reader.page(middle.url("/aanbevelingen?alles=ja"))
    titles = [heading.get_text(strip=True) for heading in page.select(".advice h4")]
    numbers = [number.get_text(strip=True) for number in page.select(".advice .advice-number")]
    assert numbers == [str(number) for number in range(1, len(titles) + 1)]
    assert titles == [entry.recommendation.title.dutch for entry in middle.findings.advice]


def test_a_gain_can_be_counted_again(reader: Reader, middle: Stored) -> None:
    page = reader.page(middle.url("/aanbevelingen?alles=ja"))
    entries = page.select(".advice")
    checked = 0
    for entry, advised in zip(entries, middle.findings.advice, strict=True):
        table = entry.select_one("table")
        if table is None:
            continue
        finding = middle.findings.dimensions[advised.recommendation.dimension]
        total = sum(q.question.weight for q in finding.questions if q.points is not None)
        rises = [(read_range(row[2]), read_range(row[3]), dutch(row[4])) for row in body(table)]
        ends = [
            sum((then.low - now.low) * weight for now, then, weight in rises),
            sum((then.high - now.high) * weight for now, then, weight in rises),
        ]
        assert min(ends) / total == pytest.approx(advised.gain.low, abs=0.02)
        assert max(ends) / total == pytest.approx(advised.gain.high, abs=0.02)
        left, days, rate = map(dutch, LEFT_BY_DAYS.findall(" ".join(entry.get_text(" ").split()))[0])
        assert left / days == pytest.approx(rate, abs=0.0055), "divided as it stands there, it is not what stands there"
        checked += 1
    assert checked > 10


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_shares_are_shown_as_printed_with_the_own_one_marked(reader: Reader, middle: Stored, dimension: str) -> None:
    page = reader.page(middle.url(f"/{dimension}?alles=ja"))
    for entry in middle.findings.dimensions[dimension].questions:
        article = page.find(id=f"q-{entry.question.id.replace('.', '-')}")
        assert isinstance(article, Tag)
        tables = article.select(".distribution")
        assert len(tables) == len(entry.comparisons)
        for table, comparison in zip(tables, entry.comparisons.values(), strict=True):
            rows = table.select("tbody tr")
            for row, line in zip(rows, comparison.shares, strict=True):
                assert ("is-own" in (row.get("class") or [])) == (line.own is True)
                if line.share is not None:
                    assert dutch(NUMBER.findall(cells(row)[1])[0]) == float(line.share.value)


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_question_ends_in_the_points_of_its_finding(reader: Reader, stored: Stored, dimension: str) -> None:
    page = reader.page(stored.url(f"/{dimension}?alles=ja"))
    for entry in stored.findings.dimensions[dimension].questions:
        article = page.find(id=f"q-{entry.question.id.replace('.', '-')}")
        assert isinstance(article, Tag)
        shown = article.select_one(".answer-points strong")
        assert shown is not None
        if entry.points is None:
            assert shown.get_text() == "Telt niet mee"
        else:
            found = [dutch(number) for number in NUMBER.findall(shown.get_text())]
            assert found[0] == pytest.approx(entry.points.low, abs=0.051)
            assert found[-2] == pytest.approx(entry.points.high, abs=0.051)
            assert found[-1] == 100


def test_a_question_has_the_same_numbers_on_its_own_page_as_among_all(reader: Reader, middle: Stored) -> None:
    whole, short = reader.page(middle.url("/webcare?alles=ja")), reader.page(middle.url("/webcare"))
    lines = short.select("#alle-vragen .entries li")
    assert len(lines) == len(whole.select("#alle-vragen .answer"))
    for line in lines:
        among, link = whole.find(id=line["id"]), line.select_one("a")
        assert isinstance(among, Tag)
        assert link is not None
        alone = reader.page(str(link["href"])).select_one("main")
        assert alone is not None
        assert [body(table) for table in alone.select("table")] == [body(table) for table in among.select("table")]
        points = [tag.get_text() for tag in among.select(".answer-points strong")]
        assert [tag.get_text() for tag in alone.select(".answer-points strong")] == points
        assert all(text in line.get_text() for text in points)


def test_a_gain_has_the_same_numbers_on_its_own_page_as_among_all(reader: Reader, middle: Stored) -> None:
    whole, short = reader.page(middle.url("/aanbevelingen?alles=ja")), reader.page(middle.url("/aanbevelingen"))
    checked = 0
    for entry in short.select(".advice"):
        among, link = whole.find(id=entry["id"]), entry.select_one("a[href$='#winst']")
        assert isinstance(among, Tag)
        assert (link is None) == (among.select_one("table") is None)
        if link is not None:
            alone = reader.page(str(link["href"]).partition("#")[0]).select_one("#winst table")
            assert alone is not None
            assert [body(alone), foot(alone)] == [body(table_in(among)), foot(table_in(among))]
            checked += 1
    assert checked > 5


def table_in(tag: Tag) -> Tag:
    """Return the only table in a part of a page."""
    (found,) = tag.select("table")
    return found


@pytest.mark.parametrize("page", ["", "/webcare", "/webcare?alles=ja", "/context", "/aanbevelingen"])
def test_every_link_into_a_page_arrives(reader: Reader, middle: Stored, page: str) -> None:
    found = reader.page(middle.url(page))
    links = {str(link["href"]) for link in found.select("main a[href*='#']")}
    opened: dict[str, set[str]] = {}
    for link in links:
        address, _, anchor = link.partition("#")
        address = address or middle.url(page)
        if address not in opened:
            opened[address] = {str(tag["id"]) for tag in reader.page(address).find_all(id=True)}
        assert anchor in opened[address], link
