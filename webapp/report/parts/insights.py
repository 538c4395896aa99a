"""The three findings that a reader keeps: what holds back, how it compares with then, and what is open or strongest."""

from __future__ import annotations

from collections.abc import Iterator

from assessment.model import DIMENSIONS
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.report.parts.judgement import judge_dimension
from webapp.report.parts.obstacles import find_obstacles
from webapp.report.parts.two_measures import tell_all_beside
from webapp.wording.levels import phase_text, within
from webapp.wording.numbers import score_text

MOST = 3


def tell_insights(findings: Findings) -> tuple[str, ...]:
    """Return three findings at most, each in a sentence or two; fewer where little is known."""
    told = (_tell_hold(findings), _tell_beside(findings), *_tell_open(findings), _tell_strongest(findings))
    return tuple(text for text in told if text)[:MOST]


def is_too_early(findings: Findings) -> bool:
    """Tell whether so little is answered that the whole can't be judged: a document then warns first."""
    return findings.likely.level is None


def warn_of_little(findings: Findings) -> str:
    """Return the warning that stands before everything else where it is too early to judge."""
    return str(
        ngettext(
            "One of the %(total)s questions is answered completely. That is not enough yet to say where you stand as "
            "a whole. Use this to see what is still open, not as a result.",
            "%(num)s of the %(total)s questions are answered completely. That is not enough yet to say where you "
            "stand as a whole. Use this to see what is still open, not as a result.",
            findings.complete,
            total=findings.total,
        )
    )


def _name(findings: Findings, dimension: str) -> str:
    return translate_text(findings.content.growth_path.dimension_names[dimension])


def _tell_hold(findings: Findings) -> str:
    """Return what keeps the weakest dimension where it is: a condition that is known to fail, else the score."""
    obstacle = next(find_obstacles(findings), None)
    if obstacle is None:
        return ""
    said = {"dimension": obstacle.name, "level": obstacle.level, "next": obstacle.next}
    if obstacle.criteria:
        return str(
            ngettext(
                "%(dimension)s stays in growth phase %(level)s: for growth phase %(next)s one condition fails: "
                "“%(first)s”",
                "%(dimension)s stays in growth phase %(level)s: for growth phase %(next)s %(num)s conditions fail. "
                "The first: “%(first)s”",
                len(obstacle.criteria),
                first=obstacle.criteria[0],
                **said,
            )
        )
    return str(
        gettext(
            "%(dimension)s stays in growth phase %(level)s: its score is %(score)s, growth phase %(next)s asks "
            "%(threshold)s.",
            score=score_text(obstacle.dimension.score.range),
            threshold=obstacle.threshold,
            **said,
        )
    )


def _tell_beside(findings: Findings) -> str:
    if is_too_early(findings):
        return ""
    return tell_all_beside(findings)


def _tell_open(findings: Findings) -> Iterator[str]:
    decisive = {question.id for entry in findings.dimensions.values() for question in entry.deciding}
    decisive |= {question.id for question in findings.deciding}
    if decisive:
        yield str(
            ngettext(
                "One answer that is missing or not known can still change a growth phase.",
                "%(num)s answers that are missing or not known can still change a growth phase.",
                len(decisive),
            )
        )


def _tell_strongest(findings: Findings) -> str:
    known = [name for name in DIMENSIONS if findings.dimensions[name].level.is_point]
    if not known or is_too_early(findings):
        return ""
    best = max(known, key=lambda name: (findings.dimensions[name].level.low, findings.dimensions[name].score.range.low))
    found = findings.dimensions[best]
    return str(
        gettext(
            "Furthest is %(dimension)s: %(level)s. %(practice)s",
            dimension=within(_name(findings, best)),
            level=within(phase_text(found.level, found.likely.level)),
            practice=judge_dimension(findings, found).lead,
        )
    )
