"""A question is put aside for a role while filling in: with one key, or one tap; it says so, and becomes a link."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.newest import newest_content
from tests.webapp.store.writing import write
from tests.webapp.visitor import notice_of, place_of
from tests.webapp.voices.conftest import INITIATIVES, THEMES, VERSION, Owner
from webapp.store.voices import MOST_VOICES, NewVoice, VoiceState, create_voice

EARLIER = "2026.1"
QUESTIONNAIRE = newest_content().questionnaire
STRATEGY = [question.id for question in QUESTIONNAIRE.in_section("strategy")]


def press(owner: Owner, question: str, *shown: str) -> TestResponse:
    """Do what the key does in a question under which roles are shown."""
    fields = {"vraag": question, "go": "back" if shown else "aside", "role": list(shown)}
    return owner.client.post(f"{owner.url}/inbreng/opzij", data=fields, headers={"HX-Request": "true"})


def line_under(owner: Owner, question: str, section: str = "") -> str:
    """Return what stands under a question about who is to answer it; empty where nothing does."""
    page = owner.open(f"/vragen/{section or question.split('.', maxsplit=1)[0]}")
    line = page.select_one(f"#q-{question.replace('.', '-')} .asked-of")
    return " ".join(line.get_text(" ").split()) if isinstance(line, Tag) else ""


def offered(page: BeautifulSoup) -> list[str]:
    """Return the roles for which a question can be put aside by a tap."""
    return [str(button["value"]) for button in page.select("[aria-labelledby=for-whom] button[name=role]")]


def parked(owner: Owner) -> dict[str, tuple[str, ...]]:
    """Return what is put aside, by role."""
    return {voice.role: voice.questions for voice in owner.voices if voice.state is VoiceState.PARKED}


def test_one_key_puts_a_question_aside_for_whom_its_part_suggests_and_again_takes_it_back(owner: Owner) -> None:
    told = press(owner, STRATEGY[0])
    assert told.status_code == 200
    assert "Opzijgelegd voor: algemeen directeur" in told.text
    assert parked(owner) == {"algemeen directeur": (STRATEGY[0],)}
    assert line_under(owner, STRATEGY[0]).startswith("Opzijgelegd voor: algemeen directeur")
    assert line_under(owner, STRATEGY[1]) == ""
    assert "Niet meer opzij" in press(owner, STRATEGY[0], "algemeen directeur").text
    assert owner.voices == ()
    assert line_under(owner, STRATEGY[0]) == ""


def test_the_key_does_what_the_page_shows_whatever_another_tab_did(owner: Owner) -> None:
    press(owner, STRATEGY[0])
    assert "Opzijgelegd voor: algemeen directeur" in press(owner, STRATEGY[0]).text
    owner.post(f"/inbreng/opzij?vraag={STRATEGY[0]}", {}, vraag=STRATEGY[0], role="Schepen")
    line = owner.open("/vragen/strategy").select_one("[data-parked]")
    assert line is not None
    assert json.loads(str(line["data-parked"])) == ["algemeen directeur", "Schepen"]
    told = press(owner, STRATEGY[0], "algemeen directeur", "iemand anders").text
    assert "Niet meer opzij" in told
    assert "Opzijgelegd voor: Schepen" in told
    assert parked(owner) == {"Schepen": (STRATEGY[0],)}
    assert "Opzijgelegd voor: Schepen" in press(owner, STRATEGY[0]).text
    assert parked(owner) == {"Schepen": (STRATEGY[0],)}


def test_the_key_goes_on_with_the_role_that_was_chosen_last_in_this_part(owner: Owner) -> None:
    path = f"/inbreng/opzij?vraag={STRATEGY[0]}"
    owner.post(path, {}, vraag=STRATEGY[0], role="Schepen")
    press(owner, STRATEGY[1])
    press(owner, THEMES)
    assert parked(owner) == {"Schepen": (STRATEGY[0], STRATEGY[1]), "communicatieteam": (THEMES,)}


def test_without_a_script_a_tap_on_a_role_puts_aside_and_another_takes_back(owner: Owner) -> None:
    path = f"/inbreng/opzij?vraag={STRATEGY[0]}"
    page = owner.open(path)
    roles = offered(page)
    assert roles[0] == "algemeen directeur"
    assert notice_of(owner.post(path, {}, vraag=STRATEGY[0], role=roles[0])) == "opzijgelegd"
    owner.post(path, {}, vraag=STRATEGY[0], role="jeugddienst")
    page = owner.open(path)
    assert roles[0] not in offered(page)
    back = page.select(".link-list button[name=role]")
    assert [" ".join(button.get_text().split()) for button in back] == [
        "Niet meer opzijleggen: algemeen directeur",
        "Niet meer opzijleggen: jeugddienst",
    ]
    response = owner.post(path, {}, vraag=STRATEGY[0], go="back", role=str(back[0]["value"]))
    assert notice_of(response) == "niet-meer-opzij"
    assert place_of(response).endswith(f"#q-{STRATEGY[0].replace('.', '-')}")
    assert parked(owner) == {"jeugddienst": (STRATEGY[0],)}


def test_what_is_put_aside_becomes_the_link_of_that_role_and_the_question_says_who_was_asked(owner: Owner) -> None:
    for question in STRATEGY[:2]:
        press(owner, question)
    page = owner.open("/inbreng")
    (make,) = [a for a in page.select("main a") if "Maak de link voor deze rol" in a.get_text()]
    assert owner.ask(str(make["href"]).removeprefix(f"{owner.url}/inbreng/nieuw")).status_code == 200
    (asked,) = owner.voices
    assert (asked.role, asked.questions, asked.state) == ("algemeen directeur", tuple(STRATEGY[:2]), VoiceState.ASKED)
    assert line_under(owner, STRATEGY[0]) == "Gevraagd aan: algemeen directeur"
    assert "Opzijgelegd voor" in press(owner, STRATEGY[0]).text
    assert [voice.state for voice in owner.voices] == [VoiceState.ASKED, VoiceState.PARKED]


def test_what_a_voice_sent_in_stands_among_the_differences_and_no_longer_under_the_question(owner: Owner) -> None:
    colleague = owner.give_voice(THEMES)
    assert line_under(owner, THEMES) == "Gevraagd aan: Onthaal"
    colleague.answer_with({THEMES: "not"})
    colleague.send_in()
    assert line_under(owner, THEMES) == ""


def test_taking_back_leaves_alone_what_was_asked_meanwhile_and_what_is_of_others(owner: Owner, stranger: Owner) -> None:
    press(owner, THEMES)
    press(stranger, THEMES)
    path = f"/inbreng/opzij?vraag={THEMES}"
    owner.post(path, {}, vraag=THEMES, go="back", role="iemand anders")
    assert parked(owner) == parked(stranger) == {"communicatieteam": (THEMES,)}
    owner.ask(f"?opzij={owner.voices[0].id}")
    owner.post(path, {}, vraag=THEMES, go="back", role="communicatieteam")
    assert owner.voices[0].questions == (THEMES,)
    stranger.post(path, {}, vraag=THEMES, go="back", role="communicatieteam")
    assert (parked(stranger), owner.voices[0].questions) == ({}, (THEMES,))


def test_what_was_put_aside_in_another_version_is_asked_in_the_one_of_now(owner: Owner) -> None:
    number, actor = owner.record.id, owner.links[0].actor
    new = NewVoice("Jeugd", (THEMES, "gone.away"), EARLIER, state=VoiceState.PARKED)
    before = write(owner.database, create_voice, number, new, actor)
    path = f"/inbreng/opzij?vraag={INITIATIVES}"
    owner.post(path, {}, vraag=INITIATIVES, role="Jeugd")
    assert len(owner.voices) == 2
    assert owner.ask(f"?opzij={before.id}").status_code == 200
    asked = next(voice for voice in owner.voices if voice.id == before.id)
    assert (asked.version, asked.questions, asked.state) == (VERSION, (THEMES,), VoiceState.ASKED)


def test_where_there_is_no_room_nothing_is_put_aside(owner: Owner) -> None:
    number, actor = owner.record.id, owner.links[0].actor

    def fill(connection: object) -> None:
        for place in range(MOST_VOICES):
            create_voice(connection, number, NewVoice(f"Rol {place}", (THEMES,), VERSION), actor)  # type: ignore[arg-type]

    write(owner.database, fill)
    refused = press(owner, INITIATIVES)
    assert refused.status_code == 409
    assert refused.text.startswith('<span class="asked-of')
    assert "er zijn al 40 rollen en links" in refused.text
    assert parked(owner) == {}


def test_a_role_of_somebody_elses_words_is_text_under_the_question(owner: Owner) -> None:
    path = f"/inbreng/opzij?vraag={THEMES}"
    owner.post(path, {}, vraag=THEMES, role="<b>place__status__ & co</b>")
    assert "<b>place__status__ & co</b>" in line_under(owner, THEMES)


@pytest.mark.parametrize("answered", [False, True])
def test_the_overview_says_how_many_questions_are_put_aside(owner: Owner, *, answered: bool) -> None:
    if answered:
        owner.answer("listening", **{f"answer.{THEMES}": "fully"})
    line = ".way-list a[href$='/inbreng'] .way-more"
    assert text_under(owner.open(""), line) == "wie van een deel meer weet"
    for question, role in ((STRATEGY[0], "Schepen"), (STRATEGY[0], "Jeugd"), (THEMES, "Jeugd")):
        owner.post(f"/inbreng/opzij?vraag={question}", {}, vraag=question, role=role)
    assert text_under(owner.open(""), line) == "2 vragen zijn opzijgelegd"


def text_under(page: BeautifulSoup, selector: str) -> str:
    """Return what one element reads."""
    found = page.select_one(selector)
    assert found is not None
    return found.get_text()


def test_what_is_put_aside_goes_along_in_a_download(owner: Owner) -> None:
    press(owner, THEMES)
    (told,) = json.loads(owner.client.get(f"{owner.url}/gegevens/zelfscan.json").text)["voices"]
    assert (told["role"], told["questions"], told["answers"]) == ("communicatieteam", [THEMES], {})


def test_the_next_self_scan_begins_with_nothing_put_aside(owner: Owner) -> None:
    press(owner, THEMES)
    response = owner.post("/opnieuw", owner.form("/opnieuw"))
    following = Owner(owner.client, owner.database, place_of(response).split("/")[2])
    assert following.record.id != owner.record.id
    assert (len(owner.voices), following.voices) == (1, ())


def test_nothing_is_called_asked_that_was_only_put_aside(owner: Owner) -> None:
    owner.give_voice(role="Balie")
    press(owner, STRATEGY[0])
    entries = {str(one.h3): one.get_text(" ") for one in owner.open("/inbreng").select(".link-entry")}
    (aside,) = [text for title, text in entries.items() if "algemeen directeur" in title]
    (asked,) = [text for title, text in entries.items() if "Balie" in title]
    assert "Nog te vragen" in aside
    assert "Gevraagd" not in aside
    assert "Gevraagd" in asked
