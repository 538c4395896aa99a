"""People who do everything that changes something, again and again, and remember what they were told was done."""

from __future__ import annotations

import http.client
import json
import random
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from assessment.answers import plain_answer
from assessment.content import load_content
from tests.campaigns.outcome import Outcome
from tests.faults.people import Page, Person
from tests.performance.bench_domain import make_answers

SECTION = "webcare"
PAUSE_SECONDS = 0.05
NO_ANSWER = (OSError, http.client.HTTPException, UnicodeDecodeError)
OF_A_DOCUMENT = {200, 202, 503}
ACTIONS = 25
PROFILE = {"municipality": ["44021"], "inhabitants": ["272000"], "role": [""], "language": ["nl"]}


@dataclass
class Address:
    """Where the server is now."""

    url: str = ""


@dataclass
class Kept:
    """A self-scan that somebody was told about: what was sent and told saved, and what it was begun with."""

    person: Person
    actions: int = 0
    answers: int = 0
    deletion_sent: bool = False
    deleted: bool = False


def make_file(seed: int) -> tuple[str, int]:
    """Return a file to import, and how many answers are in it. It has ACTIONS actions."""
    content = load_content()
    answers = make_answers(content, random.Random(seed))
    document = {
        "format": "pleinwijzer-zelfscan",
        "format_version": 1,
        "assessment": {"municipality": {"nis_code": "44021"}, "inhabitants": 272_000, "role": "", "language": "nl"},
        "answers": {name: {"answer": plain_answer(answer), "note": ""} for name, answer in answers.items()},
        "actions": [{"recommendation": None, "title": f"Actie {n}", "status": "todo"} for n in range(ACTIONS)],
    }
    return json.dumps(document), len(answers)


@dataclass
class Life:
    """One person in a thread; `stopping` ends it."""

    address: Address
    chance: random.Random
    outcome: Outcome
    stopping: threading.Event
    kept: list[Kept] = field(default_factory=list)
    _number: int = 0

    def live(self) -> None:
        """Do one thing after the other, until told to stop."""
        file, answers = make_file(self.chance.randrange(1000))
        ways: list[Callable[[], str]] = [
            *[self.save] * 6,
            self.begin,
            lambda: self.bring(file, answers),
            self.begin_again,
            *[self.ask_document] * 3,
            self.delete,
        ]
        while not self.stopping.is_set():
            way = self.chance.choice(ways)
            try:
                done = way()
            except NO_ANSWER:
                done = "without an answer"
                time.sleep(PAUSE_SECONDS)
            except Exception as error:  # noqa: BLE001 (what fails in a thread must be told)
                self.outcome.report(f"somebody failed: {type(error).__name__}", error)
                return
            if done:
                self.outcome.figures[f"done: {done}"] += 1

    def save(self) -> str:
        """Save one note, larger than all before."""
        kept = self._choose()
        if kept is None:
            return self.begin()
        person, self._number = kept.person, self._number + 1
        page = self._get(kept, f"/vragen/{SECTION}")
        if page is None or page.status != 200:
            return ""
        names = [name.removeprefix("note.") for name in page.fields if name.startswith("note.")]
        question = self.chance.choice(names)
        fields = page.fields | {f"note.{question}": [str(self._number)]}
        person.sent[question] = self._number
        answer = person.post(self.address.url, f"{person.link}/antwoord/{question}", fields, {"HX-Request": "true"})
        if answer.status == 200 and "is-saved" in answer.text:
            person.told_saved[question] = self._number
            return "saved"
        self._judge(answer, "saving", {200, 409})
        return "not saved, and told so"

    def begin(self) -> str:
        """Begin an empty self-scan."""
        self._keep(self._post("/begin", PROFILE))
        return "begun"

    def bring(self, file: str, answers: int) -> str:
        """Begin with a file."""
        page = self._post("/begin/importeren", {"document": [file], "confirmed": ["1"], **PROFILE})
        self._keep(page, actions=ACTIONS, answers=answers)
        return "begun with a file"

    def begin_again(self) -> str:
        """Begin a self-scan from an earlier one."""
        kept = self._choose()
        if kept is None:
            return ""
        self._keep(self._post(f"{kept.person.link}/opnieuw", {}), actions=kept.actions)
        return "begun from an earlier one"

    def ask_document(self) -> str:
        """Ask for a document, without waiting for it."""
        kept = next((one for one in reversed(self.kept) if one.answers and not one.deletion_sent), None)
        if kept is None:
            return ""
        kind = self.chance.choice(("pdf", "docx", "xlsx", "pptx"))
        place = urlsplit(self.address.url)
        connection = http.client.HTTPConnection(place.netloc, timeout=20)
        try:
            connection.request("GET", f"{kept.person.link}/documenten/rapport.{kind}")
            response = connection.getresponse()
            response.read()
        finally:
            connection.close()
        self.outcome.require(response.status in OF_A_DOCUMENT, f"{response.status} for a document", kind)
        return f"asked for a document ({response.status})"

    def delete(self) -> str:
        """Delete a self-scan, keeping a few."""
        open_ones = [one for one in self.kept if not one.deletion_sent]
        if len(open_ones) < 4:
            return ""
        kept = self.chance.choice(open_ones)
        kept.deletion_sent = True
        page = self._post(f"{kept.person.link}/gegevens/verwijderen", {})
        self._judge(page, "deleting", {303})
        kept.deleted = page.status == 303
        return "deleted"

    def _choose(self) -> Kept | None:
        open_ones = [one for one in self.kept if not one.deletion_sent]
        return self.chance.choice(open_ones) if open_ones else None

    def _get(self, kept: Kept, path: str) -> Page | None:
        page = kept.person.get(self.address.url, kept.person.link + path)
        self._judge(page, f"opening {path}", {200})
        return page

    def _post(self, path: str, fields: dict[str, list[str]]) -> Page:
        return Person().post(self.address.url, path, fields)

    def _keep(self, page: Page, *, actions: int = 0, answers: int = 0) -> None:
        self._judge(page, "beginning", {303})
        if page.status == 303:
            self.kept.append(Kept(Person(link=urlsplit(page.location).path), actions, answers))

    def _judge(self, page: Page, what: str, may_be: set[int]) -> None:
        self.outcome.require(page.status in may_be, f"{page.status} when {what}", page.text[-600:])
