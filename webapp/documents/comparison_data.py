"""Answers beside the figures of a benchmark, one by one and counted, as plain data for other programs."""

from __future__ import annotations

from collections.abc import Callable

from assessment.model import Range, Text
from benchmarks.bases import Base, find_bases
from benchmarks.compare import ComparedShare, Comparison
from benchmarks.counts import CountComparison
from benchmarks.model import Edition
from benchmarks.rank import Rank
from benchmarks.reference import Verdict

Plain = dict[str, object]
Say = Callable[[Text], str]


def describe_comparison(edition: Edition, comparison: Comparison, say: Say) -> Plain:
    """Return one answer beside its figure."""
    number, base = comparison.own_number, find_bases(edition).get(comparison.figure.id)
    return {
        "question": comparison.question,
        "row": comparison.row,
        "figure": comparison.figure.id,
        "asked": say(comparison.figure.asked),
        "unit": say(comparison.figure.unit) if comparison.figure.unit else None,
        "answered": comparison.answered,
        "own_number": None if number is None else float(number),
        "base": _describe_base(base) if base else None,
        "rank": _describe_rank(comparison.rank) if comparison.rank else None,
        "shares": [_describe_share(line, say) for line in comparison.shares],
    }


def _describe_share(line: ComparedShare, say: Say) -> Plain:
    return {
        "category": line.id,
        "text": say(line.share.text) if line.share else None,
        "value": float(line.share.value) if line.share else None,
        "printed": describe_span(line.printed),
        "sampled": describe_span(line.sampled),
        "worst_case": describe_span(line.worst),
        "own": line.own,
    }


def describe_count(count: CountComparison, say: Say) -> Plain:
    """Return how many things of a kind are done, beside how many the others do."""
    facts = count.facts
    return {
        "id": count.group.id,
        "title": say(count.group.title),
        "own": {"low": count.low, "high": count.high},
        "of": len(count.things),
        "mean": facts.mean,
        "printed": describe_span(facts.printed),
        "answers": facts.answers,
        "margin": facts.margin,
        "verdict": str(count.verdict if count.is_said else Verdict.TOO_EARLY),
        "margin_with_fewer": [{"answers": answers, "margin": margin} for answers, margin in facts.fewer.items()],
        "at_least": [describe_span(bounds) for bounds in facts.at_least],
        "things": [
            {
                "figure": thing.figure.id,
                "categories": list(thing.thing.categories),
                "share": thing.share,
                "own": thing.own,
            }
            for thing in count.things
        ],
    }


def _describe_rank(rank: Rank) -> Plain:
    return {
        name: {
            "share": describe_span(side.share),
            "if_the_rest_gave_no_answer": describe_span(side.looser),
            "said": side.is_said,
        }
        for name, side in (("below", rank.below), ("above", rank.above))
    }


def _describe_base(base: Base) -> Plain:
    return {"answers": base.answers, "fitting": list(base.fitting)}


def describe_span(span: Range | None) -> Plain | None:
    """Return both ends of a range; None where there is none."""
    return None if span is None else {"low": span.low, "high": span.high}
