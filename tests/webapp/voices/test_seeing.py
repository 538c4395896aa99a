"""The result as somebody from outside sees it stands beside the agreed one, labelled, and changes nothing."""

from __future__ import annotations

from tests.webapp.visitor import text_of
from tests.webapp.voices.conftest import INITIATIVES, THEMES, Owner, reads
from tests.webapp.voices.test_settling import said
from webapp.store.voices import VoiceKind


def test_what_is_seen_stands_beside_what_is_said_with_why_and_by_how_much(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully", f"answer.{INITIATIVES}": "rather"})
    observer = owner.give_voice(THEMES, INITIATIVES, role="Consultant", kind=VoiceKind.OBSERVER)
    fields = {
        f"answer.{THEMES}": "not",
        f"note.{THEMES}": "Ik vond er geen spoor van",
        f"answer.{INITIATIVES}": "unknown",
    }
    observer.reply("listening", None, **fields)
    observer.send_in()
    text = reads(owner.open(f"/inbreng/{observer.voice.id}/gezien"))
    assert "Een tweede berekening" in text
    assert "Ik vond er geen spoor van" in text
    assert "Luisteren: score" in text
    assert "op één vraag" in text, "what is not known from outside stays as it was said"
    assert "initiatieven" not in text


def test_looking_changes_neither_answer_nor_result(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    observer = said(owner, "Consultant", VoiceKind.OBSERVER, themes="not")
    before = text_of(owner.client.get(f"{owner.url}/resultaat"))
    owner.open(f"/inbreng/{observer.voice.id}/gezien")
    assert owner.plain(THEMES) == {"options": ["fully"]}
    assert text_of(owner.client.get(f"{owner.url}/resultaat")) == before


def test_a_colleague_and_who_did_not_send_in_have_no_such_page(owner: Owner) -> None:
    colleague = said(owner, "Onthaal", themes="not")
    waiting = owner.give_voice(THEMES, role="Consultant", kind=VoiceKind.OBSERVER)
    for voice in (colleague, waiting):
        owner.open(f"/inbreng/{voice.voice.id}/gezien", status=404)


def test_the_page_of_voices_leads_to_it(owner: Owner) -> None:
    observer = said(owner, "Consultant", VoiceKind.OBSERVER, themes="not")
    page = owner.open("/inbreng")
    assert page.select_one(f"a[href$='/inbreng/{observer.voice.id}/gezien']") is not None
