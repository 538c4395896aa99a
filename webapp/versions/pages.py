"""What the page shows on which a self-scan moves to a newer questionnaire: all that changes, computed beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from assessment.crosswalk.carrying import trace_questions
from assessment.crosswalk.preview import Preview, preview_move
from assessment.library import Way
from assessment.model import Answers, Question
from webapp.findings.compute import find
from webapp.findings.model import DimensionFinding, Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext, ngettext
from webapp.outcome.reading import find_current
from webapp.outcome.versions import carry_links
from webapp.report.parts.tables import Cell, Table, columns, rows
from webapp.web.state import get_edition, get_library
from webapp.web.visit import Visit
from webapp.wording.answers import describe_answer
from webapp.wording.standings import COLUMNS, standing_text


class Asked(NamedTuple):
    """A question, and what was answered before; empty where nothing was."""

    text: str
    before: str


@dataclass(frozen=True)
class Group:
    """Questions that fare alike in a move."""

    title: str
    text: str
    questions: tuple[Asked, ...]


class MovePage(NamedTuple):
    """All that the page shows."""

    old: str
    new: str
    finished: bool
    whole: str
    table: Table
    groups: tuple[Group, ...]
    plan: tuple[str, ...]


def shape_move(visit: Visit) -> MovePage | None:
    """Return what a move to the newest questionnaire changes; None where it has that one. Raises StoreUnavailable."""
    library = get_library()
    way = library.way(visit.assessment.questionnaire_version, library.versions[-1])
    if not way.steps:
        return None
    now = find_current(visit)
    preview = preview_move(way, now.answers)
    then = find(way.target, get_edition(), now.profile, preview.answers)
    count = len(preview.whole)
    return MovePage(
        old=way.source.questionnaire.version,
        new=way.target.questionnaire.version,
        finished=visit.assessment.finished_at is not None,
        whole=ngettext("One answer comes along as it is.", "%(num)s answers come along as they are.", count),
        table=_compare(now, then),
        groups=_group(preview, _Describer(way, now.answers, trace_questions(way.steps, way.source.questionnaire))),
        plan=_tell_plan(now, way),
    )


def _group(preview: Preview, describer: _Describer) -> tuple[Group, ...]:
    found = (
        Group(
            gettext("Answer again"),
            gettext("The new questionnaire asks this in another way, and your answer has no place there."),
            describer.describe(preview.again),
        ),
        Group(
            gettext("Look at these again"),
            gettext("Part of your answer comes along; something is open or left out."),
            describer.describe(preview.partly),
        ),
        Group(gettext("New questions"), gettext("Nobody asked you these yet."), describer.describe(preview.new)),
        Group(
            gettext("No longer asked"),
            gettext("Your answer no longer counts. It stays in the file that you can download."),
            describer.describe_old(preview.left),
        ),
    )
    return tuple(group for group in found if group.questions)


@dataclass(frozen=True)
class _Describer:
    """Puts questions into words, each with what was answered to the one that it comes from."""

    way: Way
    answers: Answers
    origin: dict[str, str]

    def describe(self, questions: Iterable[Question]) -> tuple[Asked, ...]:
        """Describe questions of the target."""
        return tuple(Asked(translate_text(q.text), self._before(self.origin.get(q.id))) for q in questions)

    def describe_old(self, questions: Iterable[Question]) -> tuple[Asked, ...]:
        """Describe questions of the source."""
        return tuple(Asked(translate_text(q.text), self._before(q.id)) for q in questions)

    def _before(self, name: str | None) -> str:
        answer = self.answers.get(name or "")
        if answer is None or name is None:
            return ""
        return describe_answer(self.way.source.questionnaire.question(name), answer).replace("\n", "; ")


def _compare(now: Findings, then: Findings) -> Table:
    names = now.content.growth_path.dimension_names
    lines: list[list[Cell]] = [
        [
            translate_text(names[name]),
            _describe_dimension(entry),
            _describe_dimension(then.dimensions[name]),
        ]
        for name, entry in now.dimensions.items()
    ]
    return Table(
        caption=gettext("Your result with the same answers"),
        columns=columns(
            gettext("Dimension"),
            *(gettext("With %(version)s", version=found.content.questionnaire.version) for found in (now, then)),
            numbers_from=COLUMNS,
        ),
        rows=rows(lines),
        total=(gettext("Overall"), _describe_whole(now), _describe_whole(then)),
        closing=(gettext("What is new, or asked again, counts as not answered yet."),),
    )


def _describe_dimension(entry: DimensionFinding) -> str:
    return standing_text(entry.level, entry.likely.level, entry.score.range)


def _describe_whole(findings: Findings) -> str:
    return standing_text(findings.overall.range, findings.likely.level, findings.overall_score)


def _tell_plan(now: Findings, way: Way) -> tuple[str, ...]:
    if not now.actions:
        return ()
    changed = carry_links(way, now.actions).values()
    count, own = len(now.actions), sum(name is None for name in changed)
    other = len(changed) - own
    sentences = [ngettext("Your action stays.", "All %(num)s actions stay.", count)]
    if other:
        text = ngettext(
            "One of them now belongs to a recommendation that took its own in.",
            "%(num)s of them now belong to a recommendation that took theirs in.",
            other,
        )
        sentences.append(text)
    if own:
        text = ngettext(
            "Of one the recommendation is gone, or another action has it: it becomes an action of your own.",
            "Of %(num)s the recommendation is gone, or another action has it: they become actions of your own.",
            own,
        )
        sentences.append(text)
    return tuple(sentences)
