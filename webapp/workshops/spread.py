"""What a revealed round shows, in words and numbers: on the beamer, on a phone, to the trainer, in the report.

Everything comes from the frozen tally, which the gate let through already. What is not in it is not shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assessment.model import FigureLink, Option
from assessment.workshops.counts import Counts, Tally
from assessment.workshops.gate import FEWEST, gate
from assessment.workshops.items import Votable
from assessment.workshops.measures import Measured, Scale, measure
from benchmarks.compare import find_links
from benchmarks.model import Edition, FigureKind, Population
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.store.rounds import RoundRecord
from webapp.web.state import get_settings
from webapp.wording.levels import join_words
from webapp.wording.numbers import number_text, percent_text, share_text
from webapp.wording.verdicts import population_text

CLOSE, NEAR, APART = 0.8, 0.5, 0.2
"""From which agreement on we say that answers lie close, near each other, and spread; a convention of ours."""
MOST_NAMED = 2
"""Of more answers than this that were given as often, none is named: none of them stands out."""
ALIKE, MIXED = 0.6, 0.35
"""The same for the share of pairs that gave the same answer, on a list without order."""


@dataclass(frozen=True)
class Line:
    """One answer to choose, by its option's id: how many gave it, and in the round before.

    A share is of the real votes, 0 to 100.
    """

    option: str
    text: str
    count: int
    share: float
    share_text: str
    earlier: int | None
    earlier_share: float
    hands: int | None


class Then(NamedTuple):
    """The published figure beside it. `rows` are categories with their share, 0 to 100, and how it is printed."""

    title: str
    rows: tuple[tuple[str, float, str], ...]
    note: str
    caveat: str


@dataclass(frozen=True)
class Group:
    """What one role answered: counts in the order of the lines."""

    name: str
    counts: tuple[int, ...]
    real: int


class Spread(NamedTuple):
    """A revealed round. Without `lines` there were too few votes, and nothing is told of them."""

    lines: tuple[Line, ...]
    real: int
    earlier_real: int | None
    beside: str
    summary: str
    agreement: str
    movement: str
    groups: tuple[Group, ...]
    hands: int
    then: Then | None
    only_both: bool
    no: int

    @property
    def is_hidden(self) -> bool:
        """Whether too few answered to show anything."""
        return not self.lines


def shape_spread(votable: Votable, shown: RoundRecord, earlier: RoundRecord | None, edition: Edition) -> Spread:
    """Return what a revealed round shows, beside the revealed round before it where there is one."""
    least = get_settings().workshop_least_votes
    tally = gate(shown.tally, least)
    counts = tally.counts
    before = gate(earlier.tally, least).counts if earlier else None
    lines = _list_lines(votable.options, counts, before, shown.hands) if counts else ()
    return Spread(
        lines=lines,
        real=counts.real if counts else 0,
        earlier_real=before.real if counts and before else None,
        beside=_tell_beside(counts) if counts else "",
        summary=_summarize(votable, lines, counts) if counts else tell_too_few(least),
        agreement=tell_agreement(measure(votable, counts)) if counts else "",
        movement=_tell_movement(votable, tally) if counts else "",
        groups=_list_groups(tally) if counts else (),
        hands=sum(shown.hands or ()),
        then=find_then(votable, edition),
        only_both=tally.only_both,
        no=shown.no,
    )


def tell_too_few(least: int) -> str:
    """Return what is said in the place of a spread; `least` is how many answers the installation asks."""
    return str(
        gettext(
            "Fewer than %(least)s people gave an answer. Nothing of it is shown, so that nobody is exposed.",
            least=max(FEWEST, least),
        )
    )


def tell_agreement(measured: Measured | None) -> str:
    """Return how far a room agrees: the number, how many answered, and a sentence; empty where there is no number."""
    if measured is None:
        return ""
    if measured.kind is Scale.UNORDERED:
        share = percent_text(round(100 * measured.value), 0)
        told = ngettext(
            "Of all pairs of people, %(share)s gave the same answer (%(num)s answer).",
            "Of all pairs of people, %(share)s gave the same answer (%(num)s answers).",
            measured.n,
            share=share,
        )
        return f"{told} {_word_pairs(measured.value)}"
    value = number_text(measured.value, 2)
    told = gettext("Agreement A = %(value)s, with %(count)s answers.", value=value, count=measured.n)
    return f"{told} {_word_agreement(measured.value)}"


def _word_agreement(value: float) -> str:
    if value >= 1:
        return str(gettext("All answers are on one step."))
    if value >= CLOSE:
        return str(gettext("The answers lie close together."))
    if value >= NEAR:
        return str(gettext("Most answers lie near each other."))
    if value >= APART:
        return str(gettext("The answers are spread out."))
    if value > -APART:
        return str(gettext("The answers lie far apart: there is about as much on every step."))
    return str(gettext("The room is at the two ends: there are two camps."))


def _word_pairs(value: float) -> str:
    if value >= ALIKE:
        return str(gettext("One answer stands out."))
    if value >= MIXED:
        return str(gettext("A few answers share the room."))
    return str(gettext("The answers are spread over the list."))


def _list_lines(
    options: Sequence[Option], counts: Counts, before: Counts | None, hands: Sequence[int] | None
) -> tuple[Line, ...]:
    return tuple(
        Line(
            option=option.id,
            text=translate_text(option.text),
            count=counts.options[place],
            share=_share(counts.options[place], counts.real),
            share_text=percent_text(_share(counts.options[place], counts.real), 0),
            earlier=before.options[place] if before else None,
            earlier_share=_share(before.options[place], before.real) if before else 0.0,
            hands=hands[place] if hands else None,
        )
        for place, option in enumerate(options)
    )


def _share(count: int, real: int) -> float:
    return 100 * count / real if real else 0.0


def _tell_beside(counts: Counts) -> str:
    """Return how many stand outside the bars: who does not know, and whom it does not apply to."""
    told = []
    if counts.unknown:
        told.append(gettext("Don’t know: %(count)s", count=counts.unknown))
    if counts.not_applicable:
        told.append(gettext("Not applicable: %(count)s", count=counts.not_applicable))
    return " · ".join(told)


def _summarize(votable: Votable, lines: Sequence[Line], counts: Counts) -> str:
    """Return the spread as one sentence, for who does not see the bars."""
    most = max((line.count for line in lines), default=0)
    top = [f"“{line.text}”" for line in lines if line.count == most]
    if len(top) > MOST_NAMED:
        return str(gettext("%(real)s people answered. No answer stands out.", real=counts.real))
    given = {"real": counts.real, "top": join_words(top), "most": most}
    if votable.is_several:
        words = gettext("%(real)s people answered. Chosen most: %(top)s (%(most)s).", **given)
    else:
        words = gettext("%(real)s people answered. Most: %(top)s (%(most)s).", **given)
    return str(words)


def _tell_movement(votable: Votable, tally: Tally) -> str:
    if tally.movement is None or votable.top is None:
        return ""
    moved = tally.movement
    return str(
        gettext(
            "After the talk %(up)s people moved towards “%(top)s”, %(down)s away from it; %(same)s stayed.",
            up=moved.up,
            down=moved.down,
            same=moved.same,
            top=translate_text(votable.top.text),
        )
    )


def _list_groups(tally: Tally) -> tuple[Group, ...]:
    return tuple(
        Group(name or gettext("another role, or none"), counts.options, counts.real)
        for name, counts in tally.groups.items()
    )


def find_then(votable: Votable, edition: Edition) -> Then | None:
    """Return the figure of the survey that asked the same; None where there is none in shares."""
    row = votable.row.id if votable.row else None
    link = next((link for place, link in find_links(votable.question) if place == row), None)
    figure = edition.figure_by_id.get(link.figure) if link else None
    if link is None or figure is None or figure.kind is FigureKind.MEAN:
        return None
    whom = translate_text(figure.base) or (
        gettext("municipalities")
        if figure.population is Population.MUNICIPALITIES
        else population_text(figure.population)
    )
    year = figure.year or edition.year
    return Then(
        title=gettext("In %(year)s (%(whom)s)", year=year, whom=whom),
        rows=tuple(
            (translate_text(share.text), min(float(share.value), 100.0), share_text(figure, share))
            for share in figure.shares
        ),
        note=_tell_difference(link),
        caveat=gettext("In this room we count people, in %(year)s the survey counted municipalities.", year=year)
        if figure.population is Population.MUNICIPALITIES
        else gettext("In this room we count people; the survey of %(year)s asked others.", year=year),
    )


def _tell_difference(link: FigureLink) -> str:
    return translate_text(link.differs) if link.differs else ""
