"""What the page *as seen* shows: each domain as it is said and as it is seen, and the questions where they part."""

from __future__ import annotations

from dataclasses import dataclass

from assessment.model import DIMENSIONS, Question
from assessment.voices import lay_over, overlay
from assessment.weighing import Weighed, start_weighing
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext
from webapp.scan.pages.cards import link_question
from webapp.voices.positions import Positions, SentVoice
from webapp.voices.settling.pages import tell_change
from webapp.wording.answers import describe_answer
from webapp.wording.levels import phase_text, whole_text
from webapp.wording.numbers import score_text


@dataclass(frozen=True)
class PartingView:
    """One question on which what is said and what is seen part, why, and what laying it over changes."""

    number: int
    text: str
    href: str
    said: str
    seen: str
    why: str
    effect: str


@dataclass(frozen=True)
class DimensionView:
    """One domain, and the questions of it that part, those that move the score furthest first."""

    name: str
    partings: tuple[PartingView, ...]


@dataclass(frozen=True)
class SeenPage:
    """The whole page. `rows`: each domain with its growth phase and score as said and as seen."""

    role: str
    day: str
    rows: tuple[tuple[str, str, str], ...]
    dimensions: tuple[DimensionView, ...]
    looked: int
    parting: int


def shape_seen(positions: Positions, voice: SentVoice) -> SeenPage:
    """Return what the page shows of somebody who looks from outside."""
    content = positions.content
    seen = start_weighing(content, overlay(content.questionnaire, positions.agreed, voice.answers))
    names = content.growth_path.dimension_names
    looks = {name: (positions.weighing.look(name), seen.look(name)) for name in DIMENSIONS}
    rows = [(translate_text(names[name]), _tell(said), _tell(other)) for name, (said, other) in looks.items()]
    said, other = looks[DIMENSIONS[0]]
    whole = (gettext("Overall"), _tell_whole(said), _tell_whole(other))
    dimensions = tuple(
        DimensionView(translate_text(names[name]), _list_partings(positions, voice, name)) for name in DIMENSIONS
    )
    return SeenPage(
        role=voice.record.role,
        day=format_day(voice.record.sent_at) if voice.record.sent_at else "",
        rows=(*rows, whole),
        dimensions=tuple(one for one in dimensions if one.partings),
        looked=len(voice.answers),
        parting=sum(len(one.partings) for one in dimensions),
    )


def _tell(weighed: Weighed) -> str:
    phase = phase_text(weighed.level, weighed.likely.level)
    return str(gettext("%(phase)s · score %(score)s", phase=phase, score=score_text(weighed.score)))


def _tell_whole(weighed: Weighed) -> str:
    phase, score = whole_text(weighed.overall_level), score_text(weighed.overall_score)
    return str(gettext("%(phase)s · score %(score)s", phase=phase, score=score))


def _list_partings(positions: Positions, voice: SentVoice, dimension: str) -> tuple[PartingView, ...]:
    found: list[tuple[float, PartingView]] = []
    for question in positions.content.questionnaire.scored[dimension]:
        agreed, answer = positions.agreed.get(question.id), voice.answers.get(question.id)
        if answer is None or (laid := lay_over(question, agreed, answer)) == agreed:
            continue
        change = positions.weighing.weigh(question, laid)
        view = _view_parting(positions, voice, question, describe_answer(question, laid))
        found.append((change.distance if change is not None else 0.0, view))
    return tuple(view for _, view in sorted(found, key=lambda pair: -pair[0]))


def _view_parting(positions: Positions, voice: SentVoice, question: Question, seen: str) -> PartingView:
    agreed, answer = positions.agreed.get(question.id), voice.answers[question.id]
    effect = tell_change(positions, positions.weighing.weigh(question, lay_over(question, agreed, answer)))
    return PartingView(
        number=positions.content.questionnaire.number_by_id[question.id],
        text=translate_text(question.text),
        href=link_question(question),
        said=describe_answer(question, agreed) if agreed is not None else gettext("not answered"),
        seen=seen,
        why=voice.note(question.id),
        effect=effect,
    )
