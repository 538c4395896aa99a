"""What is said beside what is seen from outside, on paper: a second calculation that says so."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.model import DIMENSIONS
from webapp.documents.paper import Block, Chapter, Column, Heading, Paragraph, Table, Tone
from webapp.findings.beside import Look
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.documents.paper.parts import own_source
from webapp.report.parts.beside import tell_look
from webapp.voices.seeing.pages import PartingView, list_rows, view_parting


def write_seen(findings: Findings) -> Chapter | None:
    """Return each look from outside beside what is said; None where nobody looked."""
    if not findings.beside.looks:
        return None
    blocks: list[Block] = [
        Paragraph(
            gettext(
                "Somebody looked from outside. Here we count with their answers instead of yours, question by "
                "question. Where they don’t know, your answer counts. It is a second calculation: all else in this "
                "report uses the agreed answers."
            ),
            Tone.CAUTION,
        )
    ]
    for look in findings.beside.looks:
        blocks.extend(_look(findings, look))
    return Chapter("seen", gettext("Said and seen"), tuple(blocks), begins_page=False, is_appendix=True)


def _look(findings: Findings, look: Look) -> Iterator[Block]:
    yield Heading(gettext("As seen by “%(role)s”", role=look.role))
    yield Paragraph(tell_look(look))
    yield seen_table(findings, look)
    for name in DIMENSIONS:
        yield from _dimension(findings, look, name)


def seen_table(findings: Findings, look: Look) -> Table:
    """Return each domain and the whole, as said and as seen."""
    columns = (
        Column(gettext("Domain"), width=1.4),
        Column(gettext("As said"), width=2),
        Column(gettext("As seen"), width=2),
    )
    title = gettext("Growth phase and score, as you say and as “%(role)s” sees it", role=look.role)
    return Table(title, columns, list_rows(findings.content, look), source=own_source())


def _dimension(findings: Findings, look: Look, name: str) -> Iterator[Block]:
    domain = translate_text(findings.content.growth_path.dimension_names[name])
    partings = [view_parting(findings.content, one) for one in look.partings[name]]
    if remark := look.remarks.get(name, ""):
        yield Heading(gettext("%(domain)s, as seen", domain=domain), 3)
        yield Paragraph(remark)
    if partings:
        title = gettext("%(domain)s: where “%(role)s” sees something else than you say", domain=domain, role=look.role)
        yield _partings(title, partings)


def _partings(title: str, partings: list[PartingView]) -> Table:
    rows = tuple(
        (
            f"{one.number}. {one.text}",
            one.said,
            one.seen,
            "\n".join(filter(None, (one.why, one.basis.line, one.effect))),
        )
        for one in partings
    )
    columns = (
        Column(gettext("Question"), width=2),
        Column(gettext("As said"), width=1.3),
        Column(gettext("As seen"), width=1.3),
        Column(gettext("Why, and what it would change"), width=2.2),
    )
    return Table(title, columns, rows, source=own_source())
