"""HTML that is made once and filled for each reader.

A template is rendered with placeholders where readers differ; the text between them is kept and joined with what stands
in those places. Nothing that somebody typed may be rendered into a fragment: it would be kept, and could hold a
placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from flask import render_template, request
from markupsafe import Markup

from webapp.language.locale import current_language
from webapp.web.admission import addressed_as, current_address, current_admission
from webapp.web.current import this_app
from webapp.web.escaping import as_html
from webapp.web.notices import draw_notice
from webapp.web.once import FIELD, draw_field

_EXTENSION = "pleinwijzer-pages"

# Letters and underscores alone: addresses and escaping leave them as they are.
_MARK = re.compile(r"place__([a-z]+(?:_[a-z]+)*)__")


@dataclass(frozen=True)
class Fragment:
    """Text, the name of a place, text, …, text: as long as it takes, always an odd number."""

    pieces: tuple[str, ...]

    def fill(self, **values: object) -> Markup:
        """Return the whole with each place filled; what is not marked as safe is escaped. Raises KeyError."""
        texts = {name: as_html(value) for name, value in values.items()}
        filled = list(self.pieces)
        filled[1::2] = [texts[name] for name in filled[1::2]]
        return Markup("".join(filled))  # noqa: S704 (the pieces come from templates, which escape)

    def encode(self, **values: object) -> bytes:
        """Return the same as it is sent. What is kept is encoded once, not for each reader. Raises KeyError."""
        texts = {name: _encode(value) for name, value in values.items()}
        filled = list(self._encoded)
        filled[1::2] = [texts[name] for name in self.pieces[1::2]]
        return b"".join(filled)

    @cached_property
    def _encoded(self) -> tuple[bytes, ...]:
        return tuple(piece.encode() for piece in self.pieces)

    @cached_property
    def places(self) -> frozenset[str]:
        """The names of the places."""
        return frozenset(self.pieces[1::2])


class Kept(NamedTuple):
    """HTML that is the same for all, as a text and as it is sent."""

    text: Markup
    encoded: bytes


def keep_encoded(text: Markup) -> Kept:
    """Return HTML with how it is sent."""
    return Kept(text, text.encode())


def _encode(value: object) -> bytes:
    if type(value) is Kept:
        return value.encoded
    return as_html(value).encode()


def placeholder(name: str) -> str:
    """Return what stands for a place, to render in the stead of what will stand there."""
    return f"place__{name}__"


def split_fragment(rendered: str) -> Fragment:
    """Return what was rendered with placeholders as a fragment."""
    return Fragment(tuple(_MARK.split(rendered)))


def render_shared(
    template: str, shape: Callable[[], Mapping[str, object]], alike: Hashable = (), **places: object
) -> bytes:
    """Return a page as it is sent that is the same for all who are `alike`: rendered the first time in a language only.

    `shape` gives what it shows, and `places` what differs all the same, by the names that the template has for it; they
    stand in the stead of what the shape says. Nothing else of a visitor may be shown but what each page has: the
    address of the assessment, where it is, a notice, and the value by which a form is known. There are as many kinds of
    `alike` as follow from the content, not from what people fill in. Raises RuntimeError on a page that holds more.
    """
    kept: dict[tuple[str, str, Hashable], Fragment] = this_app().extensions.setdefault(_EXTENSION, {})
    key = template, current_language(), alike
    if key not in kept:
        kept[key] = _draw(template, shape, places)
    page = kept[key]
    once = {"once": draw_field()} if "once" in page.places else {}
    return page.encode(**current_address(), **once, **places, here=request.full_path, notice_html=draw_notice())


def _draw(template: str, shape: Callable[[], Mapping[str, object]], places: Iterable[str]) -> Fragment:
    field = Markup(placeholder("once"))  # noqa: S704 (letters and underscores)
    marks = {name: placeholder(name) for name in (*places, "here", "notice_html")}
    with addressed_as(placeholder):
        page = render_template(template, **{**shape(), **marks, "once_field": lambda: field})
    if f'name="{FIELD}"' in page:
        raise RuntimeError("A page that is kept for everybody holds the value of one visitor's form.")
    refuse_secrets(page)
    return split_fragment(page)


def refuse_secrets(rendered: str) -> None:
    """Raise RuntimeError when what is kept for everybody holds somebody's address: a template went past the places."""
    visit = current_admission()
    if visit is not None and any(secret in rendered for secret in visit.address.values()):
        raise RuntimeError("A page that is kept for everybody holds somebody's private link.")
