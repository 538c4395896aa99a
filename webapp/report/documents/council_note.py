"""A note for the council, one page: what was done, where we stand, what is asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from webapp.documents.paper import Block, Bullets, Heading, Levels, Note, Paragraph, Tone
from webapp.findings.found import Finished
from webapp.findings.model import Findings
from webapp.language.locale import current_language, format_day
from webapp.language.texts import gettext
from webapp.report.documents.paper import make_labels
from webapp.report.documents.paper.parts import put_level, say_score
from webapp.report.pages.result import ResultPage, shape_result
from webapp.report.parts.action_list import summarise_plan
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.finished import describe_finished, find_differing
from webapp.report.parts.headline import tell_standing
from webapp.report.parts.two_measures import tell_all_beside, tell_why
from webapp.wording.levels import alone, within
from webapp.wording.roles import role_names

MOST_ACTIONS = 7
"""The basis and the beginning of the way; more would not fit on its page.

One less for each thing that it also tells: what was found at the last finishing, and why two measures differ.
"""


def make_council_note(
    findings: Findings, addresses: Addresses, today: date, finished: tuple[Finished, ...] = ()
) -> Note:
    """Return the note in the current language.

    `today` is the day that stands on it, `finished` what was found the last time that the self-scan was finished.
    """
    page, municipality = shape_result(findings, addresses), findings.profile.municipality
    most = MOST_ACTIONS - (find_differing(finished, findings) is not None) - bool(tell_why(findings))
    subject = gettext("Where %(municipality)s stands in listening and answering online", municipality=municipality)
    return Note(
        language=current_language(),
        title=gettext("Note for the council"),
        subject=subject,
        facts=(
            (gettext("Subject"), subject),
            (gettext("Date"), format_day(today)),
            (gettext("From"), "…"),
        ),
        blocks=(*_done(findings, finished), *_standing(findings, page), *_asked(findings, page, today, most)),
        day=today,
        author=municipality,
        foot=f"{municipality} · {format_day(today)}",
        labels=make_labels(),
        is_invented=findings.profile.invented,
    )


def _done(findings: Findings, finished: tuple[Finished, ...]) -> Iterator[Block]:
    profile = findings.profile
    yield Heading(gettext("What was done"))
    said = [
        gettext(
            "Our municipality filled in the self-scan Pleinwijzer: %(total)s questions on listening, webcare, "
            "participation and strategy on social media. %(count)s of them are answered completely.",
            total=findings.total,
            count=findings.complete,
        )
    ]
    if profile.finished_on or finished:
        said.append(gettext("Self-scan finished: %(finished)s.", finished=describe_finished(finished, findings)))
    if role := role_names().get(profile.role, ""):
        said.append(gettext("Filled in by: %(role)s.", role=within(role)))
    said.append(gettext("The answers are our own; nobody outside checked them."))
    yield Paragraph(" ".join(said))


def _standing(findings: Findings, page: ResultPage) -> Iterator[Block]:
    yield Heading(gettext("Where we stand"))
    yield Paragraph(f"{tell_standing(findings, as_we=True)}.", Tone.LEAD)
    whole = gettext("Overall: %(level)s", level=within(page.opening.level.title))
    yield Paragraph(f"{whole}. {say_score(page.score)}.")
    yield Levels(tuple(put_level(entry.level, say_score(entry.score), entry.id) for entry in page.opening.dimensions))
    said = (tell_all_beside(findings), tell_why(findings), page.caveat)
    yield Paragraph(" ".join(filter(None, said)), Tone.SOFT)


def _asked(findings: Findings, page: ResultPage, today: date, most: int) -> Iterator[Block]:
    yield Heading(gettext("What is asked"))
    if not page.first:
        yield Paragraph(gettext("We ask the council to take note of this result."))
        return
    yield Paragraph(gettext("We ask the council to take note of this result, and to support these first steps:"))
    steps = [entry.words for entry in page.first[:most]]
    yield Bullets(tuple(f"{said.title}. {alone(said.work)}." for said in steps))
    if findings.actions:
        yield Paragraph(gettext("The action plan has %(summary)s", summary=within(summarise_plan(findings, today))))
