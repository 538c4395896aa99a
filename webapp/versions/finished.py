"""The page that lays what was found when a self-scan was finished beside what is found today."""

from __future__ import annotations

from typing import NamedTuple

from webapp.findings.found import Finished, Found, Standing
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.outcome.snapshots import summarise_today
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.head import Head, view_head
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.wording.levels import level_text, within
from webapp.wording.numbers import score_text
from webapp.wording.standings import COLUMNS, standing_text
from webapp.wording.verdicts import verdict_title


class FinishedPage(NamedTuple):
    """All that the page shows; `table` is None where nothing was kept. `since` tells what changed in between."""

    head: Head
    lead: str
    origin: str
    table: Table | None
    since: tuple[str, ...]
    earlier: Table | None


def shape_finished(findings: Findings, finished: tuple[Finished, ...], addresses: Addresses) -> FinishedPage:
    """Return the page."""
    head = view_head(findings, addresses, "finished")
    if not finished:
        return FinishedPage(head, _tell_nothing_kept(findings), "", None, (), None)
    last, today = finished[-1], summarise_today(findings)
    same = last.found.says_the_same(today)
    return FinishedPage(
        head=head,
        lead=gettext("Finished on %(day)s. Today the same is found.", day=format_day(last.at))
        if same
        else gettext("Finished on %(day)s. Today something else is found.", day=format_day(last.at)),
        origin=gettext("This comes from a file: it was not worked out here.") if last.is_from_file else "",
        table=_compare(findings, last.found, today),
        since=_tell_changes(last.found, today),
        earlier=_list_earlier(finished[:-1]) if finished[1:] else None,
    )


def _tell_nothing_kept(findings: Findings) -> str:
    day = findings.profile.finished_on
    if day is None:
        return str(gettext("Nothing was kept: this self-scan was not finished yet."))
    return str(
        gettext(
            "Finished on %(day)s, before Pleinwijzer kept what was found then. There is nothing to compare.",
            day=format_day(day),
        )
    )


def _compare(findings: Findings, then: Found, now: Found) -> Table:
    names = findings.content.growth_path.dimension_names
    lines = [_line(translate_text(names[name]), then.dimensions[name], now.dimensions[name]) for name in names]
    return Table(
        caption=gettext("As finished, and today"),
        columns=columns(gettext("Dimension"), gettext("As finished"), gettext("Today"), numbers_from=COLUMNS),
        rows=rows(lines),
        total=tuple(_line(gettext("Overall"), then.overall, now.overall)),
    )


def _line(name: str, then: Standing, now: Standing) -> list[Cell]:
    return [name, _describe(then), _describe(now)]


def _describe(standing: Standing) -> str:
    beside = within(verdict_title(standing.said)) if standing.said else ""
    return standing_text(standing.level, standing.likely, standing.score, beside)


def _tell_changes(then: Found, now: Found) -> tuple[str, ...]:
    """Return what is not what it was; of the answers only how many there are is known."""
    pairs = (
        (gettext("Questionnaire: %(then)s then, %(now)s now."), then.questionnaire, now.questionnaire),
        (gettext("How the figures of 2019 are read: %(then)s then, %(now)s now."), then.reading, now.reading),
        (gettext("Program: %(then)s then, %(now)s now."), then.program, now.program),
        (gettext("Questions answered: %(then)s then, %(now)s now."), str(then.answered), str(now.answered)),
    )
    return tuple(text % {"then": old, "now": new} for text, old, new in pairs if old != new)


def _list_earlier(finished: tuple[Finished, ...]) -> Table:
    lines: list[list[Cell]] = [
        [
            format_day(one.at),
            one.found.questionnaire,
            level_text(one.found.overall.level, one.found.overall.likely),
            score_text(one.found.overall.score),
            gettext("from a file") if one.is_from_file else gettext("here"),
        ]
        for one in reversed(finished)
    ]
    return Table(
        caption=gettext("Finished before that"),
        columns=columns(
            gettext("Day"),
            gettext("Questionnaire"),
            gettext("Growth phase"),
            gettext("Score"),
            gettext("Worked out"),
            numbers_from=2,
        ),
        rows=rows(lines),
    )
