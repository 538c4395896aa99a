"""Requests to every route by every kind of visitor, hostile in any part: `python -m tests.campaigns requests`."""

from __future__ import annotations

import json
import random
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote_from_bytes, urlencode

from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from assessment.content import load_content
from assessment.model import DIMENSIONS
from tests.campaigns import hostile
from tests.campaigns.outcome import Outcome
from tests.campaigns.site import (
    COLLEAGUE,
    NOTE,
    OWN,
    READERS,
    READS_WITHOUT_NOTES,
    REFUSED,
    ROOM_ARGUMENTS,
    VISITORS,
    WRITERS,
    Answered,
    SelfScan,
    Site,
    Ways,
    add_self_scan,
    make_environ,
    open_site,
    read_forms,
)
from webapp.report.documents.kinds import KINDS
from webapp.report.parts.pictures import NAMES
from webapp.web.policy import policy_of
from webapp.web.security import HEADERS

REQUESTS_EACH = 250
"""So many requests meet one self-scan; then all its pages are opened, and a new one begins."""
ARGUMENT = re.compile(rb"<(?:[^:<>]+:)?([^<>]+)>")
PLACE = re.compile(r"<[^>]+>")
WEIGHTS = [{OWN: 8, COLLEAGUE: 4}.get(visitor, 4 if visitor in READERS else 1) for visitor in VISITORS]
SECRETS = {"token", *ROOM_ARGUMENTS}
MAY_BE_KEPT = {"report.picture", "scan.qr"}
"""Private answers that the reader's own browser may keep."""
GOES_TO = re.compile(r"/(?![/\\])|http://localhost:8000/")
ASCII = "".join(map(chr, range(0x21, 0x7F))).replace("#", "")
SCRIPT = b"<script>alert(1)"
MARKUP = ("text/html", "image/svg+xml")


@dataclass(frozen=True)
class Try:
    """A request: by whom, to which route, and as what."""

    visitor: str
    environ: dict[str, Any]

    def __str__(self) -> str:
        told = {
            name: value
            for name, value in self.environ.items()
            if name.startswith(("REQUEST", "PATH", "QUERY", "CONTENT", "HTTP_")) and value
        }
        body = self.environ["wsgi.input"]
        body.seek(0)
        return f"{self.visitor}: {told} {body.read()[:300]!r}"


