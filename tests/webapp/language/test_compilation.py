"""Compiled catalogues: which languages are on offer, and what a reader of an unfinished one sees."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from tests.webapp.reading import read_page
from webapp.assembly import create_app
from webapp.config import ROOT, Settings, read_settings
from webapp.language.catalogues import CONTENT, MESSAGES, Domain, find_catalogue, read_catalogue
from webapp.language.compilation import compile_catalogues
from webapp.language.updating import add_language, write_catalogue

TITLE = "Waar staat jullie gemeente op sociale media?"
ENGLISH_TITLE = "Where does your municipality stand on social media?"
FRENCH_TITLE = "Où en est votre commune sur les médias sociaux ?"


@pytest.fixture
def translations(tmp_path: Path) -> Path:
    """Our catalogues, and French ones in which one text is translated."""
    folder = tmp_path / "translations"
    shutil.copytree(Settings().translations_folder, folder)
    add_language(ROOT, folder, "fr")
    translate(folder, MESSAGES, ENGLISH_TITLE, FRENCH_TITLE)
    return folder


def translate(folder: Path, domain: Domain, source: str, text: str) -> None:
    """Fill in one text of the French catalogue."""
    path = find_catalogue(folder, "fr", domain)
    catalogue = read_catalogue(path, "fr", domain)
    message = catalogue.get(source)
    assert message is not None
    message.string = text
    path.write_text(write_catalogue(catalogue, domain), encoding="utf-8")


def fill(folder: Path, domain: Domain) -> None:
    """Give every text of the French catalogue some translation."""
    path = find_catalogue(folder, "fr", domain)
    catalogue = read_catalogue(path, "fr", domain)
    for message in catalogue:
        if message.id:
            message.string = message.id
    path.write_text(write_catalogue(catalogue, domain), encoding="utf-8")


def test_a_language_is_offered_from_the_moment_that_it_is_complete(translations: Path, tmp_path: Path) -> None:
    target = tmp_path / "compiled"
    assert compile_catalogues(translations, target).codes == ("nl", "en")
    fill(translations, MESSAGES)
    assert compile_catalogues(translations, target).codes == ("nl", "en")
    fill(translations, CONTENT)
    assert compile_catalogues(translations, target).codes == ("nl", "en", "fr")


def test_an_unfinished_language_is_offered_to_whoever_asks_for_it(translations: Path, tmp_path: Path) -> None:
    target = tmp_path / "compiled"
    assert compile_catalogues(translations, target, unfinished=True).codes == ("nl", "en", "fr")
    assert compile_catalogues(translations, target).codes == ("nl", "en")


@pytest.mark.parametrize(("value", "title"), [("1", FRENCH_TITLE), ("0", TITLE)])
def test_a_translator_can_look_at_pages_in_an_unfinished_language(
    value: str, title: str, translations: Path, tmp_path: Path
) -> None:
    settings = read_settings({"PLEINWIJZER_UNFINISHED_LANGUAGES": value}, data_folder=tmp_path / "data")
    app = create_app(replace(settings, translations_folder=translations, testing=True))
    page = read_page(app.test_client().get("/?taal=fr").text)
    assert page.h1 is not None
    assert page.h1.get_text(strip=True) == title
