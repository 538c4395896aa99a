"""What an action brings more than its gain says, where a platform stands in for questions that rise along with it."""

from __future__ import annotations

from assessment.advice import take
from assessment.model import Range
from assessment.platform import settle
from assessment.road.model import Advised
from assessment.scoring import score_dimension
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.wording.numbers import gain_text

LEAST = 0.1
"""Less than one decimal shows is nothing to tell."""


def tell_with_platform(findings: Findings, entry: Advised) -> str:
    """Return what an action gains with all that the platform stands in for; empty where its gain says that already."""
    questionnaire, recommendation = findings.content.questionnaire, entry.recommendation
    choice = questionnaire.platform
    if choice is None or not {change.question for change in recommendation.changes} & set(choice.shown_by):
        return ""
    after = settle(choice, take(findings.standing, recommendation))
    now = findings.dimensions[recommendation.dimension].score.range
    then = score_dimension(questionnaire, after, recommendation.dimension).range
    whole = Range(*sorted((then.low - now.low, then.high - now.high)))
    if whole.high < entry.gain.high + LEAST:
        return ""
    return str(
        gettext(
            "The platform stands in for other questions too, and those rise along: %(gain)s points in all. The order "
            "does not count that.",
            gain=gain_text(whole),
        )
    )
