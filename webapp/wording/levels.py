"""Growth phases in words: the one that is settled, the one that is likely with what else is possible, or none yet.

Charts hand in the `gettext` that they speak with; pages and documents speak the current language.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from assessment.levels import TOP, LevelRange
from webapp.language.texts import gettext as current_gettext

Gettext = Callable[..., str]


def level_text(level: LevelRange, likely: int | None, gettext: Gettext = current_gettext) -> str:
    """Return a growth phase's number for a table: `2`, or `likely 2, perhaps 3`, or that it is too early to say."""
    if level.is_point:
        return str(level.low)
    if likely is None:
        return gettext("too early to say")
    return gettext("likely %(level)s, perhaps %(others)s", level=likely, others=others_text(level, likely, gettext))


def phase_text(level: LevelRange, likely: int | None, gettext: Gettext = current_gettext) -> str:
    """Return the same as a title: `Growth phase 2`, or `Likely growth phase 2, perhaps 3`."""
    if level.is_point:
        return gettext("Growth phase %(level)s", level=level.low)
    if likely is None:
        return gettext("Too early to say")
    return gettext(
        "Likely growth phase %(level)s, perhaps %(others)s", level=likely, others=others_text(level, likely, gettext)
    )


def scale_text(level: LevelRange, likely: int | None, gettext: Gettext = current_gettext) -> str:
    """Return the same, a settled one with how many there are: `Growth phase 2 of 4`."""
    if level.is_point:
        return gettext("Growth phase %(level)s of %(top)s", level=level.low, top=TOP)
    return phase_text(level, likely, gettext)


def brief_text(level: LevelRange, likely: int | None, gettext: Gettext = current_gettext) -> str:
    """Return the same for a line with little room: `Phase 2 of 4`, or `Likely 2, perhaps 3`."""
    if level.is_point:
        return gettext("Phase %(level)s of %(top)s", level=level.low, top=TOP)
    return alone(level_text(level, likely, gettext))


def short_phase_text(level: LevelRange, likely: int | None, gettext: Gettext = current_gettext) -> str:
    """Return the same without what else is possible, for where a drawing shows that."""
    if level.is_point or likely is None:
        return phase_text(level, likely, gettext)
    return gettext("Likely growth phase %(level)s", level=likely)


def whole_text(level: LevelRange, gettext: Gettext = current_gettext) -> str:
    """Return the growth phase of the whole where no likely one is worked out: the one, or from which to which."""
    if level.is_point:
        return gettext("Growth phase %(level)s", level=level.low)
    return gettext("Growth phase %(low)s to %(high)s", low=level.low, high=level.high)


def others_text(level: LevelRange, likely: int, gettext: Gettext = current_gettext) -> str:
    """Return the growth phases that are possible beside the likely one: `3`, `1 or 3`, `0, 1 or 3`."""
    *first, last = (str(one) for one in range(level.low, level.high + 1) if one != likely)
    return gettext("%(first)s or %(last)s", first=", ".join(first), last=last) if first else last


def rule_of_the_whole(at_level: int, gettext: Gettext = current_gettext) -> str:
    """Return what the growth phase of the whole asks of the dimensions, beside the score."""
    if not at_level:
        return gettext("The overall growth phase is at most one above that of the weakest dimension.")
    return gettext(
        "The overall growth phase is the highest that at least %(count)s of the four dimensions have reached, "
        "with none more than one phase below it.",
        count=at_level,
    )


def within(text: str) -> str:
    """Return words that begin with a capital as they stand within a sentence."""
    # A capital has no accent in Dutch: `Eén` is `één`, and not `eén`.
    return "één" + text[3:] if text.startswith("Eén") else text[:1].lower() + text[1:]


def alone(text: str) -> str:
    """Return words as they begin where they stand by themselves: the other way round."""
    return "Eén" + text[3:] if text.startswith("één") else text[:1].upper() + text[1:]


def join_words(words: Sequence[str], gettext: Gettext = current_gettext) -> str:
    """Return one word or more in a row: `listening`, `listening, webcare and strategy`."""
    if len(words) == 1:
        return words[0]
    return str(gettext("%(first)s and %(last)s", first=", ".join(words[:-1]), last=words[-1]))
