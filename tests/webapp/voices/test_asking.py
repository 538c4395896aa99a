"""Whoever fills in asks a colleague: what, as whom and until when; changes it, withdraws it, puts questions aside."""

from __future__ import annotations

from datetime import timedelta

import pytest
from bs4 import Tag

from tests.newest import newest_content
from tests.webapp.links.conftest import fail_to_write
from tests.webapp.reading import read_page
from tests.webapp.visitor import notice_of, place_of, read_form, text_of
from tests.webapp.voices.conftest import INITIATIVES, THEMES, Owner, reads, shown_secret
from webapp.clock import today
from webapp.store.audit import Happening
from webapp.store.links import NewLink, Scope
from webapp.store.voices import VoiceKind, VoiceState
from webapp.voices.asking import operations

QUESTIONNAIRE = newest_content().questionnaire
LISTENING = tuple(question.id for question in QUESTIONNAIRE.in_section("listening"))


def test_a_part_is_asked_in_three_taps_with_role_and_day_filled_in(owner: Owner) -> None:
    page = owner.open("/vragen/strategy")
    tapped = page.find("a", string="Laat een collega dit onderdeel beantwoorden")
    assert isinstance(tapped, Tag)
    response = owner.ask(str(tapped["href"]).removeprefix(owner.url + "/inbreng/nieuw"))
    assert response.status_code == 200
    (voice,) = owner.voices
    assert voice.role == "algemeen directeur"
    assert set(voice.questions) == {question.id for question in QUESTIONNAIRE.in_section("strategy")}
    link = next(link for link in owner.links if link.voice_id == voice.id)
    assert link.ends == today() + timedelta(days=14)
    colleague = owner.hand_voice(shown_secret(response))
    assert "algemeen directeur" in reads(colleague.open("/bijdrage"))
    assert 'data-copy="#share-url"' in response.text
    assert "<svg" in response.text
    text = pasted_text(response.text)
    assert colleague.token in text
    assert "algemeen directeur" in text
    assert "De link werkt tot en met" in text
    assert [event.what for event in owner.events][-1] is Happening.VOICE_ASKED


def pasted_text(html: str) -> str:
    """Return what stands in the text to paste."""
    return html.partition('id="share-mail"')[2].partition("</textarea>")[0]


def test_single_questions_can_be_asked_and_a_whole_part_counts_as_all_of_it(owner: Owner) -> None:
    owner.ask(f"?vraag={THEMES}", role="Jeugd")
    owner.ask(f"?vraag={THEMES}", role="Onthaal", onderdeel=["listening"], vraag=[INITIATIVES, "gone.away"])
    assert [voice.questions for voice in owner.voices] == [(THEMES,), LISTENING]


def test_a_look_from_outside_is_asked_for_all_that_scores(owner: Owner) -> None:
    page = owner.open("/inbreng/nieuw?van=buiten")
    assert page.h1 is not None
    assert page.h1.get_text() == "Vraag een blik van buitenaf"
    response = owner.ask("?van=buiten")
    assert response.status_code == 200
    (voice,) = owner.voices
    assert voice.kind is VoiceKind.OBSERVER
    assert len(voice.questions) > 20
    colleague = owner.hand_voice(shown_secret(response))
    assert "van buitenaf" in reads(colleague.open("/bijdrage"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"role": "  "}, "Schrijf in welke rol"),
        ({"role": "x" * 61}, "61"),
        ({"onderdeel": []}, "Vink minstens"),
        ({"ends": "2020-01-01"}, "voorbij"),
        ({"kind": "spy"}, "Kies vanwaar"),
    ],
)
def test_what_is_wrong_is_told_and_all_comes_back(owner: Owner, changes: dict[str, object], said: str) -> None:
    response = owner.ask("?onderdeel=listening", **{"role": "Jeugddienst", **changes})
    assert response.status_code == 422
    assert said in text_of(response)
    assert owner.voices == ()


