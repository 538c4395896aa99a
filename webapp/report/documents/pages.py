"""What the pages of the documents show: the list, and how far a document is."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

from flask import request, url_for

from webapp.background.documents import count_before, find_size
from webapp.clock import today
from webapp.language.locale import current_language, format_number, offered_languages
from webapp.language.texts import gettext
from webapp.outcome.reading import find_with_earlier
from webapp.report.documents.kinds import KINDS, Contents, describe_kinds
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, view_head
from webapp.store.jobs import NewJob
from webapp.web.visit import Visit

READY, MISSING = "ready", "missing"
WITHOUT, NOTES = "zonder", "notities"
"""What an address says of documents that leave out what was noted, and who said what."""


class DocumentView(NamedTuple):
    """One document as the list shows it; `size` is empty until it is made."""

    kind: str
    title: str
    text: str
    href: str
    size: str


class DocumentsPage(NamedTuple):
    """All that the list shows."""

    head: Head
    documents: tuple[DocumentView, ...]
    json_href: str
    languages: tuple[tuple[str, str, str, bool], ...]
    holds: tuple[tuple[str, str, bool], ...]
    """With and without what was noted, each with its address; empty for who may only read without."""


class ProgressView(NamedTuple):
    """How far a document is: `state` is `ready`, `missing`, or how many are made before it."""

    document: DocumentView
    state: str

    @property
    def is_ready(self) -> bool:
        """Whether it can be taken along."""
        return self.state == READY

    @property
    def is_missing(self) -> bool:
        """Whether it is neither there nor being made."""
        return self.state == MISSING

    @property
    def before(self) -> int:
        """How many documents are made first."""
        return int(self.state) if self.state.isdigit() else 0


def without_notes() -> str | None:
    """Return what the address says of notes, for the addresses that follow from it; None where it says nothing."""
    return NOTES if request.args.get(WITHOUT) == NOTES else None


def as_asked(visit: Visit) -> Visit:
    """Return the visit as documents are made for it: it can leave out what was noted, and who said what."""
    return replace(visit, sees_notes=False) if without_notes() else visit


def read_contents(visit: Visit) -> Contents:
    """Return what documents are made of now. Raises StoreUnavailable."""
    return Contents(find_with_earlier(visit), Addresses(may_write=visit.may_write), today())


def shape_documents(contents: Contents, wanted: dict[str, NewJob], *, may_hold: bool) -> DocumentsPage:
    """Return the list of documents; an assessment without answers has none.

    `may_hold`: whether the reader may have what was noted in them, and chooses.
    """
    chosen, addresses = current_language(), contents.addresses
    kinds = KINDS if contents.findings.answers else ()
    return DocumentsPage(
        head=view_head(contents.findings, addresses, "documents"),
        json_href=url_for("documents.result_json", taal=chosen, zonder=without_notes()),
        documents=tuple(_view(kind, find_size(wanted[kind])) for kind in kinds),
        languages=tuple(
            (
                one.code,
                one.native,
                url_for("documents.index", taal=one.code, zonder=without_notes()),
                one.code == chosen,
            )
            for one in offered_languages()
        ),
        holds=_list_holds() if may_hold else (),
    )


def _list_holds() -> tuple[tuple[str, str, bool], ...]:
    leaves_out = without_notes() is not None
    return (
        (gettext("With notes, and with who said what"), url_for("documents.index"), not leaves_out),
        (gettext("Without, for instance for the council"), url_for("documents.index", zonder=NOTES), leaves_out),
    )


def find_progress(wanted: NewJob) -> ProgressView:
    """Return how far a document is. Raises StoreUnavailable."""
    # Whether it is being made is asked first: it can be finished between both questions, but not the other way round.
    before, size = count_before(wanted), find_size(wanted)
    state = READY if size else MISSING if before is None else str(before)
    return ProgressView(_view(wanted.kind, size), state)


def failure_text() -> str:
    """Return what is said of a document that could not be made."""
    return str(
        gettext(
            "This document could not be made. Your answers are safe. Try again later, or print the pages of the result."
        )
    )


def _view(kind: str, made: int | None) -> DocumentView:
    title, text = describe_kinds()[kind]
    size = ""
    if made is not None:
        size = gettext("%(size)s kB", size=format_number(max(1, round(made / 1000))))
    href = url_for("documents.document", name=KINDS[kind].name, taal=current_language(), zonder=without_notes())
    return DocumentView(kind, title, text, href, size)
