"""What a second self-scan opens with: from which growth phase to which."""

from __future__ import annotations

from assessment.development import DimensionChange
from webapp.findings.model import Findings
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.wording.levels import level_text, within


def tell_since(findings: Findings) -> str:
    """Return which dimensions stand in another growth phase than in the self-scan before; empty without one.

    Nothing is called the same of which it is too early to say anything.
    """
    found = findings.development
    if found is None or findings.earlier_on is None:
        return ""
    day = format_day(findings.earlier_on)
    changes = tuple(found.dimensions.values())
    moved = [_tell_change(findings, one) for one in changes if _levels_of(one)[0] != _levels_of(one)[1]]
    are_known = all(_is_known(one) for one in changes)
    if not moved:
        return str(gettext("Since %(day)s every dimension is in the same growth phase.", day=day)) if are_known else ""
    told = gettext("Growth phase on %(day)s → now: %(changes)s.", day=day, changes="; ".join(moved))
    rest = gettext("The rest stayed the same.") if are_known and len(moved) < len(changes) else ""
    return f"{told} {rest}".rstrip()


def _is_known(change: DimensionChange) -> bool:
    """Tell whether a level can be said now."""
    return change.level_after.is_point or change.likely_after is not None


def _levels_of(change: DimensionChange) -> tuple[str, str]:
    before = level_text(change.level_before, change.likely_before)
    return before, level_text(change.level_after, change.likely_after)


def _tell_change(findings: Findings, change: DimensionChange) -> str:
    name = within(translate_text(findings.content.growth_path.dimension_names[change.id]))
    before, after = _levels_of(change)
    return f"{name} {before} → {after}"
