"""Compiled templates: kept for all processes and the next start, made anew when what they follow from is another."""

from __future__ import annotations

import errno
import os
import shutil
from dataclasses import replace
from pathlib import Path

import jinja2
import jinja2.filters
import jinja2.tests
import pytest
from flask import Flask
from jinja2.nodes import Template

from tests.webapp.conftest import start_app, stop_app
from webapp.config import Settings
from webapp.web import templates
from webapp.web.application import Application

FLASKS_OWN = {"tojson"}


@pytest.fixture
def own(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings with nothing compiled yet, and without what keeps templates for all tests."""
    monkeypatch.setitem(Application.jinja_options, "bytecode_cache", None)
    return replace(settings, compiled_folder=tmp_path / "compiled")


def read_start_page(settings: Settings) -> str:
    app = start_app(settings)
    text = app.test_client().get("/").text
    stop_app(app)
    return text


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of templates that are compiled from now on."""
    names: list[str] = []
    generate = jinja2.Environment._generate

    def note(self: jinja2.Environment, source: Template, name: str, filename: str, defer_init: bool) -> str:
        names.append(name)
        return generate(self, source, name, filename, defer_init=defer_init)

    monkeypatch.setattr(jinja2.Environment, "_generate", note)
    return names


def test_a_second_start_compiles_no_template_anew(own: Settings, compiled: list[str]) -> None:
    first = read_start_page(own)
    assert "site/home.html" in compiled
    compiled.clear()
    assert read_start_page(own) == first
    assert compiled == []


@pytest.mark.parametrize("changed", ["jinja", "options"])
def test_another_jinja_or_other_options_compile_anew(
    own: Settings, compiled: list[str], monkeypatch: pytest.MonkeyPatch, changed: str
) -> None:
    read_start_page(own)
    before = list(compiled)
    if changed == "jinja":
        monkeypatch.setattr(jinja2, "__version__", "0")
    else:
        monkeypatch.setattr(templates, "OPTIONS", {**templates.OPTIONS, "trim_blocks": False})
    read_start_page(own)
    assert compiled == before * 2


@pytest.mark.parametrize("left", [0, 20, 40, 60, 80, 2000])
def test_what_was_kept_in_part_is_compiled_anew(own: Settings, compiled: list[str], left: int) -> None:
    first = read_start_page(own)
    before = list(compiled)
    kept = list(own.compiled_templates_folder.iterdir())
    assert len(kept) == len(before) > 0
    for path in kept:
        path.write_bytes(path.read_bytes()[:left])
    assert read_start_page(own) == first
    assert compiled == before * 2


def test_what_was_changed_since_it_was_kept_is_compiled_anew(own: Settings) -> None:
    first = read_start_page(own)
    changed = [path for path in own.compiled_templates_folder.iterdir() if b"Pleinwijzer" in path.read_bytes()]
    assert changed
    for path in changed:
        path.write_bytes(path.read_bytes().replace(b"Pleinwijzer", b"Pleinwijser"))
    assert read_start_page(own) == first


def test_pages_come_while_the_folder_is_taken_away(own: Settings) -> None:
    app = start_app(own)
    shutil.rmtree(own.compiled_templates_folder)
    assert "Pleinwijzer" in app.test_client().get("/").text
    stop_app(app)


def test_pages_come_on_a_full_disk_and_leave_nothing_half(own: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    app = start_app(own)
    write = Path.write_bytes

    def write_half(path: Path, written: bytes) -> int:
        write(path, written[: len(written) // 2])
        raise OSError(errno.ENOSPC, "no space left")

    monkeypatch.setattr(Path, "write_bytes", write_half)
    assert "Pleinwijzer" in app.test_client().get("/").text
    assert list(own.compiled_templates_folder.iterdir()) == []
    stop_app(app)


def test_where_nothing_can_be_kept_pages_come_all_the_same(own: Settings) -> None:
    own.compiled_templates_folder.parent.mkdir(parents=True)
    own.compiled_templates_folder.write_text("no folder")
    assert "Pleinwijzer" in read_start_page(own)


@pytest.mark.skipif(os.name == "nt", reason="no such rights there")
@pytest.mark.parametrize("planted", ["open", "of another", "a link"])
def test_nothing_is_run_from_a_folder_that_others_can_put_things_in(
    own: Settings, compiled: list[str], monkeypatch: pytest.MonkeyPatch, planted: str
) -> None:
    folder = own.compiled_templates_folder
    elsewhere = folder.with_name("elsewhere")
    elsewhere.mkdir(mode=0o700, parents=True)
    if planted == "a link":
        folder.symlink_to(elsewhere)
    else:
        folder.mkdir(mode=0o700)
    if planted == "open":
        folder.chmod(0o777)
    elif planted == "of another":
        user = os.getuid()
        monkeypatch.setattr(os, "getuid", lambda: user + 1)
    read_start_page(own)
    assert compiled
    assert list(folder.iterdir()) == []


def test_no_filter_or_test_is_our_own(app: Flask) -> None:
    """Else what is kept would hang on their code too: Jinja applies them to a constant when it compiles."""
    environment = app.jinja_env
    assert set(environment.filters) <= set(jinja2.filters.FILTERS) | FLASKS_OWN
    assert set(environment.tests) <= set(jinja2.tests.TESTS)
