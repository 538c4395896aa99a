"""A client that reads each page as strictly as a browser may."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

CONTROLS = ("input", "select", "textarea")
UNLABELLED_TYPES = {"hidden", "submit", "button", "image", "reset"}
RESOURCE_ATTRIBUTES = (("script", "src"), ("img", "src"), ("link", "href"), ("source", "src"), ("iframe", "src"))
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
        return BeautifulSoup(response.text, "html5lib")

    def submit(self, url: str, data: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:  # noqa: ANN401
        """Send a form as a browser sends one of our own pages."""
        headers = {"Sec-Fetch-Site": "same-origin", **kwargs.pop("headers", {})}
        return self.post(url, data=data or {}, headers=headers, **kwargs)


def find_problems(html: str) -> list[str]:
    """Return what is wrong with a page or a fragment of one: every problem in a few words."""
    whole = "<html" in html[:300].lower()
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    parser.parse(html) if whole else parser.parseFragment(html)
    problems = [f"parse error {name} at {place} {details}" for place, name, details in parser.errors]
    soup = BeautifulSoup(html, "html5lib")
    if whole:
        problems += _find_missing_basics(soup)
    problems += _find_double_ids(soup) + _find_unlabelled(soup) + _find_invalid(soup)
    return problems + _find_inline(soup) + _find_foreign(soup)


def _find_missing_basics(soup: BeautifulSoup) -> list[str]:
    problems = []
    title = soup.title.get_text(strip=True) if soup.title else ""
    if not title.removesuffix("– Pleinwijzer").strip():
        problems.append("no title of its own")
    if soup.html is None or not soup.html.get("lang"):
        problems.append("no lang on <html>")
    if len(soup.find_all("h1")) != 1:
        problems.append(f"{len(soup.find_all('h1'))} h1 headings")
    if len(soup.find_all("main")) != 1:
        problems.append("not one <main>")
    return problems


def _find_double_ids(soup: BeautifulSoup) -> list[str]:
    ids = [str(tag["id"]) for tag in soup.find_all(id=True)]
    problems = [f"id {name!r} stands twice" for name in sorted({name for name in ids if ids.count(name) > 1})]
    for attribute in ("for", "aria-describedby", "aria-labelledby", "aria-controls"):
        for tag in soup.find_all(True, attrs={attribute: True}):
            names = tag[attribute] if isinstance(tag[attribute], list) else str(tag[attribute]).split()
            problems += [f"{attribute} names {name!r}, which is not there" for name in names if name not in ids]
    return problems


def _find_invalid(soup: BeautifulSoup) -> list[str]:
    """Name what the Nu HTML checker found here: a caption amid a figure, and attributes that HTML does not know."""
    problems = []
    for figure in soup.find_all("figure"):
        parts = figure.find_all(True, recursive=False)
        if any(part.name == "figcaption" for part in parts[1:-1]):
            problems.append(f"a caption amid a figure: {str(figure)[:150]}")
    for tag in soup.find_all(True):
        problems += [f"no HTML attribute {name}: {str(tag)[:150]}" for name in tag.attrs if name.startswith("hx-")]
    return problems


def _find_unlabelled(soup: BeautifulSoup) -> list[str]:
    labelled = {str(label.get("for")) for label in soup.find_all("label")}
    return [
        f"no label: {str(control)[:150]}"
        for control in soup.find_all(CONTROLS)
        if control.get("type") not in UNLABELLED_TYPES
        and control.get("id") not in labelled
        and not control.find_parent("label")
        and not control.get("aria-label")
        and not control.get("aria-labelledby")
    ]


def _find_inline(soup: BeautifulSoup) -> list[str]:
    problems = [f"inline style: {str(tag)[:150]}" for tag in soup.find_all(style=True)]
    problems += [f"<style>: {str(tag)[:150]}" for tag in soup.find_all("style")]
    problems += [f"inline script: {str(tag)[:150]}" for tag in soup.find_all("script") if not tag.get("src")]
    for tag in soup.find_all(True):
        handlers = [name for name in tag.attrs if name.startswith(("on", "data-hx-on"))]
        problems += [f"inline handler {name}: {str(tag)[:150]}" for name in handlers]
    return problems


def _find_foreign(soup: BeautifulSoup) -> list[str]:
    problems = []
    for name, attribute in RESOURCE_ATTRIBUTES:
        for tag in soup.find_all(name, attrs={attribute: True}):
            address = urlsplit(str(tag[attribute]))
            if address.scheme or address.netloc:
                problems.append(f"from another host: {tag[attribute]}")
    return problems
