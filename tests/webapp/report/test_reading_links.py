"""Links that only read: what they open, what they keep back, and that they end at once."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag
from flask import Flask
from pypdf import PdfReader

from assessment.action_plan import Status
from assessment.answers import plain_answer
from assessment.content import Content
from assessment.model import DIMENSIONS, Answer
from tests.newest import NEWEST, newest_content
from tests.webapp.documents.small_paper import SVG
from tests.webapp.page_client import PageClient, open_client
from tests.webapp.report.conftest import best_answer, middle_answers
from tests.webapp.store.writing import write
from webapp.background.registry import get_background
from webapp.documents.charts.order import Order
from webapp.report.documents.kinds import KINDS
from webapp.scan.operations import begin
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import AssessmentRecord, NewAssessment
from webapp.store.links import NewLink, Scope, create_link, revoke_link
from webapp.web.state import get_state

NOTE = "ZX4711"
ACTION_NOTE = "ZX4712"
"""Words that nothing would hyphenate, and that stand nowhere else."""
RESULT_PAGES = (
    "/resultaat",
    *(f"/resultaat/{name}" for name in DIMENSIONS),
    *(f"/resultaat/{name}/wat-als" for name in DIMENSIONS),
    "/resultaat/context",
    "/resultaat/context?alles=ja",
    "/resultaat/aanbevelingen",
    "/resultaat/webcare?alles=ja",
    "/resultaat/antwoorden/webcare-questions",
    "/resultaat/plan",
    "/resultaat/ontwikkeling",
    "/resultaat/gokken",
)
PAGES = (*RESULT_PAGES, "/actieplan", "/documenten")
JSON, CALENDAR, PICTURE = "/documenten/resultaat.json", "/actieplan.ics", "/beeld/growth-path.svg"
FILLING_IN = ("/vragen/webcare", "/profiel", "/afronden", "/opnieuw", "/gegevens", "/gegevens/zelfscan.json",
              "/gegevens/antwoorden.csv", "/gegevens/verwijderen", "/qr.svg", "/actieplan/nieuw",
              "/actieplan/overnemen")  # fmt: skip
SENDING = ("/vragen/webcare", "/antwoord/webcare.questions", "/profiel", "/afronden", "/heropenen", "/opnieuw",
           "/gegevens/importeren", "/gegevens/verwijderen", "/actieplan/nieuw", "/actieplan/overnemen")  # fmt: skip
RECOMMENDATION = newest_content().recommendations[0]
PLAN = (
    NewAction(Fields(RECOMMENDATION.title.dutch, "Webcareteam", date(2020, 3, 1), Status.BUSY, ACTION_NOTE),
              RECOMMENDATION.id),
    NewAction(Fields("Overleg met de directies", "Communicatie", date(2099, 3, 1), Status.TODO, ACTION_NOTE)),
    NewAction(Fields("Een nieuwe huisstijl", status=Status.DONE, note=ACTION_NOTE)),
)  # fmt: skip


class StillDrawing:
    """The same picture for everything: what is drawn is no concern of these tests."""

    def draw(self, order: Order, seconds: float = 0) -> bytes:  # noqa: ARG002 (as the real one is called)
        return SVG


@dataclass(frozen=True)
class Shared:
    """An assessment with notes and a plan, begun from an earlier one; the addresses of its links."""

    client: PageClient
    record: AssessmentRecord
    own: str
    with_notes: str
    without_notes: str


@dataclass(frozen=True)
class Target:
    """Where something on a page leads, and what leads there."""

    address: str
    shown_as: str


def note_all(answers: dict[str, Answer]) -> list[AnswerChange]:
    """Return the answers, each with a note."""
    return [AnswerChange(name, plain_answer(answer), NOTE) for name, answer in answers.items()]


@pytest.fixture(scope="module")
def shared(shared_app: Flask, content: Content) -> Iterator[Shared]:
    database, version = get_state(shared_app).database, content.questionnaire.version
    new = NewAssessment("44021", 24_600, "communication_officer", "nl", version)
    best = {question.id: best_answer(question) for question in content.questionnaire.questions}
    with database.write() as connection:
        earlier = begin(connection, new)
        save_answers(connection, earlier.assessment.id, note_all(best), earlier.link.actor)
        begun = begin(connection, replace(new, earlier_id=earlier.assessment.id))
        number, actor = begun.assessment.id, begun.link.actor
        save_answers(connection, number, note_all(middle_answers(content)), actor)
        add_actions(connection, number, PLAN, actor)
        seeing, blind = (
            create_link(connection, number, NewLink(Scope.READ, "De burgemeester", with_notes=sees), actor)[1]
            for sees in (True, False)
        )
    client = open_client(shared_app)
    background = get_background(shared_app)
    before, background.drawing = background.drawing, StillDrawing()
    yield Shared(client, begun.assessment, f"/z/{begun.secret}", f"/z/{seeing}", f"/z/{blind}")
    background.drawing = before


@pytest.fixture(params=["with_notes", "without_notes"])
def link(request: pytest.FixtureRequest, shared: Shared) -> str:
    found: str = getattr(shared, request.param)
    return found


def list_targets(page: BeautifulSoup, where: str) -> Iterator[Target]:
    """Give all addresses on a page, in links, pictures and forms."""
    for tag in page.find_all(True):
        for name in ("href", "src", "action", "formaction", "data-hx-get", "data-hx-post"):
            if tag.get(name):
                yield Target(urljoin(where, str(tag[name])), str(tag)[:120])
        for part in str(tag.get("srcset", "")).split(","):
            if part.strip():
                yield Target(urljoin(where, part.split()[0]), str(tag)[:120])


def read_words(document: bytes) -> str:
    """Return all that a document says, with what its file holds beside that."""
    if document.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)
    with zipfile.ZipFile(io.BytesIO(document)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def fetch(shared: Shared, address: str) -> bytes:
    response = shared.client.get(address)
    assert response.status_code == 200, address
    return bytes(response.data)


TELL_NO_NOTES = ("pptx", "council", "management")


class TestWhatOpens:
    @pytest.mark.parametrize("page", [*PAGES, JSON, CALENDAR, PICTURE])
    def test_the_result_the_plan_and_what_can_be_taken_along_open(self, shared: Shared, link: str, page: str) -> None:
        assert fetch(shared, link + page)

    @pytest.mark.parametrize("kind", KINDS)
    def test_every_document_is_made(self, shared: Shared, link: str, kind: str) -> None:
        response = shared.client.get(f"{link}/documenten/{KINDS[kind].name}")
        assert response.status_code == 200
        assert response.mimetype == KINDS[kind].media_type

    def test_the_link_itself_leads_to_the_result(self, shared: Shared, link: str) -> None:
        assert shared.client.get(link).location == f"{link}/resultaat"

    @pytest.mark.parametrize(("kind", "language"), [("with_notes", "nl"), ("without_notes", "en")])
    def test_everything_on_a_page_leads_somewhere_by_the_same_link(
        self, shared: Shared, kind: str, language: str
    ) -> None:
        link: str = getattr(shared, kind)
        asked: dict[str, int] = {}
        for page in PAGES:
            where = f"{link}{page}?taal={language}"
            for target in list_targets(shared.client.page(where), where):
                parts = urlsplit(target.address)
                if parts.netloc or not parts.path.startswith("/z/"):
                    continue
                assert parts.path.startswith(f"{link}/") or parts.path == link, target
                address = urldefrag(target.address).url
                if address not in asked:
                    asked[address] = shared.client.get(address).status_code
                assert asked[address] < 400, (where, target)
        assert len(asked) > 50

    def test_no_page_shows_a_form_that_sends_something_or_a_way_to_the_questions(
        self, shared: Shared, link: str
    ) -> None:
        for page in PAGES:
            found = shared.client.page(link + page)
            main = found.find("main")
            assert isinstance(main, Tag)
            writing = "form[method=post i], [data-hx-post], [formaction], textarea, input[type=file]"
            assert not main.select(writing), page
            for form in main.select("form"):
                assert urlsplit(urljoin(link + page, str(form.get("action", "")))).path in {link + one for one in PAGES}
            wanted = [target for target in list_targets(found, link + page) if "/vragen/" in target.address]
            assert wanted == [], page

    def test_the_pages_of_an_assessment_without_answers_open_too(self, shared_app: Flask, shared: Shared) -> None:
        with get_state(shared_app).database.write() as connection:
            begun = begin(connection, NewAssessment("44021", 24_600, "", "nl", NEWEST))
            secret = create_link(connection, begun.assessment.id, NewLink(Scope.READ), begun.link.actor)[1]
        asked = set()
        for page in PAGES:
            where = f"/z/{secret}{page}"
            for target in list_targets(shared.client.page(where), where):
                address = urldefrag(target.address).url
                if urlsplit(address).path.startswith("/z/") and address not in asked:
                    asked.add(address)
                    assert shared.client.get(address).status_code < 400, (where, target)
        assert len(asked) > 20


class TestWhatStaysShut:
    @pytest.mark.parametrize("page", FILLING_IN)
    def test_what_belongs_to_filling_in_is_not_there(self, shared: Shared, link: str, page: str) -> None:
        assert shared.client.get(link + page).status_code == 404

    @pytest.mark.parametrize("page", SENDING)
    def test_nothing_can_be_sent(self, shared: Shared, link: str, page: str) -> None:
        assert shared.client.submit(link + page, {"title": "x"}).status_code in {404, 422}
        assert shared.client.get(shared.own).status_code == 200


class TestNotes:
    def test_without_notes_no_page_tells_one(self, shared: Shared) -> None:
        for page in (*PAGES, CALENDAR):
            for language in ("nl", "en"):
                text = fetch(shared, f"{shared.without_notes}{page}?taal={language}").decode()
                assert NOTE not in text, page
                assert ACTION_NOTE not in text, page

    def test_with_notes_they_stand_where_the_owner_sees_them(self, shared: Shared) -> None:
        for link in (shared.with_notes, shared.own):
            assert NOTE in fetch(shared, f"{link}/resultaat/antwoorden/webcare-questions").decode()
            assert NOTE in fetch(shared, f"{link}/resultaat/webcare?alles=ja").decode()
            assert ACTION_NOTE in fetch(shared, f"{link}/actieplan").decode()
            assert ACTION_NOTE in fetch(shared, link + CALENDAR).decode()

    @pytest.mark.parametrize("kind", KINDS)
    def test_without_notes_no_document_tells_one_also_when_the_owner_asked_first(
        self, shared: Shared, kind: str
    ) -> None:
        owners = read_words(fetch(shared, f"{shared.own}/documenten/{KINDS[kind].name}"))
        readers = read_words(fetch(shared, f"{shared.without_notes}/documenten/{KINDS[kind].name}"))
        if kind != "council":  # the note for the council tells of the plan, not its actions
            assert "Overleg met de directies" in " ".join(readers.split())
        assert NOTE not in readers
        assert ACTION_NOTE not in readers
        if kind not in TELL_NO_NOTES:
            assert NOTE in owners
            assert ACTION_NOTE in owners

    @pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in TELL_NO_NOTES])
    def test_the_owners_document_tells_them_also_when_a_reader_asked_first(self, shared: Shared, kind: str) -> None:
        fetch(shared, f"{shared.without_notes}/documenten/{KINDS[kind].name}?taal=en")
        owners = read_words(fetch(shared, f"{shared.own}/documenten/{KINDS[kind].name}?taal=en"))
        assert NOTE in owners
        assert ACTION_NOTE in owners

    def test_documents_with_and_without_notes_are_two_jobs(self, shared_app: Flask, shared: Shared) -> None:
        for link in (shared.own, shared.with_notes, shared.without_notes, shared.without_notes):
            fetch(shared, f"{link}/documenten/rapport.pdf")
        with get_state(shared_app).database.read() as connection:
            rows = connection.execute(
                "SELECT details FROM job WHERE assessment_id = ? AND kind = 'pdf' AND language = 'nl'",
                (shared.record.id,),
            )
            assert sorted(json.loads(row["details"])["notes"] for row in rows) == [False, True]

    def test_the_data_hold_no_note_without_notes_and_all_with_them(self, shared: Shared) -> None:
        told = fetch(shared, shared.without_notes + JSON).decode()
        assert NOTE not in told
        assert ACTION_NOTE not in told
        for link in (shared.with_notes, shared.own):
            told = fetch(shared, link + JSON).decode()
            assert NOTE in told
            assert ACTION_NOTE in told


def test_a_revoked_link_is_gone_at_the_next_request(shared_app: Flask, shared: Shared) -> None:
    database = get_state(shared_app).database
    with database.write() as connection:
        actor = shared.record.created_by
        link, secret = create_link(connection, shared.record.id, NewLink(Scope.READ), actor)
    addresses = [*PAGES, JSON, CALENDAR, PICTURE, *(f"/documenten/{kind.name}" for kind in KINDS.values())]
    known: dict[str, str] = {}
    for address in addresses:
        response = shared.client.get(f"/z/{secret}{address}")
        assert response.status_code == 200, address
        known[address] = response.headers.get("ETag", "")
    write(database, revoke_link, shared.record.id, link.id)
    for address in ("", *addresses, "/documenten/rapport.pdf/stand"):
        asked = {"If-None-Match": known[address]} if known.get(address) else {}
        assert shared.client.get(f"/z/{secret}{address}", headers=asked).status_code == 404, address
    assert shared.client.get(f"{shared.own}/resultaat").status_code == 200
