"""Answers beside figures: into which category of a published figure somebody's answer falls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache
from types import MappingProxyType

from assessment.model import (
    NOT_APPLICABLE,
    UNKNOWN,
    Answer,
    Answers,
    FigureLink,
    Item,
    Question,
    Questionnaire,
    Range,
    State,
)
from benchmarks.bases import find_bases
from benchmarks.model import REST, Edition, Figure, FigureKind, Share
from benchmarks.rank import Rank, find_rank
from benchmarks.uncertainty import wilson_interval, worst_case


@dataclass(frozen=True)
class ComparedShare:
    """One line of a figure beside the own answer.

    `printed` is what the print may stand for (rounding), `sampled` what all municipalities of then may have
    been (sampling; None where no interval is due), and `worst` the same if nothing is taken for granted about who did
    not answer: another margin, never added to `sampled`. All in percent. `share` is None for the rest, which is not
    printed. `own` is True, False, or None when the print does not tell.
    """

    share: Share | None
    printed: Range
    sampled: Range | None
    own: bool | None
    worst: Range | None = None

    @property
    def id(self) -> str:
        """The category's id."""
        return self.share.id if self.share else REST


@dataclass(frozen=True)
class Comparison:
    """One answer (or row) beside its figure.

    `own_number` is set where the figure is a mean, in its unit; `rank` where one ordered answer was chosen.
    """

    question: str
    row: str | None
    figure: Figure
    shares: tuple[ComparedShare, ...]
    answered: bool
    own_number: Decimal | None = None
    rank: Rank | None = None


def compare_answers(
    questionnaire: Questionnaire, edition: Edition, answers: Answers, inhabitants: int
) -> dict[Item, Comparison]:
    """Every question and row that has a figure, laid beside it; also those without an answer."""
    return {
        (place.question.id, place.row): place.compare(answers.get(place.question.id), inhabitants)
        for place in _find_places(questionnaire, edition)
    }


@lru_cache(8)  # a program has one of each; tests have more
def _find_places(questionnaire: Questionnaire, edition: Edition) -> tuple[_MeanPlace | _SharesPlace, ...]:
    found: list[_MeanPlace | _SharesPlace] = []
    for question in questionnaire.questions:
        for row, link in find_links(question):
            figure = edition.figure_by_id[link.figure]
            if figure.kind is FigureKind.MEAN:
                shares = tuple(ComparedShare(share, share.printed_range, None, own=False) for share in figure.shares)
                found.append(_MeanPlace(question, row, figure, shares))
            else:
                found.append(_SharesPlace(question, row, figure, link, _lines(link, figure, edition)))
    return tuple(found)


def find_links(question: Question) -> Iterator[tuple[str | None, FigureLink]]:
    """The figures that a question and its rows are laid beside, by row; None for the question itself."""
    if question.figure is not None:
        yield None, question.figure
    for row in question.rows:
        if row.figure is not None:
            yield row.id, row.figure


@dataclass(frozen=True)
class _MeanPlace:
    """A number question with its figure: all that is the same for every answer."""

    question: Question
    row: str | None
    figure: Figure
    shares: tuple[ComparedShare, ...]

    def compare(self, answer: Answer | None, inhabitants: int) -> Comparison:
        """The number beside the printed mean."""
        number, spec = answer.number if answer is not None else None, self.question.number
        if number is not None and spec is not None and spec.compare == "percent_of_inhabitants":
            number = (number * 100 / inhabitants).quantize(Decimal("0.01"), ROUND_HALF_UP) if inhabitants else None
        return Comparison(self.question.id, self.row, self.figure, self.shares, number is not None, number)


_Line = Mapping[bool | None, ComparedShare]
"""A line of a figure, for each way in which it can be one's own."""


@dataclass(frozen=True)
class _SharesPlace:
    """A question or row with its figure: all that is the same for every answer, and the comparison of every one choice.

    What is chosen together in a several-of question is compared when it is asked for.
    """

    question: Question
    row: str | None
    figure: Figure
    link: FigureLink
    lines: tuple[_Line, ...]

    def compare(self, answer: Answer | None, _inhabitants: int) -> Comparison:
        """The answer beside the printed shares."""
        chosen = chosen_options(answer, self.row)
        return self._by_choice.get(chosen) or self._compare_chosen(chosen)

    @cached_property
    def _by_choice(self) -> Mapping[tuple[str, ...], Comparison]:
        single = [(option,) for option in self.link.categories]
        return {chosen: self._compare_chosen(chosen) for chosen in [(), *single]}

    def _compare_chosen(self, chosen: tuple[str, ...]) -> Comparison:
        categories = [self.link.categories[option] for option in chosen if option in self.link.categories]
        shares = tuple(line[_is_own(line[False].id, categories)] for line in self.lines)
        rank = find_rank(self.question, self.link, self.figure, chosen[0]) if len(chosen) == 1 else None
        return Comparison(self.question.id, self.row, self.figure, shares, bool(categories), rank=rank)


def chosen_options(answer: Answer | None, row: str | None) -> tuple[str, ...]:
    """The options chosen for a question or a row; `not_applicable` counts as one, unknown as none."""
    if answer is None or answer.state is State.UNKNOWN:
        return ()
    if answer.state is State.NOT_APPLICABLE:
        return (NOT_APPLICABLE,)
    if row is None:
        return answer.options
    option = answer.rows.get(row, UNKNOWN)
    return () if option == UNKNOWN else (option,)


def _lines(link: FigureLink, figure: Figure, edition: Edition) -> tuple[_Line, ...]:
    lines = [
        _line(
            share,
            share.printed_range,
            sample_interval(figure, share, edition),
            find_worst_case(figure, share, edition),
        )
        for share in figure.shares
    ]
    rest = rest_of(figure)
    if rest is not None and (rest.low > 0 or any(REST in mapped for mapped in link.categories.values())):
        lines.append(_line(None, rest, None))
    return tuple(lines)


def _line(share: Share | None, printed: Range, sampled: Range | None, worst: Range | None = None) -> _Line:
    return MappingProxyType({own: ComparedShare(share, printed, sampled, own, worst) for own in (True, False, None)})


def _is_own(category: str, categories: list[tuple[str, ...]]) -> bool | None:
    if any(mapped == (category,) for mapped in categories):
        return True
    return None if any(category in mapped for mapped in categories) else False


def sample_interval(figure: Figure, share: Share, edition: Edition, answers: int | None = None) -> Range | None:
    """What the share may have been among all municipalities then, in percent.

    Only for figures of all municipalities: other populations were too few or are not of this survey. It counts with
    the number of answers that the print allows, or with `answers`.
    """
    base = find_bases(edition).get(figure.id)
    if base is None:
        return None
    return wilson_interval(_within(share), answers or base.answers, edition.municipalities_total)


def find_worst_case(figure: Figure, share: Share, edition: Edition) -> Range | None:
    """The same if nothing is taken for granted about who did not answer, in percent."""
    base = find_bases(edition).get(figure.id)
    return worst_case(_within(share), base.answers, edition.municipalities_total) if base else None


def _within(share: Share) -> Range:
    printed = share.printed_range
    return Range(printed.low, min(100.0, printed.high))


def rest_of(figure: Figure) -> Range | None:
    """The share of everybody whom a one-of figure leaves out, in percent; None for other kinds."""
    if figure.kind is not FigureKind.ONE_OF or not figure.is_percentages:
        return None
    printed = [share.printed_range for share in figure.shares]
    low = max(0.0, 100 - sum(share.high for share in printed))
    high = max(0.0, 100 - sum(share.low for share in printed))
    return Range(round(low, 3), round(high, 3))
