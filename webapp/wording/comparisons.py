"""What is said beside the figures of a survey: counts, ranks, how many answered, and what nobody can know."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor

from assessment.model import Question, Range
from benchmarks.bases import Base, find_tightest
from benchmarks.compare import Comparison, sample_interval
from benchmarks.counts import CountComparison, Counted
from benchmarks.model import Edition, Figure
from benchmarks.rank import Rank, Side
from benchmarks.reference import Verdict
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.wording.numbers import between, number_text, percent_range_text, percent_text, share_text
from webapp.wording.verdicts import choice_words

MOST = 50
"""From so many percent on, those who stood less far are most of them: below that their least number says nothing."""


def caveat_text() -> str:
    """Return what every comparison of how active municipalities are must be read with."""
    return f"{drift_text()} " + str(
        gettext("The report itself warns that active ones answered sooner: all together probably scored lower.")
    )


def drift_text() -> str:
    """Return what every comparison must be read with."""
    return str(
        gettext(
            "The comparison is with 2019, with what municipalities said of themselves, and only with those that "
            "answered. 2019 is not today: nobody measured what changed since."
        )
    )


def count_sentence(found: CountComparison, year: int) -> str:
    """Return how many of the things one has beside the mean then; empty where too little is known."""
    if not found.is_said:
        return ""
    own = translate_text(found.group.own).format(count=own_count_text(found), of=len(found.things))
    return str(gettext("%(own)s; in %(year)s %(mean)s on average.", own=own, year=year, mean=mean_text(found)))


def count_short(found: CountComparison) -> str:
    """Return the verdict on a count with both numbers, below what says beside whom; empty where too little is known."""
    if not found.is_said:
        return ""
    return str(
        gettext(
            "%(verdict)s (%(own)s of %(of)s; they %(mean)s)",
            verdict=_verdict_on_count(found.verdict),
            own=own_count_text(found),
            of=len(found.things),
            mean=mean_text(found),
        )
    )


def _verdict_on_count(verdict: Verdict) -> str:
    if verdict is Verdict.ABOVE:
        return gettext("More than average")
    return gettext("Less than average") if verdict is Verdict.BELOW else gettext("No clear difference")


def count_opposite(found: CountComparison) -> str:
    """Return the same where the score says the opposite; it ends with that. Raises KeyError where it can't."""
    said = {"own": own_count_text(found), "of": len(found.things), "mean": mean_text(found)}
    texts = {
        Verdict.ABOVE: gettext("Counted more (%(own)s of %(of)s; they %(mean)s), but score lower", **said),
        Verdict.BELOW: gettext("Counted less (%(own)s of %(of)s; they %(mean)s), but score higher", **said),
    }
    return str(texts[found.verdict])


def why_they_differ() -> str:
    """Return why what is counted and the score need not say the same."""
    return str(
        gettext(
            "Counted is how many things are in place; the score also weighs how well or how often, and has a wider "
            "margin. That is why the two can differ."
        )
    )


def own_count_text(found: CountComparison) -> str:
    """Return the own count, or the two between which it lies."""
    return str(found.low) if found.low == found.high else between(str(found.low), str(found.high))


def mean_text(found: CountComparison) -> str:
    """Return the mean count then."""
    return number_text(found.facts.mean)


def thing_text(thing: Counted) -> str:
    """Return a thing that is counted: what the figure asked, and which of its answers count."""
    categories = (translate_text(thing.figure.share_by_id[name].text) for name in thing.thing.categories)
    return f"{translate_text(thing.figure.asked)} {' / '.join(categories)}"


def has_text(own: bool | None) -> str:
    """Return whether one has a thing that is counted."""
    if own is None:
        return str(gettext("not known"))
    return str(gettext("yes")) if own else str(gettext("no"))


def explain_count(found: CountComparison, edition: Edition) -> tuple[str, ...]:
    """Return how the mean count was made, how sure it is, and why it gives no place among others."""
    facts = found.facts
    low, high = number_text(facts.printed.low), number_text(facts.printed.high)
    return (
        gettext(
            "The shares of %(year)s add up to %(sum)s: so municipalities had %(mean)s of these %(of)s things on "
            "average (%(low)s to %(high)s because of rounding). That is exact if the same municipalities answered for "
            "every thing.",
            year=edition.year,
            sum=number_text(facts.mean * 100, 1),
            mean=mean_text(found),
            of=len(found.things),
            low=low,
            high=high,
        ),
        _explain_margin(found),
        *_explain_no_rank(found),
    )


def _explain_margin(found: CountComparison) -> str:
    facts = found.facts
    sure = gettext(
        "Chance moves that mean by %(margin)s at most, with %(answers)s answers.",
        margin=number_text(facts.margin),
        answers=facts.answers,
    )
    unclear = gettext(
        "So we only say “more” above %(high)s, and “less” below %(low)s.",
        low=number_text(found.facts.sampled.low),
        high=number_text(found.facts.sampled.high),
    )
    fewer = [
        gettext("%(margin)s with %(answers)s", margin=number_text(margin), answers=answers)
        for answers, margin in facts.fewer.items()
    ]
    if not fewer:
        return f"{sure} {unclear}"
    more = gettext("If fewer answered these questions, it would be more: %(fewer)s.", fewer=", ".join(reversed(fewer)))
    return f"{sure} {unclear} {more}"


