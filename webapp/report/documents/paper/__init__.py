"""The report on paper, put together from what the pages show: no number is made here."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from webapp.documents.paper import Chapter, Labels, Paper
from webapp.findings.found import Finished
from webapp.findings.model import Findings
from webapp.language.locale import current_language, format_day, format_number
from webapp.language.texts import gettext
from webapp.report.documents.paper.action_plan import write_plan
from webapp.report.documents.paper.appendix import write_answers, write_context, write_method, write_sources
from webapp.report.documents.paper.development import write_development
from webapp.report.documents.paper.dimensions import write_details, write_dimension
from webapp.report.documents.paper.first_actions import write_first_actions, write_whole
from webapp.report.documents.paper.management import MOST_ADVICE, write_management
from webapp.report.documents.paper.seen import write_seen
from webapp.report.method.summary import shape_summary
from webapp.report.pages.context import shape_context
from webapp.report.pages.dimension import shape_dimension
from webapp.report.pages.result import ResultPage, shape_result
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.finished import describe_finished
from webapp.report.parts.headline import name_report, tell_standing
from webapp.report.parts.recommendations import AdviceView, view_advice
from webapp.wording.roles import role_names


def make_paper(findings: Findings, addresses: Addresses, today: date, finished: tuple[Finished, ...] = ()) -> Paper:
    """Return the whole report in the current language.

    `today` is the day that stands on its cover, `finished` what was found the last time that it was finished.
    """
    page = shape_result(findings, addresses)
    return _make(findings, _chapters(findings, page, addresses, today), today, finished)


def make_management_paper(
    findings: Findings, addresses: Addresses, today: date, finished: tuple[Finished, ...] = ()
) -> Paper:
    """Return the management report: six pages at most, of which the first two stand alone."""
    page = shape_result(findings, addresses)
    chapters = write_management(findings, page, _first_ten(findings, addresses), today)
    paper = _make(findings, chapters, today, finished)
    facts = (
        (gettext("Made on"), paper.made_on),
        (gettext("Self-scan finished"), describe_finished(finished, findings)),
        (gettext("Figures of 2019"), gettext("reading %(v)s", v=findings.edition.reading)),
        (gettext("Answered"), gettext("%(n)s of %(total)s questions", n=findings.complete, total=findings.total)),
    )
    return replace(paper, subtitle=f"{tell_standing(findings)}.", facts=facts, has_cover=False)


def _first_ten(findings: Findings, addresses: Addresses) -> tuple[AdviceView, ...]:
    return view_advice(findings, findings.advice[:MOST_ADVICE], addresses)


def _make(findings: Findings, chapters: tuple[Chapter, ...], today: date, finished: tuple[Finished, ...]) -> Paper:
    municipality, day = findings.profile.municipality, format_day(today)
    return Paper(
        language=current_language(),
        title=name_report(findings),
        subtitle=gettext("Self-scan of listening, webcare, participation and strategy on social media"),
        facts=_facts(findings, day, describe_finished(finished, findings)),
        day=today,
        made_on=day,
        author=municipality,
        running_head=f"{municipality} · {day}",
        chapters=chapters,
        labels=make_labels(),
        is_invented=findings.profile.invented,
        keywords=(municipality, gettext("listening"), gettext("webcare"), gettext("participation")),
    )


def _chapters(findings: Findings, page: ResultPage, addresses: Addresses, today: date) -> tuple[Chapter, ...]:
    method = shape_summary(findings.content, findings.edition)
    dimensions = [shape_dimension(findings, entry, addresses) for entry in findings.dimensions.values()]
    context = shape_context(findings, addresses)
    shown = [view for one in dimensions for view in (*one.questions, *one.others)]
    shown += [view for section in context.sections for view in section.questions]
    chapters = (
        *write_management(findings, page, _first_ten(findings, addresses), today),
        *(write_dimension(findings, one) for one in dimensions),
        write_first_actions(page),
        write_plan(findings, today),
        write_whole(findings, page),
        *(write_details(findings, one) for one in dimensions),
        write_development(findings, addresses, today),
        write_context(findings, context),
        write_seen(findings),
        write_answers(findings, shown),
        write_method(method),
        write_sources(findings, method),
    )
    return tuple(chapter for chapter in chapters if chapter is not None)


def _facts(findings: Findings, day: str, finished: str) -> tuple[tuple[str, str], ...]:
    profile = findings.profile
    facts = (
        (gettext("Municipality"), profile.municipality),
        (gettext("Inhabitants"), format_number(profile.inhabitants)),
        (gettext("Made on"), day),
        (gettext("Self-scan finished"), finished),
        (gettext("Filled in by"), role_names().get(profile.role, "")),
        (gettext("Questionnaire"), gettext("version %(v)s", v=findings.content.questionnaire.version)),
        (gettext("Figures of 2019"), gettext("reading %(v)s", v=findings.edition.reading)),
        (gettext("Answered"), gettext("%(n)s of %(total)s questions", n=findings.complete, total=findings.total)),
    )
    return tuple((name, text) for name, text in facts if text)


def make_labels() -> Labels:
    """Return the words that documents themselves need."""
    return Labels(
        contents=gettext("Contents"),
        page=gettext("Page %(page)s of %(pages)s"),
        table=gettext("Table"),
        figure=gettext("Picture"),
        invented=gettext("Invented example"),
    )
