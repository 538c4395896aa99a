"""Style sheets and scripts: a browser keeps them long, and never one that is out of date."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask

from tests.webapp.page_client import PageClient
from webapp.web.assets import PHONE_SHEETS, SHEETS, address_assets


def make_site(folder: Path) -> Flask:
    app = Flask("site", static_folder=str(folder), static_url_path="/static")
    address_assets(app)
    return app


def address(app: Flask, name: str) -> str:
    return app.jinja_env.from_string("{{ asset(name) }}").render(name=name)


def test_another_content_has_another_address(tmp_path: Path) -> None:
    sheet = tmp_path / "a.css"
    sheet.write_text("a{}")
    before = address(make_site(tmp_path), "a.css")
    sheet.write_text("b{}")
    after = address(make_site(tmp_path), "a.css")
    assert before != after
    assert address(make_site(tmp_path), "a.css") == after


def test_a_typeface_is_preloaded_by_the_address_that_the_style_sheet_names(tmp_path: Path) -> None:
    (tmp_path / "face.woff2").write_bytes(b"x")
    assert address(make_site(tmp_path), "face.woff2") == "/static/face.woff2"


def test_a_file_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(LookupError):
        address(make_site(tmp_path), "gone.css")


def test_every_file_of_a_page_can_be_fetched_and_kept(client: PageClient) -> None:
    named = re.findall(r'(?:href|src)="(/static/[^"]+)"', client.get("/").text)
    assert len(named) > 5
    for name in named:
        response = client.get(name)
        response.close()
        assert response.status_code == 200, name
        assert f"max-age={365 * 24 * 3600}" in response.headers["Cache-Control"], name


def test_the_sheets_of_every_page_come_as_one_file_that_is_kept_for_a_year(client: PageClient) -> None:
    sheets = re.findall(r'rel="stylesheet" href="([^"]+)"', client.get("/").text)
    assert len(sheets) == 1
    response = client.get(sheets[0])
    folder = Path("webapp/static/css")
    assert response.text == "\n".join((folder / f"{name}.css").read_text("utf-8") for name in SHEETS)
    assert response.mimetype == "text/css"
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert client.get(sheets[0], headers={"If-None-Match": response.headers["ETag"]}).status_code == 304


def test_each_style_sheet_is_of_every_page_or_named_by_a_template() -> None:
    templates = "".join(path.read_text("utf-8") for path in Path("webapp/templates").rglob("*.html"))
    for path in Path("webapp/static/css").glob("*.css"):
        assert path.stem in {*SHEETS, *PHONE_SHEETS} or f"css/{path.name}" in templates, path


def test_the_sheet_of_phones_has_no_layers_and_all_that_stood_in_them(client: PageClient) -> None:
    response = client.get("/static/css/phone.css")
    folder = Path("webapp/static/css")
    joined = "\n".join((folder / f"{name}.css").read_text("utf-8") for name in PHONE_SHEETS)
    assert "@layer" in joined
    assert "@layer" not in response.text
    assert response.text.count("{") == response.text.count("}")
    kept = set(response.text.splitlines())
    assert all(line in kept for line in joined.splitlines() if not line.startswith(("@layer", "}")))