def _explain_no_rank(found: CountComparison) -> tuple[str, ...]:
    if found.low != found.high or found.low == 0:
        return ()
    return (
        gettext(
            "How many municipalities had %(count)s or more is not in the report: that can be %(share)s. So a count "
            "gives no place among others.",
            count=found.low,
            share=percent_range_text(found.facts.at_least[found.low], 1),
        ),
    )


def rank_sentences(question: Question, rank: Rank | None, year: int) -> tuple[str, ...]:
    """Return how many stood less far and how many further on a question, as far as the print tells; else nothing."""
    if rank is None or not rank.is_said:
        return ()
    below, above = _side_text(rank.below), _side_text(rank.above)
    if below and above:
        told = gettext(
            "In %(year)s, %(below)s of those who answered were less far along, and %(above)s further.",
            year=year,
            below=below,
            above=above,
        )
    elif below:
        told = gettext("In %(year)s, %(below)s of those who answered were less far along.", year=year, below=below)
    else:
        told = gettext("In %(year)s, %(above)s of those who answered were further along.", year=year, above=above)
    return (told, *_rest_condition(question, rank))


def less_far_sentence(less_far: Range | None, count: int) -> str:
    """Return how many stood less far on so many questions together, where that is most of them; else nothing."""
    if less_far is None or less_far.low < MOST:
        return ""
    return str(
        gettext(
            "On these %(count)s questions together, at least %(share)s of those who answered were less far along.",
            count=count,
            share=percent_text(floor(less_far.low), 0),
        )
    )


def _side_text(side: Side) -> str:
    if not side.is_said or side.share.high <= 0:
        return ""
    low, high = side.share.low, side.share.high
    if high - low <= 1 + 1e-9:
        return str(gettext("some %(share)s", share=percent_text((low + high) / 2, 0)))
    return percent_range_text(Range(low, high), 1)


def _rest_condition(question: Question, rank: Rank) -> tuple[str, ...]:
    """Return what it takes for granted about who is not printed, and how wide it is without that."""
    found = []
    for side, name in ((rank.below, gettext("less far")), (rank.above, gettext("further"))):
        if _side_text(side) and side.hangs_on_rest:
            found.append(
                gettext(
                    "That holds if who is not printed answered %(answers)s. If not, it is %(share)s %(side)s.",
                    answers=_list([f"“{choice_words(question, option)}”" for option in rank.rest]),
                    share=percent_range_text(side.looser, 1),
                    side=name,
                )
            )
    return tuple(found)


def base_sentences(figure: Figure, base: Base | None, edition: Edition) -> tuple[str, ...]:
    """Return how many answers the margin counts with and why, and what fewer would do; nothing without a margin."""
    if base is None:
        return ()
    if base.is_inferred:
        return (
            gettext(
                "How many answered is not printed. Rounded as they are printed, halves upwards, these shares fit "
                "%(fitting)s answers, not %(answered)s. That is our inference. We count with %(answers)s: the smallest "
                "number that fits and is at least half of %(answered)s.",
                fitting=_list([str(count) for count in base.fitting]),
                answered=edition.municipalities_answered,
                answers=base.answers,
            ),
        )
    return _what_fewer_would_do(figure, base, edition)


def _what_fewer_would_do(figure: Figure, base: Base, edition: Edition) -> tuple[str, ...]:
    fewest = min(find_tightest(edition), default=base.answers)
    if fewest >= base.answers:
        return ()
    share = min(figure.shares, key=lambda one: abs(one.value - 50))
    now, then = sample_interval(figure, share, edition), sample_interval(figure, share, edition, fewest)
    return (
        gettext(
            "Whether all %(answers)s answered this question, whole percentages do not tell. If only %(fewest)s did, as "
            "with another question, the margin of %(share)s would run from %(then)s instead of %(now)s.",
            answers=base.answers,
            fewest=fewest,
            share=share_text(figure, share),
            then=percent_range_text(then, 1),
            now=percent_range_text(now, 1),
        ),
    )


def worst_case_sentence(comparison: Comparison, edition: Edition) -> str:
    """Return what each share of all may be if nothing is taken for granted about who did not answer."""
    found = [
        gettext(
            "%(share)s becomes %(worst)s",
            share=share_text(comparison.figure, line.share),
            worst=percent_range_text(line.worst, 0),
        )
        for line in comparison.shares
        if line.share and line.worst
    ]
    return str(
        gettext(
            "And if we take nothing for granted about who did not answer? Then none of them or all of them may have "
            "answered the same. Of all %(total)s municipalities: %(shares)s. That stands in the place of the sampling "
            "margin, never on top of it.",
            total=edition.municipalities_total,
            shares="; ".join(found),
        )
    )


def _list(words: Sequence[str]) -> str:
    if len(words) == 1:
        return words[0]
    return str(gettext("%(first)s or %(last)s", first=", ".join(words[:-1]), last=words[-1]))
