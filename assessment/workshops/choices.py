"""One blind answer, as the signs that are sent, stored and acknowledged: as many for whatever was chosen.

A *mask* has a sign for each option in order, then one for *don't know* and one for *not applicable*: 1 where it was
chosen, else 0. Nobody who sees only how long something is learns what it says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from assessment.model import NOT_APPLICABLE, UNKNOWN, Answer, Kind, Questionnaire, State
from assessment.workshops.items import Votable, find_votable

BESIDE = (UNKNOWN, NOT_APPLICABLE)
"""What can be said of every list beside its options, in the order of the signs."""


class ChoiceError(ValueError):
    """What was sent is no answer to this. `code`: shape, empty, one_option, exclusive or not_applicable."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def mask_of(votable: Votable, *names: str) -> str:
    """The mask in which these options are chosen, by id, or UNKNOWN or NOT_APPLICABLE. Raises KeyError."""
    signs = list(_names(votable))
    places = {signs.index(name) if name in signs else _miss(name) for name in names}
    return "".join("1" if place in places else "0" for place in range(len(signs)))


def read_choice(votable: Votable, masks: Iterable[str]) -> str:
    """The mask of what a form sent, a mask for each box that was ticked. Raises ChoiceError."""
    size = len(votable.options) + len(BESIDE)
    sent = list(masks)
    if any(len(mask) != size or set(mask) - {"0", "1"} for mask in sent):
        raise ChoiceError("shape")
    joined = "".join("1" if any(mask[place] == "1" for mask in sent) else "0" for place in range(size))
    _check(votable, chosen(votable, joined))
    return joined


def chosen(votable: Votable, mask: str) -> tuple[str, ...]:
    """What a mask chooses, in order: ids of options, UNKNOWN, NOT_APPLICABLE."""
    return tuple(name for name, sign in zip(_names(votable), mask, strict=True) if sign == "1")


def is_real(mask: str) -> bool:
    """Whether it says something about the matter: any option at all."""
    return "1" in mask[: -len(BESIDE)]


def answer_of(votable: Votable, mask: str) -> Answer:
    """What a mask says as an answer: of a row, the answer to its grid in which only that row is filled in."""
    names = chosen(votable, mask)
    if votable.row is not None:
        return Answer(rows={votable.row.id: names[0]})
    if names[0] in BESIDE:
        return Answer(State(names[0]))
    return Answer(options=names)


def answers_of(questionnaire: Questionnaire, masks: Mapping[str, str]) -> dict[str, Answer]:
    """Answers to the questions, out of masks by key; rows of one grid become one answer. Unknown keys are left out."""
    found: dict[str, Answer] = {}
    for key, mask in masks.items():
        votable = find_votable(questionnaire, key)
        if votable is None:
            continue
        answer = answer_of(votable, mask)
        if votable.question.kind is Kind.GRID and (before := found.get(votable.question.id)):
            rows = {**before.rows, **answer.rows}
            answer = Answer(rows={row.id: rows[row.id] for row in votable.question.rows if row.id in rows})
        found[votable.question.id] = answer
    return found


def _names(votable: Votable) -> tuple[str, ...]:
    return (*(option.id for option in votable.options), *BESIDE)


def _miss(name: str) -> int:
    raise KeyError(name)


def _check(votable: Votable, names: tuple[str, ...]) -> None:
    if not names:
        raise ChoiceError("empty")
    if NOT_APPLICABLE in names and not votable.allows_not_applicable:
        raise ChoiceError("not_applicable")
    if len(names) == 1:
        return
    if not votable.is_several:
        raise ChoiceError("one_option")
    alone = {option.id for option in votable.options if option.exclusive} | set(BESIDE)
    if alone.intersection(names):
        raise ChoiceError("exclusive")
