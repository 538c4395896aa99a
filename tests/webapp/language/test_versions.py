"""Two versions of the questionnaire in one catalogue: the same id may have two texts, each with its translation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from benchmarks.editions import EDITIONS_FOLDER
from tests.made_up_versions import ADDED, OTHER_POINTS, REMOVED, write_versions
from webapp.config import Settings
from webapp.language.catalogues import CONTENT, find_catalogue, read_catalogue
from webapp.language.updating import check_translations, extract_template, update_translations

CONTEXT = f"question.{OTHER_POINTS}.text"
BEFORE, AFTER = "Wat gebeurt er met signalen die jullie online opvangen?", "En wat gebeurt er met signalen"


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A program with two versions of the content and no pages."""
    folder = tmp_path_factory.mktemp("root")
    (folder / "assessment" / "content").mkdir(parents=True)
    (folder / "webapp" / "templates").mkdir(parents=True)
    write_versions(folder / "assessment" / "content")
    shutil.copytree(EDITIONS_FOLDER, folder / "benchmarks" / "editions")
    return folder


def find_texts(catalogue: Catalog, context: str) -> list[str]:
    return [str(message.id) for message in catalogue if message.context == context]


def test_the_texts_of_all_versions_are_extracted_the_newest_first_and_each_once(root: Path) -> None:
    template = extract_template(root, CONTENT)
    texts = find_texts(template, CONTEXT)
    assert len(texts) == 2
    assert texts[0].startswith(AFTER)
    assert texts[1] == BEFORE
    assert len(find_texts(template, f"question.{REMOVED}.text")) == 1
    assert len(find_texts(template, f"question.{ADDED}.text")) == 1
    assert len(find_texts(template, "question.listening.themes.text")) == 1


def test_a_translation_stays_with_its_own_text_and_the_other_is_asked_for(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    shutil.copytree(Settings().translations_folder, folder)
    update_translations(root, folder)
    catalogue = read_catalogue(find_catalogue(folder, "en", CONTENT), "en", CONTENT)
    kept = catalogue.get(BEFORE, CONTEXT)
    assert kept is not None
    assert kept.string
    assert not kept.fuzzy
    new = next(m for m in catalogue if m.context == CONTEXT and str(m.id).startswith(AFTER))
    assert new.fuzzy, "the translation of the other text is offered, to be looked at"
    assert any("fuzzy" in str(finding) and CONTEXT in str(finding) for finding in check_translations(root, folder))