def test_a_form_that_is_sent_twice_asks_once(owner: Owner) -> None:
    form = owner.ask_form("?onderdeel=listening")
    first = owner.client.submit(f"{owner.url}/inbreng/nieuw", form)
    second = owner.client.submit(f"{owner.url}/inbreng/nieuw", form)
    assert shown_secret(first) == shown_secret(second)
    assert "twee keer" in text_of(second)
    assert len(owner.voices) == 1


def test_the_page_says_how_far_everybody_is_and_nothing_of_what_they_say(owner: Owner) -> None:
    colleague = owner.give_voice()
    assert "nog niet begonnen" in reads(owner.open("/inbreng"))
    colleague.reply("listening", None, **{f"answer.{THEMES}": "rather", f"note.{THEMES}": "Vertrouwelijk"})
    page = reads(owner.open("/inbreng"))
    assert "1 van 2 beantwoord, nog niet ingestuurd" in page
    assert "Vertrouwelijk" not in page
    colleague.send_in()
    assert "ingestuurd op" in reads(owner.open("/inbreng"))


def test_what_is_asked_can_change_until_the_questions_are_opened(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES)
    path = f"/inbreng/{colleague.voice.id}/wijzigen"
    response = owner.post(path, owner.form(path), role="Balie", onderdeel="listening", ends="")
    assert notice_of(response) == "inbreng-bewaard"
    assert (colleague.voice.role, colleague.voice.questions) == ("Balie", LISTENING)
    assert any(link.label == "Balie" for link in owner.links)
    opened_late = owner.form(path)
    colleague.questions()
    assert "geopend" in reads(owner.open(path))
    owner.post(path, opened_late, role="Loket", vraag=THEMES, onderdeel="")
    assert (colleague.voice.role, colleague.voice.questions) == ("Loket", LISTENING)


def test_another_link_goes_on_where_the_one_before_stopped(owner: Owner) -> None:
    colleague = owner.give_voice(ends=today() - timedelta(days=2))
    path = f"/inbreng/{owner.voices[0].id}/link"
    response = owner.post(path, owner.form(path))
    again = owner.hand_voice(shown_secret(response))
    again.answer_with({THEMES: "rather"})
    assert again.says(THEMES) == {"options": ["rather"]}
    colleague.open("/bijdrage", status=404)
    link = next(link for link in owner.links if link.voice_id and link.revoked_at is None)
    assert link.ends is not None
    assert link.ends > today()