class Maker:
    """Makes requests by chance: mostly right, with some part that is not."""

    def __init__(self, site: Site, chance: random.Random, forms: dict[str, dict[str, list[str]]]) -> None:
        content = load_content()
        self.chance, self.forms = chance, forms
        self.rules: list[Rule] = list(site.app.url_map.iter_rules())
        self.adapter = site.app.url_map.bind("localhost")
        self.values: dict[str, list[str]] = {
            "section": [section.id for section in content.questionnaire.sections],
            "question": list(content.questionnaire.question_by_id),
            "dimension": list(DIMENSIONS),
            "kind": list(KINDS),
            "name": [*NAMES, "timeline-1", "development"],
            "filename": ["icons/favicon.svg", "schema/zelfscan-1.json"],
        }
        self.words = [*self.values["question"], *(one.id for one in content.recommendations), "1", "2027-01-31", "nl"]

    def make(self, scan: SelfScan) -> Try:
        """Return a request."""
        chance = self.chance
        visitor, rule = chance.choices(VISITORS, WEIGHTS)[0], chance.choice(self.rules)
        method = chance.choice(hostile.METHODS) if chance.random() < 0.15 else self._method_of(rule)
        path = ARGUMENT.sub(lambda found: self._argument(found[1].decode(), scan, visitor), rule.rule.encode())
        if chance.random() < 0.05:
            path += chance.choice((b"/", b"//", b"/..", b".", b"%00", hostile.choose_bytes(chance)))
        body, kind = (
            self._body(rule, scan, visitor) if method not in {"GET", "HEAD"} or chance.random() < 0.02 else (b"", "")
        )
        headers = self._headers()
        if "workshop_uid" in rule.arguments and chance.random() < 0.95:
            headers["COOKIE"] = scan.ways(visitor).cookie
        environ = make_environ(method, path, self._query(), body=body, content_type=kind, headers=headers)
        if chance.random() < 0.02:
            environ["CONTENT_LENGTH"] = chance.choice(("-1", "x", "9" * 30, "0", "1", str(len(body) + 10)))
        return Try(visitor, environ)

    def _method_of(self, rule: Rule) -> str:
        return self.chance.choice(sorted((rule.methods or {"GET"}) - {"OPTIONS", "HEAD"}))

    def _argument(self, name: str, scan: SelfScan, visitor: str) -> bytes:
        if self.chance.random() < (0.03 if name in SECRETS else 0.15):
            return hostile.choose_bytes(self.chance)
        known = self.values | {key: [value] for key, value in scan.ways(visitor).arguments.items()}
        known |= {
            "token": [scan.secrets[visitor]],
            "action": list(map(str, scan.actions)),
            "link": [str(scan.link)],
        }
        return self.chance.choice(known.get(name, ["x"])).encode()

    def _query(self) -> bytes:
        if self.chance.random() < 0.5:
            return b""
        if self.chance.random() < 0.1:  # a server lets nothing but ASCII through here
            return quote_from_bytes(hostile.choose_bytes(self.chance), safe=ASCII).encode()
        names = (
            *("taal", "melding", "domein", "inspanning", "groeifase", "dagen", "aanbeveling", "stand", "keer", "v"),
            *("thema", "formaat", *self.values["question"]),
        )
        return "&".join(f"{self.chance.choice(names)}={self._written()}" for _ in range(3)).encode()

    def _written(self) -> str:
        if self.chance.random() < 0.4:
            return self.chance.choice(self.words)
        return quote_from_bytes(hostile.choose_bytes(self.chance))

    def _headers(self) -> dict[str, str]:
        sent = {}
        if self.chance.random() < 0.25:
            for _ in range(self.chance.randrange(1, 4)):
                value = self.chance.choice(
                    (hostile.choose_text(self.chance), "*", "nl,en;q=0.5", "taal=en", "bytes=0-")
                )
                sent[self.chance.choice(hostile.HEADERS)] = hostile.encode(value).decode("latin1")
        return sent

    def _body(self, rule: Rule, scan: SelfScan, visitor: str) -> tuple[bytes, str]:
        chance = self.chance
        if chance.random() < 0.06:
            content = json.dumps(hostile.choose_value(chance)).encode()
            return chance.choice((content, hostile.choose_bytes(chance))), chance.choice(hostile.CONTENT_TYPES)
        fields = self._fields(rule, scan.ways(visitor))
        if chance.random() < 0.12:
            return write_multipart(chance, fields), "multipart/form-data; boundary=b"
        pairs = [(hostile.encode(name), hostile.encode(value)) for name, value in fields]
        return urlencode(pairs).encode(), "application/x-www-form-urlencoded"

    def _fields(self, rule: Rule, ways: Ways) -> list[tuple[str, str]]:
        """Return what the page's form would send, some of it changed."""
        fields = []
        for name, values in self.forms.get(rule.endpoint, {}).items():
            for value in values:
                if self.chance.random() < 0.2:
                    continue
                fields.append((name, self._marked(name, value)))
        if self.chance.random() < 0.2:
            fields.append((hostile.choose_text(self.chance), hostile.choose_text(self.chance)))
        if ways.token and self.chance.random() < 0.95:
            fields = [(name, value) for name, value in fields if name != "token"] + [("token", ways.token)]
        return fields

    def _marked(self, name: str, value: str) -> str:
        if name.startswith("revision") and self.chance.random() < 0.7:
            return "99"
        if self.chance.random() < 0.2:
            value = hostile.choose_text(self.chance)
        return NOTE + value if name.startswith("note") else value


def write_multipart(chance: random.Random, fields: list[tuple[str, str]]) -> bytes:
    """Return fields as the parts of a multipart form, some of them broken."""
    body = b""
    for name, value in fields:
        named = b'; name="' + hostile.encode(name.replace('"', "")) + b'"'
        if chance.random() < 0.05:
            named = chance.choice((b"", b"; name", b'; name="', b'; filename="x"', b"; name*=utf-8''%00", b"\x00"))
        body += b"--b\r\nContent-Disposition: form-data" + named + b"\r\n\r\n" + hostile.encode(value) + b"\r\n"
    return body + chance.choice((b"--b--\r\n", b"--b--\r\n", b"--b--\r\n", b"", b"--b"))


