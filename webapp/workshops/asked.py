"""What a room is asked, in words: the questions of a workshop in order, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assessment.content import Content
from assessment.model import NOT_APPLICABLE, UNKNOWN
from assessment.workshops.choices import mask_of
from assessment.workshops.items import Votable, find_votable
from assessment.workshops.stages import Stage, WrongStageError
from benchmarks.model import Edition
from webapp.language.locale import translate_text
from webapp.store.rounds import RoundRecord
from webapp.store.workshops import WorkshopRecord
from webapp.web.state import get_library
from webapp.wording.answers import name_state
from webapp.workshops.spread import Spread, shape_spread


class Choice(NamedTuple):
    """One answer to choose, by its id: its mask is as long as that of any other.

    `is_peer`: don't know, or not applicable. `is_alone`: it goes with no other answer.
    """

    name: str
    mask: str
    text: str
    is_peer: bool
    is_alone: bool


@dataclass(frozen=True)
class Item:
    """One thing that a room is asked, with its rounds. `number` counts within the workshop, from 1."""

    number: int
    votable: Votable
    rounds: tuple[RoundRecord, ...]

    @property
    def key(self) -> str:
        """What it is known by."""
        return self.votable.key

    @property
    def title(self) -> str:
        """What is asked."""
        return translate_text(self.votable.title)

    @property
    def row(self) -> str:
        """The row of a grid that is asked; empty for a whole question."""
        return translate_text(self.votable.text) if self.votable.row else ""

    @property
    def name(self) -> str:
        """Both, on one line."""
        return name_item(self.votable)

    @property
    def anchor(self) -> str:
        """Where it stands on a page."""
        return "q-" + self.key.replace(".", "-").replace("/", "-").replace("_", "-")

    @property
    def last(self) -> RoundRecord | None:
        """The round that was begun last."""
        return self.rounds[-1] if self.rounds else None

    @property
    def revealed(self) -> tuple[RoundRecord, ...]:
        """The rounds that everybody may see, in order."""
        return tuple(one for one in self.rounds if one.stage is Stage.REVEALED)

    @property
    def settled(self) -> RoundRecord | None:
        """The revealed round whose agreed answer counts: the last that has one or a dissent, else the last."""
        said = (one for one in reversed(self.revealed) if one.agreed or one.dissent)
        return next(said, self.revealed[-1] if self.revealed else None)

    @property
    def options(self) -> tuple[str, ...]:
        """The answers in words."""
        return tuple(translate_text(option.text) for option in self.votable.options)

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Each answer that can be chosen."""
        return list_choices(self.votable)

    def is_in(self, mask: str, whole: str | None) -> bool:
        """Whether what a mask chooses is chosen in another one."""
        return bool(whole) and any(one == other == "1" for one, other in zip(mask, whole or "", strict=False))

    def spread(self, edition: Edition) -> Spread | None:
        """What the last revealed round shows, beside the one before; None where nothing was revealed."""
        shown = self.revealed
        if not shown:
            return None
        return shape_spread(self.votable, shown[-1], shown[-2] if len(shown) > 1 else None, edition)


def list_choices(votable: Votable) -> tuple[Choice, ...]:
    """Return the answers to choose from, in order; with *don't know*, and *not applicable* where it has that."""
    states = (UNKNOWN, NOT_APPLICABLE) if votable.allows_not_applicable else (UNKNOWN,)
    of_list = (
        Choice(one.id, mask_of(votable, one.id), translate_text(one.text), is_peer=False, is_alone=one.exclusive)
        for one in votable.options
    )
    beside = (Choice(one, mask_of(votable, one), name_state(one), is_peer=True, is_alone=True) for one in states)
    return (*of_list, *beside)


def name_item(votable: Votable) -> str:
    """Return what is asked on one line: the question, and the row of a grid where it is one."""
    title = translate_text(votable.title)
    return f"{title} – {translate_text(votable.text)}" if votable.row else title


def content_of_room(workshop: WorkshopRecord) -> Content:
    """Return the questionnaire and its company in the version that a workshop was prepared in."""
    return get_library().of(workshop.version)


def find_item(workshop: WorkshopRecord, key: str) -> Votable:
    """Return what a room is asked by a key. Raises WrongStageError where its questionnaire has it no longer."""
    found = find_votable(content_of_room(workshop).questionnaire, key)
    if found is None:
        raise WrongStageError
    return found


def list_items(workshop: WorkshopRecord, rounds: Sequence[RoundRecord]) -> tuple[Item, ...]:
    """Return what a room is asked, in order, each with its rounds."""
    questionnaire = content_of_room(workshop).questionnaire
    found = [votable for key in workshop.items if (votable := find_votable(questionnaire, key)) is not None]
    by_item: Mapping[str, tuple[RoundRecord, ...]] = {
        votable.key: tuple(one for one in rounds if one.item == votable.key) for votable in found
    }
    return tuple(Item(number, votable, by_item[votable.key]) for number, votable in enumerate(found, start=1))