def test_what_no_link_opens_any_more_is_deleted_or_gets_a_new_link(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    colleague.send_in()
    number = colleague.voice.id
    path = f"/inbreng/{number}/intrekken"
    owner.post(path, owner.form(path), houd="ja")
    text = reads(owner.open("/inbreng"))
    assert "Nieuwe link" in text
    assert "Intrekken" not in text
    assert "stopt meteen" not in reads(owner.open(f"/inbreng/{number}/link")), "there is nothing to stop"
    page = owner.open(path)
    assert "trek hem in" not in reads(page), "it was withdrawn before"
    assert notice_of(owner.post(path, read_form(page))) == "inbreng-weg"
    assert owner.voices == ()


def test_withdrawing_deletes_what_was_not_sent_in(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    path = f"/inbreng/{colleague.voice.id}/intrekken"
    owner.open(path)
    assert notice_of(owner.post(path)) == "inbreng-ingetrokken"
    assert owner.voices == ()
    colleague.open("/bijdrage", status=404)


@pytest.mark.parametrize(("choice", "left"), [("ja", 1), ("nee", 0)])
def test_what_was_sent_in_stays_when_the_owner_keeps_it(owner: Owner, choice: str, left: int) -> None:
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    colleague.send_in()
    path = f"/inbreng/{colleague.voice.id}/intrekken"
    owner.post(path, owner.form(path), houd=choice)
    assert len(owner.voices) == left
    colleague.open("/bijdrage", status=404)
    assert "link is ingetrokken" in reads(owner.open("/inbreng")) or not left


def test_questions_that_are_put_aside_for_a_role_become_one_link(owner: Owner) -> None:
    page = owner.open("/vragen/listening")
    aside = page.select_one(".question .ask-colleague")
    assert isinstance(aside, Tag)
    assert str(aside["href"]) == f"../inbreng/opzij?vraag={THEMES}"
    for question in (THEMES, INITIATIVES):
        path = f"/inbreng/opzij?vraag={question}"
        assert "Leg opzij" in reads(owner.open(path))
        response = owner.post(path, owner.form(path), role="Jeugd" if question == THEMES else "jeugd")
        assert notice_of(response) == "opzijgelegd"
        assert place_of(response).endswith(f"#q-{question.replace('.', '-')}")
    (parked,) = owner.voices
    assert (parked.state, parked.questions) == (VoiceState.PARKED, (THEMES, INITIATIVES))
    assert "Opzijgelegd" in reads(owner.open("/inbreng"))
    response = owner.ask(f"?opzij={parked.id}")
    assert response.status_code == 200
    (asked,) = owner.voices
    assert (asked.id, asked.role, asked.state) == (parked.id, "Jeugd", VoiceState.ASKED)
    assert set(asked.questions) == {THEMES, INITIATIVES}


def test_asking_one_question_at_once_takes_the_typed_role_along(owner: Owner) -> None:
    path = f"/inbreng/opzij?vraag={THEMES}"
    response = owner.post(path, owner.form(path), role="Jeugdraad", go="ask")
    assert owner.voices == ()
    form = read_form(read_page(owner.client.get(response.location).text))
    assert (form["role"], form["vraag"]) == (["Jeugdraad"], [THEMES])
    without = owner.post(path, owner.form(path), role="", go="ask")
    assert read_form(read_page(owner.client.get(without.location).text))["role"]


def test_who_only_fills_in_puts_aside_and_makes_no_links(owner: Owner) -> None:
    helper = owner.give(NewLink(Scope.FILL_IN))
    page = helper.open("/inbreng")
    assert not [a for a in page.select("main a") if "/inbreng/nieuw" in str(a.get("href"))]
    helper.open("/inbreng/nieuw", status=404)
    assert helper.open(f"/inbreng/opzij?vraag={THEMES}")


def test_a_voice_of_another_assessment_is_not_there(owner: Owner, stranger: Owner) -> None:
    colleague = owner.give_voice()
    for path in ("wijzigen", "link", "intrekken"):
        stranger.open(f"/inbreng/{colleague.voice.id}/{path}", status=404)


def test_links_of_voices_stand_among_the_links_and_are_changed_with_the_voice(owner: Owner) -> None:
    owner.give_voice(role="Onthaal")
    link = owner.others[0]
    page = reads(owner.open("/links"))
    assert "Onthaal" in page
    assert "antwoorden op wat gevraagd is" in page
    owner.open(f"/links/{link.id}/wijzigen", status=404)
    owner.open(f"/links/{link.id}/intrekken", status=404)


def test_what_cannot_be_made_now_comes_back(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    colleague = owner.give_voice()
    change = f"/inbreng/{colleague.voice.id}/wijzigen"
    form, known = owner.ask_form("?onderdeel=listening"), owner.form(change)
    monkeypatch.setattr(operations, "writing", fail_to_write)
    response = owner.client.submit(f"{owner.url}/inbreng/nieuw", {**form, "role": "Bewaar mij"})
    assert response.status_code == 503
    assert "Bewaar mij" in response.text
    response = owner.post(change, known, role="Bewaar mij ook")
    assert response.status_code == 503
    assert "Bewaar mij ook" in response.text
    assert owner.post(f"/inbreng/{colleague.voice.id}/intrekken").status_code == 503
