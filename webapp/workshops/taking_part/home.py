"""What a participant takes home: the own answers beside the room, and what they say of a domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template

from assessment.content import Content
from assessment.likely import is_too_open
from assessment.model import DIMENSIONS, Answer
from assessment.workshops.choices import chosen
from assessment.workshops.stages import Stage
from webapp.findings.compute import find
from webapp.findings.model import Profile
from webapp.language.locale import translate_text
from webapp.store.rounds import RoundRecord
from webapp.store.workshops import Subject
from webapp.web.state import get_edition
from webapp.wording.levels import phase_text
from webapp.wording.verdicts import choice_words
from webapp.workshops.asked import content_of_room
from webapp.workshops.policy import SeatVisit
from webapp.workshops.spread import shape_spread
from webapp.workshops.taking_part.operations import list_own, own_answers, votable_of
from webapp.workshops.taking_part.pages import describe_seat


@dataclass(frozen=True)
class Taken:
    """One round as it is taken home. `mine` is empty where nothing was answered, `room` where nothing was revealed."""

    text: str
    row: str
    is_second: bool
    mine: str
    room: str


def show_mine(visit: SeatVisit) -> str:
    """Return the own answers beside what the room was shown, and the growth phases that they point to."""
    workshop = visit.workshop
    rounds, votes = list_own(visit)
    answered = any(one.id in votes for one in rounds)
    return render_template(
        "workshops/phone/mine.html",
        taken=[
            _take(visit, one, votes.get(one.id, "")) for one in rounds if one.stage is Stage.REVEALED or one.id in votes
        ],
        phases=list_phases(content_of_room(workshop), own_answers(visit)),
        can_begin=workshop.subject is Subject.MANY and answered,
        **describe_seat(visit, workshop),
    )


def _take(visit: SeatVisit, one: RoundRecord, mask: str) -> Taken:
    votable = votable_of(visit.workshop, one.item)
    shown = one.stage is Stage.REVEALED
    return Taken(
        text=translate_text(votable.title),
        row=translate_text(votable.row.text) if votable.row else "",
        is_second=one.no > 1,
        mine="; ".join(choice_words(votable.question, name) for name in chosen(votable, mask)) if mask else "",
        room=shape_spread(votable, one, None, get_edition()).summary if shown else "",
    )


def list_phases(content: Content, answers: Mapping[str, Answer]) -> tuple[tuple[str, str], ...]:
    """Return each domain of which half was answered, with the growth phase that the own answers point to."""
    if not answers:
        return ()
    findings = find(content, get_edition(), Profile("", "", 0), answers)
    names = content.growth_path.dimension_names
    return tuple(
        (
            translate_text(names[name]),
            phase_text(findings.dimensions[name].level, findings.dimensions[name].likely.level),
        )
        for name in DIMENSIONS
        if not is_too_open(findings.dimensions[name].score)
    )