def collect_forms(site: Site, scan: SelfScan) -> dict[str, dict[str, list[str]]]:
    """Return the fields of every form on every page, by the endpoint that takes them."""
    adapter = site.app.url_map.bind("localhost")
    found: dict[str, dict[str, list[str]]] = {}
    public = ("/begin", "/begin/importeren", "/", *list_public(site))
    for path in [*list_pages(site, scan), *list_room_pages(site, scan), *public]:
        page = site.ask(make_environ("GET", path.encode(), headers={"COOKIE": scan.room.cookie}))
        for action, fields in read_forms(page.text).items():
            endpoint, _ = adapter.match((action or path).partition("?")[0], method="POST")
            found.setdefault(endpoint, {}).update(fields)
    every_answer = found["scan.save_section"]
    found["scan.save_answer"] = every_answer
    document = site.open(f"{scan.path(OWN)}/gegevens/zelfscan.json").text
    for endpoint in ("exchange.import_answers", "exchange_start.import_new"):
        found.setdefault(endpoint, {}).update({"document": [document], "mode": ["all"], "confirmed": ["1"]})
    found["exchange_start.import_new"].update(found["begin.new"])
    return found


def list_pages(site: Site, scan: SelfScan, visitor: str = OWN) -> Iterator[str]:
    """Return the address of every page of a self-scan that is opened with GET."""
    content = load_content()
    choices = {
        "section": [section.id for section in content.questionnaire.sections],
        "dimension": list(DIMENSIONS),
        "kind": list(KINDS),
        "name": list(NAMES),
        "action": list(map(str, scan.actions)),
        "link": [str(scan.link)],
    }
    for rule in site.app.url_map.iter_rules():
        if "token" in rule.arguments and "GET" in (rule.methods or ()):
            rest = rule.arguments - {"token"}
            for value in choices.get(rest.pop(), ["1"]) if rest else [""]:
                yield PLACE.sub(value, rule.rule.replace("<token>", scan.secrets[visitor]))


def list_room_pages(site: Site, scan: SelfScan) -> Iterator[str]:
    """Return the address of every page of a room that is opened with GET."""
    for rule in site.app.url_map.iter_rules():
        if rule.arguments & set(ROOM_ARGUMENTS) and "GET" in (rule.methods or ()):
            yield PLACE.sub(lambda found: scan.room.arguments.get(found[0].strip("<>"), "x"), rule.rule)


def list_public(site: Site) -> Iterator[str]:
    """Return the address of every form about rooms that anybody may open."""
    for rule in site.app.url_map.iter_rules():
        if not rule.arguments and rule.rule.startswith(("/doe-mee", "/workshop")) and "GET" in (rule.methods or ()):
            yield rule.rule


def read_state(database: sqlite3.Connection, scan: SelfScan) -> tuple[object, ...]:
    """Return what a write to a self-scan would change."""
    row: tuple[object, ...] = database.execute(
        "SELECT (SELECT revision FROM assessment WHERE id = :id), (SELECT count(*) FROM assessment),"
        " (SELECT count(*) FROM answer), (SELECT count(*) || total(revision) FROM action),"
        " (SELECT count(*) FROM link), (SELECT count(*) FROM link WHERE revoked_at IS NULL),"
        " (SELECT count(*) FROM audit), (SELECT count(*) || total(revision) FROM workshop),"
        " (SELECT count(*) FROM seat), (SELECT count(*) || group_concat(answer) FROM vote)",
        {"id": scan.number},
    ).fetchone()
    return row


def find_cause(logged: str) -> str:
    """Return which error was logged, and the innermost function of ours that it came from."""
    named = re.findall(r"^(\w[\w.]*(?:Error|Exception|Unavailable))\b", logged, re.MULTILINE)
    places = re.findall(r'(?:webapp|assessment)/([\w/]+)\.py", line \d+, in (\w+)', logged)
    return " in ".join([*named[-1:], *(f"{file}:{function}" for file, function in places[-1:])]) or logged[:80]


def check_answer(site: Site, scan: SelfScan, tried: Try, answer: Answered, outcome: Outcome) -> None:
    """Hold an answer to what is promised of every one."""
    at = answer.endpoint or "no route"
    if answer.status >= 500:
        outcome.report(f"{answer.status} at {at}: {find_cause(answer.logged)}", tried)
    outcome.require(b"Traceback" not in answer.body, f"a traceback in the answer of {at}", tried)
    known = {scan.secrets[tried.visitor], *scan.ways(tried.visitor).arguments.values()}
    for secret in list_secrets(scan):
        outcome.require(secret not in answer.logged, f"a token in the log at {at}", answer.logged[-400:])
        if secret not in known:
            outcome.require(secret.encode() not in answer.body, f"another link's token at {at}", tried)
    check_headers(site, tried, answer, outcome)
    if tried.visitor == READS_WITHOUT_NOTES and is_private(site, answer):
        outcome.require(NOTE.encode() not in answer.body, f"a note without the right to it at {at}", tried)
    if tried.visitor in REFUSED and is_private(site, answer):
        outcome.require(
            answer.status >= 400 or leads_to_all(site, answer),
            f"somebody without a link got {answer.status} at {at}",
            tried,
        )
    if answer.headers.get("Content-Type", "").startswith(MARKUP):
        outcome.require(SCRIPT not in answer.body, f"typed markup stands as markup at {at}", tried)


