"""How many answers lie behind a figure: an exact search for the counts that its printed shares can come from.

A share of 46.8% is a whole number of answers divided by a whole number of them. Over 142 answers no number of them
makes 46.8, so fewer answered. The rule of rounding is the usual one: to the decimals as printed, halves upwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from benchmarks.model import Edition, Figure, FigureKind, Population, Share


@dataclass(frozen=True)
class Base:
    """The number of answers that a figure's margin counts with.

    `fitting` holds every count up to that of the survey from which the shares can come; it is empty where the count
    of the survey itself is one of them, since then the print tells nothing.
    """

    answers: int
    fitting: tuple[int, ...] = ()

    @property
    def is_inferred(self) -> bool:
        """Whether the print rules out that everybody answered."""
        return bool(self.fitting)


@lru_cache(8)  # a program has one edition; tests have more
def find_bases(edition: Edition) -> Mapping[str, Base]:
    """The base of every figure that may get a margin, by its id: worked out once for an edition.

    Of the counts that fit the smallest is taken that is at least half of those who answered the survey: it gives the
    widest margin that is still believable.
    """
    return MappingProxyType(
        {figure.id: _find_base(figure, edition) for figure in edition.figures if is_of_everybody(figure)}
    )


def is_of_everybody(figure: Figure) -> bool:
    """Whether a figure gives shares of all municipalities that answered: others get no margin."""
    return figure.population is Population.MUNICIPALITIES and figure.base is None and figure.is_percentages


def _find_base(figure: Figure, edition: Edition) -> Base:
    answered = edition.municipalities_answered
    if _fits(figure, answered):
        return Base(answered)
    fitting = find_fitting(figure, answered)
    likely = [count for count in fitting if 2 * count >= answered]
    return Base(likely[0], fitting) if likely else Base(answered)


def find_fitting(figure: Figure, most: int) -> tuple[int, ...]:
    """Every number of answers up to `most` that the printed shares can come from; what is hedged is left out."""
    return tuple(count for count in range(1, most + 1) if _fits(figure, count))


def find_tightest(edition: Edition) -> tuple[int, ...]:
    """The counts that fit the question of which surely most answers are missing; empty where all may be there.

    Whole percentages hide the same loss: what it would do to their margins is shown with these counts.
    """
    inferred = [base.fitting for base in find_bases(edition).values() if base.is_inferred]
    answered = edition.municipalities_answered
    tightest = min(inferred, key=lambda fitting: (fitting[-1], fitting), default=())
    return tuple(count for count in tightest if 2 * count >= answered)


def _fits(figure: Figure, count: int) -> bool:
    exact = [share for share in figure.shares if not share.about]
    numbers = [_numbers(share, count) for share in exact]
    if any(least > most for least, most in numbers):
        return False
    if figure.kind is not FigureKind.ONE_OF:
        return True
    least, most = (sum(ends) for ends in zip(*numbers, strict=True)) if numbers else (0, count)
    return least <= count and (most >= count or not _is_complete(figure))


def _numbers(share: Share, count: int) -> tuple[int, int]:
    """The lowest and the highest number of `count` answers that is printed as this share; none where low > high.

    In whole numbers: share - half a unit <= 100 k / count < share + half a unit, halves being rounded upwards.
    """
    unit = 10**share.decimals
    twice = int(share.value * unit) * 2
    least = -((twice - 1) * count // -(200 * unit))
    most = -((twice + 1) * count // -(200 * unit)) - 1
    return max(0, least), min(count, most)


def _is_complete(figure: Figure) -> bool:
    """Whether nobody is left out, so that the counts add up: the shares make 100 as they are printed, or more.

    What makes 99 may as well leave out who gave no answer: the report counts those in more than one list.
    """
    return all(not share.about for share in figure.shares) and figure.total >= 100
