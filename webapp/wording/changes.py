"""What another answer would change, in words."""

from __future__ import annotations

from assessment.content import Content
from assessment.weighing import Change, Weighed
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.wording.levels import phase_text, whole_text, within
from webapp.wording.numbers import score_text


def tell_change(content: Content, change: Change | None) -> str:
    """Return what an answer would change, in a sentence; in two where the growth phase of the whole moves with it."""
    if change is None:
        return str(gettext("Does not count in a score."))
    if not (change.moves_level or change.moves_score):
        return str(gettext("Changes nothing in the score."))
    whole, whole_now = (whole_text(one.overall_level) for one in (change.after, change.before))
    here = _tell_change_here(content, change)
    if whole == whole_now:
        return here
    overall = gettext("Overall: %(level)s, now %(now_level)s.", level=within(whole), now_level=within(whole_now))
    return f"{here} {overall}"


def _tell_change_here(content: Content, change: Change) -> str:
    name = translate_text(content.growth_path.dimension_names[change.dimension])
    score, now = score_text(change.after.score), score_text(change.before.score)
    phase, phase_now = (phase_text(one.level, one.likely.level) for one in (change.after, change.before))
    if phase == phase_now:
        return str(gettext("%(dimension)s: score %(score)s, now %(now)s.", dimension=name, score=score, now=now))
    return str(
        gettext(
            "%(dimension)s: %(level)s, now %(now_level)s (score %(score)s, now %(now)s).",
            dimension=name,
            level=within(phase),
            now_level=within(phase_now),
            score=score,
            now=now,
        )
    )


def tell_weighed(weighed: Weighed) -> str:
    """Return where a domain stands in a calculation: its growth phase and its score."""
    phase = phase_text(weighed.level, weighed.likely.level)
    return str(gettext("%(phase)s · score %(score)s", phase=phase, score=score_text(weighed.score)))


def tell_weighed_whole(weighed: Weighed) -> str:
    """Return the same of the whole."""
    phase, score = whole_text(weighed.overall_level), score_text(weighed.overall_score)
    return str(gettext("%(phase)s · score %(score)s", phase=phase, score=score))
