"""Who may open what: every route, tried by every kind of visitor. A route without a row here fails."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zipfile import ZipFile

import pytest
from flask import Blueprint, Flask, url_for
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.newest import newest_content
from tests.webapp.assessments import find_by_link
from tests.webapp.reading import read_page
from tests.webapp.store.writing import write
from tests.webapp.workshops.routes import ROUTES as WORKSHOP_ROUTES
from webapp.clock import today
from webapp.links.policy import ENTER, FILL_IN, OWN, READ, VOICE
from webapp.scan.operations import begin
from webapp.server.gateway import MOST_BODY_BYTES
from webapp.store.action_plan import Fields, NewAction, add_actions
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment
from webapp.store.connections import Connection
from webapp.store.links import NewLink, Scope, create_link, revoke_link
from webapp.store.voice_answers import save_voice_answers
from webapp.store.voices import NewVoice, VoiceKind, VoiceRecord, create_voice, delete_voice, send_voice
from webapp.web.policy import ANYONE, Policy, UndeclaredRouteError, allow, check_policies, policy_of, size_limit_of
from webapp.web.state import get_state

NOTE = "Zo zei de dienst het, onder ons."
VERSION = newest_content().questionnaire.version
ROLE, SAID_BY_VOICE, AGREED_ONLY = "Onthaal", "Dat weet alleen het onthaal.", "Dat spraken wij zo af."
ASKED = ("listening.themes", "listening.initiatives")
WRITERS = ("own", "colleague")
READERS = ("reads", "reads without notes")
VOICES = ("voice", "observer", "voice that was sent in")
REFUSED = ("nobody", "revoked", "ended", "no link at all", "withdrawn voice", "deleted voice", "ended voice")


@dataclass(frozen=True)
class Row:
    """Who may open a route, and what they get there with these arguments and this form."""

    policy: Policy
    status: int = 200
    arguments: Mapping[str, Any] = field(default_factory=dict)
    form: Mapping[str, str] = field(default_factory=dict)
    of_readers: int | None = None
    of_readers_without_notes: int | None = None
    of_sent: int | None = None


ONE_ACTION = {"action": 0}
ONE_LINK = {"link": 0}
ONE_VOICE = {"voice": 0}
"""The house below puts the real numbers in."""

SAID = {"answer.listening.initiatives": "rather"}

ROUTES: dict[tuple[str, str], Row] = {
    ("GET", "static"): Row(ANYONE, arguments={"filename": "icons/favicon.svg"}),
    ("GET", "site.home"): Row(ANYONE),
    ("GET", "example.show"): Row(ANYONE),
    ("GET", "site.privacy"): Row(ANYONE),
    ("GET", "site.accessibility"): Row(ANYONE),
    ("GET", "site.health"): Row(ANYONE),
    ("POST", "site.language"): Row(ANYONE, 303),
    ("GET", "site.see_language_kept"): Row(ANYONE, 303),
    ("GET", "method.method"): Row(ANYONE),
    ("GET", "method.questions"): Row(ANYONE, arguments={"subject": "listening"}),
    ("GET", "method.comparing"): Row(ANYONE),
    ("GET", "method.figures"): Row(ANYONE),
    ("GET", "method.figures_about"): Row(ANYONE, arguments={"subject": "listening"}),
    ("GET", "begin.new"): Row(ANYONE),
    ("POST", "begin.new"): Row(ANYONE, 422),
    ("GET", "exchange_start.assessment_schema"): Row(ANYONE),
    ("GET", "exchange_start.result_schema"): Row(ANYONE),
    ("GET", "exchange_start.import_new"): Row(ANYONE),
    ("POST", "exchange_start.import_new"): Row(ANYONE, 422),
    ("GET", "scan.overview"): Row(ENTER, of_readers=302, of_sent=302),
    ("GET", "scan.qr"): Row(FILL_IN),
    ("GET", "scan.profile"): Row(FILL_IN),
    ("POST", "scan.profile"): Row(FILL_IN, 422),
    ("GET", "scan.section"): Row(FILL_IN, arguments={"section": "listening"}),
    ("GET", "scan.news"): Row(FILL_IN, arguments={"section": "listening"}),
    ("POST", "scan.save_section"): Row(FILL_IN, 303, {"section": "barriers"}, {"answer.next.steps": "x"}),
    ("POST", "scan.save_answer"): Row(FILL_IN, 200, {"question": "next.steps"}, {"answer.next.steps": "x"}),
    ("GET", "scan.finish"): Row(FILL_IN),
    ("POST", "scan.finish_now"): Row(FILL_IN, 303),
    ("POST", "scan.reopen"): Row(FILL_IN, 303),
    ("GET", "scan.begin_from_earlier"): Row(OWN),
    ("POST", "scan.begin_from_earlier"): Row(OWN, 303),
    ("GET", "versions.move"): Row(OWN, 303),
    ("POST", "versions.move"): Row(OWN, 303),
    ("GET", "versions.finished"): Row(READ),
    ("GET", "report.result"): Row(READ),
    ("GET", "report.advice"): Row(READ),
    ("GET", "report.recommendation"): Row(READ, arguments={"key": "webcare-scheme"}),
    ("GET", "report.question"): Row(READ, arguments={"key": "listening-themes"}),
    ("GET", "report.context"): Row(READ),
    ("GET", "report.shortest_way"): Row(READ),
    ("GET", "report.guesses"): Row(READ),
    ("GET", "report.development"): Row(READ),
    ("GET", "report.dimension"): Row(READ, arguments={"dimension": "listening"}),
    ("GET", "report.what_if"): Row(READ, arguments={"dimension": "listening"}),
    ("GET", "report.picture"): Row(READ, arguments={"name": "growth-path"}),
    ("GET", "documents.index"): Row(READ),
    ("GET", "documents.document"): Row(READ, arguments={"name": "rapport.xlsx"}),
    ("GET", "documents.progress"): Row(READ, 286, {"name": "rapport.xlsx"}),
    ("GET", "documents.result_json"): Row(READ),
    ("GET", "sheets.index"): Row(READ),
    ("GET", "sheets.show"): Row(READ, arguments={"sheet": "house-rules"}),
    ("GET", "sheets.word"): Row(READ, arguments={"sheet": "house-rules"}),
    ("GET", "action_plan.show"): Row(READ),
    ("POST", "action_plan.save_rows"): Row(FILL_IN, 303),
    ("GET", "action_plan.calendar"): Row(READ),
    ("GET", "action_plan.new"): Row(FILL_IN),
    ("POST", "action_plan.new"): Row(FILL_IN, 422),
    ("GET", "action_plan.take_on"): Row(FILL_IN),
    ("POST", "action_plan.take_on"): Row(FILL_IN, 422),
    ("GET", "action_plan.edit"): Row(FILL_IN, arguments=ONE_ACTION),
    ("POST", "action_plan.edit"): Row(FILL_IN, 422, ONE_ACTION),
    ("POST", "action_plan.complete"): Row(FILL_IN, 303, ONE_ACTION),
    ("POST", "action_plan.move"): Row(FILL_IN, 303, ONE_ACTION),
    ("GET", "action_plan.confirm_removal"): Row(FILL_IN, arguments=ONE_ACTION),
    ("POST", "action_plan.remove"): Row(FILL_IN, 303, ONE_ACTION),
    ("GET", "exchange.data"): Row(FILL_IN),
    ("GET", "exchange.download_json"): Row(FILL_IN),
    ("GET", "exchange.download_csv"): Row(FILL_IN),
    ("POST", "exchange.import_answers"): Row(FILL_IN, 422),
    ("GET", "exchange.confirm_deletion"): Row(OWN),
    ("POST", "exchange.delete"): Row(OWN, 303),
    ("GET", "links.index"): Row(FILL_IN),
    ("GET", "links.new"): Row(OWN),
    ("POST", "links.new"): Row(OWN, 422),
    ("GET", "links.change"): Row(OWN, arguments=ONE_LINK),
    ("POST", "links.change"): Row(OWN, 422, ONE_LINK),
    ("GET", "links.confirm_revocation"): Row(OWN, arguments=ONE_LINK),
    ("POST", "links.revoke"): Row(OWN, 303, ONE_LINK),
    ("GET", "links.confirm_replacement"): Row(OWN),
    ("POST", "links.replace"): Row(OWN, 422),
    ("GET", "voices.index"): Row(FILL_IN),
    ("GET", "voices.new"): Row(OWN),
    ("POST", "voices.new"): Row(OWN, 422),
    ("GET", "voices.change"): Row(OWN, arguments=ONE_VOICE),
    ("POST", "voices.change"): Row(OWN, 422, ONE_VOICE),
    ("GET", "voices.confirm_renewal"): Row(OWN, arguments=ONE_VOICE),
    ("POST", "voices.renew"): Row(OWN, 422, ONE_VOICE),
    ("GET", "voices.confirm_withdrawal"): Row(OWN, arguments=ONE_VOICE),
    ("POST", "voices.withdraw"): Row(OWN, 303, ONE_VOICE),
    ("GET", "voices.park"): Row(FILL_IN, arguments={"vraag": "next.steps"}),
    ("POST", "voices.park"): Row(FILL_IN, 303, {"vraag": "next.steps"}, {"role": "Onthaal"}),
    ("GET", "seen.show"): Row(READ, arguments={"voice": "seen"}, of_readers_without_notes=404),
    ("GET", "differences.index"): Row(FILL_IN),
    ("POST", "differences.decide"): Row(FILL_IN, 303, {"question": "listening.themes"}, {"take": "gone"}),
    ("POST", "differences.take_over"): Row(FILL_IN, 303),
    ("GET", "contribution.start"): Row(VOICE),
    ("GET", "contribution.section"): Row(VOICE, arguments={"section": "listening"}),
    ("GET", "contribution.news"): Row(VOICE, arguments={"section": "listening"}),
    ("POST", "contribution.save_section"): Row(VOICE, 303, {"section": "listening"}, SAID),
    ("POST", "contribution.save_answer"): Row(VOICE, 200, {"question": "listening.initiatives"}, SAID),
    ("GET", "contribution.confirm"): Row(VOICE, of_sent=303),
    ("POST", "contribution.send"): Row(VOICE, 303),
    ("GET", "contribution.confirm_erasure"): Row(VOICE, of_sent=303),
    ("POST", "contribution.erase"): Row(VOICE, 303),
    ("GET", "above /workshop/begeleider"): Row(ANYONE, 302),
    ("GET", "above /workshop/leiden"): Row(ANYONE, 302),
    ("GET", "above /z/<token>/vragen"): Row(ENTER, 302),
    ("GET", "above /z/<token>/antwoord"): Row(ENTER, 302),
    ("GET", "above /z/<token>/beeld"): Row(ENTER, 302),
    ("GET", "above /z/<token>/resultaat/antwoorden"): Row(READ, 302, of_readers=302),
    ("GET", "above /z/<token>/inbreng/<int:voice>"): Row(FILL_IN, 302, ONE_VOICE),
    ("GET", "above /z/<token>/links/<int:link>"): Row(FILL_IN, 302, ONE_LINK),
    ("GET", "above /z/<token>/bijdrage/vragen"): Row(VOICE, 302),
    ("GET", "above /z/<token>/bijdrage/antwoord"): Row(VOICE, 302),
}
OF_AN_ASSESSMENT = {key: row for key, row in ROUTES.items() if row.policy is not ANYONE}
PAGES_TO_READ = [key for key, row in OF_AN_ASSESSMENT.items() if row.policy is READ and not row.of_readers]


@dataclass(frozen=True)
class House:
    """An assessment with every kind of link, by the name of the visitor who has it."""

    app: Flask
    assessment_id: int
    numbers: Mapping[str, int]
    secrets: Mapping[str, str]

    def ask(self, key: tuple[str, str], visitor: str) -> TestResponse:
        """Open a route as a visitor."""
        method, endpoint = key
        row = ROUTES[key]
        arguments = {**row.arguments} | {
            name: self.numbers[value if value in self.numbers else name]
            for name, value in row.arguments.items()
            if name in self.numbers
        }
        with self.app.test_request_context():
            if row.policy is not ANYONE:
                arguments["token"] = self.secrets[visitor]
            address = url_for(endpoint, **arguments)
        # No page is parsed here; and wrong links of one test do not count for the next.
        client = FlaskClient(self.app, self.app.response_class)
        elsewhere = {"REMOTE_ADDR": f"10.0.{list(ROUTES).index(key)}.1"}
        return client.open(address, method=method, data=dict(row.form) or None, environ_overrides=elsewhere)

    @property
    def revision(self) -> int:
        record = find_by_link(get_state(self.app).database, self.secrets["own"])
        assert record is not None
        return record.revision


def build_house(app: Flask, municipality: str = "44021", voices: tuple[str, ...] = (*VOICES, *REFUSED[4:])) -> House:
    """Return a new one, with an answer, a note and an action that has a day."""
    return write(get_state(app).database, _build, app, municipality, voices)


def _build(connection: Connection, app: Flask, municipality: str, kinds: tuple[str, ...]) -> House:
    begun = begin(connection, NewAssessment(municipality, 20_000, "", "nl", VERSION))
    number = begun.assessment.id
    yesterday = today() - timedelta(days=1)
    new = {
        "colleague": NewLink(label="Collega"),
        "reads": NewLink(Scope.READ),
        "reads without notes": NewLink(Scope.READ, with_notes=False),
        "revoked": NewLink(),
        "ended": NewLink(ends=yesterday),
        "last day": NewLink(ends=today()),
    }
    voices = {visitor: _add_voice(connection, number, visitor, yesterday) for visitor in kinds}
    made = {visitor: create_link(connection, number, link, PROGRAM) for visitor, link in new.items()}
    revoke_link(connection, number, made["revoked"][0].id)
    agreed = [
        AnswerChange("listening.themes", {"options": ["fully"]}, NOTE),
        AnswerChange("listening.influencers", {"options": ["rather"]}, AGREED_ONLY),
    ]
    save_answers(connection, number, agreed, PROGRAM)
    fields = Fields("Iets doen", "Team", due=date(2027, 3, 1), note=NOTE)
    (action,) = add_actions(connection, number, [NewAction(fields)], PROGRAM)
    secrets = {visitor: secret for visitor, (_, secret) in made.items()}
    secrets |= {visitor: secret for visitor, (_, secret) in voices.items()}
    is_told = "voice that was sent in" in kinds
    seen = _add_voice(connection, number, "observer that was sent in", yesterday)[0].id if is_told else 0
    numbers = {"action": action.id, "link": made["reads"][0].id, "voice": voices["voice"][0].id, "seen": seen}
    return House(
        app, number, numbers, secrets | {"own": begun.secret, "nobody": "A" * 22, "no link at all": "geen-link"}
    )


def _add_voice(connection: Connection, number: int, visitor: str, yesterday: date) -> tuple[VoiceRecord, str]:
    """Put a voice into a house, with the link that a visitor has."""
    kind = VoiceKind.OBSERVER if visitor.startswith("observer") else VoiceKind.COLLEAGUE
    voice = create_voice(connection, number, NewVoice(ROLE, ASKED, VERSION, kind), PROGRAM)
    ends = yesterday if visitor.startswith("ended") else None
    link, secret = create_link(connection, number, NewLink(Scope.VOICE, ends=ends, voice_id=voice.id), PROGRAM)
    change = AnswerChange("listening.themes", {"options": ["not"]}, SAID_BY_VOICE)
    save_voice_answers(connection, voice, [change], link.actor)
    if visitor.endswith("that was sent in") or visitor in {"withdrawn voice", "deleted voice"}:
        send_voice(connection, number, voice.id)
    if visitor in {"withdrawn voice", "deleted voice"}:
        revoke_link(connection, number, link.id)
    if visitor == "deleted voice":
        delete_voice(connection, number, voice.id)
    return voice, secret


@pytest.fixture
def house(shared_app: Flask) -> House:
    return build_house(shared_app)


def text_of(response: TestResponse) -> str:
    """Return what an answer says, with what stands in a packed document, and without the list of municipalities."""
    content = response.get_data()
    if content.startswith(b"PK"):
        with ZipFile(io.BytesIO(content)) as packed:
            texts = [name for name in packed.namelist() if name.endswith((".xml", ".rels"))]
            content = b"".join(map(packed.read, texts))
    return re.sub("<option[^>]*>[^<]*</option>", "", content.decode())


def names(key: tuple[str, str]) -> str:
    return " ".join(key)


def is_refused(key: tuple[str, str], response: TestResponse) -> bool:
    """Tell whether a visitor got nothing: 404, or beside a question that it was not saved."""
    if key in {("POST", "scan.save_answer"), ("POST", "contribution.save_answer")}:
        return response.status_code == 422 and "is-not-saved" in response.text
    return response.status_code == 404


def test_every_route_has_a_row_with_its_policy(shared_app: Flask) -> None:
    routes = {
        (method, rule.endpoint)
        for rule in shared_app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    assert routes == set(ROUTES) | set(WORKSHOP_ROUTES)
    declared = {key: row.policy for key, row in ROUTES.items()} | {k: row.policy for k, row in WORKSHOP_ROUTES.items()}
    for (_, endpoint), policy in declared.items():
        assert policy_of(shared_app, endpoint) is policy, endpoint


@pytest.mark.parametrize("key", [key for key in ROUTES if key not in OF_AN_ASSESSMENT], ids=names)
def test_what_is_for_everybody_opens_for_somebody_without_a_link(house: House, key: tuple[str, str]) -> None:
    response = house.ask(key, "nobody")
    response.close()
    assert response.status_code == ROUTES[key].status


@pytest.mark.parametrize("key", OF_AN_ASSESSMENT, ids=names)
def test_a_link_that_does_not_work_opens_nothing_and_tells_nothing(house: House, key: tuple[str, str]) -> None:
    before, answers = house.revision, []
    for visitor in REFUSED:
        response = house.ask(key, visitor)
        assert is_refused(key, response), visitor
        assert "Gent" not in response.text
        told = response.text.replace(house.secrets[visitor], "…")
        answers.append(re.sub(r'data-forget="[0-9a-f]{24}"', 'data-forget="…"', told))  # follows from the address alone
    assert len(set(answers)) == 1, "an unknown, a revoked and an ended link are not told apart"
    assert house.revision == before


@pytest.mark.parametrize("visitor", WRITERS)
@pytest.mark.parametrize("key", OF_AN_ASSESSMENT, ids=names)
def test_who_fills_in_may_do_all_but_what_is_the_municipalitys_alone(
    house: House, key: tuple[str, str], visitor: str
) -> None:
    if key[1] == "documents.progress":
        house.ask(("GET", "documents.document"), visitor)
    response = house.ask(key, visitor)
    if ROUTES[key].policy is VOICE or (ROUTES[key].policy is OWN and visitor != "own"):
        assert is_refused(key, response)
    else:
        assert response.status_code == ROUTES[key].status
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    kept = "private, no-cache" if key[1] == "report.picture" else "no-store"
    assert response.headers["Cache-Control"] == kept


@pytest.mark.parametrize("visitor", READERS)
@pytest.mark.parametrize("key", OF_AN_ASSESSMENT, ids=names)
def test_who_reads_may_look_and_change_nothing(house: House, key: tuple[str, str], visitor: str) -> None:
    row, before = ROUTES[key], house.revision
    if key[1] == "documents.progress":
        house.ask(("GET", "documents.document"), visitor)
    response = house.ask(key, visitor)
    if row.policy not in {READ, ENTER}:
        assert is_refused(key, response)
        assert NOTE not in response.text
        assert SAID_BY_VOICE not in response.text
    else:
        of_notes = row.of_readers_without_notes if visitor == "reads without notes" else None
        assert response.status_code == (of_notes or row.of_readers or row.status)
    assert house.revision == before


@pytest.mark.parametrize("visitor", VOICES)
@pytest.mark.parametrize("key", OF_AN_ASSESSMENT, ids=names)
def test_who_was_asked_answers_that_and_sees_nothing_else(house: House, key: tuple[str, str], visitor: str) -> None:
    row, before = ROUTES[key], house.revision
    response = house.ask(key, visitor)
    if row.policy not in {VOICE, ENTER}:
        assert is_refused(key, response)
    else:
        is_sent = visitor == "voice that was sent in"
        expected = row.of_sent or row.status if is_sent or row.policy is ENTER else row.status
        assert response.status_code == expected
        assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
        assert response.headers["Cache-Control"] == "no-store"
    for foreign in (NOTE, "Iets doen", AGREED_ONLY, house.secrets["own"]):
        assert foreign not in text_of(response)
    changes = key in {("POST", "contribution.send"), ("POST", "contribution.save_answer")} or (
        key == ("POST", "contribution.save_section")
    )
    assert house.revision == before or changes


@pytest.mark.parametrize("visitor", [*WRITERS, *READERS])
@pytest.mark.parametrize("key", [key for key, row in OF_AN_ASSESSMENT.items() if row.policy is not VOICE], ids=names)
def test_nobody_sees_what_was_not_sent_in(shared_app: Flask, key: tuple[str, str], visitor: str) -> None:
    house = build_house(shared_app, voices=("voice", "observer", "ended voice"))
    if key[1] == "documents.progress":
        house.ask(("GET", "documents.document"), visitor)
    assert SAID_BY_VOICE not in text_of(house.ask(key, visitor))


@pytest.mark.parametrize("key", PAGES_TO_READ, ids=names)
def test_no_page_of_who_reads_leads_to_what_only_who_fills_in_may_open(house: House, key: tuple[str, str]) -> None:
    response = house.ask(key, "reads")
    adapter = house.app.url_map.bind("localhost")
    page = read_page(response.text if response.mimetype == "text/html" else "")
    for tag in page.select("a[href], form[action]"):
        address = str(tag.get("href") or tag.get("action")).partition("?")[0].partition("#")[0]
        if not address.startswith("/"):
            continue
        method = str(tag.get("method", "get")).upper()
        endpoint, _ = adapter.match(address, method=method)
        row = ROUTES.get((method, endpoint)) or WORKSHOP_ROUTES[method, endpoint]
        assert row.policy in {READ, ANYONE}, str(tag)
        assert house.secrets["own"] not in address


@pytest.mark.parametrize("key", PAGES_TO_READ, ids=names)
def test_a_link_without_notes_shows_none(house: House, key: tuple[str, str]) -> None:
    assert NOTE not in text_of(house.ask(key, "reads without notes"))


@pytest.mark.parametrize(
    "key",
    [
        ("GET", "report.question"),
        ("GET", "action_plan.show"),
        ("GET", "documents.document"),
        ("GET", "documents.result_json"),
    ],
    ids=names,
)
def test_a_link_with_notes_shows_them(house: House, key: tuple[str, str]) -> None:
    assert NOTE in text_of(house.ask(key, "reads"))


@pytest.mark.parametrize("key", OF_AN_ASSESSMENT, ids=names)
def test_the_link_of_another_assessment_opens_nothing_of_this_one(
    shared_app: Flask, house: House, key: tuple[str, str]
) -> None:
    other, before = build_house(shared_app, "11002"), house.revision
    mixed = House(shared_app, house.assessment_id, house.numbers, other.secrets)
    response = mixed.ask(key, "own")
    if response.status_code == 302:  # from a place above pages to the own page, whatever number it has
        assert str(response.location).startswith(f"/z/{other.secrets['own']}")
    elif {"link", "voice"} & set(ROUTES[key].arguments):
        assert response.status_code == 404
    if "action" in ROUTES[key].arguments:
        assert response.status_code in {303, 404, 422}
        assert "Iets doen" not in response.text
    assert "Gent" not in text_of(response)
    assert house.secrets["own"] not in text_of(response)
    assert house.revision == before


def test_a_link_works_up_to_and_on_its_last_day(house: House) -> None:
    assert house.ask(("GET", "scan.overview"), "last day").status_code == 200


def test_a_route_without_a_policy_keeps_the_application_from_starting() -> None:
    app = Flask("undeclared")
    app.add_url_rule("/x", view_func=allow(ANYONE)(lambda: ""), endpoint="x")
    app.view_functions["static"] = allow(ANYONE)(app.view_functions["static"])
    check_policies(app)
    app.add_url_rule("/y", view_func=lambda: "", endpoint="y")
    with pytest.raises(UndeclaredRouteError, match="y"):
        check_policies(app)


def test_a_route_whose_address_lacks_what_its_policy_reads_keeps_the_application_from_starting() -> None:
    app = Flask("lacking", static_folder=None)
    blueprint = Blueprint("b", __name__)
    blueprint.add_url_rule("/x", view_func=allow(READ)(lambda visit: ""), endpoint="x")  # noqa: ARG005 (a view)
    app.register_blueprint(blueprint)
    with pytest.raises(UndeclaredRouteError, match="token"):
        check_policies(app)


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("GET", "/", 302), ("GET", "/niets", 404), ("POST", "/links", 405), ("GET", "/heropenen", 405)],
)
def test_no_cache_keeps_a_page_that_repeats_a_link_which_leads_nowhere(
    house: House, method: str, path: str, status: int
) -> None:
    own = house.secrets["own"]
    response = FlaskClient(house.app).open(f"/z/{own}{path}", method=method)
    assert response.status_code == status
    assert own in response.text
    assert response.headers["Cache-Control"] == "no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"


def test_the_server_hands_over_as_much_as_any_page_takes(app: Flask) -> None:
    assert max(size_limit_of(app, rule.endpoint) for rule in app.url_map.iter_rules()) <= MOST_BODY_BYTES
