"""The demonstration: three invented assessments in a database of their own, and nothing of them anywhere else."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import jsonschema
import pytest
from flask import Flask

from tests.newest import newest_content
from tests.webapp.assessments import find_by_link
from tests.webapp.conftest import start_app, stop_app
from tests.webapp.page_client import open_client
from webapp.config import Settings
from webapp.demo import EXAMPLES, make_token, read_example
from webapp.exchange.import_file import fit_document
from webapp.store.assessments import iterate_assessments
from webapp.web.examples import list_examples
from webapp.web.state import get_state
from webapp.wording.municipalities import INVENTED, list_municipalities
from webapp.wording.place_search import find_place

KEY = "only-for-tests-and-long-enough-to-be-one"
FILES = Path("webapp/demo")


@contextmanager
def started(folder: Path, compiled: Path, *, demo: bool = True) -> Iterator[Flask]:
    settings = Settings(data_folder=folder, compiled_folder=compiled, testing=True, secret_key=KEY, demo=demo)
    app = start_app(settings)
    yield app
    stop_app(app)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_fits_today_s_questionnaire_and_the_published_schema(name: str) -> None:
    document = read_example(name)
    fitting, misfits = fit_document(newest_content().questionnaire, document)
    assert misfits == []
    assert set(fitting) == set(document.answers)
    schema = json.loads(Path("webapp/static/schema/zelfscan-1.json").read_text("utf-8"))
    jsonschema.validate(json.loads((FILES / f"{name}.json").read_text("utf-8")), schema)
    assert document.questionnaire_version == newest_content().questionnaire.version


def test_the_start_page_leads_to_three_results_that_say_they_are_invented(
    tmp_path: Path, compiled_folder: Path
) -> None:
    with started(tmp_path, compiled_folder) as app:
        client = open_client(app)
        links = [str(link["href"]) for link in client.page("/").select("#voorbeelden a")]
        assert len(links) == 3
        for link in links:
            page = client.page(link)
            assert "Verzonnen voorbeeld" in page.get_text()
            assert "Verzonnen voorbeeld" in client.page(link.removesuffix("/resultaat")).get_text()


def test_the_examples_run_from_hardly_begun_to_nearly_perfect(tmp_path: Path, compiled_folder: Path) -> None:
    with started(tmp_path, compiled_folder) as app:
        client = open_client(app)
        with app.app_context():
            tokens = [example.token for example in list_examples()]
        shown = [client.page(f"/z/{token}/resultaat").select_one(".dial.is-opening figcaption") for token in tokens]
        said = [" ".join(level.get_text(" ").split()) for level in shown if level]
        assert "Nog niet te zeggen" in said[0]
        levels = [int(re.findall(r"[Gg]roeifase (\d)", text)[0]) for text in said[1:]]
        assert len(levels) == 2
        assert levels == sorted(set(levels))


def test_a_second_start_finds_the_same_examples_under_the_same_links(tmp_path: Path, compiled_folder: Path) -> None:
    found = []
    for _ in range(2):
        with started(tmp_path, compiled_folder) as app, app.app_context():
            found.append(list_examples())
            assert len(list(iterate_assessments(get_state(app).database))) == 3
    assert found[0] == found[1]


def test_a_deleted_example_comes_back_with_the_next_start(tmp_path: Path, compiled_folder: Path) -> None:
    with started(tmp_path, compiled_folder) as app, app.app_context():
        token = list_examples()[0].token
        database = get_state(app).database
        with database.write() as connection:
            connection.execute("DELETE FROM assessment")
    with started(tmp_path, compiled_folder) as app:
        record = find_by_link(get_state(app).database, token)
        assert record is not None
        assert record.invented


def test_a_real_database_never_holds_an_example(tmp_path: Path, compiled_folder: Path) -> None:
    with started(tmp_path, compiled_folder, demo=False) as app:
        client = open_client(app)
        assert not client.page("/").select("#voorbeelden")
        assert list(iterate_assessments(get_state(app).database)) == []
    with started(tmp_path, compiled_folder) as app:
        assert get_state(app).settings.database_path.name == "demo.sqlite3"


def test_links_cannot_be_guessed_without_the_key() -> None:
    assert make_token(KEY, "proefbeke") != make_token(KEY[::-1], "proefbeke")
    assert len(make_token(KEY, "proefbeke")) == 22


def test_nobody_can_choose_a_municipality_that_does_not_exist() -> None:
    listed = {municipality.code for municipality in list_municipalities()}
    assert not listed & set(INVENTED)
    assert all(not find_place(one.name).municipalities for one in INVENTED.values())
