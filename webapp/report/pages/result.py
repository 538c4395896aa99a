"""The first page of the result: the levels, what they mean, and what to do first."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from assessment.content import Content
from webapp.findings.found import Finished
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import Spoken, current_spoken, gettext
from webapp.report.pages.guesses import list_guesses
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.beside import LookView, view_looks
from webapp.report.parts.counts import tell_titled
from webapp.report.parts.finished import FinishedNote, find_differing, list_finished, tell_finished
from webapp.report.parts.gaps import OpenDimension, OpenQuestion, find_decisive, find_unanswered, view_deciding
from webapp.report.parts.head import Head, Picture, Way, describe_level, list_further, make_picture, view_head
from webapp.report.parts.inaction import Standstill, find_standstill
from webapp.report.parts.judgement import judge_whole
from webapp.report.parts.opening import Opening, view_opening
from webapp.report.parts.recommendations import AdviceView, view_advice
from webapp.report.parts.road import explain_basis, explain_beginning, explain_first, explain_goals, tell_effort
from webapp.report.parts.scores import explain_overall
from webapp.report.parts.tables import Cell, Table, columns, link, rows
from webapp.report.parts.two_measures import tell_both, tell_why
from webapp.wording.comparisons import caveat_text
from webapp.wording.levels import level_text, rule_of_the_whole
from webapp.wording.numbers import number_text, score_text


class ResultPage(NamedTuple):
    """All that the first page shows."""

    head: Head
    title: str
    questionnaire: str
    opening: Opening
    finished: FinishedNote | None
    meaning: str
    range_text: str
    cap_text: str
    whole_rule: str
    score: str
    score_table: Table
    threshold_table: Table
    counts: tuple[tuple[str, str], ...]
    picture: Picture
    picture_table: Table
    first: tuple[AdviceView, ...]
    first_table: Table
    first_text: str
    first_effort: str
    goals: tuple[str, ...]
    standstill: tuple[Standstill, ...]
    further: tuple[Way, ...]
    basis_table: Table
    deciding: tuple[OpenQuestion, ...]
    unanswered: tuple[OpenQuestion, ...]
    decisive: tuple[OpenDimension, ...]
    caveat: str
    looks: tuple[LookView, ...]
    guesses: int


def shape_result(findings: Findings, addresses: Addresses, finished: tuple[Finished, ...] = ()) -> ResultPage:
    """Return the first page of the result; `finished` is what was found each time that it was finished."""
    judgement, differing = judge_whole(findings), find_differing(finished, findings)
    goals = explain_goals(findings)
    return ResultPage(
        head=view_head(findings, addresses, "result"),
        title=gettext("Result of %(municipality)s", municipality=findings.profile.municipality),
        questionnaire=findings.content.questionnaire.version,
        opening=view_opening(findings, addresses),
        finished=tell_finished(finished, findings, differing),
        meaning=judgement.lead,
        range_text=judgement.remark,
        cap_text=_explain_cap(findings),
        whole_rule=rule_of_the_whole(findings.content.growth_path.domains_at_level),
        score=score_text(findings.overall_score),
        score_table=explain_overall(findings, addresses),
        threshold_table=_thresholds(current_spoken(), findings.content),
        counts=_counts(findings, addresses),
        picture=_picture(findings),
        picture_table=_picture_table(findings, addresses),
        first=view_advice(findings, findings.road.beginning, addresses),
        first_table=explain_first(findings, goals),
        first_text=explain_beginning(),
        first_effort=tell_effort(findings),
        goals=goals,
        standstill=find_standstill(findings, addresses),
        further=(*list_further(findings, addresses), *list_finished(differing)),
        basis_table=explain_basis(findings),
        deciding=view_deciding(findings, findings.deciding, addresses),
        unanswered=find_unanswered(findings, addresses),
        decisive=find_decisive(findings, addresses),
        caveat=caveat_text(),
        looks=view_looks(findings),
        guesses=len(list_guesses(findings)),
    )


def _explain_cap(findings: Findings) -> str:
    if not findings.holding_back:
        return ""
    dimensions = ", ".join(describe_level(findings, name) for name in findings.holding_back)
    if at_level := findings.content.growth_path.domains_at_level:
        return str(
            gettext(
                "Your mean score alone would give a higher growth phase. For that, at least %(count)s of the four "
                "dimensions must have reached it, and none may be more than one phase lower. What comes first: "
                "%(dimensions)s.",
                count=at_level,
                dimensions=dimensions,
            )
        )
    return str(
        gettext(
            "Your mean score alone would give a higher growth phase. But the whole comes out at most one growth phase "
            "above the weakest dimension (%(dimensions)s).",
            dimensions=dimensions,
        )
    )


@lru_cache(64)
def _thresholds(_spoken: Spoken, content: Content) -> Table:
    """Return from which score each growth phase is reached. Kept: it is the same for everybody."""
    found: list[list[Cell]] = [
        [f"{name.level} · {translate_text(name.name)}", number_text(name.threshold)]
        for name in content.growth_path.names
    ]
    return Table(
        caption=gettext("From score to growth phase"),
        columns=columns(gettext("Growth phase"), gettext("From score"), numbers_from=1),
        rows=rows(found),
    )


def _counts(findings: Findings, addresses: Addresses) -> tuple[tuple[str, str], ...]:
    """The first count of each dimension, and where it stands thing by thing."""
    return tuple(
        (text, addresses.dimension(name, "vergelijking"))
        for name in findings.dimensions
        if (text := tell_titled(findings, name))
    )


def _picture(findings: Findings) -> Picture:
    return make_picture(
        findings,
        "growth-path",
        caption=gettext(
            "The triangle is your score on the growth path, the line beside it what is still possible. The grey band "
            "is where the municipalities of 2019 lay; beside it stands your score on the questions of that year."
        ),
    )


def _picture_table(findings: Findings, addresses: Addresses) -> Table:
    return Table(
        caption=gettext("The same in numbers"),
        columns=(
            *columns(
                gettext("Dimension"),
                gettext("Growth phase"),
                gettext("Score"),
                gettext("You, on the questions of 2019"),
                gettext("2019, with the sampling margin"),
                numbers_from=2,  # the growth phase wraps: else the table is wider than a sheet
            ),
            *columns(gettext("Compared with 2019"), numbers_from=1),
        ),
        rows=rows([_picture_row(findings, entry, addresses) for entry in findings.dimensions.values()]),
        total=(
            gettext("Overall"),
            level_text(findings.overall.range, findings.likely.level),
            score_text(findings.overall_score),
            "",
            "",
            "",
        ),
        closing=tuple(filter(None, (tell_why(findings),))),
    )


def _picture_row(findings: Findings, entry: DimensionFinding, addresses: Addresses) -> list[Cell]:
    reference = entry.reference
    name = findings.content.growth_path.dimension_names[entry.id]
    return [
        link(translate_text(name), addresses.dimension(entry.id)),
        level_text(entry.level, entry.likely.level),
        score_text(entry.score.range),
        score_text(reference.own) if reference else "–",
        score_text(reference.sampled) if reference else "–",
        tell_both(findings, entry),
    ]
