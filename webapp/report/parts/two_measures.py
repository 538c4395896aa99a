"""How a dimension stands beside the edition by two measures, what is counted and the score: the one place for all.

Each names its measure, and what is counted comes first, in the words of the first screen. Where one says more and the
other less, neither stands without the other.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from assessment.platform import find_replaced
from benchmarks.reference import Verdict
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.wording.comparisons import count_opposite, count_short, why_they_differ
from webapp.wording.levels import join_words, within
from webapp.wording.numbers import score_text
from webapp.wording.verdicts import verdict_opposite, verdict_short, verdict_title


class Beside(NamedTuple):
    """Both measures of one dimension, without full stops; `both` is empty where there is nothing to compare with.

    `counted` stands below a heading that says that it is counted and beside whom, `scored` and `both` below one that
    says beside whom; `scored_alone` and `both_alone` stand anywhere. `why` says why they differ, where they do.
    """

    counted: str
    scored: str
    scored_alone: str
    both: str
    both_alone: str
    why: str


def tell_beside(findings: Findings, entry: DimensionFinding) -> Beside:
    """Return how one dimension stands beside the edition."""
    scored, opposite = _tell_score(findings, entry), entry.id in findings.opposites
    title = verdict_title(entry.verdict) if entry.verdict is not None else ""
    alone = tell_alone(findings, entry.id)
    both_alone = alone if opposite else ". ".join(filter(None, (alone, title)))
    if not opposite and _is_nothing_said(findings, entry):
        both_alone = gettext("Too early to compare with %(year)s", year=findings.edition.year)
    nothing = gettext("Too early to compare") if findings.counts[entry.id] else _tell_not_comparable(findings)
    return Beside(
        counted=tell_counted(findings, entry.id) or str(nothing),
        scored=scored or tell_instead(findings, entry),
        scored_alone=scored if opposite else title,
        both=_join_both(findings, entry, scored, opposite=opposite),
        both_alone=both_alone,
        why=why_they_differ() if _do_differ(findings, entry) else "",
    )


def tell_both(findings: Findings, entry: DimensionFinding) -> str:
    """Return both in one cell below a heading that says beside whom."""
    scored, opposite = _tell_score(findings, entry), entry.id in findings.opposites
    return _join_both(findings, entry, scored, opposite=opposite) or _tell_not_comparable(findings)


def _join_both(findings: Findings, entry: DimensionFinding, scored: str, *, opposite: bool) -> str:
    """Return both below a heading that says beside whom; empty where there is nothing to compare with."""
    if opposite:
        return tell_named(findings, entry.id)
    if _is_nothing_said(findings, entry):
        return str(gettext("Too early to compare"))
    return ". ".join(filter(None, (tell_named(findings, entry.id), scored)))


def tell_counted(findings: Findings, dimension: str) -> str:
    """Return the first count of a dimension in a few words, with the score's verdict where that says the opposite.

    Empty where too little is known to count.
    """
    found = findings.count_of(dimension)
    if found is None:
        return ""
    return count_opposite(found) if dimension in findings.opposites else count_short(found)


def tell_named(findings: Findings, dimension: str) -> str:
    """Return the same where nothing around it says that it is counted."""
    counted = tell_counted(findings, dimension)
    if not counted or dimension in findings.opposites:
        return counted
    return str(gettext("Counted: %(told)s", told=within(counted)))


def tell_alone(findings: Findings, dimension: str) -> str:
    """Return the same where nothing around it says beside whom either."""
    counted = tell_counted(findings, dimension)
    if not counted:
        return ""
    said = {"year": findings.edition.year, "told": within(counted)}
    if dimension in findings.opposites:
        return str(gettext("Compared with %(year)s: %(told)s", **said))
    return str(gettext("Counted, compared with %(year)s: %(told)s", **said))


def tell_instead(findings: Findings, entry: DimensionFinding) -> str:
    """Return how the score of a dimension stands, for where nothing is counted.

    Figures there are; where none of its questions can be laid beside them, it does not apply or a platform stands in.
    """
    if entry.verdict is None:
        return _tell_not_comparable(findings)
    if entry.verdict is Verdict.TOO_EARLY:
        return str(gettext("Too early to compare"))
    return verdict_short(entry.verdict)


def tell_instead_and_why(findings: Findings, entry: DimensionFinding) -> str:
    """Return the same with why nothing can be compared, for where its growth phase stands beside it.

    Without a growth phase that stands there says already that too little is filled in.
    """
    if entry.verdict is None and _is_replaced(findings, entry):
        return str(gettext("Not comparable: your platform counts here"))
    if entry.verdict is Verdict.TOO_EARLY and entry.likely.level is not None:
        return str(gettext("Too early to compare: too little is filled in"))
    return tell_instead(findings, entry)


def tell_why_not_comparable(findings: Findings, entry: DimensionFinding) -> str:
    """Return why the score of a dimension can't be laid beside the edition, in sentences; empty where it can."""
    if entry.reference is not None:
        return ""
    if _is_replaced(findings, entry):
        return gettext(
            "Your platform stands in for what the survey of %(year)s asked about. So there is nothing to compare.",
            year=findings.edition.year,
        )
    return gettext("The report of 2019 has no figure that can be laid beside this dimension.")


