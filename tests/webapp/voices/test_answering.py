"""Whoever was asked answers on a page of their own, blind until it is sent in, with the care of the self-scan."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.webapp.links.conftest import fail_to_write
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.visitor import notice_of, place_of, text_of
from tests.webapp.voices.conftest import INITIATIVES, REPORTED, THEMES, Owner, path_of, reads, shown_secret
from webapp import clock
from webapp.clock import today
from webapp.store.actors import PROGRAM
from webapp.store.assessments import finish_assessment
from webapp.store.links import revoke_link
from webapp.voices.answering import operations
from webapp.voices.asking.operations import withdraw
from webapp.web.visit import Visit


def test_the_link_leads_to_what_is_asked_and_names_municipality_role_and_last_day(owner: Owner) -> None:
    colleague = owner.give_voice(ends=today() + timedelta(days=3))
    response = colleague.client.get(colleague.url)
    assert response.location.endswith("/bijdrage")
    text = reads(colleague.open("/bijdrage"))
    assert "Gent" in text
    assert "Onthaal" in text
    assert "2 vragen, tot" in text


def test_only_what_was_asked_stands_on_the_page(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES, INITIATIVES)
    page = colleague.open("/bijdrage/vragen/listening")
    assert [section["id"] for section in page.select(".question")] == ["q-listening-themes", "q-listening-initiatives"]
    assert not page.select(".ask-colleague")
    colleague.open("/bijdrage/vragen/webcare", status=404)


def test_an_answer_is_saved_for_the_voice_and_not_for_the_assessment(owner: Owner) -> None:
    colleague = owner.give_voice()
    response = colleague.answer_with({THEMES: "rather"})
    assert place_of(response).endswith("/bijdrage/insturen")
    assert colleague.says(THEMES) == {"options": ["rather"]}
    assert owner.saved == {}


def test_one_answer_is_saved_at_once_as_it_is_given(owner: Owner) -> None:
    colleague = owner.give_voice()
    response = colleague.reply_one(THEMES, colleague.questions(), **{f"answer.{THEMES}": "unknown"})
    assert response.status_code == 200
    assert "is-saved" in response.text
    assert "1 van 2" in response.text
    assert colleague.says(THEMES) == {"state": "unknown"}


def test_what_was_not_asked_is_not_saved(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES)
    answer = {f"answer.{INITIATIVES}": "rather", f"revision.{INITIATIVES}": "0"}
    assert colleague.reply_one(INITIATIVES, {}, **answer).status_code == 422
    colleague.reply("listening", None, **answer)
    assert set(colleague.said.latest) == set()


def test_the_voice_sees_no_agreed_answer_and_no_other_voice_before_it_is_sent_in(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully", f"note.{THEMES}": "Zo is het afgesproken"})
    other = owner.give_voice(role="Algemeen directeur")
    other.answer_with({THEMES: "not"})
    other.send_in()
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    for path in ("/bijdrage", "/bijdrage/vragen/listening", "/bijdrage/insturen"):
        page = colleague.open(path)
        assert "afgesproken" not in reads(page)
        assert "Algemeen directeur" not in reads(page)
        assert not page.select("input[value='fully'][checked]")


def test_sending_in_nothing_opens_nothing(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    colleague = owner.give_voice()
    response = colleague.send_in()
    assert response.status_code == 422
    assert not colleague.voice.is_sent
    assert "Eerst" not in text_of(response)
    assert "Afgesproken" not in reads(colleague.open("/bijdrage"))


def test_half_can_be_sent_in_and_then_it_says_how_it_was_settled_where_this_voice_answered(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully", f"answer.{INITIATIVES}": "not"})
    other = owner.give_voice(role="Algemeen directeur")
    other.answer_with({THEMES: "more_or_less", INITIATIVES: "rather_not"})
    other.send_in()
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    assert notice_of(colleague.send_in()) == "ingestuurd"
    assert colleague.voice.is_sent
    text = reads(colleague.open("/bijdrage"))
    assert "Helemaal" in text
    assert "Algemeen directeur" in text
    assert "Min of meer" in text
    assert "Eerder niet" not in text, "of a question that this voice left open it learns nothing"


def test_who_may_not_read_the_outcome_reads_only_their_own_answers(owner: Owner) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    response = owner.ask("?vraag=listening.themes", reads_outcome=[])
    colleague = owner.hand_voice(shown_secret(response))
    colleague.answer_with({THEMES: "not"})
    colleague.send_in()
    text = reads(colleague.open("/bijdrage"))
    assert "Helemaal niet" in text
    assert "Afgesproken" not in text


def test_a_change_after_sending_in_stands_beside_what_was_sent(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    colleague.send_in()
    assert "blijven" in reads(colleague.open("/bijdrage/vragen/listening"))
    assert place_of(colleague.answer_with({THEMES: "not"})).endswith("/bijdrage")
    assert colleague.said.first[THEMES].plain == {"options": ["rather"]}
    assert colleague.said.late[THEMES].plain == {"options": ["not"]}
    text = reads(colleague.open("/bijdrage"))
    assert "Eerder wel" in text
    assert "Helemaal niet" in text


def test_all_can_be_taken_back_before_it_is_sent_in_and_not_after(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "rather"})
    colleague.open("/bijdrage/wissen")
    assert notice_of(colleague.client.submit(f"{colleague.url}/bijdrage/wissen")) == "bijdrage-gewist"
    assert colleague.said.latest == {}
    colleague.answer_with({THEMES: "not"})
    colleague.send_in()
    assert notice_of(colleague.client.submit(f"{colleague.url}/bijdrage/wissen")) == "al-ingestuurd"
    assert colleague.says(THEMES) == {"options": ["not"]}


def test_one_voice_in_two_tabs_overwrites_nothing_unseen(owner: Owner) -> None:
    colleague = owner.give_voice()
    first, second = colleague.questions(), colleague.questions()
    colleague.reply("listening", first, **{f"answer.{THEMES}": "rather"})
    response = colleague.reply("listening", second, **{f"answer.{THEMES}": "not"})
    assert response.status_code == 409
    assert colleague.says(THEMES) == {"options": ["rather"]}
    kept = colleague.reply("listening", None, **{f"answer.{THEMES}": "not", "keep": THEMES})
    assert place_of(kept).endswith("#q-listening-themes")
    assert colleague.says(THEMES) == {"options": ["not"]}


def test_another_tab_gets_what_was_saved_since(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.questions()
    address = f"{colleague.url}/bijdrage/vragen/listening/nieuw"
    assert colleague.client.get(address, headers={"If-None-Match": '"0"'}).status_code == 304
    colleague.answer_with({THEMES: "rather"})
    news = colleague.client.get(address, headers={"If-None-Match": '"0"'})
    assert news.status_code == 200
    assert news.headers["ETag"] == '"1"'
    assert "q-listening-themes" in news.text
    assert "q-listening-initiatives" not in news.text


def test_a_link_that_is_withdrawn_in_the_middle_says_so_and_the_browser_keeps_the_text(owner: Owner) -> None:
    colleague = owner.give_voice()
    fields = colleague.questions()
    link = next(link for link in owner.links if link.voice_id == colleague.voice.id)
    write(owner.database, revoke_link, owner.record.id, link.id)
    one = colleague.reply_one(THEMES, fields, **{f"answer.{THEMES}": "not"})
    assert one.status_code == 422
    assert "op dit toestel" in text_of(one)
    assert "HX-Trigger" not in one.headers
    whole = colleague.client.submit(f"{colleague.url}/bijdrage/vragen/listening", fields)
    assert whole.status_code == 404
    assert "data-forget" not in whole.text


@pytest.mark.parametrize(("days", "status"), [(0, 200), (-1, 404)])
def test_the_last_day_counts_up_to_midnight_in_brussels(owner: Owner, days: int, status: int) -> None:
    colleague = owner.give_voice(ends=today() + timedelta(days=days))
    colleague.open("/bijdrage", status)


@pytest.mark.parametrize(("day", "last_second"), [("2026-07-01", "21:59:59"), ("2026-12-01", "22:59:59")])
def test_a_link_ends_at_midnight_in_brussels_while_somebody_answers(
    owner: Owner, monkeypatch: pytest.MonkeyPatch, day: str, last_second: str
) -> None:
    end = datetime.fromisoformat(f"{day}T{last_second}+00:00")
    colleague = owner.give_voice(ends=end.date())
    monkeypatch.setattr(clock, "utc_now", lambda: end)
    fields = colleague.questions()
    assert colleague.reply_one(THEMES, fields, **{f"answer.{THEMES}": "not"}).status_code == 200
    fields = colleague.questions()
    monkeypatch.setattr(clock, "utc_now", lambda: end + timedelta(seconds=1))
    late = colleague.reply_one(THEMES, fields, **{f"answer.{THEMES}": "fully"})
    assert (late.status_code, "op dit toestel" in text_of(late)) == (422, True)
    assert colleague.send_in().status_code == 404
    monkeypatch.undo()
    assert len(owner.voices) == 1


def test_a_voice_goes_on_after_the_self_scan_was_finished(owner: Owner) -> None:
    colleague = owner.give_voice()
    write(owner.database, finish_assessment, owner.record.id, PROGRAM)
    finished = owner.record.finished_at
    colleague.answer_with({THEMES: "rather"})
    colleague.send_in()
    assert colleague.voice.is_sent
    assert owner.record.finished_at == finished


def test_what_is_asked_freezes_with_the_first_questions_and_not_when_a_preview_is_drawn(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.client.get(colleague.url, follow_redirects=True)
    colleague.client.head(f"{colleague.url}/bijdrage")
    colleague.open("/bijdrage/insturen")
    assert colleague.voice.opened_at is None
    colleague.questions()
    assert colleague.voice.opened_at is not None


def test_an_answer_freezes_what_is_asked_too(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.reply_one(THEMES, {f"answer.{THEMES}": ["fully"], f"revision.{THEMES}": ["0"]})
    assert colleague.says(THEMES) == {"options": ["fully"]}
    assert colleague.voice.opened_at is not None


def test_a_part_that_is_not_asked_any_more_leads_to_what_is(owner: Owner) -> None:
    colleague = owner.give_voice()
    response = colleague.client.get(f"{colleague.url}/bijdrage/vragen/webcare")
    assert path_of(response) == "/bijdrage"
    assert notice_of(response) == "vraag-veranderd"
    assert colleague.voice.opened_at is None
    colleague.questions()
    colleague.open("/bijdrage/vragen/webcare", status=404)


def test_thanks_are_said_once(owner: Owner) -> None:
    colleague = owner.give_voice()
    colleague.answer_with({THEMES: "fully"})
    page = reads(read_page(colleague.client.get(colleague.send_in().location).text))
    assert page.count("Dank je wel") == 1
    assert "Bedankt" not in page


def test_what_cannot_be_saved_now_comes_back(owner: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    colleague = owner.give_voice(THEMES, REPORTED)
    fields = colleague.questions()
    monkeypatch.setattr(operations, "writing", fail_to_write)
    response = colleague.reply("listening", fields, **{f"answer.{THEMES}": "rather", f"note.{THEMES}": "Bewaar mij"})
    assert response.status_code == 503
    assert "Bewaar mij" in response.text
    assert "NIET bewaard" in text_of(response)


def test_a_form_of_another_site_saves_nothing(owner: Owner) -> None:
    colleague = owner.give_voice()
    fields = {**colleague.questions(), f"answer.{THEMES}": "rather"}
    for path in ("/bijdrage/vragen/listening", f"/bijdrage/antwoord/{THEMES}"):
        response = colleague.client.post(colleague.url + path, data=fields, headers={"Sec-Fetch-Site": "cross-site"})
        assert response.status_code in {403, 422}
    assert colleague.said.latest == {}


def test_a_number_that_is_none_is_told_and_the_rest_is_saved(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES, INITIATIVES)
    response = colleague.reply(
        "listening", None, **{f"answer.{THEMES}": "bestaat-niet", f"answer.{INITIATIVES}": "rather"}
    )
    assert response.status_code == 422
    assert colleague.says(THEMES) is None
    assert colleague.says(INITIATIVES) == {"options": ["rather"]}


def test_a_voice_that_was_deleted_meanwhile_answers_404(owner: Owner) -> None:
    colleague = owner.give_voice()
    voice = colleague.voice
    link = next(link for link in owner.links if link.voice_id == voice.id)
    visit = Visit(owner.record, owner.links[0].actor, {"token": owner.token}, may_write=True, sees_notes=True)
    with owner.client.application.app_context():
        withdraw(visit, voice.id, keeps=True)
    assert link.voice_id == voice.id
    colleague.open("/bijdrage", status=404)


def test_what_comes_along_with_a_look_at_the_questions_is_not_read_as_a_form(owner: Owner) -> None:
    body = (
        b"--b\r\nContent-Disposition: form-data\r\n\r\nwords\r\n--b\r\n"
        b'Content-Disposition: form-data; name="answer.webcare.questions"\r\n\r\nmostly\r\n--b--\r\n'
    )
    colleague = owner.give_voice(THEMES)
    address, kind = f"{colleague.url}/bijdrage/vragen/listening", "multipart/form-data; boundary=b"
    shown = colleague.client.get(address, data=body, content_type=kind)
    assert shown.status_code == 200
    assert shown.text == colleague.client.get(address).text
