"""The whole result as plain data for other programs: every number with the ids that it belongs to.

It follows static/schema/resultaat-1.json and carries the self-scan itself, so that it can be imported again.
"""

from __future__ import annotations

from collections.abc import Mapping

from assessment.answers import plain_answer
from assessment.development import DimensionChange, QuestionChange
from assessment.levels import CheckedLevel
from assessment.likely import Likely
from assessment.road.model import Advised, Goal
from assessment.sheets.model import Sheets
from assessment.weighing import Weighed
from benchmarks.reference import Reference, Verdict
from webapp.documents.comparison_data import Plain, Say, describe_comparison, describe_count, describe_span
from webapp.findings.beside import Look, Parting
from webapp.findings.model import DimensionFinding, Findings, QuestionFinding

FORMAT = "pleinwijzer-resultaat"
FORMAT_VERSION = 1


def describe_result(
    findings: Findings, scan: Mapping[str, object], say: Say, sheets: Sheets, *, language: str, schema_url: str
) -> Plain:
    """Return the result as plain data. `scan` is the download of the self-scan, `say` translates content.

    `sheets` are those that its recommendations are begun with.
    """
    return {
        "$schema": schema_url,
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "language": language,
        "zelfscan": dict(scan),
        "edition": findings.edition.year,
        "edition_reading": findings.edition.reading,
        "questionnaire_version": findings.content.questionnaire.version,
        "overall": _describe_overall(findings),
        "dimensions": [_describe_dimension(findings, entry, say) for entry in findings.dimensions.values()],
        "comparisons": [
            describe_comparison(findings.edition, comparison, say)
            for question in findings.content.questionnaire.questions
            for comparison in findings.questions[question.id].comparisons.values()
        ],
        "recommendations": [
            _describe_advice(entry, n, say, sheets) for n, entry in enumerate(findings.advice, start=1)
        ],
        "development": _describe_development(findings),
        "first_actions": [entry.recommendation.id for entry in findings.road.beginning],
        "basis": [{"id": thing.recommendation.id, "state": str(thing.state)} for thing in findings.road.basis],
        "goals": [_describe_goal(goal) for goal in findings.road.goals],
        "as_seen": [_describe_look(look) for look in findings.beside.looks],
    }


def _describe_overall(findings: Findings) -> Plain:
    return {
        "score": describe_span(findings.overall_score),
        "level": {"low": findings.overall.range.low, "high": findings.overall.range.high},
        "likely": _likely(findings.likely),
        "deciding": [question.id for question in findings.deciding],
        "capped_by": list(findings.overall.weakest),
    }


def _describe_look(look: Look) -> Plain:
    """Return one look from outside: a second calculation beside the agreed one."""
    whole_said, whole_seen = look.whole
    return {
        "role": look.role,
        "sent_on": look.on.isoformat() if look.on is not None else None,
        "overall": {"said": _describe_whole(whole_said), "seen": _describe_whole(whole_seen)},
        "dimensions": [
            {
                "id": name,
                "said": _describe_weighed(said),
                "seen": _describe_weighed(look.seen[name]),
                "remark": look.remarks.get(name, ""),
                "partings": [_describe_parting(one) for one in look.partings[name]],
            }
            for name, said in look.said.items()
        ],
    }


def _describe_whole(weighed: Weighed) -> Plain:
    level = {"low": weighed.overall_level.low, "high": weighed.overall_level.high}
    return {"score": describe_span(weighed.overall_score), "level": level}


def _describe_weighed(weighed: Weighed) -> Plain:
    level = {"low": weighed.level.low, "high": weighed.level.high}
    return {"score": describe_span(weighed.score), "level": level, "likely": _likely(weighed.likely)}


def _describe_parting(parting: Parting) -> Plain:
    return {
        "question": parting.question.id,
        "said": None if parting.said is None else plain_answer(parting.said),
        "seen": plain_answer(parting.seen),
        "why": parting.why,
    }


def _describe_development(findings: Findings) -> Plain | None:
    """Return what moved since an earlier self-scan; None where there is none."""
    found = findings.development
    if found is None or findings.earlier_on is None:
        return None
    return {
        "earlier_on": findings.earlier_on.isoformat(),
        "shared_questions": found.shared,
        "total_questions": found.total,
        "dimensions": [_describe_change(change) for change in found.dimensions.values()],
        "others": [_describe_answers(change) for change in found.others],
    }


