"""Findings -> the scores then and now as a chart."""

from __future__ import annotations

from assessment.development import DimensionChange, Move
from webapp.documents.charts.model import Slope, SlopeChart, Span
from webapp.documents.charts.texts import Words
from webapp.findings.model import Findings


def chart_slopes(findings: Findings, words: Words) -> SlopeChart:
    """Return what moved in each dimension. Raises KeyError where there is no earlier self-scan."""
    if findings.development is None:
        raise KeyError("development")
    slopes = tuple(_slope(findings, change, words) for change in findings.development.dimensions.values())
    before, after = words.gettext("Then"), words.gettext("Now")
    return SlopeChart(
        language=words.language,
        title=words.gettext("The scores then and now"),
        description=" ".join(
            f"{one.name}: {before} {one.before_text}, {after} {one.after_text}: {one.move}." for one in slopes
        ),
        before=before,
        after=after,
        slopes=slopes,
    )


def move_word(move: Move, words: Words) -> str:
    """Return how a score moved, in a word."""
    return {
        Move.UP: words.gettext("up"),
        Move.DOWN: words.gettext("down"),
        Move.SAME: words.gettext("the same"),
        Move.UNCLEAR: words.gettext("not certain"),
    }[move]


def _slope(findings: Findings, change: DimensionChange, words: Words) -> Slope:
    return Slope(
        name=words.content(findings.content.growth_path.dimension_names[change.id]),
        colour=change.id,
        before=Span.of(change.score_before),
        after=Span.of(change.score_after),
        before_text=words.scores(change.score_before),
        after_text=words.scores(change.score_after),
        move=move_word(change.move, words),
    )
