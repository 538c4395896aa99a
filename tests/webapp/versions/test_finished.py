"""What was found when a self-scan was finished is kept as it was, and shown where something else is found today."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask

from assessment.library import Library
from benchmarks.reference import Verdict
from tests.made_up_versions import NEW, OLD, OTHER_POINTS, write_versions
from tests.webapp.assessments import begin_assessment
from tests.webapp.conftest import use_library
from tests.webapp.page_client import PageClient
from tests.webapp.reading import read_page
from tests.webapp.store.writing import read, write
from tests.webapp.visitor import Visitor, place_of, read_form
from webapp.background.registry import get_background
from webapp.clock import today, utc_now
from webapp.documents.content import Content
from webapp.documents.paper import Note, Paper, Paragraph
from webapp.exchange.all_exports import export_assessments
from webapp.findings.found import Finished, read_found, write_found
from webapp.language.locale import format_day, speaking
from webapp.outcome.snapshots import read_finished
from webapp.store.actors import PROGRAM
from webapp.store.answers import AnswerChange, save_answers
from webapp.store.assessments import NewAssessment, finish_assessment
from webapp.store.backup import backup_database, restore_database
from webapp.store.database import Database, open_database
from webapp.store.jobs import NewJob
from webapp.store.links import NewLink, Scope, create_link
from webapp.store.snapshots import MOST_SNAPSHOTS, list_snapshots
from webapp.wording.numbers import score_text

SCHEMA = json.loads((Path(__file__).parents[3] / "webapp/static/schema/zelfscan-1.json").read_text("utf-8"))


@pytest.fixture
def old(client: PageClient, app: Flask, app_database: Database, made_up_library: Library) -> Visitor:
    """A visitor to a self-scan of the older version, with an answer whose points will change."""
    use_library(app, made_up_library)
    record, token = begin_assessment(app_database, NewAssessment("44021", 24_600, "", "nl", OLD))
    write(app_database, save_answers, record.id, [AnswerChange(OTHER_POINTS, {"options": ["forward"]})], PROGRAM)
    return Visitor(client, app_database, token)


def finish(visitor: Visitor) -> None:
    assert visitor.client.submit(f"{visitor.url}/afronden").status_code == 303


def kept(visitor: Visitor) -> tuple[Finished, ...]:
    return read(visitor.database, read_finished, visitor.record.id)


def change_points(app: Flask, folder: Path) -> None:
    """Let a weight of the version itself be mended: what a later release of the program may do."""
    path = write_versions(folder) / OLD / "questionnaire.toml"
    path.write_text(path.read_text("utf-8").replace("points = 55 }", "points = 30 }"), "utf-8")
    use_library(app, Library(folder))


def download(visitor: Visitor) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(visitor.client.get(f"{visitor.url}/gegevens/zelfscan.json").text)
    return found


def bring(client: PageClient, database: Database, document: dict[str, Any]) -> Visitor:
    """Begin a self-scan with a file."""
    sent = {"file": (io.BytesIO(json.dumps(document).encode()), "zelfscan.json")}
    page = read_page(client.submit("/begin/importeren", sent).text)
    response = client.submit("/begin/importeren", read_form(page))
    return Visitor(client, database, place_of(response).rpartition("/")[2])


def test_finishing_keeps_what_the_result_says(old: Visitor) -> None:
    assert kept(old) == ()
    finish(old)
    (one,) = kept(old)
    result = json.loads(old.client.get(f"{old.url}/documenten/resultaat.json").text)
    plain: dict[str, Any] = write_found(one.found)
    assert (one.found.questionnaire, one.found.edition, one.found.reading) == (OLD, "2019", result["edition_reading"])
    assert (one.found.answered, one.found.questions, one.is_from_file) == (1, 44, False)
    assert one.at == old.record.finished_at
    for dimension in result["dimensions"]:
        standing = plain["dimensions"][dimension["id"]]
        assert standing["level"] == dimension["level"]
        assert standing["likely"] == dimension["likely"]["level"]
        assert standing["score"] == {end: pytest.approx(dimension["score"][end], abs=0.051) for end in ("low", "high")}
        said = one.found.dimensions[dimension["id"]].said
        assert said == (dimension["reference"] or {}).get("verdict")
        assert said is Verdict.TOO_EARLY, "one answer is too little to compare"
        assert standing["verdict"] == "cannot_tell", "what is kept stays as it was, so that today's is no other"


def test_a_second_click_keeps_nothing_twice_and_finishing_again_does(old: Visitor) -> None:
    finish(old)
    finish(old)
    assert len(kept(old)) == 1
    old.client.submit(f"{old.url}/heropenen")
    finish(old)
    assert len(kept(old)) == 2


def test_only_the_newest_are_kept(old: Visitor) -> None:
    for _ in range(MOST_SNAPSHOTS + 2):
        finish(old)
        old.client.submit(f"{old.url}/heropenen")
    found = read(old.database, list_snapshots, old.record.id)
    assert len(found) == MOST_SNAPSHOTS
    assert [one.at for one in found] == sorted(one.at for one in found)


def test_as_long_as_the_same_is_found_the_result_says_nothing_of_it(old: Visitor) -> None:
    finish(old)
    page = old.open("/resultaat")
    assert "Toen jullie op" not in page.get_text()
    assert page.find("a", href=f"{old.url}/resultaat/afgerond") is None
    assert "Vandaag komt er hetzelfde uit" in old.open("/resultaat/afgerond").get_text()


def test_what_a_newer_program_finds_stands_beside_what_was_found(old: Visitor, app: Flask, tmp_path: Path) -> None:
    finish(old)
    before = kept(old)
    change_points(app, tmp_path)
    assert "Sindsdien lezen we jullie antwoorden anders" in old.open("/resultaat").get_text()
    page = old.open("/resultaat/afgerond")
    table = page.find("table")
    assert table is not None
    line = next(row for row in table.find_all("tr") if "Luisteren" in row.get_text())
    cells = [cell.get_text(strip=True) for cell in line.find_all(["th", "td"])]
    assert cells[1] != cells[2]
    assert kept(old) == before, "nothing changes what was kept"


def test_documents_name_the_last_finishing_and_what_it_said_where_that_differs(
    old: Visitor, app: Flask, tmp_path: Path
) -> None:
    assert fact_of(compose(app, old, "pdf")) == "nog niet afgerond"
    finish(old)
    (one,) = kept(old)
    with app.test_request_context("/"), speaking("nl"):
        short = f"{format_day(one.at)}, met vragenlijst {OLD}"
        number = score_text(one.found.overall.score)
    assert fact_of(compose(app, old, "management")) == short
    change_points(app, tmp_path)
    for kind in ("management", "pdf", "docx"):
        said = fact_of(compose(app, old, kind))
        assert said.startswith(f"{short}. Toen stond er: "), kind
        assert f"score {number}" in said, kind
    note = compose(app, old, "council")
    assert isinstance(note, Note)
    assert any(isinstance(block, Paragraph) and f"{short}. Toen stond er: " in block.text for block in note.blocks)
    old.client.submit(f"{old.url}/heropenen")
    assert fact_of(compose(app, old, "pdf")).startswith(f"{short}; nu staat hij weer open")


def compose(app: Flask, visitor: Visitor, kind: str) -> Content:
    """Return a document in words, as the worker has it put together."""
    wanted = NewJob(visitor.record.id, kind, "-", "nl", today(), {})
    with app.test_request_context("/"), speaking("nl"):
        return get_background(app).kinds[kind].compose(wanted)


def fact_of(paper: Content) -> str:
    assert isinstance(paper, Paper)
    return dict(paper.facts)["Zelfscan afgerond"]


def test_while_answers_are_changed_nothing_is_said_of_the_last_finishing(old: Visitor) -> None:
    finish(old)
    old.client.submit(f"{old.url}/heropenen")
    old.answer("listening", **{f"answer.{OTHER_POINTS}": "nothing"})
    page = old.open("/resultaat")
    assert "Toen jullie op" not in page.get_text()
    assert page.find("a", href=f"{old.url}/resultaat/afgerond") is not None


def test_who_may_only_read_sees_both(old: Visitor, app: Flask, tmp_path: Path) -> None:
    finish(old)
    change_points(app, tmp_path)
    _, secret = write(old.database, create_link, old.record.id, NewLink(Scope.READ, "Raad"), PROGRAM)
    assert "Vandaag komt er iets anders uit" in old.client.page(f"/z/{secret}/resultaat/afgerond").get_text()
    assert "Sindsdien lezen we" in old.client.page(f"/z/{secret}/resultaat").get_text()


def test_one_that_was_never_finished_says_so(old: Visitor) -> None:
    assert "nog niet afgerond" in old.open("/resultaat/afgerond").get_text()


def test_one_that_was_finished_before_anything_was_kept_says_that(old: Visitor) -> None:
    write(old.database, finish_assessment, old.record.id, PROGRAM)
    text = old.open("/resultaat/afgerond").get_text()
    assert "nog niet afgerond" not in text
    assert "Afgerond op" in text


def test_the_download_follows_its_schema_and_comes_back_marked_as_from_a_file(
    old: Visitor, client: PageClient, app_database: Database
) -> None:
    finish(old)
    document = download(old)
    jsonschema.Draft202012Validator(SCHEMA).validate(document)
    fresh = bring(client, app_database, document)
    (here,), (there,) = kept(old), kept(fresh)
    assert there.found == here.found
    assert there.is_from_file
    assert "Dit komt uit een bestand" in fresh.open("/resultaat/afgerond").get_text()
    assert download(fresh)["finished"][0]["from_file"] is True


def test_a_finished_file_that_says_nothing_keeps_what_is_found_here(
    old: Visitor, client: PageClient, app_database: Database
) -> None:
    finish(old)
    document = download(old)
    del document["finished"]
    (one,) = kept(bring(client, app_database, document))
    assert not one.is_from_file


DAMAGE: dict[str, Any] = {
    "no list": {"a": 1},
    "no moment": [{"found": {}}],
    "nothing found": [{"at": "2026-02-03T10:30:00+01:00", "found": None}],
    "text": ["x"],
}


@pytest.mark.parametrize("name", DAMAGE)
def test_what_a_file_can_t_say_is_left_out(old: Visitor, client: PageClient, app_database: Database, name: str) -> None:
    finish(old)
    document = {**download(old), "finished": DAMAGE[name]}
    (one,) = kept(bring(client, app_database, document))
    assert not one.is_from_file


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("overall", "level", "high"), 9),
        (("overall", "likely"), 5),
        (("overall", "score", "low"), 101),
        (("overall", "score", "high"), True),
        (("overall", "verdict"), "best"),
        (("day",), "3 februari"),
        (("program",), "x" * 41),
        (("answered",), -1),
        (("dimensions",), {}),
    ],
)
def test_what_can_t_have_been_found_is_refused(old: Visitor, path: tuple[str, ...], value: object) -> None:
    finish(old)
    plain: dict[str, Any] = write_found(kept(old)[0].found)
    assert read_found(plain) == kept(old)[0].found
    place = plain
    for name in path[:-1]:
        place = place[name]
    place[path[-1]] = value
    with pytest.raises((ValueError, TypeError, KeyError)):
        read_found(plain)


def test_it_is_in_a_backup_and_in_the_export_of_everything(old: Visitor, tmp_path: Path) -> None:
    finish(old)
    backup_database(old.database, tmp_path / "copy.sqlite3")
    restore_database(tmp_path / "copy.sqlite3", tmp_path / "restored.sqlite3")
    restored = open_database(tmp_path / "restored.sqlite3")
    assert read(restored, read_finished, old.record.id) == kept(old)
    restored.close()
    export_assessments(old.database, tmp_path / "export", utc_now())
    (path,) = (tmp_path / "export").iterdir()
    assert len(json.loads(path.read_text("utf-8"))["finished"]) == 1


def test_it_goes_with_the_self_scan(old: Visitor) -> None:
    finish(old)
    form = read_form(old.open("/gegevens/verwijderen"))
    assert old.client.submit(f"{old.url}/gegevens/verwijderen", form).status_code == 303
    with old.database.read() as connection:
        assert connection.execute("SELECT count(*) FROM snapshot").fetchone()[0] == 0


def test_a_self_scan_that_goes_on_says_which_versions_changed(old: Visitor) -> None:
    finish(old)
    form = read_form(old.open("/vragenlijst"))
    old.client.submit(f"{old.url}/vragenlijst", form)
    finish(old)
    old.client.submit(f"{old.url}/heropenen")
    text = " ".join(old.open("/resultaat/afgerond").get_text(" ").split())
    assert "Eerder afgerond" in text
    assert OLD in text
    assert old.record.questionnaire_version == NEW
