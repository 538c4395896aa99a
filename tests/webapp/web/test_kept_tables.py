"""Content files as they were parsed: kept for the next start, and never what they don't say."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest

from assessment import reading
from webapp.assembly import load_texts
from webapp.web import kept_tables
from webapp.web.kept_tables import NAME, keeping_parsed

TEXT = 'name = "één"\nshare = 46.80\n[[lists]]\nids = ["a", "b"]\nwhole = 7\nis_so = true\n'
OTHER = TEXT.replace("46.80", "46.8")


@pytest.fixture
def parsed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that are parsed from now on."""
    texts: list[str] = []
    loads = tomllib.loads

    def note(text: str, **named: object) -> object:
        texts.append(text)
        return loads(text, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(tomllib, "loads", note)
    return texts


def read(folder: Path, *texts: str) -> list[dict[str, object]]:
    with keeping_parsed(folder) as parse:
        return [parse(text) for text in texts]


def test_what_was_parsed_once_is_not_parsed_again_and_says_the_same(tmp_path: Path, parsed: list[str]) -> None:
    first = read(tmp_path, TEXT, OTHER)
    assert parsed == [TEXT, OTHER]
    assert read(tmp_path, TEXT, OTHER) == first
    assert parsed == [TEXT, OTHER]
    assert [str(table["share"]) for table in read(tmp_path, TEXT, OTHER)] == ["46.80", "46.8"], "as it is printed"


def test_a_file_that_changed_is_parsed_anew_and_what_it_said_before_is_forgotten(
    tmp_path: Path, parsed: list[str]
) -> None:
    read(tmp_path, TEXT)
    kept = (tmp_path / NAME).stat().st_size
    assert read(tmp_path, OTHER)[0]["share"] == Decimal("46.8")
    assert parsed == [TEXT, OTHER]
    assert (tmp_path / NAME).stat().st_size <= kept
    assert [path.name for path in tmp_path.iterdir()] == [NAME]


@pytest.mark.parametrize("damage", [b"", b"{}", b"7"])
def test_what_was_damaged_is_parsed_anew(tmp_path: Path, parsed: list[str], damage: bytes) -> None:
    first = read(tmp_path, TEXT)
    path = tmp_path / NAME
    whole = path.read_bytes()
    for left in (damage, whole[:-3], whole.replace(b"46.80", b"64.80")):
        path.write_bytes(left)
        parsed.clear()
        assert read(tmp_path, TEXT) == first
        assert parsed == [TEXT]


@pytest.mark.parametrize("body", ["[]", "null", "{}", "[" * 100_000, '{"exact number": "x"}'])
def test_what_another_version_kept_in_its_own_way_keeps_no_start_from_succeeding(tmp_path: Path, body: str) -> None:
    older = [f"{digest}\n{body}" for digest in (sha256(body.encode()).hexdigest(), kept_tables._name(body))]
    for kept in (sha256(body.encode()).digest() + body.encode(), *[one.encode() for one in older]):
        (tmp_path / NAME).write_bytes(kept)
        assert read(tmp_path, TEXT) == [reading.parse_toml(TEXT)]
        (tmp_path / NAME).unlink()


def test_nothing_is_taken_from_a_folder_where_others_can_put_things(tmp_path: Path, parsed: list[str]) -> None:
    read(tmp_path, TEXT)
    tmp_path.chmod(0o777)
    read(tmp_path, TEXT)
    assert parsed == [TEXT, TEXT]


def test_where_nothing_can_be_kept_files_are_parsed(tmp_path: Path, parsed: list[str]) -> None:
    (tmp_path / "file").write_text("no folder")
    assert read(tmp_path / "file", TEXT) == [reading.parse_toml(TEXT)]
    with keeping_parsed(None) as parse:
        assert parse(TEXT) == reading.parse_toml(TEXT)
    assert len(parsed) == 4


@pytest.mark.parametrize("text", ["day = 2026-11-27", '"exact number" = "x"', '"exact number" = "1.5"'])
def test_what_json_can_not_say_is_not_kept(tmp_path: Path, text: str) -> None:
    assert read(tmp_path, text) == [reading.parse_toml(text)]
    assert not (tmp_path / NAME).exists()


def test_what_is_parsed_afterwards_is_not_remembered(tmp_path: Path, parsed: list[str]) -> None:
    with keeping_parsed(tmp_path) as parse:
        parse(TEXT)
    parse(TEXT)
    assert parsed == [TEXT, TEXT]


def test_a_start_parses_nothing_that_an_earlier_one_did_and_reads_the_same_content(
    tmp_path: Path, parsed: list[str]
) -> None:
    load_texts(tmp_path)
    assert len(parsed) > 30
    parsed.clear()
    library, edition, sheets = load_texts(tmp_path)
    assert parsed == []
    plain_library, plain_edition, plain_sheets = load_texts()
    assert repr((library.newest, edition, sheets)) == repr((plain_library.newest, plain_edition, plain_sheets))
