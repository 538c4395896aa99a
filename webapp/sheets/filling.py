"""A sheet and what is known -> the sheet filled in, in the current language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import chain

from assessment.model import Text
from assessment.sheets.model import PLACE, Part, Sheet, SheetTable, When
from webapp.documents.sheet import (
    FilledColumn,
    FilledPart,
    FilledSheet,
    FilledSource,
    FilledStep,
    FilledTable,
    SheetLabels,
)
from webapp.findings.model import Findings
from webapp.language.locale import current_language, format_day, translate_text
from webapp.language.texts import gettext
from webapp.sheets.facts import Facts, gather_facts
from webapp.wording.levels import alone

Places = Mapping[str, str]


def fill_sheet(sheet: Sheet, findings: Findings, day: date) -> FilledSheet:
    """Return a sheet for a municipality, as of a day."""
    facts = gather_facts(findings, day)
    title = translate_text(sheet.title)
    return FilledSheet(
        id=sheet.id,
        language=current_language(),
        title=title,
        purpose=translate_text(sheet.purpose),
        use=_fill(sheet.use, facts.places),
        parts=tuple(_fill_part(part, findings, facts) for part in sheet.parts if _applies(part.when, findings)),
        sources=tuple(
            FilledSource(_fill(one.title, facts.places), one.href, _tell_seen(one.seen)) for one in sheet.sources
        ),
        author=findings.profile.municipality,
        day=day,
        labels=_make_labels(title, findings, day),
        is_legal=sheet.is_legal,
        is_one_page=sheet.is_one_page,
        is_invented=findings.profile.invented,
    )


def _fill_part(part: Part, findings: Findings, facts: Facts) -> FilledPart:
    places = facts.places
    return FilledPart(
        id=part.id,
        heading=_fill(part.heading, places),
        text=_fill(part.text, places),
        items=tuple(_fill(item.text, places) for item in part.items if _applies(item.when, findings)),
        table=_fill_table(part.table, findings, facts) if part.table else None,
        steps=tuple(
            FilledStep(_fill(step.question, places), _fill(step.yes, places), _fill(step.no, places))
            for step in part.steps
        ),
        after=_fill(part.after, places),
        is_caution=part.is_caution,
    )


def _fill_table(table: SheetTable, findings: Findings, facts: Facts) -> FilledTable:
    written = (row.cells for row in table.rows if _applies(row.when, findings))
    rows = [tuple(_fill_cell(cell, facts.places) for cell in cells) for cells in written]
    known = facts.rows[table.each] if table.each else ()
    rows += (tuple(_fill_cell(cell, {**facts.places, **own}) for cell in table.pattern) for own in known)
    # Where nothing is known of what there should be rows for, some empty ones stand in their place.
    missing = 3 if table.each and not known else 0
    empty = ("",) * len(table.columns)
    return FilledTable(
        caption=_fill(table.caption, facts.places),
        columns=tuple(FilledColumn(_fill(column.title, facts.places), column.width) for column in table.columns),
        rows=tuple(chain(rows, [empty] * (table.blank + missing))),
    )


def _fill_cell(text: Text | None, places: Places) -> str:
    """Return a cell filled in; what was told within sentences gets its capital back where it opens the cell."""
    filled = _fill(text, places)
    return alone(filled) if text and PLACE.match(translate_text(text)) else filled


def _applies(conditions: Iterable[When], findings: Findings) -> bool:
    size = findings.profile.size_class
    return all(when.holds(findings.answers, size, findings.barriers) for when in conditions)


def _fill(text: Text | None, places: Places) -> str:
    """Return a text in the current language with its places filled; a place that nothing is known of stays a gap."""
    return PLACE.sub(lambda found: places.get(found[1], "[…]"), translate_text(text)) if text else ""


def _tell_seen(day: str) -> str:
    if not day:
        return str(gettext("the official text"))
    return str(gettext("read on %(day)s", day=format_day(date.fromisoformat(day))))


def _make_labels(title: str, findings: Findings, day: date) -> SheetLabels:
    municipality = findings.profile.municipality
    return SheetLabels(
        kind=gettext("Sheet"),
        notes=gettext("About this sheet"),
        fill_in=gettext("Fill in what is between [brackets] yourselves. Change whatever does not fit you."),
        legal=gettext(
            "This sheet touches on law. It is no legal advice: have it read by your own legal service and, where it "
            "is about personal data, by your data protection officer."
        ),
        sources=gettext("Where this stands"),
        yes=gettext("Yes"),
        no=gettext("No"),
        foot=f"{title} · {municipality} · {format_day(day)}",
        invented=gettext("Invented example: these are not the answers of a real municipality"),
    )
