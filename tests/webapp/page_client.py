"""A client that reads each page as strictly as a browser may."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.webapp.reading import find_mistakes, read_page

CONTROLS = ("input", "select", "textarea")
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}
RESOURCE_ATTRIBUTES = {"script": "src", "img": "src", "link": "href", "source": "src", "iframe": "src"}
NAMING_ATTRIBUTES = {"for", "aria-describedby", "aria-labelledby", "aria-controls"}
EXPECTED_FAILURES = {400, 403, 404, 405, 409, 413, 422, 429, 503}


class PageClient(FlaskClient):
    """A test client that parses every HTML answer and fails on what no page may have."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:  # noqa: ANN401 (as in Flask)
        response = super().open(*args, **kwargs)
        assert response.status_code < 400 or response.status_code in EXPECTED_FAILURES, response.text[:3000]
        if response.mimetype == "text/html" and response.text and response.status_code not in {301, 302, 303, 307, 308}:
            problems = find_problems(response.text)
            assert not problems, "\n".join([f"{response.request.path}:", *problems])
        return response

    def page(self, url: str, status: int = 200) -> BeautifulSoup:
        """Open a page and return it parsed."""
        response = self.get(url)
        assert response.status_code == status, f"{url}: {response.status_code}"
        return read_page(response.text)

    def submit(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:  # noqa: ANN401
        """Send a form as a browser sends one of our own pages."""
        headers = {"Sec-Fetch-Site": "same-origin", **kwargs.pop("headers", {})}
        return self.post(url, data=data or {}, headers=headers, **kwargs)


def find_problems(html: str) -> list[str]:
    """Return what is wrong with a page or a fragment of one: every problem in a few words."""
    whole = "<html" in html[:300].lower()
    problems = find_mistakes(html, whole=whole)
    page = read_page(html)
    tags = page.find_all(True)
    if whole:
        problems += _find_missing_basics(page)
    problems += _find_double_ids(tags) + _find_unlabelled(tags)
    for tag in tags:
        wrong = [*_find_invalid(tag), *_find_inline(tag), *_find_foreign(tag)]
        problems += [f"{what}: {str(tag)[:150]}" for what in wrong]
    return problems


def _find_missing_basics(page: BeautifulSoup) -> list[str]:
    problems = []
    title = page.title.get_text(strip=True) if page.title else ""
    if not title.removesuffix("– Pleinwijzer").strip():
        problems.append("no title of its own")
    if page.html is None or not page.html.get("lang"):
        problems.append("no lang on <html>")
    if len(page.find_all("h1")) != 1:
        problems.append(f"{len(page.find_all('h1'))} h1 headings")
    if len(page.find_all("main")) != 1:
        problems.append("not one <main>")
    sends = any(name.startswith("data-hx-") for tag in page.find_all(True) for name in tag.attrs)
    if sends and page.select_one("script[src*='htmx']") is None:
        problems.append("sends by itself, without the script for it")
    return problems


def _find_double_ids(tags: Iterable[Tag]) -> list[str]:
    ids = Counter(str(tag["id"]) for tag in tags if tag.get("id") is not None)
    problems = [f"id {name!r} stands twice" for name, times in ids.items() if times > 1]
    for tag in tags:
        for attribute in NAMING_ATTRIBUTES & tag.attrs.keys():
            names = tag[attribute] if isinstance(tag[attribute], list) else str(tag[attribute]).split()
            problems += [f"{attribute} names {name!r}, which is not there" for name in names if name not in ids]
    return problems


def _find_unlabelled(tags: Iterable[Tag]) -> list[str]:
    labelled = {str(tag.get("for")) for tag in tags if tag.name == "label"}
    return [
        f"no label: {str(control)[:150]}"
        for control in tags
        if control.name in CONTROLS
        and control.get("type") not in UNLABELLED_TYPES
        and control.get("id") not in labelled
        and not control.find_parent("label")
        and not control.get("aria-label")
        and not control.get("aria-labelledby")
    ]


def _find_invalid(tag: Tag) -> Iterator[str]:
    """Name what the Nu HTML checker found here: a caption amid a figure, and attributes that HTML does not know.

    And a field that cuts what is longer, without a word.
    """
    if tag.name == "figure":
        parts = tag.find_all(True, recursive=False)
        if any(part.name == "figcaption" for part in parts[1:-1]):
            yield "a caption amid a figure"
    if tag.get("maxlength") is not None:
        yield "cuts what is pasted"
    yield from (f"no HTML attribute {name}" for name in tag.attrs if name.startswith("hx-"))


def _find_inline(tag: Tag) -> Iterator[str]:
    if tag.get("style") is not None:
        yield "inline style"
    if tag.name == "style":
        yield "<style>"
    if tag.name == "script" and not tag.get("src"):
        yield "inline script"
    yield from (f"inline handler {name}" for name in tag.attrs if name.startswith(("on", "data-hx-on")))


def _find_foreign(tag: Tag) -> Iterator[str]:
    attribute = RESOURCE_ATTRIBUTES.get(tag.name)
    if attribute and tag.get(attribute):
        address = urlsplit(str(tag[attribute]))
        if address.scheme or address.netloc:
            yield f"from another host, {address.netloc}"


def open_client(app: Flask) -> PageClient:
    """Return a browser of its own on an application whose clients are these (`start_app`)."""
    client = app.test_client()
    assert isinstance(client, PageClient)
    return client
