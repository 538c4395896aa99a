"""Downloads that were changed before they come back in: `python -m tests.campaigns imports`.

Each is refused in words or taken; after each that was taken every page works, and for some every document too.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.campaigns import hostile
from tests.campaigns.campaign_requests import find_cause, list_pages
from tests.campaigns.outcome import Outcome
from tests.campaigns.site import OWN, Answered, SelfScan, Site, add_self_scan, open_site, read_forms
from webapp.exchange.routes import FILE_BYTES
from webapp.report.documents.kinds import KINDS

DAYS = (
    *("0001-01-01", "0002-12-31", "0999-06-01", "1969-12-31", "1970-01-01", "2024-02-29", "2026-02-30", "2101-01-01"),
    *(
        "9900-01-01",
        "9999-12-30",
        "9999-12-31",
        "+10000-01-01",
        "2026-W48-4",
        "20261126",
        "2026-11-26T00:00",
        "0000-00-00",
    ),
)
MOMENTS = (
    *("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "0002-01-01T00:00:00-12:00", "1970-01-01T00:00:00Z"),
    *("9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59Z", "9900-01-01T12:00:00Z", "2026-11-26", "2026-11-26T10:00"),
    *("2026-10-25T02:30:00+01:00", "2026-11-26T24:00:00Z", "2026-11-26T10:00:00+99:99"),
)
DOCUMENTS_EACH = 50
"""Of so many files that are taken, one has all its documents really made."""
LEFT_OUT = (*(f".{kind}" for kind in KINDS), *(f".{kind}/stand" for kind in KINDS))
"""Pages that are opened only where documents are really made."""
MARKED_TWICE = "\\u0001twice:"
Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Changed:
    """A file, and what was done to the download in a few words."""

    content: bytes
    told: str


def list_places(value: object, path: Path = ()) -> Iterator[Path]:
    """Return the way to every value inside a document."""
    if path:
        yield path
    inside: Any = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, entry in inside:
        yield from list_places(entry, (*path, name))


def change(original: str, chance: random.Random) -> Changed:
    """Return a download with one to three changes in its structure, or in its bytes."""
    document = json.loads(original)
    told = [chance.choice(CHANGES)(document, chance) for _ in range(chance.choice((1, 1, 1, 2, 3)))]
    text = json.dumps(document, ensure_ascii=chance.random() < 0.5).replace(MARKED_TWICE, "")
    content = hostile.encode(text)
    if chance.random() < 0.1:
        content, way = break_bytes(content, chance)
        told.append(way)
    return Changed(content, "; ".join(told))


def change_value(document: dict[str, Any], chance: random.Random) -> str:
    """Put something of another kind in any place."""
    places = list(list_places(document))
    short = [path for path in places if path[0] != "answers"]
    return put(document, chance.choice(short if chance.random() < 0.5 else places), hostile.choose_value(chance))


def change_answer(document: dict[str, Any], chance: random.Random) -> str:
    """Put something of another kind in an answer."""
    path = ("answers", chance.choice(list(document["answers"]) or ["x"]), chance.choice(("answer", "note", "saved_at")))
    return put(document, path, hostile.choose_value(chance))


def change_day(document: dict[str, Any], chance: random.Random) -> str:
    """Put a day or a moment at the edge where one stands."""
    if chance.random() < 0.5:
        return put(document, ("actions", chance.randrange(3), "due"), chance.choice(DAYS))
    event = {
        "at": chance.choice(MOMENTS),
        "change": chance.choice(("added", "status", "due", "title", "x")),
        "value": chance.choice((*DAYS, "done", "todo", "", "x")),
    }
    return put(document, ("actions", chance.randrange(3), "history"), [event] * chance.choice((1, 2, 600)))


def change_action(document: dict[str, Any], chance: random.Random) -> str:
    """Change what an action says of itself."""
    name = chance.choice(("recommendation", "title", "who", "status", "note", "history"))
    value = chance.choice((hostile.choose_text(chance), hostile.choose_value(chance), "done", "dropped", "x" * 200))
    return put(document, ("actions", chance.randrange(3), name), value)


def multiply_actions(document: dict[str, Any], chance: random.Random) -> str:
    """Put many actions in, which are all others."""
    actions, count = document.get("actions"), chance.choice((150, 199, 200, 201, 400, 499, 500, 501))
    if not isinstance(actions, list) or not actions or not isinstance(actions[-1], dict):
        return "nothing"
    document["actions"] = [{**actions[-1], "recommendation": None, "title": f"Nummer {n}"} for n in range(count)]
    return f"{count} actions"


def rename(document: dict[str, Any], chance: random.Random) -> str:
    """Give a name twice, or another name to something."""
    path = chance.choice(list(list_places(document)))
    parent = follow(document, path[:-1])
    if not isinstance(parent, dict):
        return "nothing"
    if chance.random() < 0.5:
        parent[MARKED_TWICE + str(path[-1])] = hostile.choose_value(chance)
        return f"{path} twice"
    parent[hostile.choose_text(chance)] = parent.pop(path[-1])
    return f"{path} renamed"


def nest(document: dict[str, Any], chance: random.Random) -> str:
    """Put something very deep in any place."""
    deep: object = "x"
    for _ in range(chance.choice((10, 100, 300))):
        deep = [deep] if chance.random() < 0.5 else {"a": deep}
    return put(document, chance.choice(list(list_places(document))), deep)


def leave_out(document: dict[str, Any], chance: random.Random) -> str:
    """Leave something out."""
    path = chance.choice(list(list_places(document)))
    parent = follow(document, path[:-1])
    del parent[path[-1]]
    return f"{path} left out"


CHANGES = (
    change_value,
    change_answer,
    change_day,
    change_day,
    change_action,
    multiply_actions,
    rename,
    nest,
    leave_out,
)


def follow(document: object, path: Path) -> Any:  # noqa: ANN401 (whatever stands there)
    """Return what stands at a place."""
    found: Any = document
    for name in path:
        found = found[name]
    return found


def put(document: dict[str, Any], path: Path, value: object) -> str:
    """Put a value at a place, where there is such a place."""
    try:
        follow(document, path[:-1])[path[-1]] = value
    except (KeyError, IndexError, TypeError):
        return "nothing"
    return f"{path} = {json.dumps(value)[:120]}"


def break_bytes(content: bytes, chance: random.Random) -> tuple[bytes, str]:
    """Return a file that is damaged as a whole."""
    place = chance.randrange(len(content))
    broken = {
        "cut off": content[:place],
        "a byte changed": content[:place] + chance.randbytes(1) + content[place + 1 :],
        "in UTF-16": content.decode("utf-8", "replace").encode("utf-16"),
        "with a byte order mark": b"\xef\xbb\xbf" + content,
        "very deep": b'{"a":' * 100_000,
        "twice": content * 2,
        "empty": b"",
    }
    way = chance.choice(list(broken))
    return broken[way], way


class Importer:
    """Brings files in and looks at what became of them."""

    def __init__(self, site: Site, chance: random.Random, outcome: Outcome) -> None:
        self.site, self.chance, self.outcome = site, chance, outcome

    def bring(self, changed: Changed, scan: SelfScan | None) -> str:
        """Bring a file into a self-scan, or begin one with it; return the path of that, or nothing when refused."""
        address = "/begin/importeren" if scan is None else f"{scan.path(OWN)}/gegevens/importeren"
        preview = self.site.send_file(address, changed.content)
        self.look(preview, changed, "preview")
        if preview.status != 200:
            self.outcome.figures["refused at once"] += 1
            expected = 413 if len(changed.content) > FILE_BYTES else 422  # longer than any download of ours
            self.outcome.require(preview.status == expected, f"refused with {preview.status}", changed.told)
            return ""
        forms = [fields for fields in read_forms(preview.text).values() if "document" in fields]
        if not forms:
            self.outcome.figures["nothing in it to take over"] += 1
            return ""
        fields = forms[0] | {"mode": [self.chance.choice(("all", "new"))]}
        if scan is None:
            fields |= {"municipality": ["44021"], "inhabitants": ["272000"], "language": ["nl"]}
        taken = self.site.send(address, fields)
        self.look(taken, changed, "confirmation")
        if taken.status != 303:
            self.outcome.figures[f"refused at the confirmation ({taken.status})"] += 1
            told = b'role="alert"' in taken.body or b"notice" in taken.body
            self.outcome.require(told, f"refused with {taken.status} without a word", changed.told)
            return ""
        self.outcome.figures["taken"] += 1
        return taken.headers["Location"].partition("?")[0]

    def look(self, answer: Answered, changed: Changed, at: str) -> None:
        """Report an answer that is a failure of ours."""
        if answer.status >= 500:
            place = answer.endpoint or at
            self.outcome.report(f"{answer.status} at {place}: {find_cause(answer.logged)}", changed.told)

    def open_all(self, path: str, changed: Changed, *, documents: bool) -> None:
        """Open every page of what came in; with documents, have each really made."""
        scan = SelfScan(0, {OWN: path.split("/")[2]}, (), 0)
        pages = [page for page in list_pages(self.site, scan) if not page.endswith(LEFT_OUT)]
        plan = self.site.open(f"{path}/actieplan").text
        pages += [f"{path}/beeld/timeline-1.svg"] if "timeline-1" in plan else []
        if documents:
            pages += [f"{path}/documenten/rapport.{kind}" for kind in KINDS]
            self.outcome.figures["documents really made"] += len(KINDS)
        for page in pages:
            self.look(self.site.open(page), changed, page)
            self.outcome.figures["pages opened after imports"] += 1
        again = self.site.open(f"{path}/gegevens/zelfscan.json").body
        back = self.site.send_file("/begin/importeren", again)
        self.outcome.require(back.status == 200, f"its own download is refused with {back.status}", changed.told)


def run(count: int, seed: int) -> Outcome:
    """Bring in so many changed files, and return what was found."""
    chance, outcome = random.Random(seed), Outcome()
    with open_site() as site, open_site(quick_documents=False) as writing:
        originals = {one.app: site_download(one, seed) for one in (site, writing)}
        for number in range(count):
            makes_documents = number % DOCUMENTS_EACH == DOCUMENTS_EACH - 1
            here = writing if makes_documents else site
            importer = Importer(here, chance, outcome)
            changed = change(originals[here.app], chance)
            scan = add_self_scan(here, seed + number) if chance.random() < 0.3 else None
            outcome.figures["files"] += 1
            if path := importer.bring(changed, scan):
                importer.open_all(path, changed, documents=makes_documents)
    return outcome


def site_download(site: Site, seed: int) -> str:
    """Return the download of a self-scan that is filled in."""
    return site.open(f"{add_self_scan(site, seed).path(OWN)}/gegevens/zelfscan.json").text
