"""What a participant takes home: the own answers beside the room, and what they say of a domain."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from flask import render_template
from werkzeug.wrappers import Response

from assessment.content import Content
from assessment.levels import LevelRange
from assessment.likely import is_too_open
from assessment.model import DIMENSIONS, Answer
from assessment.workshops.choices import chosen
from assessment.workshops.items import Votable
from assessment.workshops.stages import Stage
from webapp.findings.compute import find
from webapp.findings.model import Profile
from webapp.language.locale import translate_text
from webapp.store.rounds import RoundRecord
from webapp.store.workshops import Subject
from webapp.web.state import get_edition
from webapp.wording.levels import phase_text
from webapp.wording.verdicts import choice_words
from webapp.workshops.asked import content_of_room, list_choices
from webapp.workshops.policy import SeatVisit
from webapp.workshops.spread import shape_spread
from webapp.workshops.taking_part.even import send_even
from webapp.workshops.taking_part.operations import list_own, own_answers, votable_of
from webapp.workshops.taking_part.pages import describe_seat


@dataclass(frozen=True)
class Taken:
    """One round as it is taken home. `mine` is empty where nothing was answered, `room` where nothing was revealed.

    `longest`: of what could be `mine`, what is the longest to say.
    """

    text: str
    row: str
    is_second: bool
    mine: str
    room: str
    longest: str


def show_mine(visit: SeatVisit) -> Response:
    """Return the own answers beside what the room was shown, and the growth phases that they point to.

    The page is as long whatever they are.
    """
    content = content_of_room(visit.workshop)
    rounds, votes = list_own(visit)
    taken = [
        _take(visit, one, votes.get(one.id, "")) for one in rounds if one.stage is Stage.REVEALED or one.id in votes
    ]
    shown = {
        "can_begin": visit.workshop.subject is Subject.MANY and any(one.id in votes for one in rounds),
        **describe_seat(visit, visit.workshop),
    }
    page = render_template(
        "workshops/phone/mine.html", taken=taken, phases=list_phases(content, own_answers(visit)), **shown
    )
    longest = [replace(one, mine=one.longest) for one in taken]
    return send_even(
        page, render_template("workshops/phone/mine.html", taken=longest, phases=_longest_phases(content), **shown)
    )


def _longest_phases(content: Content) -> tuple[tuple[str, str], ...]:
    """Return each domain with as long a growth phase as there is: likely, and all others possible."""
    phase = phase_text(LevelRange(0, 4), 1)
    return tuple((translate_text(content.growth_path.dimension_names[name]), phase) for name in DIMENSIONS)


def _find_longest(votable: Votable) -> str:
    """Return what of the answers is the longest to say; all of them where several go together."""
    words = [choice.text for choice in list_choices(votable)]
    return "; ".join(words) if votable.is_several else max(words, key=len)


def _take(visit: SeatVisit, one: RoundRecord, mask: str) -> Taken:
    votable = votable_of(visit.workshop, one.item)
    shown = one.stage is Stage.REVEALED
    return Taken(
        text=translate_text(votable.title),
        row=translate_text(votable.row.text) if votable.row else "",
        is_second=one.no > 1,
        mine="; ".join(choice_words(votable.question, name) for name in chosen(votable, mask)) if mask else "",
        room=shape_spread(votable, one, None, get_edition()).summary if shown else "",
        longest=_find_longest(votable),
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
