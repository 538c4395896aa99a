"""The note for the council: one page in Word with what was done, where the municipality stands, and what is asked."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from docx import Document
from flask import Flask

from assessment.levels import LevelRange
from assessment.model import Range
from tests.webapp.documents.test_word import draw, texts
from tests.webapp.report.conftest import Reader, Stored
from webapp.documents.paper import Bullets, Heading, Levels, Note, Paragraph
from webapp.documents.word.note import count_note_pages, write_note
from webapp.findings.found import Finished, summarise
from webapp.language.locale import speaking
from webapp.report.documents.council_note import make_council_note
from webapp.report.documents.kinds import NO_LINK
from webapp.report.parts.addresses import Addresses
from webapp.web.admission import addressed

LONG = "Pepingen-Bellingen-Bogaarden-Beert-Heikruis aan de Zuunbeekvallei"


def make(
    app: Flask,
    stored: Stored,
    language: str = "nl",
    *,
    name: str = "",
    is_finished: bool = True,
    finished: tuple[Finished, ...] = (),
) -> Note:
    findings = stored.findings
    profile = replace(findings.profile, municipality=name or findings.profile.municipality, role="mayor")
    if is_finished:
        profile = replace(profile, finished_on=date(2026, 11, 20))
    with app.test_request_context("/"), addressed(NO_LINK), speaking(language):
        return make_council_note(replace(findings, profile=profile), Addresses(), date(2026, 11, 24), finished)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("which", ["empty", "middle", "perfect"])
def test_it_is_one_page(request: pytest.FixtureRequest, shared_app: Flask, which: str, language: str) -> None:
    stored: Stored = request.getfixturevalue(which)
    assert count_note_pages(make(shared_app, stored, language, name=LONG), draw) == 1


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("which", ["middle", "perfect"])
def test_it_is_one_page_with_what_was_finished_before_too(
    request: pytest.FixtureRequest, shared_app: Flask, which: str, language: str
) -> None:
    stored: Stored = request.getfixturevalue(which)
    found = summarise(stored.findings, day=date(2026, 11, 20), program="")
    otherwise = replace(found.overall, score=Range(12.3, 45.6), level=LevelRange(1, 3), likely=2)
    finished = Finished(datetime(2026, 11, 20, 9, tzinfo=UTC), replace(found, overall=otherwise), is_from_file=True)
    note = make(shared_app, stored, language, name=LONG, finished=(finished,))
    assert any("2026" in block.text and "12" in block.text for block in note.blocks if isinstance(block, Paragraph))
    assert count_note_pages(note, draw) == 1


def test_it_says_what_was_done_where_we_stand_and_what_is_asked(shared_app: Flask, middle: Stored) -> None:
    note = make(shared_app, middle)
    headings = [block.text for block in note.blocks if isinstance(block, Heading)]
    assert headings == ["Wat er gebeurde", "Waar we staan", "Wat we vragen"]
    (levels,) = [block for block in note.blocks if isinstance(block, Levels)]
    assert [level.colour for level in levels.items] == list(middle.findings.dimensions)
    (asked,) = [block for block in note.blocks if isinstance(block, Bullets)]
    assert 3 < len(asked.items) <= 7, "the basis alone is not what is asked"
    assert "jullie" not in " ".join(block.text for block in note.blocks if isinstance(block, Paragraph))
    said = "\n".join(texts(Document(BytesIO(write_note(note, draw)))))
    for text in ("Nota voor de raad", "20 november 2026", "24 november 2026", *asked.items, levels.items[0].score):
        assert text in said


def test_one_that_is_not_finished_tells_no_day_of_finishing(shared_app: Flask, middle: Stored) -> None:
    said = "\n".join(texts(Document(BytesIO(write_note(make(shared_app, middle, is_finished=False), draw)))))
    assert "afgerond" not in said


def test_it_is_offered_and_has_a_name_of_its_own(reader: Reader, middle: Stored) -> None:
    page = reader.get(f"/z/{middle.token}/documenten")
    assert "Nota voor de raad (Word)" in page.text
    answer = reader.get(f"/z/{middle.token}/documenten/raadsnota.docx")
    assert answer.status_code == 200
    assert 'filename="pleinwijzer-raadsnota-gent-20' in answer.headers["Content-Disposition"]
    assert "Wat we vragen" in "\n".join(texts(Document(BytesIO(answer.data))))
