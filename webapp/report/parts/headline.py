"""Messages in one sentence, as a title says them: where a municipality is strong, what holds it back.

Each names only what is likely or settled; what is not settled is called likely, and too early stays too early.
"""

from __future__ import annotations

from collections.abc import Sequence

from assessment.model import DIMENSIONS
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.wording.levels import join_words, within

STRONG_FROM = 3
"""From this growth phase on a domain is called strong."""
MOST_LOWEST = 2
"""So many of four are named as the lowest: more would push the first decision off a phone's first screen, and tell
little. Of fewer than four one is named."""


def name_report(findings: Findings) -> str:
    """Return what a document about this municipality is called."""
    return str(gettext("%(municipality)s on the online village square", municipality=findings.profile.municipality))


def tell_standing(findings: Findings, *, as_we: bool = False) -> str:
    """Return where the municipality is strong and what holds it back, in one sentence without a full stop.

    `as_we`: the municipality itself speaks.
    """
    levels = {name: findings.dimensions[name].likely.level for name in DIMENSIONS}
    known = {name: level for name, level in levels.items() if level is not None}
    if not known or findings.likely.level is None:
        return _tell_too_early(findings, as_we=as_we)
    best, worst = max(known.values()), min(known.values())
    if best == worst:
        sentence = _tell_equal(findings, list(known), best)
    else:
        sentence = _tell_unequal(findings, known, as_we=as_we)
    if not all(findings.dimensions[name].level.is_point for name in known):
        return str(gettext("Likely: %(sentence)s", sentence=within(sentence)))
    return sentence


def _tell_too_early(findings: Findings, *, as_we: bool) -> str:
    """Return that the whole can't be said yet, and of which dimensions too little is known where that is not all."""
    open_ones = [name for name in DIMENSIONS if findings.dimensions[name].likely.level is None]
    if 0 < len(open_ones) < len(DIMENSIONS):
        return str(gettext("Too early to say: too little is filled in of %(open)s", open=_join(findings, open_ones)))
    return str(gettext("Too early to say where we stand") if as_we else gettext("Too early to say where you stand"))


def _tell_equal(findings: Findings, names: list[str], level: int) -> str:
    if len(names) == len(DIMENSIONS):
        opening = gettext("All dimensions are in growth phase %(level)s", level=level)
    else:
        opening = gettext("What can be judged so far is in growth phase %(level)s", level=level)
    unsettled = [name for name in names if not findings.dimensions[name].level.is_point]
    ending = _tell_unsettled(findings, unsettled, level) if unsettled else _tell_lowest(findings, names)
    return "; ".join(filter(None, (opening, ending)))


def _tell_unsettled(findings: Findings, names: list[str], level: int) -> str:
    """Return which dimensions may stand lower than is likely, or higher; empty where those are nearly all.

    None is called the lowest beside it: who reads that another one may be in a lower phase would not know which is.
    """
    lower = [name for name in names if findings.dimensions[name].level.low < level]
    named = lower or names
    if len(named) > MOST_LOWEST:
        return ""
    who = _join(findings, named)
    return str(gettext("%(who)s may be lower", who=who) if lower else gettext("%(who)s may be higher", who=who))


def _tell_lowest(findings: Findings, names: list[str]) -> str:
    """Return which of some dimensions score lowest, or may do so; empty where all or nearly all score the same.

    Of only some it is said that it is of these: one that is left out may score lower.
    """
    weak, is_sure = _find_lowest(findings, names)
    if not weak:
        return ""
    named, count = _join(findings, weak), len(weak)
    if len(names) < len(DIMENSIONS):
        if is_sure:
            return str(gettext("of these %(weak)s scores lowest", weak=named))
        return str(gettext("of these %(weak)s may score lowest", weak=named))
    if is_sure:
        return str(ngettext("%(weak)s scores lowest", "%(weak)s score lowest", count, weak=named))
    return str(ngettext("%(weak)s may score lowest", "%(weak)s may score lowest", count, weak=named))


def _find_lowest(findings: Findings, names: list[str]) -> tuple[list[str], bool]:
    """Return those whose likely score is lowest, and whether that is sure; none where it can't be told.

    Where every level is settled it is the one that `find_obstacles` begins with, or none: that one goes by the lowest
    that a score can be, and two different names on one screen would contradict each other.
    """
    found = [findings.dimensions[name] for name in names]
    likely = {one.id: one.likely.score for one in found if one.likely.score is not None}
    if len(likely) < len(names):
        return [], False
    weak = [name for name in names if likely[name] == min(likely.values())]
    rest = [one.score.range.low for one in found if one.id not in weak]
    if not rest or len(weak) > (MOST_LOWEST if len(names) == len(DIMENSIONS) else 1):
        return [], False
    first = min(found, key=lambda one: one.score.range.low)
    if first.id not in weak and all(one.level.is_point for one in found):
        return [], False
    return weak, max(one.score.range.high for one in found if one.id in weak) < min(rest)


def _tell_unequal(findings: Findings, known: dict[str, int], *, as_we: bool) -> str:
    best, worst = max(known.values()), min(known.values())
    strong = _join(findings, [name for name, level in known.items() if level == best])
    names = [name for name, level in known.items() if level == worst]
    weak, count = _join(findings, names), len(names)
    if best >= STRONG_FROM:
        opening = gettext("Strong in %(strong)s", strong=strong)
    else:
        opening = gettext("Furthest in %(strong)s", strong=strong)
    if not set(names) & set(findings.holding_back):
        ending = ngettext("%(weak)s lags behind", "%(weak)s lag behind", count, weak=weak)
    elif as_we:
        ending = ngettext("%(weak)s holds us back", "%(weak)s hold us back", count, weak=weak)
    else:
        ending = ngettext("%(weak)s holds you back", "%(weak)s hold you back", count, weak=weak)
    return f"{opening}; {ending}"


def _join(findings: Findings, names: Sequence[str]) -> str:
    return join_words([within(translate_text(findings.content.growth_path.dimension_names[name])) for name in names])
