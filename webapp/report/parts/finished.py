"""What was found when a self-scan was finished, where that is not what is found today."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from webapp.clock import local_day, utc_now
from webapp.findings.found import Finished, Found, summarise
from webapp.findings.model import Findings
from webapp.language.locale import format_day
from webapp.language.texts import gettext
from webapp.report.parts.head import Way
from webapp.wording.levels import phase_text, within
from webapp.wording.numbers import score_text


class FinishedNote(NamedTuple):
    """How it stood at the last finishing in a sentence, and where both are beside each other."""

    text: str
    href: str
    action: str


def find_differing(finished: tuple[Finished, ...], findings: Findings) -> Found | None:
    """Return what is found today where that is not what was found at the last finishing; None where it is."""
    if not finished:
        return None
    today = summarise(findings, day=local_day(utc_now()), program="")
    return None if finished[-1].found.says_the_same(today) else today


def describe_finished(finished: tuple[Finished, ...], findings: Findings) -> str:
    """Return when it was last finished and under which questionnaire, with what it said then where that differs.

    One line, for documents; only the day where nothing more was kept.
    """
    day = findings.profile.finished_on
    if not finished:
        return format_day(day) if day else str(gettext("not finished yet"))
    last = finished[-1]
    said = gettext("%(day)s, with questionnaire %(version)s", day=format_day(last.at), version=last.found.questionnaire)
    if last.is_from_file:
        said = gettext("%(finished)s (according to a file)", finished=said)
    if day is None:
        said = gettext("%(finished)s; it is open again now", finished=said)
    if find_differing(finished, findings) is None:
        return str(said)
    overall = last.found.overall
    return str(
        gettext(
            "%(finished)s. It said then: %(level)s, score %(score)s",
            finished=said,
            level=within(phase_text(overall.level, overall.likely)),
            score=score_text(overall.score),
        )
    )


def list_finished(differing: Found | None) -> tuple[Way, ...]:
    """Return the way to both beside each other, where they differ: see `find_differing`."""
    if differing is None:
        return ()
    return (Way(gettext("As finished"), url_for("versions.finished"), "", current=False),)


def tell_finished(finished: tuple[Finished, ...], findings: Findings, differing: Found | None) -> FinishedNote | None:
    """Return what the result says of the last finishing; None where that says the same: see `find_differing`.

    While the answers are being changed it says nothing either: that they differ is what everybody knows.
    """
    if differing is None:
        return None
    last, is_finished = finished[-1], findings.profile.finished_on is not None
    if not is_finished and last.found.questionnaire == differing.questionnaire:
        return None
    overall = last.found.overall
    return FinishedNote(
        text=gettext(
            "When you finished on %(day)s, it said: %(level)s. Since then your answers are read differently.",
            day=format_day(last.at),
            level=within(phase_text(overall.level, overall.likely)),
        ),
        href=url_for("versions.finished"),
        action=gettext("See both"),
    )
