"""Recommendations as cards, each with why it stands where it stands and what it would bring."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from assessment.advice import Recommendation
from assessment.content import Content
from assessment.road.model import Advised, Part
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import Spoken, current_spoken, gettext
from webapp.report.parts.addresses import Addresses, advice_anchor
from webapp.report.parts.method_addresses import MethodAddresses, find_method
from webapp.report.parts.platform import tell_with_platform
from webapp.report.parts.road import state_of
from webapp.report.parts.sheets import SheetLink, link_sheets
from webapp.wording.numbers import gain_text, total_effort_text
from webapp.wording.verdicts import effort_line, state_text

GAIN = "winst"
"""The place on the page of a recommendation that tells how its gain was computed."""
MOST_WORDS = 2048
"""Each recommendation of each version in each language."""


class AdviceWords(NamedTuple):
    """What a recommendation says to everybody.

    `id` is its anchor; `residents` is what they notice, empty where a version of the questionnaire does not tell;
    `work` is the effort in days and hours alone.
    """

    id: str
    title: str
    why: str
    first_step: str
    done_when: str
    residents: str
    effort: str
    work: str
    leads: str
    dimension: str
    dimension_name: str


class AdviceView(NamedTuple):
    """One recommendation for one municipality.

    `number` is its place on the road, `part` which part of that it stands in. `reason` is why it stands here; `gain` is
    by how many points its dimension rises if only this is done. `href` is its own page, `gain_href` where it tells how
    the gain was computed, empty where it raises no score. `sheets` are documents to start with.
    """

    words: AdviceWords
    number: int
    part: Part
    gain: str
    variant: str
    reason: str
    needs: tuple[dict[str, str], ...]
    href: str
    gain_href: str
    figure_href: str
    plan_href: str
    is_planned: bool
    sheets: tuple[SheetLink, ...]


class AdviceRow(NamedTuple):
    """A recommendation in one line, which leads to its own page; `id` is its anchor."""

    id: str
    number: int
    title: str
    facts: str
    dimension: str
    dimension_name: str
    href: str


def list_advice(findings: Findings, advised: Sequence[Advised], addresses: Addresses) -> tuple[AdviceRow, ...]:
    """Return some advice in lines, each numbered as its card would be."""
    number_of = findings.road.number_of
    return tuple(
        _list(findings, entry.recommendation, number_of(entry.recommendation.id), addresses) for entry in advised
    )


def _list(findings: Findings, recommendation: Recommendation, number: int, addresses: Addresses) -> AdviceRow:
    return AdviceRow(
        id=advice_anchor(recommendation.id),
        number=number,
        title=translate_text(recommendation.title),
        facts=f"{effort_line(recommendation)} · {translate_text(recommendation.lead)}",
        dimension=recommendation.dimension,
        dimension_name=translate_text(findings.content.growth_path.dimension_names[recommendation.dimension]),
        href=addresses.recommendation(recommendation.id),
    )


def view_advice(findings: Findings, advised: Sequence[Advised], addresses: Addresses) -> tuple[AdviceView, ...]:
    """Return the cards of some advice, each numbered by its place on the road of this municipality."""
    around = addresses, find_method()
    return tuple([_view(findings, entry, *around) for entry in advised])


def _view(findings: Findings, entry: Advised, addresses: Addresses, method: MethodAddresses) -> AdviceView:
    recommendation = entry.recommendation
    planned = next((one for one in findings.actions if one.recommendation_id == recommendation.id), None)
    named = recommendation.figure
    return AdviceView(
        words=_say(current_spoken(), findings.content, recommendation.id),
        number=findings.road.number_of(recommendation.id),
        part=entry.part,
        gain=gain_text(entry.gain) if recommendation.changes else "–",
        variant=_variant(findings, entry),
        reason=reason_text(findings, entry),
        needs=tuple(_need(findings, name, addresses) for name in entry.first),
        href=addresses.recommendation(recommendation.id),
        gain_href=addresses.recommendation(recommendation.id, GAIN) if recommendation.changes else "",
        figure_href=method.figure(findings.edition.figure_by_id[named]) if named else "",
        plan_href=addresses.action(planned.id) if planned else addresses.take_on(recommendation.id),
        is_planned=planned is not None,
        sheets=link_sheets(recommendation.id, addresses),
    )


@lru_cache(MOST_WORDS)
def _say(_spoken: Spoken, content: Content, name: str) -> AdviceWords:
    """Return what a recommendation says in the language of now. Kept: it is the same for everybody."""
    recommendation = content.recommendations[content.places[name]]
    return AdviceWords(
        id=advice_anchor(recommendation.id),
        title=translate_text(recommendation.title),
        why=translate_text(recommendation.why),
        first_step=translate_text(recommendation.first_step),
        done_when=translate_text(recommendation.done_when),
        residents=translate_text(recommendation.residents),
        effort=effort_line(recommendation),
        work=total_effort_text(recommendation.days, recommendation.hours_a_week),
        leads=translate_text(recommendation.lead),
        dimension=recommendation.dimension,
        dimension_name=translate_text(content.growth_path.dimension_names[recommendation.dimension]),
    )


def reason_text(findings: Findings, entry: Advised) -> str:
    """Return why a recommendation stands where it stands: what it opens, which barrier it lowers, what it gains."""
    path = findings.content.growth_path
    parts = []
    if state := state_of(findings, entry):
        parts.append(
            gettext("Basis: everybody must have this in order. For you: %(state)s.", state=state_text(state).lower())
        )
    if entry.recommendation.practice:
        parts.append(
            gettext("Every municipality meets this. No answer tells whether it is in order: it raises no score.")
        )
    if entry.unlocks:
        criteria = " ".join(f"“{translate_text(path.criteria[name].text)}”" for name in entry.unlocks)
        level = path.criterion_levels[entry.unlocks[0]]
        parts.append(
            gettext("Fulfils a condition of growth phase %(level)s: %(criteria)s", level=level, criteria=criteria)
        )
    if entry.barriers:
        parts.append(
            gettext("Lowers a barrier that you reported: %(barriers)s.", barriers=barriers_text(findings, entry))
        )
    if entry.recommendation.changes:
        effort = total_effort_text(entry.recommendation.days, entry.recommendation.hours_a_week)
        parts.append(gettext("%(gain)s points for %(effort)s.", gain=gain_text(entry.gain), effort=effort))
        parts += filter(None, [tell_with_platform(findings, entry)])
        if entry.left != entry.gain:
            parts.append(
                gettext(
                    "After all that stands before it, %(gain)s points of that are left.", gain=gain_text(entry.left)
                )
            )
    return " ".join(parts)


def barriers_text(findings: Findings, entry: Advised) -> str:
    """Return the barriers that a recommendation lowers, in words."""
    question = findings.content.questionnaire.question("barriers.reported")
    return "; ".join(translate_text(question.row_by_id[name].text) for name in entry.barriers)


def _variant(findings: Findings, entry: Advised) -> str:
    notes = []
    base = findings.content.recommendation(entry.recommendation.variant_of)
    if base is not None:
        notes.append(
            gettext(
                "A lighter way, because of a barrier that you reported. It stands in for “%(title)s”.",
                title=translate_text(base.title),
            )
        )
    if not entry.certain:
        notes.append(gettext("Only needed if you do not do this yet: an answer about it is not known."))
    return " ".join(notes)


def _need(findings: Findings, name: str, addresses: Addresses) -> dict[str, str]:
    recommendation = findings.content.recommendation(name)
    title = translate_text(recommendation.title if recommendation else None)
    return {"text": title, "href": addresses.recommendation(name)}
