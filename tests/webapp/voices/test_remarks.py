"""Who looks from outside remarks on a domain: saved and frozen as an answer is, and counted nowhere."""

from __future__ import annotations

import json

import pytest

from tests.webapp.voices.conftest import INITIATIVES, THEMES, Colleague, Owner, reads
from tests.webapp.voices.test_files import begin_with
from webapp.store.voices import VoiceKind

REMARK = "remark.listening"
WORDS = "Jullie luisteren beter dan jullie tonen."


@pytest.fixture
def observer(owner: Owner) -> Colleague:
    return owner.give_voice(THEMES, INITIATIVES, role="Consultant", kind=VoiceKind.OBSERVER)


def remark(observer: Colleague, words: str = WORDS) -> None:
    observer.reply("listening", None, **{f"answer.{THEMES}": "not", f"answer.{REMARK}": words})


def test_who_looks_from_outside_finds_room_for_a_remark_and_a_colleague_does_not(
    owner: Owner, observer: Colleague
) -> None:
    page = observer.open("/bijdrage/vragen/listening")
    assert page.find("textarea", attrs={"name": f"answer.{REMARK}"}) is not None
    assert page.find("textarea", attrs={"name": f"note.{REMARK}"}) is None
    assert "Wat zie je van buitenaf?" in reads(page)
    colleague = owner.give_voice()
    assert f"answer.{REMARK}" not in colleague.questions()
    colleague.reply("listening", None, **{f"answer.{REMARK}": WORDS})
    assert colleague.says(REMARK) is None


def test_a_remark_is_saved_at_once_and_stands_there_again(observer: Colleague) -> None:
    response = observer.reply_one(REMARK, observer.questions(), **{f"answer.{REMARK}": WORDS})
    assert response.status_code == 200
    assert "Bewaard" in response.text
    assert observer.questions()[f"answer.{REMARK}"] == [WORDS]


def test_a_remark_goes_with_the_whole_page_and_counts_as_no_question(owner: Owner, observer: Colleague) -> None:
    remark(observer)
    assert observer.says(REMARK) == {"text": WORDS}
    assert "1 van 2 beantwoord" in reads(owner.open("/inbreng"))
    assert WORDS not in reads(owner.open("/inbreng"))


def test_a_remark_stands_beside_what_is_said_and_differs_from_nothing(owner: Owner, observer: Colleague) -> None:
    owner.answer("listening", **{f"answer.{THEMES}": "not"})
    remark(observer)
    observer.send_in()
    assert WORDS in reads(owner.open(f"/inbreng/{observer.voice.id}/gezien"))
    differences = reads(owner.open("/inbreng/verschillen"))
    assert WORDS not in differences
    assert "past niet" not in differences
    result = json.loads(owner.client.get(f"{owner.url}/documenten/resultaat.json").text)
    assert result["as_seen"][0]["dimensions"][0]["remark"] == WORDS


def test_a_remark_that_changes_after_sending_in_stands_beside_the_first(observer: Colleague) -> None:
    remark(observer)
    observer.send_in()
    remark(observer, "Bij nader inzien.")
    assert observer.said.first[REMARK].plain == {"text": WORDS}
    assert observer.says(REMARK) == {"text": "Bij nader inzien."}


def test_a_remark_leaves_in_a_download_and_comes_back(owner: Owner, observer: Colleague) -> None:
    remark(observer)
    observer.send_in()
    document = json.loads(owner.client.get(f"{owner.url}/gegevens/zelfscan.json").text)
    fresh = begin_with(owner.client, document, owner.database)
    (voice,) = fresh.voices
    assert WORDS in reads(fresh.open(f"/inbreng/{voice.id}/gezien"))
    again = json.loads(fresh.client.get(f"{fresh.url}/gegevens/zelfscan.json").text)
    assert again["voices"][0]["answers"] == document["voices"][0]["answers"]
