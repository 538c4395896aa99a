"""Somebody in the room who lays one view over another: round over round, role over all, own page over beamer.

What is shown everywhere is read off the pages as they are, and nobody who came, left or was sent away is to be found in
the difference.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from tests.webapp.reading import read_page
from tests.webapp.workshops.participants import Hall, Participant, make_hall
from webapp.store.rounds import reveal_round
from webapp.workshops.live import forget

Counts = tuple[int, ...]


def see(hall: Hall, one: Participant) -> Counts:
    """Return what was shown last, the same on beamer, phone, trainer's page and in the file; empty for nothing."""
    with hall.app.test_request_context():
        forget(hall.record.uid)
    shown = [
        read_counts(hall.phone().page(f"/scherm/{hall.address}"), ".spread tbody tr", "strong"),
        read_counts(read_page(hall.trainer().get(hall.lead_url).text), ".spread tbody tr", "strong"),
        read_counts(one.open(), "#result ~ table:has(progress) tbody tr:has(progress)", ".is-number"),
        of_file(last_round(hall)),
    ]
    assert len(set(shown)) == 1, shown
    return shown[0]


def read_counts(page: BeautifulSoup, rows: str, number: str) -> Counts:
    found = [row.select_one(number) for row in page.select(rows)]
    return tuple(int(cell.get_text(strip=True)) for cell in found if cell is not None)


def last_round(hall: Hall) -> dict[str, object]:
    told: dict[str, list[dict[str, object]]] = json.loads(
        hall.trainer().get(f"{hall.lead_url}/verslag/cijfers.json").text
    )
    return told["rounds"][-1]


def of_file(told: dict[str, object]) -> Counts:
    counts = told["counts"]
    return tuple(counts["options"].values()) if isinstance(counts, dict) else ()


def answer_all(people: list[Participant], place: int = 0) -> None:
    for one in people:
        assert one.send(one.hall.asked.options[place].id).json is not None


def first_round(hall: Hall, count: int) -> list[Participant]:
    """Let so many answer: the last of them with the last option, and the others with the first."""
    people = [hall.join() for _ in range(count)]
    hall.ask()
    answer_all(people[:-1])
    answer_all(people[-1:], -1)
    hall.show()
    return people


def come(hall: Hall, people: list[Participant], count: int = 1) -> list[Participant]:
    return [*people, *(hall.join() for _ in range(count))]


def leave(_hall: Hall, people: list[Participant]) -> list[Participant]:
    assert people[-1].phone.submit(f"{people[-1].url}/wissen", {}).status_code == 200
    return people[:-1]


def is_sent_away(hall: Hall, people: list[Participant]) -> list[Participant]:
    hall.remove(people[-1].sign)
    return people[:-1]


def make_way(hall: Hall, people: list[Participant]) -> list[Participant]:
    return come(hall, leave(hall, people))


@pytest.mark.parametrize(
    ("change", "before", "after", "only_both"),
    [
        (come, 6, 6, True),
        (leave, 7, 6, True),
        (is_sent_away, 7, 6, True),
        (make_way, 7, 6, True),
        (make_way, 5, 0, True),
        (lambda hall, people: come(hall, people, 5), 6, 11, False),
    ],
    ids=["comes", "leaves", "sent-away", "makes-way", "makes-way-among-five", "five-come"],
)
def test_nobody_who_was_there_in_one_of_two_rounds_is_the_difference(
    hall: Hall,
    change: Callable[[Hall, list[Participant]], list[Participant]],
    before: int,
    after: int,
    *,
    only_both: bool,
) -> None:
    people = first_round(hall, before)
    size = len(hall.asked.options)
    assert see(hall, people[0]) == (before - 1, *[0] * (size - 2), 1)
    there = change(hall, people)
    hall.ask(no=2)
    newcomers = there[len([one for one in there if one in people]) :]
    answer_all([one for one in there if one in people])
    answer_all(newcomers, 1)
    hall.show()
    shown = see(hall, there[0])
    assert sum(shown) == after
    if only_both:
        assert shown[1:] == (0,) * (size - 1 if shown else 0), "the newcomer is not in it"
    assert last_round(hall)["only_who_answered_both"] is only_both
    assert last_round(hall)["movement"] is None
    assert ("alleen wie in beide rondes antwoordde" in there[0].reads()) is only_both
    beamer = hall.phone().page(f"/scherm/{hall.address}").get_text(" ")
    assert ("Alleen wie beide keren antwoordde" in beamer) is only_both


def test_who_leaves_between_closing_and_showing_takes_their_answer_along(hall: Hall) -> None:
    people = [hall.join() for _ in range(5)]
    hall.ask()
    answer_all(people)
    hall.close()
    leave(hall, people)
    hall.do(lambda c, n: reveal_round(c, n, hall.round.id, hall.asked, 5))
    assert see(hall, people[0]) == ()
    for text in (people[0].reads(), hall.phone().page(f"/scherm/{hall.address}").get_text(" ")):
        assert "Minder dan 5 mensen" in text


def test_roles_never_tell_what_is_left_of_the_whole(shared_app: Flask) -> None:
    hall = make_hall(shared_app, roles=("Communicatie", "Politie"))
    people = [hall.join(role=role) for role in ("Communicatie", "Politie") for _ in range(5)]
    hall.ask(hall.record.items[0])
    answer_all(people[:5])
    answer_all(people[5:], -1)
    hall.show()
    groups = last_round(hall)["groups"]
    assert isinstance(groups, dict)
    assert tuple(map(sum, zip(*(of_file({"counts": one}) for one in groups.values()), strict=True))) == see(
        hall, people[0]
    )
    assert "Per rol" in people[0].reads()
    leave(hall, people)
    hall.ask(hall.record.items[2])
    answer_all(people[:5])
    answer_all(people[5:-1], -1)
    hall.show()
    assert sum(see(hall, people[0])) == 9
    assert last_round(hall)["groups"] == {}
    assert "Per rol" not in people[0].reads()
    assert hall.trainer().page(hall.lead_url).select("[value=rollen]") == []


def test_who_was_sent_away_answers_nothing_any_more_and_still_sees_only_their_own(hall: Hall) -> None:
    people = first_round(hall, 7)
    away = people[-1]
    hall.remove(away.sign)
    hall.ask(hall.record.items[1])
    assert away.send(hall.asked.options[0].id).json == {"receipt": "removed", "number": "00000000"}
    assert (
        away.choose(hall.asked.options[0].id, form={"round": [str(hall.round.id)], "number": ["00000001"]}).status_code
        == 303
    )
    assert hall.answered == 0
    state = away.stand().json
    assert state is not None
    assert state["removed"] is True
    assert "Je doet niet meer mee" in away.reads()
    assert "Jij:" in away.reads("/mijn-antwoorden")