def list_secrets(scan: SelfScan) -> list[str]:
    """Return what opens something of a self-scan, or of the room beside it."""
    ways = (scan.room.arguments[name] for name in ("trainer_secret", "seat_secret"))
    return [one for one in (*scan.secrets.values(), *ways) if len(one) == 22 and one != "A" * 22]


def leads_to_all(site: Site, answer: Answered) -> bool:
    """Tell whether an answer leads to a page that is for everybody: an address with something behind it does."""
    path = answer.headers.get("Location", "").partition("?")[0]
    try:
        endpoint, _ = site.app.url_map.bind("localhost").match(path, method="GET")
    except HTTPException:
        return False
    policy = policy_of(site.app, endpoint)
    return bool(path) and policy is not None and not policy.is_private


def is_private(site: Site, answer: Answered) -> bool:
    """Tell whether an answer belongs to a self-scan."""
    policy = policy_of(site.app, answer.endpoint)
    return policy is not None and policy.is_private


def check_headers(site: Site, tried: Try, answer: Answered, outcome: Outcome) -> None:
    """Hold the head of an answer to what is promised of every one."""
    if answer.status == 599:
        return
    at, kept = answer.endpoint or "no route", answer.headers.get("Cache-Control", "")
    for name in HEADERS:
        outcome.require(len(answer.headers.getlist(name)) == 1, f"not one {name} at {at} ({answer.status})", tried)
    if is_private(site, answer):
        is_kept_well = "no-store" in kept or (answer.endpoint in MAY_BE_KEPT and "private" in kept)
        outcome.require(is_kept_well, f"Cache-Control {kept!r} at {at} ({answer.status})", tried)
        outcome.require("noindex" in answer.headers.get("X-Robots-Tag", ""), f"no noindex at {at}", tried)
    place = answer.headers.get("Location")
    outcome.require(place is None or GOES_TO.match(place), f"leads away at {at}: {place}", tried)
    for name, value in answer.headers:
        outcome.require(not re.search(r"[\r\n\x00]", name + value), f"a broken header {name} at {at}", tried)
        if name == "Set-Cookie":
            outcome.require("SameSite" in value, f"a cookie without SameSite at {at}", tried)


def open_all(site: Site, scan: SelfScan, outcome: Outcome, seen: str) -> None:
    """Open every page of a self-scan, to see whether something that was stored broke one."""
    if site.open(scan.path(OWN)).status != 200:
        outcome.figures["self-scans that were deleted or got another link"] += 1
        return
    for path in (*list_pages(site, scan), *list_room_pages(site, scan)):
        tried = Try(OWN, make_environ("GET", path.encode(), headers={"COOKIE": scan.room.cookie}))
        check_answer(site, scan, tried, site.ask(tried.environ), outcome)
        outcome.figures[seen] += 1


def run(count: int, seed: int) -> Outcome:
    """Send so many requests, and return what was found."""
    chance, outcome = random.Random(seed), Outcome()
    with open_site() as site, closing(sqlite3.connect(site.folder / "pleinwijzer.sqlite3")) as database:
        scan = add_self_scan(site, seed)
        maker = Maker(site, chance, collect_forms(site, scan))
        for number in range(count):
            if number % REQUESTS_EACH == REQUESTS_EACH - 1:
                open_all(site, scan, outcome, "pages opened after hostile writes")
                scan = add_self_scan(site, seed + number)
            tried = maker.make(scan)
            before = read_state(database, scan) if tried.visitor not in WRITERS else ()
            answer = site.ask(tried.environ)
            outcome.figures["requests"] += 1
            outcome.figures[f"answered with {answer.status}"] += 1
            check_answer(site, scan, tried, answer, outcome)
            if tried.visitor in (*READERS, *REFUSED) and is_private(site, answer):
                changed = read_state(database, scan) != before
                outcome.require(not changed, f"{tried.visitor} changed something at {answer.endpoint}", tried)
        found = (
            database.execute("PRAGMA integrity_check").fetchall()
            + database.execute("PRAGMA foreign_key_check").fetchall()
        )
        outcome.require(found == [("ok",)], "the database is damaged", found)
    return outcome
