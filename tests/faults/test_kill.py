"""`kill -9` while people are saving: what a page called saved is there when the server runs again.

A killed process is not a power cut: that a write waits for the disk is held by tests of the store.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import signal
import sqlite3
import threading
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.faults.people import Person
from tests.patience import SECONDS
from tests.server import RunningServer, list_all, run_server

ROUNDS = 4
LONGEST_MOMENT = 0.6
PATIENT = {"PLEINWIJZER_BUSY_TIMEOUT_MS": "60000"}
"""All save at once: a slow disk makes them wait for each other, and nobody may be told to try again."""


class Crowd:
    """Everybody who fills in during one round, each in a thread; they stop when the server is gone."""

    def __init__(self, server: RunningServer, people: list[Person]) -> None:
        self._everybody_saved = threading.Barrier(len(people) + 1)
        self._failures: list[BaseException] = []
        self._threads = [
            threading.Thread(target=self._fill_in, args=(server.url, person, number))
            for number, person in enumerate(people)
        ]

    def start(self) -> None:
        """Return once everybody has had something saved."""
        for thread in self._threads:
            thread.start()
        try:
            self._everybody_saved.wait(SECONDS)
        except threading.BrokenBarrierError:
            raise AssertionError(self._failures) from None

    def wait(self) -> None:
        """Wait until all have noticed, and fail with what anybody saw that was not right."""
        for thread in self._threads:
            thread.join()
        assert not self._failures, self._failures

    def _fill_in(self, server: str, person: Person, number: int) -> None:
        waiting = [self._everybody_saved]

        def note_saved() -> None:
            if waiting:
                waiting.pop().wait(SECONDS)

        work = person.save_whole_sections if number % 3 == 2 else person.answer_one_by_one
        try:
            work(server, ("webcare", "strategy", "listening")[number % 3], note_saved)
        except (OSError, http.client.HTTPException):
            return  # the server is gone
        except BaseException as error:  # noqa: BLE001 (what fails in a thread must fail the test)
            self._failures.append(error)
            self._everybody_saved.abort()


@pytest.fixture
def people() -> list[Person]:
    """Six people with five links: the first two share one, and fill in different sections of it."""
    return [Person() for _ in range(6)]


def hand_out_links(server: RunningServer, people: list[Person]) -> None:
    for person in people:
        person.begin(server.url)
    people[1].link = people[0].link


def assert_nothing_is_lost(server: RunningServer, people: list[Person]) -> None:
    """What is stored is what was last called saved, or what was sent after that and got no answer."""
    for person in people:
        answers = json.loads(person.get(server.url, f"{person.link}/gegevens/zelfscan.json").text)["answers"]
        for question, told in person.told_saved.items():
            stored = int(answers[question]["note"])
            assert told <= stored <= person.sent[question], question


def wait_until_gone(processes: list[int]) -> None:
    gives_up = time.monotonic() + SECONDS
    while set(processes) & set(list_all()):
        assert time.monotonic() < gives_up, "somebody was left behind"
        time.sleep(0.01)


def test_what_was_called_saved_survives_kill_9(tmp_path: Path, people: list[Person]) -> None:
    moments = random.Random(9)
    for done in range(ROUNDS):
        with run_server(tmp_path, variables=PATIENT) as server:
            if done == 0:
                hand_out_links(server, people)
            assert_nothing_is_lost(server, people)
            saved_before = [dict(person.told_saved) for person in people]
            crowd = Crowd(server, people)
            crowd.start()
            time.sleep(moments.uniform(0, LONGEST_MOMENT))
            processes = server.list_processes()
            server.process.kill()
            server.process.wait()
            crowd.wait()
            wait_until_gone(processes)
        assert all(person.told_saved != before for person, before in zip(people, saved_before, strict=True))
    with run_server(tmp_path, variables=PATIENT) as server:
        assert_nothing_is_lost(server, people)
    with closing(sqlite3.connect(tmp_path / "pleinwijzer.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_serving_process_that_is_killed_loses_nothing_and_the_site_goes_on(
    tmp_path: Path, people: list[Person]
) -> None:
    moments = random.Random(10)
    with run_server(tmp_path, "--processes", "2", variables=PATIENT) as server:
        hand_out_links(server, people)
        crowd = Crowd(server, people)
        crowd.start()
        for _ in range(4):
            time.sleep(moments.uniform(0, LONGEST_MOMENT))
            killed = moments.choice(server.list_children())
            os.kill(killed, signal.SIGKILL)
            wait_until_gone([killed])
            Person().begin(server.url)
        assert server.process.poll() is None
        server.process.kill()
        crowd.wait()
    with run_server(tmp_path, variables=PATIENT) as server:
        assert_nothing_is_lost(server, people)
