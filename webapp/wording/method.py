"""The method in sentences: said once, for the page about it, for the report and for the spreadsheet."""

from __future__ import annotations

from typing import NamedTuple

from webapp.language.texts import gettext, ngettext
from webapp.wording.comparisons import why_they_differ
from webapp.wording.levels import rule_of_the_whole


class MethodWords(NamedTuple):
    """What is said of the method wherever it is told."""

    questionnaire: str
    course: str
    weights: str
    formula: str
    unknown: str
    phases: str
    likely: str
    too_early: str
    whole: str
    verdict: str


def _tell_questionnaire(version: str, total: int, scored: int, extra: int) -> str:
    counted = gettext(
        "The questionnaire (version %(version)s) has %(total)s questions. Of these, %(scored)s give points, in "
        "four dimensions: listening, webcare, participation and strategy.",
        version=version,
        total=total,
        scored=scored,
    )
    more = ngettext(
        "One more is extra: it only serves the advice, counts nowhere, and may stay open.",
        "%(num)s more are extra: they only serve the advice, count nowhere, and may stay open.",
        extra,
    )
    return f"{counted} {more}" if extra else counted


def tell_method(version: str, total: int, scored: int, extra: int, at_level: int) -> MethodWords:
    """Return the method in the reader's language, of a questionnaire with so many questions that score.

    `at_level`: how many dimensions must have reached a level for the whole to have it.
    """
    return MethodWords(
        questionnaire=_tell_questionnaire(version, total, scored, extra),
        course=gettext(
            "Points become a score for each dimension. Score and conditions together give a growth phase. Beside it "
            "stands what municipalities answered in 2019. From your answers and barriers follows advice."
        ),
        weights=gettext("Every question has a weight. The score of a dimension is the mean of the points, weighted:"),
        formula=formula_text(),
        unknown=gettext(
            "With unknown answers we count twice: once with the worst answers that are possible, once with the best. "
            "The score lies between the two."
        ),
        phases=gettext(
            "A dimension reaches a growth phase when the score reaches its threshold, all its conditions hold, and the "
            "same is true of every phase below it. What does not apply to you cannot hold you back."
        ),
        likely=gettext(
            "Where unknown answers leave room, the page says what is likely: “likely 2, perhaps 3”. Then we act as if "
            "each unknown answer were as good as the mean of those that you gave. So the likely score is 100 × lowest "
            "÷ (100 − (highest − lowest)). A condition that hangs on an unknown answer counts as likely when that "
            "score lies nearer to the points that it asks than to those of the next lower answer. The likely whole "
            "follows from the four likely scores and growth phases."
        ),
        too_early=gettext(
            "With less than half of the weight of a dimension answered (what does not apply left out) we say nothing "
            "is likely: it is too early to say. The same goes for the whole, if that dimension can still change it: "
            "where a possible growth phase of the whole needs more than the lowest overall score, or more of that "
            "dimension than its lowest growth phase. "
            "Where only one growth phase is possible, we say that one."
        ),
        whole=rule_of_the_whole(at_level),
        verdict=gettext(
            "“Score higher” or “score lower” we say only when your range and that of 2019 do not touch. In all other "
            "cases there is no clear difference. That is a good answer: it keeps you from conclusions that the figures "
            "cannot carry. With less than half of the weight answered it is too early to compare."
        )
        + f" {why_they_differ()}",
    )


def formula_text() -> str:
    """Return how a score follows from points."""
    return str(gettext("score = sum of (points × weight) ÷ sum of the weights"))


def cause_text() -> str:
    """Return what is said of actions beside a change that happened meanwhile."""
    return str(gettext("They stand beside the change. Whether they are its cause, a self-scan cannot tell."))
