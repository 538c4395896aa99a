"""What the page *as seen* shows: each domain as it is said and as it is seen, and the questions where they part."""

from __future__ import annotations

from typing import NamedTuple

from assessment.content import Content
from assessment.model import DIMENSIONS
from webapp.findings.beside import Look, Parting
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.scan.pages.cards import link_question
from webapp.wording.answers import describe_answer
from webapp.wording.basis import BasisView, view_basis
from webapp.wording.changes import tell_change, tell_weighed, tell_weighed_whole


class PartingView(NamedTuple):
    """One question on which what is said and what is seen part, why, and what laying it over changes."""

    number: int
    text: str
    href: str
    said: str
    seen: str
    why: str
    basis: BasisView
    effect: str


class DimensionView(NamedTuple):
    """One domain, the questions of it that part, and what was remarked on it."""

    name: str
    partings: tuple[PartingView, ...]
    remark: str


class SeenPage(NamedTuple):
    """The whole page. `rows`: each domain with its growth phase and score as said and as seen."""

    role: str
    day: str
    rows: tuple[tuple[str, str, str], ...]
    dimensions: tuple[DimensionView, ...]
    looked: int
    parting: int


def shape_seen(content: Content, look: Look, *, may_write: bool) -> SeenPage:
    """Return what the page shows of somebody who looks from outside."""
    names = content.growth_path.dimension_names
    dimensions = tuple(
        DimensionView(
            translate_text(names[name]),
            tuple(view_parting(content, one, may_write=may_write) for one in look.partings[name]),
            look.remarks.get(name, ""),
        )
        for name in DIMENSIONS
    )
    return SeenPage(
        role=look.role,
        day=format_day(look.on) if look.on else "",
        rows=list_rows(content, look),
        dimensions=tuple(one for one in dimensions if one.partings or one.remark),
        looked=look.looked,
        parting=look.parting,
    )


def list_rows(content: Content, look: Look) -> tuple[tuple[str, str, str], ...]:
    """Return each domain, and the whole, as said and as seen."""
    names, (said, seen) = content.growth_path.dimension_names, look.whole
    return (
        *(
            (translate_text(names[name]), tell_weighed(look.said[name]), tell_weighed(look.seen[name]))
            for name in DIMENSIONS
        ),
        (gettext("Overall"), tell_weighed_whole(said), tell_weighed_whole(seen)),
    )


def view_parting(content: Content, parting: Parting, *, may_write: bool = False) -> PartingView:
    """Return one question on which said and seen part, as pages and documents show it."""
    question = parting.question
    return PartingView(
        number=content.questionnaire.number_by_id[question.id],
        text=translate_text(question.text),
        href=link_question(question) if may_write else "",
        said=describe_answer(question, parting.said) if parting.said is not None else gettext("not answered"),
        seen=describe_answer(question, parting.seen),
        why=parting.why,
        basis=view_basis(parting.basis),
        effect=tell_change(content, parting.change),
    )
