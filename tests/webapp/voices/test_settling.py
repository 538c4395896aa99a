"""Where answers differ is settled in one pass: taken over, kept, or answered anew; nothing is overwritten unseen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from bs4 import Tag
from werkzeug.test import TestResponse

from assessment.basis import NO_BASIS, Basis, Confidence
from assessment.levels import LevelRange
from assessment.model import Kind, Range
from assessment.weighing import Change, start_weighing
from tests.newest import newest_content, shared_library
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import notice_of, read_form, text_of
from tests.webapp.voices.conftest import INITIATIVES, THEMES, Colleague, Owner, reads
from webapp.language.locale import speaking
from webapp.store.actors import PROGRAM
from webapp.store.assessments import finish_assessment
from webapp.store.decisions import Decision, list_decisions
from webapp.store.voices import VoiceKind, delete_voice
from webapp.voices.positions import read_positions
from webapp.wording.changes import tell_change

CONTENT = newest_content()
LIBRARY = shared_library()
LATER = "listening.influencers"


def said(owner: Owner, role: str = "Onthaal", kind: VoiceKind = VoiceKind.COLLEAGUE, **answers: str) -> Colleague:
    """Return a voice that sent in answers to questions of listening, by the last part of their names."""
    names = {f"listening.{name}": value for name, value in answers.items()}
    colleague = owner.give_voice(*names, role=role, kind=kind)
    colleague.answer_with(names)
    colleague.send_in()
    return colleague


def take(owner: Owner, question: str, number: int = 0, **changes: Any) -> TestResponse:  # noqa: ANN401 (any field)
    """Press the button of one answer to a difference, as its form stands on the page."""
    page = owner.open("/inbreng/verschillen" + str(changes.pop("query", "")))
    section = page.find(id=f"v-{question.replace('.', '-')}")
    assert isinstance(section, Tag), reads(page)
    hidden = {str(one["name"]): str(one["value"]) for one in section.select("input[type=hidden]")}
    button = section.select(".positions button")[number]
    data = {**hidden, "take": str(button["value"]), **changes}
    return owner.client.submit(f"{owner.url}/inbreng/verschillen/{question}", data)


def decisions(owner: Owner) -> tuple[Decision, ...]:
    return read(owner.database, list_decisions, owner.record.id)


def test_a_voice_changes_no_answer_and_no_score_until_somebody_decides(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    before = text_of(owner.client.get(f"{owner.url}/resultaat"))
    said(owner, themes="not")
    assert owner.plain(THEMES) == {"options": ["fully"]}
    assert text_of(owner.client.get(f"{owner.url}/resultaat")) == before


def test_a_difference_shows_who_says_what_and_what_it_would_change(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="not")
    text = reads(owner.open("/inbreng/verschillen"))
    assert "Eén verschil" in text
    assert "Onthaal · Jeugd" in text
    assert "nu afgesproken" in text
    weighing = start_weighing(CONTENT, {})
    assert weighing.content is CONTENT
    assert "Luisteren: score" in text or "Luisteren: " in text


def test_an_answer_that_changes_the_growth_phase_of_the_whole_only_says_so(owner: Owner) -> None:
    positions = read(owner.database, read_positions, owner.record, LIBRARY)
    question = CONTENT.questionnaire.question(THEMES)
    one = replace(positions.weighing.look("listening"), overall_level=LevelRange(2, 2))
    same = Change(question, "listening", one, replace(one, score=Range(10, 20)))
    moved = Change(question, "listening", one, replace(one, score=Range(10, 20), overall_level=LevelRange(1, 2)))
    with owner.client.application.test_request_context("/"), speaking("nl"):
        here = tell_change(positions.content, same)
        assert here.startswith("Luisteren: score 10,0 tot 20,0")
        assert tell_change(positions.content, moved) == f"{here} Algemeen: groeifase 1 tot 2, nu groeifase 2."


def test_taking_over_makes_it_the_agreed_answer_and_keeps_what_everybody_said(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully", f"note.{THEMES}": "Onze notitie"})
    said(owner, "Onthaal", themes="not")
    response = take(owner, THEMES, 1, reason="  Zij staan aan het loket ")
    assert notice_of(response) == "alles-beslist"
    assert owner.plain(THEMES) == {"options": ["not"]}
    assert owner.saved[THEMES].note == "Onze notitie"
    (decision,) = decisions(owner)
    assert decision.reason == "Zij staan aan het loket"
    assert decision.before == '{"options":["fully"]}'
    assert [(one.role, one.written) for one in decision.positions] == [("Onthaal", '{"options":["not"]}')]
    text = reads(owner.open("/inbreng/verschillen"))
    assert "Zij staan aan het loket" in text
    assert "Geen verschillen" in text
    assert "Waar antwoorden verschilden, is beslist" in text


def test_taking_over_takes_how_sure_and_on_what_along_from_who_is_surest(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully", f"confidence.{THEMES}": "guess"})
    for role, sure, url in (("Onthaal", "guess", ""), ("Jeugd", "sure", "https://www.gent.be/nota")):
        colleague = owner.give_voice(THEMES, role=role)
        fields = {"answer": "not", "confidence": sure, "evidence": url, "seen": ""}
        colleague.reply("listening", None, **{f"{name}.{THEMES}": value for name, value in fields.items()})
        colleague.send_in()
    page = owner.open("/inbreng/verschillen")
    assert page.find("a", href="https://www.gent.be/nota") is not None
    assert "Onthaal: Een gok" in reads(page)
    take(owner, THEMES, 1)
    assert owner.plain(THEMES) == {"options": ["not"]}
    assert owner.saved[THEMES].basis == Basis(Confidence.SURE, "https://www.gent.be/nota")


def test_a_decision_goes_on_saying_how_sure_each_voice_was_then(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    colleague = owner.give_voice(THEMES)
    colleague.reply("listening", None, **{f"answer.{THEMES}": "not", f"confidence.{THEMES}": "guess"})
    colleague.send_in()
    take(owner, THEMES, 1)
    decided = owner.open("/inbreng/verschillen").select_one("#beslist")
    assert decided is not None
    assert "Onthaal Helemaal niet Een gok" in " ".join(decided.get_text(" ").split())
    assert "overgenomen van: Onthaal (Een gok)" in reads(owner.open("/resultaat/listening?alles=ja"))
    assert decisions(owner)[0].positions[0].basis == Basis(Confidence.GUESS)
    colleague.reply("listening", None, **{f"answer.{THEMES}": "not", f"confidence.{THEMES}": "sure"})
    assert decisions(owner)[0].positions[0].basis == Basis(Confidence.GUESS)


def test_an_answer_that_is_kept_keeps_what_it_rests_on_and_another_has_nothing(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully", f"confidence.{THEMES}": "guess"})
    said(owner, themes="not")
    take(owner, THEMES, 0)
    assert owner.saved[THEMES].basis == Basis(Confidence.GUESS)
    typed: dict[str, Any] = {f"answer.{THEMES}": "more_or_less"}
    take(owner, THEMES, take="anders", query=f"?opnieuw={THEMES}", **typed)
    assert owner.saved[THEMES].basis == NO_BASIS


def test_the_agreed_answer_can_be_kept_against_what_others_say(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    said(owner, themes="not")
    take(owner, THEMES, 0)
    assert owner.plain(THEMES) == {"options": ["fully"]}
    assert len(decisions(owner)) == 1
    assert "Beslist" in reads(owner.open("/inbreng/verschillen"))


def test_another_answer_than_anybody_gave_can_be_decided_upon(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    assert take(owner, THEMES, take="anders").status_code == 422
    typed: dict[str, Any] = {f"answer.{THEMES}": "more_or_less"}
    response = take(owner, THEMES, take="anders", **typed)
    assert response.status_code == 303
    assert owner.plain(THEMES) == {"options": ["more_or_less"]}
    assert len(decisions(owner)[0].positions) == 2


def test_what_is_wrong_with_a_decision_says_on_which_question_and_leads_there(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    page = read_page(take(owner, THEMES, reason="x" * 201).text)
    link = page.select_one(".error-summary a")
    assert link is not None
    assert link["href"] == f"#v-{THEMES.replace('.', '-')}"
    assert page.select_one(str(link["href"])) is not None
    assert "Vraag" in link.get_text()


def test_the_next_difference_follows_and_those_that_could_move_a_level_come_first(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{name}": "fully" for name in (THEMES, INITIATIVES, LATER)})
    said(owner, themes="not", initiatives="rather", influencers="more_or_less")
    page = owner.open("/inbreng/verschillen")
    order = [str(section["id"]) for section in page.select(".difference")]
    assert order[0] == "v-listening-themes", "it moves the score furthest"
    response = take(owner, THEMES, 1)
    assert response.location.endswith(f"#{order[1]}")
    assert notice_of(response) == "beslist"


def test_what_was_decided_comes_back_when_somebody_says_something_else(owner: Owner) -> None:
    colleague = said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    take(owner, THEMES, 0)
    assert "Geen verschillen" in reads(owner.open("/inbreng/verschillen"))
    colleague.answer_with({THEMES: "more_or_less"})
    text = reads(owner.open("/inbreng/verschillen"))
    assert "Eén verschil" in text
    assert "veranderd na het insturen" in text


def test_a_decision_can_be_taken_again_and_the_earlier_one_stays(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    take(owner, THEMES, 0)
    link = owner.open("/inbreng/verschillen").select_one("#b-listening-themes a")
    assert isinstance(link, Tag)
    assert "opnieuw=listening.themes" in str(link["href"])
    take(owner, THEMES, 1, query="?opnieuw=listening.themes")
    assert len(decisions(owner)) == 2
    assert decisions(owner)[0].written != decisions(owner)[1].written


def test_all_that_nobody_disputes_is_taken_over_together(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{LATER}": "fully"})
    said(owner, "Onthaal", themes="not", initiatives="unknown", influencers="fully")
    said(owner, "Jeugd", themes="unknown")
    page = owner.open("/inbreng/verschillen")
    assert "Eén antwoord van een collega" in reads(page)
    response = owner.post("/inbreng/onbetwist", read_form(page))
    assert notice_of(response) == "inbreng-overgenomen"
    assert owner.plain(THEMES) == {"options": ["not"]}
    assert owner.plain(INITIATIVES) is None, "don't know opens nothing and settles nothing"
    (decision,) = decisions(owner)
    assert len(decision.positions) == 2


def test_what_somebody_from_outside_says_is_not_taken_over_unseen_but_does_dispute(owner: Owner) -> None:
    said(owner, "Consultant", VoiceKind.OBSERVER, themes="not")
    page = owner.open("/inbreng/verschillen")
    assert "Neem ze allemaal over" not in reads(page)
    said(owner, "Onthaal", themes="fully")
    assert "Eén verschil" in reads(owner.open("/inbreng/verschillen"))


def test_what_was_sent_in_meanwhile_is_not_taken_over_unseen(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    form = read_form(owner.open("/inbreng/verschillen"))
    said(owner, "Jeugd", initiatives="fully")
    assert notice_of(owner.post("/inbreng/onbetwist", form)) == "intussen-veranderd"
    assert owner.saved == {}


def test_an_answer_that_somebody_saved_meanwhile_is_not_overwritten(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    page = owner.open("/inbreng/verschillen")
    button = page.select_one(".positions button")
    assert isinstance(button, Tag)
    owner.answer("listening", **{f"answer.{THEMES}": "rather"})
    response = owner.post(f"/inbreng/verschillen/{THEMES}", {"take": [str(button["value"])], "base": ["0"]})
    assert notice_of(response) == "intussen-veranderd"
    assert owner.plain(THEMES) == {"options": ["rather"]}


def test_a_voice_that_arrives_after_finishing_is_settled_by_opening_the_self_scan_again(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    colleague = owner.give_voice(THEMES)
    colleague.answer_with({THEMES: "not"})
    before = owner.open("/inbreng/verschillen")
    assert "Geen verschillen" in reads(before)
    write(owner.database, finish_assessment, owner.record.id, PROGRAM)
    colleague.send_in()
    assert owner.record.finished_at is not None
    assert "dan gaat hij weer open" in reads(owner.open("/inbreng/verschillen"))
    refused = take(owner, THEMES, 1, reopen=[])
    assert notice_of(refused) == "intussen-afgerond"
    assert owner.plain(THEMES) == {"options": ["fully"]}
    take(owner, THEMES, 1)
    assert owner.plain(THEMES) == {"options": ["not"]}
    assert owner.record.finished_at is None


def test_a_question_that_became_not_applicable_is_a_difference_like_another(owner: Owner) -> None:
    question = next(q for q in CONTENT.questionnaire.questions if q.allows_not_applicable and q.kind is Kind.ONE)
    owner.answer(question.section, **{f"answer.{question.id}": "not_applicable"})
    colleague = owner.give_voice(question.id)
    colleague.answer_with({question.id: question.options[0].id}, question.section)
    colleague.send_in()
    text = reads(owner.open("/inbreng/verschillen"))
    assert "Niet van toepassing" in text
    take(owner, question.id, 1)
    assert owner.plain(question.id) == {"options": [question.options[0].id]}


def test_ten_voices_on_one_question_stand_together_by_answer(owner: Owner) -> None:
    for number in range(10):
        said(owner, f"Dienst {number}", themes="not" if number % 2 else "fully")
    page = owner.open("/inbreng/verschillen")
    assert len(page.select(".positions > li")) == 2
    take(owner, THEMES, 0)
    assert len(decisions(owner)[0].positions) == 10


def test_a_deleted_voice_is_blanked_in_the_decision_that_quotes_it(owner: Owner) -> None:
    colleague = said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    take(owner, THEMES, 1)
    write(owner.database, delete_voice, owner.record.id, colleague.voice.id)
    text = reads(owner.open("/inbreng/verschillen"))
    assert "intussen gewist" in text
    assert "Onthaal" not in text


@pytest.mark.parametrize("path", ["/inbreng/verschillen"])
def test_what_was_not_sent_in_is_no_position(owner: Owner, path: str) -> None:
    colleague = owner.give_voice(THEMES)
    colleague.reply("listening", None, **{f"answer.{THEMES}": "not", f"note.{THEMES}": "Vertrouwelijk"})
    text = reads(owner.open(path))
    assert "Vertrouwelijk" not in text
    assert "Onthaal" not in text


def test_settling_can_be_done_by_who_fills_in_and_says_through_which_link(owner: Owner) -> None:
    said(owner, "Onthaal", themes="not")
    said(owner, "Jeugd", themes="fully")
    take(owner, THEMES, 0)
    assert decisions(owner)[0].actor == owner.links[0].actor