def _is_replaced(findings: Findings, entry: DimensionFinding) -> bool:
    """Tell whether a platform stands in for something in a dimension."""
    replaced = find_replaced(findings.standing)
    return not all(replaced.isdisjoint(one.question.items) for one in entry.questions)


def tell_with_numbers(findings: Findings, entry: DimensionFinding) -> str:
    """Return both measures below a heading that says beside whom, each with the numbers that it rests on."""
    if findings.count_of(entry.id) is None and entry.verdict in (None, Verdict.TOO_EARLY):
        return tell_instead(findings, entry)
    named = tell_named(findings, entry.id)
    if entry.id in findings.opposites:
        return _add_numbers(named, entry)
    scored = _add_numbers(verdict_short(entry.verdict), entry) if entry.verdict is not None else ""
    return ". ".join(filter(None, (named, scored)))


def _add_numbers(verdict: str, entry: DimensionFinding) -> str:
    """Return what ends with a verdict on the score with the numbers that it rests on; itself where it is too early."""
    reference = entry.reference
    if reference is None or entry.verdict is Verdict.TOO_EARLY:
        return verdict
    return str(
        gettext(
            "%(verdict)s (%(own)s; they %(sampled)s)",
            verdict=verdict,
            own=score_text(reference.own),
            sampled=score_text(reference.sampled),
        )
    )


def tell_why(findings: Findings) -> str:
    """Return why the two measures differ, where they do for any dimension: once below what shows them all."""
    return why_they_differ() if any(_do_differ(findings, one) for one in findings.dimensions.values()) else ""


def tell_why_opposite(findings: Findings) -> str:
    """Return the same where they are opposite, for what shows only what is counted."""
    return why_they_differ() if findings.opposites else ""


def tell_all_counted(findings: Findings) -> str:
    """Return in which dimensions more is counted than then and in which less, without a full stop."""
    verdicts = {name: one.verdict for name in findings.dimensions if (one := findings.count_of(name)) is not None}
    more, less, said = _sort(findings, verdicts)
    if more and less:
        return str(gettext("Counted more than in %(year)s in %(more)s, less in %(less)s", more=more, less=less, **said))
    if more:
        return str(gettext("Counted more than in %(year)s in %(more)s", more=more, **said))
    if less:
        return str(gettext("Counted less than in %(year)s in %(less)s", less=less, **said))
    if not verdicts:
        return str(gettext("Counted: too early to compare with %(year)s", **said))
    if len(verdicts) < len(findings.dimensions):
        return str(gettext("Counted: no clear difference from %(year)s in what can be compared", **said))
    return str(gettext("Counted: no clear difference from %(year)s in any dimension", **said))


def tell_all_scored(findings: Findings) -> str:
    """Return in which dimensions the score lies above that of then and in which below, without a full stop."""
    found = {name: one.verdict for name, one in findings.dimensions.items()}
    verdicts = {name: one for name, one in found.items() if one not in (None, Verdict.TOO_EARLY)}
    above, below, said = _sort(findings, verdicts)
    if above and below:
        return str(
            gettext("Score above %(year)s in %(above)s, below it in %(below)s", above=above, below=below, **said)
        )
    if above:
        return str(gettext("Score above %(year)s in %(above)s", above=above, **said))
    if below:
        return str(gettext("Score below %(year)s in %(below)s", below=below, **said))
    if not verdicts:
        return str(gettext("Score: too early to compare with %(year)s", **said))
    if len(verdicts) < len(findings.dimensions):
        return str(gettext("Score: no clear difference from %(year)s in what can be compared", **said))
    return str(gettext("Score: no clear difference from %(year)s in any dimension", **said))


def tell_all_beside(findings: Findings) -> str:
    """Return both in sentences."""
    return f"{tell_all_counted(findings)}. {tell_all_scored(findings)}."


def _sort(findings: Findings, verdicts: Mapping[str, Verdict | None]) -> tuple[str, str, dict[str, int]]:
    """Return the dimensions that lie above and those that lie below, in words, and beside which year."""
    names = findings.content.growth_path.dimension_names
    above, below = (
        [within(translate_text(names[name])) for name, verdict in verdicts.items() if verdict is wanted]
        for wanted in (Verdict.ABOVE, Verdict.BELOW)
    )
    year = {"year": findings.edition.year}
    return join_words(above) if above else "", join_words(below) if below else "", year


def _tell_score(findings: Findings, entry: DimensionFinding) -> str:
    if entry.verdict is None:
        return ""
    return verdict_opposite(entry.verdict) if entry.id in findings.opposites else verdict_short(entry.verdict)


def _tell_not_comparable(findings: Findings) -> str:
    return str(gettext("Not comparable with %(year)s", year=findings.edition.year))


def _is_nothing_said(findings: Findings, entry: DimensionFinding) -> bool:
    """Tell whether too little is answered for either measure."""
    return entry.verdict is Verdict.TOO_EARLY and findings.count_of(entry.id) is None


def _do_differ(findings: Findings, entry: DimensionFinding) -> bool:
    """Tell whether both can be said, and not alike."""
    count = findings.count_of(entry.id)
    if count is None or entry.verdict in (None, Verdict.TOO_EARLY):
        return False
    return count.verdict is not entry.verdict
