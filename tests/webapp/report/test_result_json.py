"""The result as data has the numbers of the findings, follows its schema, and can be imported again."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from flask import Flask

from tests.newest import newest_content
from tests.webapp.report.conftest import Reader, Stored
from tests.webapp.store.writing import read
from webapp.exchange.import_file import fit_document, read_document
from webapp.store.answers import get_answers
from webapp.web.state import get_state

SCHEMAS = {
    name: json.loads(Path(f"webapp/static/schema/{name}.json").read_text("utf-8"))
    for name in ("resultaat-1", "zelfscan-1")
}


@pytest.fixture(params=["empty", "middle", "perfect"])
def stored(request: pytest.FixtureRequest) -> Stored:
    found: Stored = request.getfixturevalue(request.param)
    return found


def download(reader: Reader, stored: Stored, language: str = "nl") -> Any:  # noqa: ANN401 (whatever JSON holds)
    response = reader.get(f"/z/{stored.token}/documenten/resultaat.json?taal={language}")
    assert response.headers["Cache-Control"] == "no-store"
    return json.loads(response.data)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_it_follows_the_published_schemas(reader: Reader, stored: Stored, language: str) -> None:
    result = download(reader, stored, language)
    jsonschema.validate(result, SCHEMAS["resultaat-1"])
    jsonschema.validate(result["zelfscan"], SCHEMAS["zelfscan-1"])
    assert result["language"] == language


def test_the_published_schemas_can_be_fetched(reader: Reader) -> None:
    for name, schema in SCHEMAS.items():
        response = reader.get(f"/schema/{name}.json")
        assert json.loads(response.data) == schema
        response.close()


def test_every_number_is_that_of_the_findings(reader: Reader, stored: Stored) -> None:
    result, findings = download(reader, stored), stored.findings
    assert result["overall"]["score"] == {"low": findings.overall_score.low, "high": findings.overall_score.high}
    for entry, dimension in zip(result["dimensions"], findings.dimensions.values(), strict=True):
        assert entry["score"] == {"low": dimension.score.range.low, "high": dimension.score.range.high}
        assert entry["level"] == {"low": dimension.level.low, "high": dimension.level.high}
        assert [one["points"] for one in entry["questions"]] == [
            None if one.points is None else {"low": one.points.low, "high": one.points.high}
            for one in dimension.questions
        ]
        if dimension.reference:
            sampled = dimension.reference.sampled
            assert entry["reference"]["sampled"] == {"low": sampled.low, "high": sampled.high}
    assert [one["id"] for one in result["recommendations"]] == [one.recommendation.id for one in findings.advice]
    assert [one["gain"]["low"] for one in result["recommendations"]] == [one.gain.low for one in findings.advice]
    assert result["first_actions"] == [one.recommendation.id for one in findings.road.beginning]


def test_it_can_be_imported_again(shared_app: Flask, reader: Reader, stored: Stored) -> None:
    document = read_document(json.dumps(download(reader, stored)))
    with shared_app.test_request_context("/"):
        fitting, misfits = fit_document(newest_content().questionnaire, document)
    database = get_state(shared_app).database
    assert misfits == []
    assert {name: (entry.plain, entry.note) for name, entry in fitting.items()} == {
        name: (entry.plain, entry.note) for name, entry in read(database, get_answers, stored.record.id).items()
    }
