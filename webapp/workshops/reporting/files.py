"""The numbers of a room as files: tallies of revealed rounds, never answers, seats or signs."""

from __future__ import annotations

from assessment.workshops.counts import Counts
from assessment.workshops.gate import gate
from webapp.clock import today
from webapp.documents.workbook import Column, Sheet, Type, Value, Workbook
from webapp.language.locale import current_language
from webapp.language.texts import gettext
from webapp.store.rounds import RoundRecord
from webapp.web.state import get_settings
from webapp.workshops.asked import Item
from webapp.workshops.leading.pages import Room
from webapp.workshops.wording import name_subject, tell_agreed

FORMAT = "pleinwijzer-workshop"
VERSION = 1


def describe_room(room: Room) -> dict[str, object]:
    """Return the report as plain data, to be written as JSON."""
    workshop = room.workshop
    return {
        "format": FORMAT,
        "version": VERSION,
        "title": workshop.title,
        "day": workshop.day.isoformat(),
        "subject": workshop.subject.value,
        "municipality": workshop.municipality or None,
        "questionnaire": workshop.version,
        "rounds": [_describe_round(item, one) for item in room.items for one in item.revealed],
    }


def _describe_round(item: Item, one: RoundRecord) -> dict[str, object]:
    tally = gate(one.tally, get_settings().workshop_least_votes)
    names = [option.id for option in item.votable.options]
    return {
        "question": item.votable.question.id,
        "row": item.votable.row.id if item.votable.row else None,
        "round": one.no,
        "counts": _describe_counts(names, tally.counts) if tally.counts else None,
        "groups": {role: _describe_counts(names, counts) for role, counts in tally.groups.items()},
        "movement": {"up": tally.movement.up, "same": tally.movement.same, "down": tally.movement.down}
        if tally.movement
        else None,
        "only_who_answered_both": tally.only_both,
        "hands": dict(zip(names, one.hands, strict=True)) if one.hands else None,
        "agreed": tell_agreed(item, one) or None,
        "dissent": one.dissent or None,
    }


def _describe_counts(names: list[str], counts: Counts) -> dict[str, object]:
    return {
        "options": dict(zip(names, counts.options, strict=True)),
        "real": counts.real,
        "unknown": counts.unknown,
        "not_applicable": counts.not_applicable,
    }


def write_workbook(room: Room) -> bytes:
    """Return the report as a spreadsheet: a row for each answer of each revealed round.

    Raises EmptyDocumentError where nothing was revealed.
    """
    from webapp.documents.spreadsheet import write_spreadsheet  # noqa: PLC0415 (a process pays for it when it is needed)

    rows = tuple(row for item in room.items for one in item.revealed for row in _list_rows(item, one))
    about = _make_about(room)
    return write_spreadsheet(
        Workbook(
            language=current_language(),
            title=room.workshop.title,
            header=gettext("Report of the room"),
            day=today(),
            author="Pleinwijzer",
            sheets=(about, _make_answers(rows)) if rows else (about,),
        )
    )


def _make_about(room: Room) -> Sheet:
    return Sheet(
        gettext("About"),
        (Column(gettext("What"), Type.TEXT, 24), Column(gettext("Value"), Type.TEXT, 60)),
        (
            (gettext("Workshop"), room.workshop.title),
            (gettext("Day"), room.workshop.day.isoformat()),
            (gettext("About"), name_subject(room.workshop)),
            (
                gettext("Read this"),
                gettext("Counts of people in a room, in rounds that were shown. Nothing of too few answers is in it."),
            ),
        ),
    )


def _make_answers(rows: tuple[tuple[Value, ...], ...]) -> Sheet:
    columns = (
        Column(gettext("Question"), Type.TEXT, 60),
        Column(gettext("Round"), Type.WHOLE, 8),
        Column(gettext("Answer"), Type.TEXT, 40),
        Column(gettext("People"), Type.WHOLE, 10),
        Column(gettext("Hands"), Type.WHOLE, 10),
    )
    return Sheet(gettext("Answers"), columns, rows)


def _list_rows(item: Item, one: RoundRecord) -> list[tuple[str | int | None, ...]]:
    counts = gate(one.tally, get_settings().workshop_least_votes).counts
    if counts is None:
        return [(item.name, one.no, gettext("too few answers: not shown"), None, None)]
    hands = one.hands or (None,) * len(item.options)
    found: list[tuple[str | int | None, ...]] = [
        (item.name, one.no, text, counts.options[place], hands[place]) for place, text in enumerate(item.options)
    ]
    found.append((item.name, one.no, gettext("Don’t know"), counts.unknown, None))
    if item.votable.allows_not_applicable:
        found.append((item.name, one.no, gettext("Not applicable"), counts.not_applicable, None))
    return found
