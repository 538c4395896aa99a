"""A seat: where the room is, an answer with its receipt, what is revealed, and what belongs to nobody else."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from flask import Flask

from tests.webapp.visitor import notice_of
from tests.webapp.workshops.participants import ORDERED, ROW, SEVERAL, Hall, make_hall
from tests.webapp.workshops.rooms import read_files
from webapp.store.failures import StoreUnavailable
from webapp.store.secrets import hash_secret
from webapp.workshops.taking_part import operations


def test_somebody_who_waits_is_told_that_the_question_comes_by_itself(hall: Hall) -> None:
    one = hall.join()
    page = one.open()
    assert page.find("span", attrs={"data-script": True}, string=re.compile("verschijnt hier vanzelf"))
    assert "Druk op “Kijk opnieuw”" in str(page.noscript), "without a script it does not"
    assert page.find("form", id="vote") is None
    assert one.sign in page.get_text(" ")


def test_the_question_has_the_choices_of_the_self_scan_and_dont_know(hall: Hall) -> None:
    one = hall.join()
    hall.ask(ORDERED)
    texts = [label.get_text(strip=True) for label in one.open().find_all("label", class_="choice")]
    assert texts[:-1] == [option.text.dutch for option in hall.asked.options]
    assert texts[-1] == "Weet ik niet"


def test_not_applicable_is_there_where_the_self_scan_has_it(shared_app: Flask) -> None:
    hall = make_hall(shared_app, items=("participation.feedback",))
    one = hall.join()
    hall.ask("participation.feedback")
    assert "Niet van toepassing" in one.reads()
    assert one.choose("not_applicable").status_code == 303
    assert hall.answered == 1


def test_a_row_of_a_table_is_asked_with_what_it_is_about(hall: Hall) -> None:
    one = hall.join()
    hall.ask(ROW)
    votable = hall.asked
    assert votable.row is not None
    text = one.reads()
    assert votable.question.text.dutch in text
    assert votable.row.text.dutch in text


def test_an_answer_is_received_and_can_be_changed_until_the_question_is_closed(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    assert "Ontvangen" not in one.reads()
    first, second = (option.id for option in hall.asked.options[:2])
    assert one.choose(first).status_code == 303
    assert "Ontvangen" in one.reads()
    chosen = one.open().find_all("input", checked=True)
    assert [box["value"] for box in chosen] == [one.mask(first)]
    assert one.choose(second).status_code == 303
    assert one.stored is not None
    assert one.stored[0] == one.mask(second)
    assert hall.answered == 1


def test_nothing_chosen_is_no_answer(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    response = one.choose()
    assert notice_of(response) == "niets-gekozen"
    assert "Kies eerst een antwoord" in one.phone.get(response.location).text
    assert hall.answered == 0


def test_a_late_answer_hears_that_it_is_too_late(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    first = hall.asked.options[0].id
    form = one.form()
    hall.close()
    response = one.choose(first, form=form)
    assert "Te laat" in one.phone.get(response.location).text
    assert one.send(first).json == {"receipt": "late", "number": "00000000"}
    assert hall.answered == 0


def test_an_older_answer_never_overwrites_a_newer_one(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    first, second = (option.id for option in hall.asked.options[:2])
    assert one.send(first, number=7).json == {"receipt": "received", "number": "00000007"}
    assert one.send(second, number=6).json == {"receipt": "older", "number": "00000007"}
    assert one.send(first, number=7).json == {"receipt": "received", "number": "00000007"}, (
        "sent again: its receipt got lost"
    )
    assert one.send(second, number=7).json == {"receipt": "older", "number": "00000007"}
    assert one.stored == (one.mask(first), 7)
    assert hall.answered == 1


def test_a_form_from_before_is_told_that_a_newer_answer_stands(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    first, second = (option.id for option in hall.asked.options[:2])
    form = one.form()
    one.choose(first, form=form)
    response = one.choose(second, form=form)
    assert "nieuwer antwoord" in one.phone.get(response.location).text
    assert one.stored == (one.mask(first), 1)


def test_what_is_no_answer_is_refused_and_changes_nothing(hall: Hall) -> None:
    one, other = hall.join(), make_hall(hall.app)
    hall.ask()
    first, second = (option.id for option in hall.asked.options[:2])
    headers = {"Accept": "application/json"}
    good = {"round": str(hall.round.id), "number": "00000001", "mask": one.mask(first)}
    other.ask()
    for change in (
        {"mask": [one.mask(first), one.mask(second)]},
        {"mask": "1"},
        {"mask": "x" * len(one.mask(first))},
        {"number": "0"},
        {"number": "-1"},
        {"number": "9" * 12},
        {"number": "٣"},
        {"round": "0"},
        {"round": str(other.round.id)},
    ):
        response = one.phone.submit(f"{one.url}/antwoord", {**good, **change}, headers=headers)
        assert response.status_code == 422, change
        assert response.json == {"receipt": "refused"}
    assert hall.answered == other.answered == 0


def test_several_may_be_chosen_where_the_question_lets(hall: Hall) -> None:
    one = hall.join()
    hall.ask(SEVERAL)
    options = [option.id for option in hall.asked.options if not option.exclusive][:2]
    assert one.choose(*options).status_code == 303
    assert one.stored is not None
    assert one.stored[0] == one.mask(*options)
    assert notice_of(one.choose(options[0], "unknown")) == "niet-samen"


def test_another_site_sends_no_answer(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    fields = {**one.form(), "mask": one.mask(hall.asked.options[0].id)}
    response = one.phone.post(f"{one.url}/antwoord", data=fields, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403
    assert hall.answered == 0


def test_the_reveal_is_a_sentence_and_a_table_with_the_own_answer_marked(hall: Hall) -> None:
    hall.ask()
    first, second = (option.id for option in hall.asked.options[:2])
    people = hall.fill(first, first, first, second, second, "unknown")
    hall.show()
    page = people[3].open()
    rows = {
        head.get_text(" ", strip=True): [cell.get_text(strip=True) for cell in head.find_next_siblings("td")]
        for head in page.find_all("table")[0].find_all("th", scope="row")
    }
    texts = {option.id: option.text.dutch for option in hall.asked.options}
    assert rows[texts[first]] == ["3", "60%"]
    assert rows[f"{texts[second]} (jij)"] == ["2", "40%"]
    assert rows["Weet ik niet"] == ["1", "–"]
    told = page.find(id="result")
    assert told is not None
    assert f"“{texts[first]}” (3)" in told.get_text()
    assert "2019" in page.get_text()


def test_with_too_few_answers_nothing_of_them_is_shown(hall: Hall) -> None:
    hall.ask()
    first = hall.asked.options[0].id
    people = hall.fill(first, first, first, first, "unknown")
    hall.show()
    page = people[0].open()
    assert "(jij)" not in page.get_text()
    assert page.find("caption", string="Wat de zaal antwoordde") is None


def test_what_was_agreed_stands_with_the_reveal(hall: Hall) -> None:
    hall.ask()
    first, second = (option.id for option in hall.asked.options[:2])
    people = hall.fill(*[first] * 5)
    hall.show()
    hall.agree(second, dissent="Twee van ons zien dat anders.")
    text = people[0].reads()
    assert f"Afgesproken in de zaal {hall.asked.options[1].text.dutch}" in text
    assert "Twee van ons zien dat anders." in text


def test_a_second_device_is_asked_whose_it_is(hall: Hall) -> None:
    one = hall.join()
    other = hall.phone()
    asked = other.page(one.url)
    assert asked.h1 is not None
    assert asked.h1.get_text() == "Ander toestel, of iemand anders?"
    assert asked.find("a", href=hall.door)
    claimed = other.submit(f"{one.url}/toestel")
    assert urlsplit(claimed.location).path == one.url
    assert "Je doet mee" in other.get(one.url).text
    assert hall.present == 1


def test_the_address_that_somebody_comes_to_stand_at_can_be_passed_on_without_passing_a_seat_on(hall: Hall) -> None:
    one = hall.join()
    arrived = one.phone.get(f"{one.url}?toestel=mijn")
    assert arrived.location == one.url
    assert "Je doet mee" not in hall.phone().get(arrived.location).text


def test_a_browser_that_keeps_no_cookies_takes_part_too(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    plain = hall.app.test_client(use_cookies=False)
    address = f"{one.url}?toestel=mijn"
    page = plain.get(address).text
    assert "Verstuur mijn antwoord" in page
    assert f'href="{address}">Kijk opnieuw' in page
    mask = one.mask(hall.asked.options[0].id)
    sent = plain.post(f"{one.url}/antwoord", data={**one.form(), "mask": mask})
    assert "Ontvangen" in plain.get(sent.location).text


def test_two_devices_of_one_person_count_once(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    first, second = (option.id for option in hall.asked.options[:2])
    one.send(first, number=1)
    other = hall.phone()
    other.submit(f"{one.url}/toestel")
    form = {"round": str(hall.round.id), "number": "00000002", "mask": one.mask(second)}
    other.submit(f"{one.url}/antwoord", form)
    assert one.stored == (one.mask(second), 2)
    assert (hall.present, hall.answered) == (1, 1)


def test_the_own_part_can_be_deleted_and_is_gone(hall: Hall) -> None:
    hall.ask()
    first = hall.asked.options[0].id
    people = hall.fill(*[first] * 6)
    one = people[0]
    assert "wissen" in one.reads("/wissen")
    assert one.phone.submit(f"{one.url}/wissen").status_code == 200
    assert (hall.present, hall.answered) == (5, 5)
    assert "is er niet meer" in one.reads(status=404)
    assert one.send(first, number=2).status_code == 404
    assert one.stand().status_code == 404


def test_of_a_deleted_part_nothing_is_left_in_the_files(hall: Hall) -> None:
    one = hall.join()
    assert hash_secret(one.secret) in read_files(hall.database)
    assert one.phone.submit(f"{one.url}/wissen").status_code == 200
    assert hash_secret(one.secret) not in read_files(hall.database)


def test_somebody_who_was_taken_out_of_the_room_is_told_and_counts_no_more(hall: Hall) -> None:
    one = hall.join()
    hall.remove(one.sign)
    assert "doet niet meer mee" in one.reads()
    hall.ask()
    assert one.send(hall.asked.options[0].id).json == {"receipt": "removed", "number": "00000000"}
    assert hall.answered == 0


def test_a_deleted_workshop_leaves_a_page_that_says_so(hall: Hall) -> None:
    one = hall.join()
    hall.delete()
    assert "gewist" in one.reads(status=404)


def test_nobody_finds_anything_at_a_foreign_address(hall: Hall) -> None:
    assert hall.phone().get(f"/deelname/{'x' * 21}A").status_code == 404
    assert hall.phone().get(f"/deelname/{'x' * 21}A/stand").status_code == 404


def test_a_question_that_was_skipped_is_gone_from_the_phone(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    one.choose(hall.asked.options[0].id)
    hall.skip()
    assert "bereidt de volgende vraag voor" in one.reads()
    assert "Jij:" not in one.reads("/mijn-antwoorden")


def test_after_the_end_the_page_leads_to_what_is_taken_home(hall: Hall) -> None:
    one = hall.join()
    hall.end()
    page = one.open()
    assert "voorbij" in page.get_text()
    assert page.find("a", href=f"{one.url}/mijn-antwoorden")
    assert "nog geen antwoorden getoond" in one.reads("/mijn-antwoorden")


def test_an_answer_that_cannot_be_kept_now_is_not_acknowledged(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    one = hall.join()
    hall.ask()
    first = hall.asked.options[0].id
    form = one.form()

    def fail(*_: object) -> None:
        raise StoreUnavailable("full")

    monkeypatch.setattr(operations, "save_vote", fail)
    told = one.send(first)
    assert (told.status_code, told.mimetype) == (503, "application/json")
    assert "receipt" not in told.text
    plain = one.choose(first, form=form)
    assert plain.status_code == 503
    assert "niet bewaard" in plain.text
    assert hall.answered == 0


def test_a_phone_shows_the_clock_while_it_runs_and_an_answer_after_it_counts(hall: Hall) -> None:
    one = hall.join()
    hall.ask()
    assert one.open().select("[data-clock]") == []
    hall.skip()
    hall.ask(timer=60)
    (clock,) = one.open().select("[data-clock]")
    assert 0 <= int(str(clock["data-clock"])) <= 60
    assert "Nog" in clock.get_text()
    hall.skip()
    entry = hall.ask(timer=1)
    with hall.database.write() as connection:
        connection.execute("UPDATE round SET opened_at = '2026-01-01T09:00:00+00:00' WHERE id = ?", (entry.id,))
    hall.tick()
    assert one.open().select("[data-clock]")[0]["data-clock"] == "0"
    assert one.send(hall.asked.options[0].id).json == {"receipt": "received", "number": "00000001"}
    hall.close()
    assert one.open().select("[data-clock]") == []
