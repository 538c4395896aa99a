"""The spelling check: what it reads, what it finds, and what it says where hunspell is missing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from webapp.cli import CANNOT_CHECK, main
from webapp.config import ROOT, Settings
from webapp.language import spelling
from webapp.language.spelling import (
    SpellingUnavailableError,
    Text,
    check_spelling,
    check_word_list,
    collect_texts,
    consult_hunspell,
    find_dictionary,
    find_misspellings,
    find_straight,
    find_words,
    list_path,
)

FOLDER = Settings().translations_folder

CATALOGUE = """
msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\nPlural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "%(count)s answer to {name}"
msgid_plural "%(count)s answers to {name}"
msgstr[0] "%(count)s antwoord aan {name}"
msgstr[1] "%(count)s antwoorrden aan {name}"
"""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Eén foto's-album, e-mail en pdf's.", ["Eén", "foto's-album", "e-mail", "en", "pdf's"]),
        ("'s morgens zei hij: 'niet van toepassing'", ["morgens", "zei", "hij", "niet", "van", "toepassing"]),
        ("de pagina’s van OCMW's in 2019", ["de", "pagina's", "van", "OCMW's", "in"]),
        ("web- en meldpunten, 25% of 7,5 keer (p + z² ÷ 2n)", ["web", "en", "meldpunten", "of", "keer"]),
        ("%(name)s: 25%% van {total} %s", ["van"]),
        ('Lees <a href="/metode">de <b>uitleg</b></a>&nbsp;hier', ["Lees", "de", "uitleg", "hier"]),
        ("Zie https://voorbeeld.be/paadje?x=1 of mail info@gemmeente.be.", ["Zie", "of", "mail"]),
        ("Open zelfscn.json, /var/lbi of `pytn run.py`", ["Open", "of"]),
        ("", []),
    ],
)
def test_words_are_found_without_placeholders_tags_and_addresses(text: str, words: list[str]) -> None:
    assert find_words(text) == words


@pytest.mark.hunspell
def test_a_planted_mistake_is_found_with_its_place_and_what_is_meant() -> None:
    found = find_misspellings([Text("content, question.x.text", "Hoe ver staat jullie gemeennte?")], [], "nl")
    assert [(each.place, each.word) for each in found] == [("content, question.x.text", "gemeennte")]
    assert "gemeente" in found[0].suggestions
    assert str(found[0]).startswith("content, question.x.text: gemeennte (")


@pytest.mark.hunspell
def test_a_listed_word_is_no_mistake_also_at_the_beginning_of_a_sentence() -> None:
    texts = [Text("a", "Vakdienst en vakdienst en VAKDIENST")]
    assert {each.word for each in find_misspellings(texts, [], "nl")} == {"Vakdienst", "vakdienst", "VAKDIENST"}
    assert [each.word for each in find_misspellings(texts, ["vakdienst"], "nl")] == ["VAKDIENST"]


@pytest.mark.hunspell
def test_a_mistake_is_told_at_every_place_once() -> None:
    texts = [Text("b", "fouut fouut"), Text("a", "fouut")]
    assert [each.place for each in find_misspellings(texts, [], "nl")] == ["a", "b"]


@pytest.mark.hunspell
def test_symbols_that_hunspell_passes_over_do_not_shift_the_mistakes_to_another_word() -> None:
    words = ["Ωμέγα", "字字", "gemeente", "fouut", "²²", "antwoord", "antwoordt-xqz"]
    unknown = consult_hunspell(words, "nl")
    assert "fouut" in unknown
    assert "antwoordt-xqz" in unknown
    assert not {"gemeente", "antwoord"} & set(unknown)


@pytest.mark.hunspell
def test_no_words_are_no_mistakes() -> None:
    assert consult_hunspell([], "nl") == {}


def test_a_listed_word_that_no_text_has_is_reported() -> None:
    texts = [Text("a", "Webcare in Vlaanderen")]
    assert check_word_list(["Vlaanderen", "webcare"], texts) == []
    (problem,) = check_word_list(["Vlaanderen", "webcare", "zwerfvuil"], texts)
    assert problem.startswith("zwerfvuil: no text has this word")


def test_no_dutch_text_has_a_straight_apostrophe_or_quote() -> None:
    assert find_straight(collect_texts("nl", ROOT, FOLDER)) == []


def test_a_straight_apostrophe_or_quote_is_told_with_its_word_and_place_but_not_in_code_and_tags() -> None:
    texts = [Text("a", "pagina's en pagina’s"), Text("b", "kies 'nee' of “ja”"), Text("c", "`it's` <a href='x'>")]
    assert [told.partition(" has ")[0] for told in find_straight(texts)] == ["a: pagina's", "b: 'nee'"]


@pytest.mark.parametrize("lines", [["b", "a"], ["a", "a", "b"], ["a", "b", "b"], ["C", "b"]])
def test_a_list_out_of_order_or_with_a_word_twice_is_reported(lines: list[str]) -> None:
    texts = [Text("here", "aa bb cc")]
    (problem,) = check_word_list([line * 2 for line in lines], [*texts, Text("there", "CC")])
    assert "alphabetical" in problem


@pytest.mark.hunspell
def test_every_text_of_content_and_pages_is_read_and_a_mistake_in_a_plural_is_found(tmp_path: Path) -> None:
    catalogue = tmp_path / "nl" / "LC_MESSAGES" / "messages.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(CATALOGUE, encoding="utf-8")
    texts = list(collect_texts("nl", ROOT, tmp_path))
    known = list_path(FOLDER, "nl").read_text(encoding="utf-8").splitlines()
    assert [str(each).split(" (")[0] for each in find_misspellings(texts, known, "nl")] == [
        "messages, '%(count)s answer to {name}': antwoorrden"
    ]
    places = {text.place.split(",")[0] + text.place.split(", ")[1].split(".")[0] for text in texts}
    assert {"contentquestion", "contentlevel", "contentadvice", "contentedition"} <= places


@pytest.mark.hunspell
def test_a_word_that_is_left_on_a_list_without_need_is_reported(tmp_path: Path) -> None:
    folder = tmp_path / "translations"
    shutil.copytree(FOLDER, folder)
    path = list_path(folder, "nl")
    path.write_text(path.read_text(encoding="utf-8") + "zzz-nergens\n", encoding="utf-8")
    assert "nl-words.txt: zzz-nergens: no text has this word (any more); take it out" in check_spelling(
        "nl", ROOT, folder
    )


def test_without_hunspell_the_command_says_loudly_that_nothing_was_checked(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SpellingUnavailableError, match="hunspell is not on this machine"):
        find_dictionary("nl")
    result = CliRunner().invoke(main, ["check", "spelling"])
    assert result.exit_code == CANNOT_CHECK
    assert "THE SPELLING IS NOT CHECKED: hunspell is not on this machine" in result.output


def test_without_a_dictionary_the_command_names_the_package_that_brings_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "hunspell"
    program.write_text("#!/bin/sh\necho AVAILABLE DICTIONARIES >&2\necho /usr/share/hunspell/nl_NL >&2\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_dictionary("nl") == "nl_NL"
    with pytest.raises(SpellingUnavailableError, match="hunspell-en-gb"):
        find_dictionary("en")


def test_the_command_reports_mistakes_with_exit_code_1(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spelling, "check_spelling", lambda code, *_: ["content, a: fouut"] if code == "nl" else [])
    result = CliRunner().invoke(main, ["check", "spelling"])
    assert result.exit_code == 1
    assert "nl: content, a: fouut" in result.output
