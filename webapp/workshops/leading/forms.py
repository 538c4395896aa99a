"""What the trainer sends: commands with the revision that they saw, hands, agreed answers, the door, a sign."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from werkzeug.datastructures import MultiDict

from assessment.workshops.choices import ChoiceError, read_choice
from assessment.workshops.door import MOST_SEATS
from assessment.workshops.items import Votable
from webapp.language.texts import gettext
from webapp.language.typed_numbers import read_whole_number
from webapp.language.typed_text import clean_block, explain_length
from webapp.store.rounds import DISSENT_LENGTH
from webapp.workshops.leading.pages import TIMERS, Act

MOST_HANDS = 999
_SIGN = re.compile("[A-Z0-9]{1,8}", re.ASCII)

Fields = MultiDict[str, str]


class TypedError(ValueError):
    """What was typed can't be taken; the message says what to do."""


class Agreed(NamedTuple):
    """What the room agreed on; `mask` is None for nothing."""

    mask: str | None
    dissent: str


def read_revision(form: Mapping[str, str]) -> int:
    """Return the revision that stood on the page; one that nothing has where there is none."""
    return read_whole_number(form.get("revision"), -1)


def read_act(form: Mapping[str, str]) -> Act | None:
    """Return what is to be done; None for nothing that we know."""
    given = form.get("doe", "")
    return Act(given) if given in set(Act) else None


def read_timer(form: Mapping[str, str]) -> int | None:
    """Return how long the clock is to show; None for no clock."""
    seconds = read_whole_number(form.get("klok"), 0)
    return seconds if seconds in TIMERS and seconds else None


def read_hands(votable: Votable, form: Mapping[str, str]) -> tuple[int, ...] | None:
    """Return the hands that were counted for each option; None where none were. Raises TypedError."""
    written = [form.get(f"handen-{option.id}", "").strip() for option in votable.options]
    counted = [read_whole_number(one or "0", -1) for one in written]
    if any(not 0 <= one <= MOST_HANDS for one in counted):
        raise TypedError(gettext("Fill in how many hands you counted: whole numbers up to %(most)s.", most=MOST_HANDS))
    return tuple(counted) if any(counted) else None


def read_agreed(votable: Votable, form: Fields) -> Agreed:
    """Return what the room agreed on. Raises TypedError."""
    dissent = clean_block(form.get("anders", ""))
    if problem := explain_length(dissent, DISSENT_LENGTH):
        raise TypedError(problem)
    masks = [mask for mask in form.getlist("afspraak") if mask]
    if not masks:
        return Agreed(None, dissent)
    try:
        return Agreed(read_choice(votable, masks), dissent)
    except ChoiceError as error:
        raise TypedError(gettext("These answers do not go together. Choose again.")) from error


def read_limit(form: Mapping[str, str], fewest: int) -> int:
    """Return how many people may come in. Raises TypedError."""
    limit = read_whole_number(form.get("grens"), -1)
    if not max(1, fewest) <= limit <= MOST_SEATS:
        raise TypedError(
            gettext(
                "Fill in a whole number from %(low)s to %(high)s.",
                low=max(1, fewest),
                high=MOST_SEATS,
            )
        )
    return limit


def read_sign(form: Mapping[str, str]) -> str:
    """Return the sign that was typed. Raises TypedError."""
    sign = form.get("teken", "").replace(" ", "").replace("-", "").upper()
    if not _SIGN.fullmatch(sign):
        raise TypedError(gettext("Type the sign that is on the phone."))
    return sign