def _describe_change(change: DimensionChange) -> Plain:
    return {
        "id": change.id,
        "move": str(change.move),
        "shared_percent": change.shared,
        "score_before": describe_span(change.score_before),
        "score_after": describe_span(change.score_after),
        "level_before": {"low": change.level_before.low, "high": change.level_before.high},
        "level_after": {"low": change.level_after.low, "high": change.level_after.high},
        "likely_before": change.likely_before,
        "likely_after": change.likely_after,
        "questions": [_describe_answers(one) for one in change.questions],
    }


def _describe_answers(change: QuestionChange) -> Plain:
    return {
        "id": change.question.id,
        "before": None if change.before is None else plain_answer(change.before),
        "after": None if change.after is None else plain_answer(change.after),
        "points_before": describe_span(change.points_before),
        "points_after": describe_span(change.points_after),
    }


def _likely(likely: Likely) -> Plain:
    return {"level": likely.level, "score": likely.score}


def _describe_dimension(findings: Findings, entry: DimensionFinding, say: Say) -> Plain:
    return {
        "id": entry.id,
        "name": say(findings.content.growth_path.dimension_names[entry.id]),
        "score": describe_span(entry.score.range),
        "level": {"low": entry.level.low, "high": entry.level.high},
        "likely": _likely(entry.likely),
        "deciding": [question.id for question in entry.deciding],
        "levels": [_describe_level(checked, say) for checked in entry.outcome.checked],
        "questions": [_describe_question(question, say) for question in entry.questions],
        "reference": _describe_reference(entry.reference, entry.verdict) if entry.reference else None,
        "stood_less_far": describe_span(findings.less_far[entry.id]),
        "counts": [describe_count(count, say) for count in findings.counts[entry.id]],
    }


def _describe_level(checked: CheckedLevel, say: Say) -> Plain:
    return {
        "level": checked.level.level,
        "threshold": checked.level.threshold,
        "threshold_holds": str(checked.threshold_holds),
        "criteria": [
            {"id": one.criterion.id, "text": say(one.criterion.text), "holds": str(one.holds)}
            for one in checked.criteria
        ],
    }


def _describe_question(entry: QuestionFinding, say: Say) -> Plain:
    return {
        "id": entry.question.id,
        "text": say(entry.question.text),
        "complete": entry.complete,
        "points": describe_span(entry.points),
        "weight": entry.question.weight,
        "percent_of_score": entry.part,
    }


def _describe_reference(reference: Reference, verdict: Verdict | None) -> Plain:
    return {
        "own": describe_span(reference.own),
        "printed": describe_span(reference.printed),
        "sampled": describe_span(reference.sampled),
        "sampled_if_independent": describe_span(reference.independent),
        "verdict": str(verdict),
        "questions": [entry.question for entry in reference.questions],
    }


def _describe_goal(goal: Goal) -> Plain:
    return {
        "dimension": goal.dimension,
        "level_now": goal.now,
        "level_asked": goal.target,
        "level_reached": goal.reached,
        "days": goal.days,
        "hours_a_week": goal.hours_a_week,
        "actions": list(goal.actions),
        "instead": goal.instead,
    }


def _describe_advice(entry: Advised, number: int, say: Say, sheets: Sheets) -> Plain:
    recommendation = entry.recommendation
    return {
        "number": number,
        "part": str(entry.part),
        "id": recommendation.id,
        "dimension": recommendation.dimension,
        "title": say(recommendation.title),
        "group": entry.group.name.lower(),
        "days": recommendation.days,
        "hours_a_week": recommendation.hours_a_week,
        "gain": describe_span(entry.gain),
        "gain_left": describe_span(entry.left),
        "unlocks": list(entry.unlocks),
        "barriers": list(entry.barriers),
        "first": list(entry.first),
        "certain": entry.certain,
        "sheets": [{"id": sheet.id, "title": say(sheet.title)} for sheet in sheets.of(recommendation.id)],
    }
