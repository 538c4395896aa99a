"""How much room there is for what others say of one assessment: as much as a download can carry and bring back.

What it takes is counted as a file writes it, from above: so whatever was saved fits into the largest file. Who looks
from outside counts twice, since the file of the whole result tells it a second time.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from webapp.store.connections import Connection

MOST_SAID_BYTES = 1_800_000
"""All that voices say and all that was decided, in one assessment: forty people on every question, each of them decided
upon, and a page of notes from each."""
VOICE_BYTES = 5_000
"""The most that a voice takes in a file beside what it says: its role, its questions, and how it looks from outside."""

_ANSWER_BYTES, _LOOK_BYTES, _DECISION_BYTES, _POSITION_BYTES = 260, 140, 400, 260
"""What stands around an answer, around one that is told again as seen, around a decision, around what it quotes."""

_TEXT = "length(CAST(json_quote({0}) AS BLOB))"
_PLAIN = "coalesce(length(CAST({0} AS BLOB)) * 5 / 4, 4)"
_SAID = f"{_PLAIN.format('answer')} + {_TEXT.format('note')}"
_MEASURE = f"""
    SELECT
        (SELECT coalesce(sum(
            {_ANSWER_BYTES} + {_SAID} + {_TEXT.format("evidence_url")}
            + CASE voice.kind WHEN 'observer' THEN {_LOOK_BYTES} + {_SAID} ELSE 0 END
        ), 0) FROM voice_answer JOIN voice ON voice.id = voice_answer.voice_id WHERE voice.assessment_id = :id)
        + (SELECT coalesce(sum(
            {_DECISION_BYTES} + {_PLAIN.format("answer")} + {_PLAIN.format("before")} + {_TEXT.format("reason")}
        ), 0) FROM decision WHERE assessment_id = :id)
        + (SELECT coalesce(sum(
            {_POSITION_BYTES} + {_PLAIN.format("p.answer")} + {_TEXT.format("p.role")}
            + {_TEXT.format("p.evidence_url")}
        ), 0) FROM decision_position AS p JOIN decision ON decision.id = p.decision_id WHERE assessment_id = :id)
    AS bytes
"""  # noqa: S608 (texts of ours)


class TooMuchSaidError(Exception):
    """There is no room for more of what others say; nothing was changed."""


def measure_said(connection: Connection, assessment_id: int) -> int:
    """Return how many bytes of a file all that others say and all that was decided takes, at most."""
    return int(connection.execute(_MEASURE, {"id": assessment_id}).fetchone()["bytes"])


@contextmanager
def within_room(connection: Connection, assessment_id: int) -> Iterator[None]:
    """Refuse what is written in the block if it is too much; what makes it less goes. Raises TooMuchSaidError."""
    before = measure_said(connection, assessment_id)
    yield
    if measure_said(connection, assessment_id) > max(MOST_SAID_BYTES, before):
        raise TooMuchSaidError
