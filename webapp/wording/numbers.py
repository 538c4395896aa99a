"""Scores, points, shares and days as a reader sees them: nothing is computed here but rounding for the eye."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from assessment.model import Range
from benchmarks.model import Figure, FigureKind, Share
from webapp.language.locale import Number, format_number, format_score
from webapp.language.texts import Spoken, current_spoken, gettext, ngettext


def number_text(value: Number, most: int = 2) -> str:
    """Return a number with at most so many decimals, halves upwards: `71,67`, `50`."""
    return _number_text(str(value), most, current_spoken())


@lru_cache(8192)
def _number_text(written: str, most: int, _spoken: Spoken) -> str:
    """Return a number as it is shown in the language of now. Kept, as what `format_number` writes: few differ."""
    exact = Decimal(written).quantize(Decimal(1).scaleb(-most), ROUND_HALF_UP)
    whole = exact == exact.to_integral_value()
    return format_number(exact.quantize(Decimal(1)) if whole else exact.normalize())


def score_text(score: Range | float) -> str:
    """Return a score with its one decimal, or the two between which it lies."""
    if not isinstance(score, Range):
        return format_score(score)
    if score.is_point:
        return format_score(score.low)
    return between(format_score(score.low), format_score(score.high))


def points_text(points: Range | None, most: int = 2) -> str:
    """Return points (0-100) with at most two decimals, or the two between which they lie; a dash for none."""
    if points is None:
        return "–"
    low, high = number_text(points.low, most), number_text(points.high, most)
    return low if low == high else between(low, high)


def between(low: str, high: str) -> str:
    """Return the words for a range between two numbers."""
    return str(gettext("%(low)s to %(high)s", low=low, high=high))


def percent_text(value: Number, most: int = 1) -> str:
    """Return a percentage: `57%`."""
    return str(gettext("%(number)s%%", number=number_text(value, most)))


def percent_range_text(value: Range | None, most: int = 2) -> str:
    """Return the range between two percentages, `56,5 to 57,5%`; a dash for none."""
    if value is None:
        return "–"
    low, high = number_text(value.low, most), number_text(value.high, most)
    return percent_text(value.low, most) if low == high else percent_sign(between(low, high))


def percent_sign(numbers: str) -> str:
    """Return numbers that are already written with the sign for percent."""
    return str(gettext("%(number)s%%", number=numbers))


def share_text(figure: Figure, share: Share) -> str:
    """Return a share as printed, with its sign or unit left to the figure: `57%`, `about 80%`, `18,05`."""
    number = format_number(share.value)
    is_percentage = figure.kind is not FigureKind.MEAN and figure.unit is None
    written = percent_sign(number) if is_percentage else number
    return str(gettext("about %(share)s", share=written)) if share.about else written


def total_effort_text(days: float, hours_a_week: float) -> str:
    """Return an effort: the person-days to get going, and the hours a week from then on."""
    return _total_effort_text(current_spoken(), days, hours_a_week)


@lru_cache(2048)
def _total_effort_text(_spoken: Spoken, days: float, hours_a_week: float) -> str:
    """Return an effort in the language of now. Kept: each recommendation has its own, and is told several times."""
    if not hours_a_week:
        return days_text(days)
    return str(gettext("%(days)s, then %(hours)s", days=days_text(days), hours=hours_text(hours_a_week)))


def hours_text(hours_a_week: float) -> str:
    """Return hours a week."""
    return str(
        ngettext(
            "%(hours)s hour a week",
            "%(hours)s hours a week",
            1 if hours_a_week <= 1 else 2,
            hours=number_text(hours_a_week),
        )
    )


def days_text(days: float) -> str:
    """Return an effort in person-days."""
    return str(ngettext("%(days)s person-day", "%(days)s person-days", 1 if days <= 1 else 2, days=number_text(days)))


def gain_text(gain: Range) -> str:
    """Return a gain in points with one decimal and its sign: `+8,3`, `+0 to +8,3`."""
    low = number_text(gain.low, 1)
    high = low if gain.is_point else number_text(gain.high, 1)
    return f"+{low}" if low == high else between(f"+{low}", f"+{high}")
