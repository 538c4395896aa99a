"""The report of a room on paper and as slides: from what its page shows, and in the same order.

They are written while the reader waits, in a process that ends with them: the room may be answering meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator

from webapp.background.apart import write_apart
from webapp.clock import today
from webapp.documents.deck import Bar, Bars, Deck, Slide
from webapp.documents.paper import Block, Chapter, Column, Heading, Labels, Pairs, Paper, Paragraph, Table, Tone, Track
from webapp.language.locale import current_language, format_day
from webapp.language.texts import gettext
from webapp.workshops.reporting.pages import Report, Shown
from webapp.workshops.spread import Spread, Then

COLOUR = "strategy"
"""Of the bars: one of the palette's, with no meaning of its own here."""


def write_pdf(report: Report) -> bytes:
    """Return the report as a PDF. Raises NotWrittenError."""
    return write_apart(make_paper(report), "pdf")


def write_slides(report: Report) -> bytes:
    """Return a slide for each question that was shown, and one on where the room differs. Raises NotWrittenError."""
    return write_apart(make_deck(report), "pptx")


def make_paper(report: Report) -> Paper:
    """Return the report on paper, in the current language."""
    title = gettext("Report of the room")
    is_measured = bool(report.ordered or report.unordered)
    order = gettext("Where the room agrees least") if is_measured else gettext("How to read this")
    chapters = [Chapter("order", order, tuple(_list_order(report)), begins_page=False)]
    questions = tuple(block for one in report.shown for block in (Heading(name_question(one)), *_describe(one)))
    chapters.append(Chapter("questions", gettext("What the room answered"), questions, begins_page=False))
    return Paper(
        language=current_language(),
        title=f"{title}: {report.room.workshop.title}",
        subtitle=report.about,
        facts=((gettext("Day"), report.day), (gettext("People"), str(report.room.present))),
        day=today(),
        made_on=format_day(today()),
        author="Pleinwijzer",
        running_head=report.room.workshop.title,
        chapters=tuple(chapters),
        labels=Labels(
            contents=gettext("Contents"),
            page=gettext("Page %(page)s of %(pages)s"),
            table=gettext("Table"),
            figure=gettext("Picture"),
            invented=gettext("Rehearsal"),
        ),
        is_invented=report.room.workshop.is_rehearsal,
        has_cover=False,
    )


def make_deck(report: Report) -> Deck:
    """Return the slides, in the current language."""
    return Deck(
        language=current_language(),
        title=report.room.workshop.title,
        subtitle=f"{report.about} · {report.day}",
        foot=report.room.workshop.title,
        mark=gettext("Rehearsal") if report.room.workshop.is_rehearsal else "",
        day=today(),
        author="Pleinwijzer",
        slides=(*_list_order_slide(report), *map(_make_slide, report.shown)),
        notes=tell_counting(report),
    )


def name_question(one: Shown) -> str:
    """Return a question with its number."""
    return f"{one.item.number}. {one.item.name}"


def tell_counting(report: Report) -> str:
    """Return what these numbers are, and are not."""
    if report.is_about_many:
        return str(
            gettext(
                "Everybody judged their own municipality. These are shares of people in a room, beside shares of "
                "municipalities in 2019: several people can come from one municipality, and a room is no sample. That "
                "is why there is no growth phase of the room."
            )
        )
    return str(gettext("Counts of people in a room, in rounds that were shown. Nothing of too few answers is in it."))


def _list_order(report: Report) -> Iterator[Block]:
    yield Paragraph(tell_counting(report), Tone.SOFT)
    for title, entries in (
        (gettext("Answers that are steps (agreement A, from −1 to 1)"), report.ordered),
        (gettext("Answers without an order (pairs that gave the same answer)"), report.unordered),
    ):
        if entries:
            columns = (Column(gettext("Question"), width=3), Column(gettext("How far the room agrees"), width=3))
            rows = tuple((name_question(one), words) for one, words in entries)
            yield Table(title, columns, rows)


def _describe(one: Shown) -> Iterator[Block]:
    spread = one.spread
    yield Paragraph(spread.summary, Tone.LEAD)
    if spread.lines:
        yield _table(spread)
    for told in (spread.beside, spread.agreement, spread.movement):
        if told:
            yield Paragraph(told)
    if spread.groups:
        yield Heading(gettext("By role"), 3)
        yield _table_of_groups(spread)
    if spread.then:
        yield _table_of_then(spread.then)
        yield Paragraph(" ".join(filter(None, (spread.then.caveat, spread.then.note))), Tone.SOFT)
    if one.agreed or one.dissent:
        pairs = ((gettext("Agreed"), one.agreed or gettext("nothing yet")), (gettext("Seen differently"), one.dissent))
        yield Pairs(tuple(pair for pair in pairs if pair[1]))


def _table(spread: Spread) -> Table:
    has_earlier = spread.earlier_real is not None
    columns = [Column(gettext("Answer"), width=4)]
    if has_earlier:
        columns.append(Column(gettext("Before the talk"), is_number=True))
    columns.append(Column(gettext("After the talk") if has_earlier else gettext("People"), is_number=True))
    if spread.hands:
        columns.append(Column(gettext("Hands"), is_number=True))
    columns.append(Column(gettext("Share"), is_number=True, width=2))
    rows = []
    for line in spread.lines:
        counts = [*([str(line.earlier)] if has_earlier else []), str(line.count)]
        rows.append((line.text, *counts, *([str(line.hands or 0)] if spread.hands else []), line.share_text))
    tracks = tuple(Track(line.share, line.share, COLOUR) for line in spread.lines)
    return Table(gettext("What the room answered"), tuple(columns), tuple(rows), tracks=tracks)


def _table_of_groups(spread: Spread) -> Table:
    columns = (
        Column(gettext("Answer"), width=3),
        *(Column(f"{g.name} ({g.real})", is_number=True) for g in spread.groups),
    )
    rows = tuple(
        (line.text, *(str(group.counts[place]) for group in spread.groups)) for place, line in enumerate(spread.lines)
    )
    return Table(gettext("By role"), columns, rows)


def _table_of_then(then: Then) -> Table:
    columns = (Column(gettext("Answer"), width=3), Column(gettext("Share"), is_number=True))
    return Table(then.title, columns, tuple((text, share_text) for text, _, share_text in then.rows))


def _list_order_slide(report: Report) -> tuple[Slide, ...]:
    lines = tuple(f"{one.item.name} – {words}" for one, words in (*report.ordered[:3], *report.unordered[:2]))
    return (Slide(gettext("Where the room agrees least"), lines=lines),) if lines else ()


def _make_slide(one: Shown) -> Slide:
    spread = one.spread
    notes = " ".join(filter(None, (spread.beside, spread.agreement, spread.movement)))
    title = name_question(one)
    if not spread.lines:
        return Slide(title, lines=(spread.summary,))
    bars = tuple(
        Bar(line.text, round(line.share, 1), round(line.share, 1), f"{line.count} ({line.share_text})")
        for line in spread.lines
    )
    drawn = Bars(gettext("What the room answered"), spread.summary, COLOUR, gettext("People"), "", bars)
    return Slide(title, lines=tuple(filter(None, (spread.summary, spread.agreement))), bars=drawn, notes=notes)
