"""Whatever is done to a content file, reading it ends in content that works or in a ContentError: nothing else."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from assessment.content import CONTENT_FOLDER, Content, list_versions, load_content, translatable_texts
from assessment.reading import ContentError
from assessment.road.find import find_road
from assessment.scoring import find_standing
from tests.assessment.mutations import damaged
from tests.assessment.small_content import small_documents, write_documents
from tests.assessment.toml_writer import write_document

FILES = ("questionnaire.toml", "levels.toml", "advice.toml")
REAL = {
    name: tomllib.loads((CONTENT_FOLDER / list_versions()[-1] / name).read_text("utf-8"), parse_float=Decimal)
    for name in FILES
}
SMALL = small_documents()

thorough = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


@pytest.mark.parametrize("name", FILES)
@thorough
@given(data=st.data())
def test_damage_to_a_small_file_is_reported_or_harmless(name: str, data: st.DataObject) -> None:
    read_and_use({**SMALL, name: data.draw(damaged(SMALL[name]))})


@pytest.mark.parametrize("name", FILES)
@settings(thorough, max_examples=15)
@given(data=st.data())
def test_damage_to_a_real_file_is_reported_or_harmless(name: str, data: st.DataObject) -> None:
    read_and_use({**REAL, name: data.draw(damaged(REAL[name]))})


def read_and_use(documents: dict[str, dict[str, Any]]) -> None:
    """Read the documents; when nothing is reported, all that is done with content must work."""
    with TemporaryDirectory() as folder:
        path = write_documents(documents, Path(folder))
        try:
            content = load_content(path)
        except ContentError as error:
            found = error.problems
        else:
            found = ()
            use(content)
    assert all(problem.file and problem.id and problem.message for problem in found)


def use(content: Content) -> None:
    """Score, level and show the road to somebody who answered nothing, and list the texts."""
    standing = find_standing(content.questionnaire, {})
    find_road(content, standing, {}, 20_000)
    assert list(translatable_texts(content))


@given(st.text())
@example("[[questions]]\nid = 1")
def test_any_text_at_all_is_reported(text: str) -> None:
    with TemporaryDirectory() as folder:
        path = write_documents(SMALL, Path(folder))
        (path / "advice.toml").write_text(text, "utf-8", errors="replace")
        with pytest.raises(ContentError):
            load_content(path)


@given(
    st.dictionaries(
        st.text(st.characters(exclude_categories=["Cs"]), max_size=4),
        st.recursive(
            st.text(st.characters(exclude_categories=["Cs"])) | st.integers(-(2**40), 2**40) | st.booleans(),
            lambda inner: st.lists(inner) | st.dictionaries(st.sampled_from(["a", "b.c", "", "é"]), inner),
            max_leaves=6,
        ),
        max_size=4,
    )
)
def test_the_writer_of_these_tests_writes_what_is_read(document: dict[str, Any]) -> None:
    assert tomllib.loads(write_document(document)) == document
