"""How far a printed percentage may lie from the truth: rounding and sampling."""

from __future__ import annotations

from functools import lru_cache
from math import sqrt

from assessment.model import Range

Z_95 = 1.959963984540054
"""The standard normal quantile of a two-sided interval of 95%."""


def effective_answers(answered: int, total: int) -> float:
    """The sample size that an infinite population would need for the same precision.

    This is the finite-population correction: 142 of 300 tell more than 142 of a million. Infinite when
    everybody answered. Raises ValueError unless 0 < answered <= total.
    """
    if not 0 < answered <= total:
        raise ValueError(f"{answered} of {total} cannot have answered")
    return float("inf") if answered == total else answered * (total - 1) / (total - answered)


@lru_cache(1024)  # a survey has so many shares, and every comparison asks for the same ones
def wilson_interval(share: Range, answered: int, total: int) -> Range:
    """The 95% Wilson score interval of a percentage (0-100), with finite-population correction.

    `share` may itself be a range (a rounded print): the result then covers every value in it.
    Source: E. B. Wilson, Probable inference, the law of succession, and statistical inference, JASA 22 (1927).
    """
    size = effective_answers(answered, total)
    return Range(_wilson(share.low / 100, size)[0] * 100, _wilson(share.high / 100, size)[1] * 100)


def _wilson(share: float, size: float) -> tuple[float, float]:
    if size == float("inf"):
        return share, share
    shrink = 1 + Z_95**2 / size
    middle = (share + Z_95**2 / (2 * size)) / shrink
    half = Z_95 / shrink * sqrt(share * (1 - share) / size + Z_95**2 / (4 * size**2))
    return max(0.0, middle - half), min(1.0, middle + half)


def worst_case(share: Range, answered: int, total: int) -> Range:
    """What a percentage of all may be if nothing is taken for granted about who did not answer.

    At the lowest none of them would have answered the same, at the highest all of them. It takes the place of a
    sampling margin and is never added to one. Source: C. F. Manski, Nonparametric bounds on treatment effects,
    American Economic Review 80 (1990).
    """
    silent = total - answered
    return Range(share.low * answered / total, (share.high * answered + 100 * silent) / total)


def mean_margin(mean: Range, answered: int, total: int) -> float:
    """The widest 95% sampling margin of a mean of scores between 0 and 100, in points.

    The spread between municipalities is not printed, so the largest one that is possible at such a mean is
    taken: a variance of m(100 - m), the Bhatia-Davis inequality.
    """
    nearest_to_middle = min(max(50.0, mean.low), mean.high)
    spread = sqrt(nearest_to_middle * (100 - nearest_to_middle))
    return Z_95 * spread / sqrt(effective_answers(answered, total))
