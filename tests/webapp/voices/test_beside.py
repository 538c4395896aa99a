"""What others say stands beside the agreed answers on the result and in every document, with the same numbers."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import jsonschema
import pytest
from flask import Flask

from tests.webapp.report.papers import TODAY, texts_of
from tests.webapp.store.writing import read, write
from tests.webapp.voices.conftest import INITIATIVES, THEMES, Owner, reads
from tests.webapp.voices.test_settling import said, take
from webapp.findings.model import Findings
from webapp.language.locale import speaking
from webapp.outcome.reading import make_reader
from webapp.report.documents.deck import make_deck
from webapp.report.documents.kinds import NO_LINK
from webapp.report.documents.paper import make_paper
from webapp.report.documents.workbook import make_workbook
from webapp.report.parts.addresses import Addresses
from webapp.store.actors import PROGRAM
from webapp.store.connections import Connection
from webapp.store.links import NewLink, Scope, create_link
from webapp.store.voices import VoiceKind
from webapp.voices.beside import add_beside
from webapp.web.admission import addressed
from webapp.web.state import get_state
from webapp.wording.numbers import score_text

WHY = "Ik vond er geen spoor van"


@dataclass(frozen=True)
class Town:
    """A self-scan that a colleague and somebody from outside answered too."""

    owner: Owner
    observer: int
    findings: Findings

    def link(self, *, with_notes: bool) -> str:
        new = NewLink(Scope.READ, "Raad", with_notes=with_notes)
        _, secret = write(self.owner.database, create_link, self.owner.record.id, new, PROGRAM)
        return f"/z/{secret}"


@pytest.fixture
def town(owner: Owner, app: Flask) -> Town:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    said(owner, "Onthaal", themes="rather", initiatives="not")
    observer = owner.give_voice(THEMES, INITIATIVES, role="Consultant", kind=VoiceKind.OBSERVER)
    fields = {"answer": "not", "note": WHY, "confidence": "guess"}
    observer.reply("listening", None, **{f"{name}.{THEMES}": value for name, value in fields.items()})
    observer.send_in()

    def find(connection: Connection) -> Findings:
        found = make_reader(connection, get_state(app)).read(owner.record)
        return add_beside(connection, found, owner.record)

    with app.app_context(), speaking("nl"):
        return Town(owner, observer.voice.id, read(owner.database, find))


@pytest.fixture
def in_documents(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"), addressed(NO_LINK), speaking("nl"):
        yield


def test_the_result_says_that_somebody_looked_from_outside_and_leads_there(town: Town) -> None:
    page = town.owner.open("/resultaat")
    chapter = page.select_one("#van-buiten")
    assert chapter is not None
    assert "“Consultant” ziet op één vraag iets anders dan jullie" in chapter.get_text()
    assert chapter.select_one(f"a[href$='/inbreng/{town.observer}/gezien']") is not None


def test_a_question_shows_who_says_what_and_what_it_would_change(town: Town) -> None:
    page = town.owner.open("/resultaat/listening?alles=ja")
    beside = page.select("#" + "listening-themes, .beside-answer")
    assert beside
    text = reads(page)
    assert "Consultant, van buitenaf" in text
    assert WHY in text
    assert "Een gok" in text


def test_a_question_without_an_agreed_answer_stays_open_whatever_voices_say_and_offers_to_settle(town: Town) -> None:
    page = town.owner.open("/resultaat/listening?alles=ja")
    first, second = page.select(".beside-answer")
    assert "telt als open" not in first.get_text()
    assert "telt als open" in second.get_text()
    assert "Luisteren: score" in second.get_text()
    assert second.select_one("a[href$='/inbreng/verschillen']") is not None
    assert INITIATIVES not in town.findings.answers


def test_how_it_was_settled_stands_with_the_question(town: Town) -> None:
    take(town.owner, THEMES, 1, reason="zij zien het")
    text = reads(town.owner.open("/resultaat/listening?alles=ja"))
    assert "overgenomen van:" in text
    assert "Waarom: zij zien het" in text


def test_who_reads_without_notes_reads_nothing_of_who_said_what(town: Town) -> None:
    for with_notes in (True, False):
        url, client = town.link(with_notes=with_notes), town.owner.client
        pages = [client.get(url + path).text for path in ("/resultaat", "/resultaat/listening?alles=ja")]
        pages.append(client.get(f"{url}/documenten/resultaat.json").text)
        for page in pages:
            assert ("Consultant" in page) == with_notes
        assert client.get(f"{url}/inbreng/{town.observer}/gezien").status_code == (200 if with_notes else 404)
        assert "/vragen/" not in client.get(f"{url}/inbreng/{town.observer}/gezien").text


@pytest.mark.usefixtures("in_documents")
def test_paper_spreadsheet_and_json_say_the_same_as_the_page(town: Town) -> None:
    (look,) = town.findings.beside.looks
    seen = score_text(look.seen["listening"].score)
    assert seen != score_text(look.said["listening"].score)
    paper = "\n".join(texts_of(make_paper(town.findings, Addresses(), TODAY)))
    sheets = {sheet.name: sheet for sheet in make_workbook(town.findings, Addresses(), TODAY).sheets}
    row = next(row for row in sheets["Volgens jullie en van buitenaf"].rows if row[1] == "Luisteren")
    assert row[6:8] == (look.seen["listening"].score.low, look.seen["listening"].score.high)
    whole = look.seen["listening"].overall_score
    (last,) = [row for row in sheets["Volgens jullie en van buitenaf"].rows if row[1] == "Algemeen"]
    assert last[6:8] == (whole.low, whole.high)
    slide = next(slide for slide in make_deck(town.findings, Addresses(), TODAY).slides if "tweede" in slide.title)
    assert slide.table is not None
    assert [(row[0], seen in row[2]) for row in slide.table.rows if row[0] == "Luisteren"] == [("Luisteren", True)]
    assert slide.table.rows[-1][2].endswith(score_text(whole))
    assert seen in paper
    assert seen in reads(town.owner.open(f"/inbreng/{town.observer}/gezien"))
    assert "Consultant, van buitenaf: Helemaal niet (Een gok)" in paper
    assert "tweede berekening" in paper
    assert score_text(whole) in paper
    assert {row[2] for row in sheets["Wat anderen zeggen"].rows} == {"Onthaal", "Consultant, van buitenaf"}


def test_the_json_of_the_result_holds_it_and_follows_its_schema(town: Town) -> None:
    document = json.loads(town.owner.client.get(f"{town.owner.url}/documenten/resultaat.json").text)
    for name, told in (("resultaat-1", document), ("zelfscan-1", document["zelfscan"])):
        schema = json.loads(Path(f"webapp/static/schema/{name}.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator(schema).validate(told)
    (look,) = document["as_seen"]
    listening = next(one for one in look["dimensions"] if one["id"] == "listening")
    found = town.findings.beside.looks[0].seen["listening"].score
    assert listening["seen"]["score"] == {"low": found.low, "high": found.high}
    assert listening["partings"][0]["why"] == WHY
    whole = town.findings.beside.looks[0].seen["listening"].overall_score
    assert look["overall"]["seen"]["score"] == {"low": whole.low, "high": whole.high}
    assert [voice["role"] for voice in document["zelfscan"]["voices"]] == ["Onthaal", "Consultant"]


def test_the_table_has_a_column_for_each_voice(town: Town) -> None:
    text = town.owner.client.get(f"{town.owner.url}/gegevens/antwoorden.csv").text
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[0][-2:] == ["Onthaal", "Consultant"]
    line = next(row for row in rows if row[7] == THEMES)
    assert line[-2:] == ["Eerder wel", "Helemaal niet"]
    assert {len(row) for row in rows} == {14}


@pytest.mark.usefixtures("in_documents")
def test_documents_without_voices_are_as_before(town: Town) -> None:
    alone = replace(town.findings, beside=type(town.findings.beside)())
    paper = make_paper(alone, Addresses(), TODAY)
    assert all(chapter.id != "seen" for chapter in paper.chapters)
    assert not [slide for slide in make_deck(alone, Addresses(), TODAY).slides if "tweede" in slide.title]
    assert "Wat anderen zeggen" not in {sheet.name for sheet in make_workbook(alone, Addresses(), TODAY).sheets}


def test_documents_can_leave_out_notes_and_who_said_what(town: Town) -> None:
    page = town.owner.open("/documenten?zonder=notities")
    chosen = page.select_one('[aria-current="true"][href*="zonder=notities"]')
    assert chosen is not None
    links = [str(link["href"]) for link in page.select("main a[download], main .button[href*='/documenten/']")]
    assert links
    assert all("zonder=notities" in link for link in links)
    for url, holds in (("/documenten/resultaat.json", True), ("/documenten/resultaat.json?zonder=notities", False)):
        text = town.owner.client.get(town.owner.url + url).text
        assert ("Consultant" in text) == holds
        assert (WHY in text) == holds


def test_who_may_only_read_without_notes_has_no_such_choice(town: Town) -> None:
    url = town.link(with_notes=False)
    assert "wie wat zei" not in town.owner.client.get(f"{url}/documenten").text
    assert "wie wat zei" in town.owner.client.get(f"{town.link(with_notes=True)}/documenten").text
