"""HTML that is made once and filled for each reader.

A template is rendered with placeholders where readers differ; the text between them is kept and joined with what stands
in those places. Nothing that somebody typed may be rendered into a fragment: it would be kept, and could hold a
placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from flask import current_app, render_template, request
from markupsafe import Markup, escape

from webapp.language.locale import current_language
from webapp.web.notices import draw_notice
from webapp.web.once import FIELD, draw_field

_EXTENSION = "pleinwijzer-pages"

# Letters and underscores alone: addresses and escaping leave them as they are.
_MARK = re.compile(r"place__([a-z]+)__")


@dataclass(frozen=True)
class Fragment:
    """Text, the name of a place, text, …, text: as long as it takes, always an odd number."""

    pieces: tuple[str, ...]

    def fill(self, **values: object) -> Markup:
        """Return the whole with each place filled; what is not marked as safe is escaped. Raises KeyError."""
        texts = {name: str(escape(value)) for name, value in values.items()}
        filled = list(self.pieces)
        filled[1::2] = [texts[name] for name in filled[1::2]]
        return Markup("".join(filled))  # noqa: S704 (the pieces come from templates, which escape)

    @property
    def places(self) -> frozenset[str]:
        """The names of the places."""
        return frozenset(self.pieces[1::2])


def placeholder(name: str) -> str:
    """Return what stands for a place, to render in the stead of what will stand there."""
    return f"place__{name}__"


def split_fragment(rendered: str) -> Fragment:
    """Return what was rendered with placeholders as a fragment."""
    return Fragment(tuple(_MARK.split(rendered)))


def render_shared(template: str, shape: Callable[[], Mapping[str, object]]) -> Markup:
    """Return a page that is the same for everybody, in the current language: rendered the first time only.

    `shape` gives what it shows. Nothing of a visitor may stand in it but what each page has: where it is, a notice, and
    the value by which a form is known. Raises RuntimeError on a page that holds more.
    """
    kept: dict[tuple[str, str], Fragment] = current_app.extensions.setdefault(_EXTENSION, {})
    key = template, current_language()
    if key not in kept:
        field = Markup(placeholder("once"))  # noqa: S704 (letters and underscores)
        marks = {"here": placeholder("here"), "notice_html": placeholder("notice"), "once_field": lambda: field}
        page = render_template(template, **shape(), **marks)
        if f'name="{FIELD}"' in page:
            raise RuntimeError("A page that is kept for everybody holds the value of one visitor's form.")
        kept[key] = split_fragment(page)
    return kept[key].fill(here=request.full_path, notice=draw_notice(), once=draw_field())
