"""Links to an assessment, each a row of its own: what it lets somebody do, until when, and since when no longer.

Of a link only the hash of its secret is stored; the secret itself is told once, to whoever made it. An assessment has
one own link, the municipality's: it ends never and cannot be revoked, only replaced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from webapp.clock import utc_now
from webapp.store.actors import Actor, ActorKind, read_actor
from webapp.store.answers import replace_surrogates
from webapp.store.assessments import (
    COLUMNS,
    AssessmentMissingError,
    AssessmentRecord,
    get_assessment,
    read_record,
    write_time,
)
from webapp.store.connections import Connection, Row
from webapp.store.secrets import SECRET_PATTERN, draw_secret, hash_secret

MOST_LINKS = 50
LABEL_LENGTH = 60

_LINK_COLUMNS = ", ".join(
    f"link.{name} AS link_{name}"
    for name in (
        "id", "assessment_id", "scope", "voice_id", "label", "with_notes", "is_own",
        "made_by", "made_at", "last_used", "ends", "revoked_at",
    )
)  # fmt: skip
_SELECT = f"SELECT {_LINK_COLUMNS} FROM link WHERE "  # noqa: S608 (a constant of ours)
_FIND = (
    f"SELECT {_LINK_COLUMNS}, {COLUMNS} FROM link JOIN assessment ON assessment.id = link.assessment_id"  # noqa: S608
    " WHERE link.secret_hash = ? AND link.revoked_at IS NULL AND (link.ends IS NULL OR link.ends >= ?)"
)
_INSERT = (
    "INSERT INTO link (assessment_id, secret_hash, scope, voice_id, label, with_notes, is_own, made_by, made_at, ends)"
    " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
)


class Scope(StrEnum):
    """What a link lets somebody do."""

    FILL_IN = "fill_in"
    READ = "read"
    VOICE = "voice"


class LinkMissingError(Exception):
    """The assessment has no such link, or it was revoked; nothing was changed."""


class OwnLinkError(Exception):
    """What was asked cannot be done with the municipality's own link; nothing was changed."""


class TooManyLinksError(Exception):
    """There is no room for another link; nothing was changed."""


@dataclass(frozen=True)
class NewLink:
    """A link to make. `ends` is the last day that it works; `with_notes` matters for a link that reads."""

    scope: Scope = Scope.FILL_IN
    label: str = ""
    with_notes: bool = True
    is_own: bool = False
    ends: date | None = None
    voice_id: int | None = None


@dataclass(frozen=True)
class LinkRecord:
    """A link as stored. `last_used` is a day, not a moment; `ends` is the last day that it works.

    `voice_id` is the voice that a link of that scope is for, as long as there is one.
    """

    id: int
    assessment_id: int
    scope: Scope
    label: str
    with_notes: bool
    is_own: bool
    made_by: Actor
    made_at: datetime
    last_used: date | None
    ends: date | None
    revoked_at: datetime | None
    voice_id: int | None = None

    @property
    def actor(self) -> Actor:
        """Whoever writes through this link."""
        return Actor(ActorKind.LINK, self.id)

    def is_open(self, today: date) -> bool:
        """Tell whether it works on a day."""
        return self.revoked_at is None and (self.ends is None or self.ends >= today)


def create_link(
    connection: Connection, assessment_id: int, new: NewLink, actor: Actor, secret: str | None = None
) -> tuple[LinkRecord, str]:
    """Store a link and return it with its secret, which is told here once.

    A secret is given where the same one must come back: by the demonstration, and by a form that may be sent twice.
    Raises AssessmentMissingError, TooManyLinksError, OwnLinkError when there is an own link already, and ValueError on
    a link that cannot be.
    """
    label = _check(new)
    _check_has_room(connection, assessment_id, new)
    secret = secret or draw_secret()
    if not SECRET_PATTERN.fullmatch(secret):
        raise ValueError("This is no secret of a link.")
    made = connection.execute(
        _INSERT,
        (
            assessment_id,
            hash_secret(secret),
            str(new.scope),
            new.voice_id,
            label,
            new.with_notes,
            new.is_own,
            str(actor),
            write_time(utc_now()),
            _write_day(new.ends),
        ),
    )
    return _require(connection, assessment_id, made.lastrowid or 0), secret


def find_link(connection: Connection, secret: str, today: date) -> tuple[LinkRecord, AssessmentRecord] | None:
    """Return the link with this secret and its assessment; None when it is unknown, revoked or past its last day."""
    if not SECRET_PATTERN.fullmatch(secret):
        return None
    row = connection.execute(_FIND, (hash_secret(secret), today.isoformat())).fetchone()
    return None if row is None else (_read_link(row), read_record(row))


def get_link(connection: Connection, assessment_id: int, link_id: int) -> LinkRecord | None:
    """Return a link of an assessment, also one that was revoked; None where the assessment has no such link."""
    return next(_select(connection, "id = ? AND assessment_id = ?", link_id, assessment_id), None)


def find_made_link(connection: Connection, assessment_id: int, secret: str) -> LinkRecord | None:
    """Return the link of an assessment that was made with a secret, also one that was revoked or ended."""
    return next(_select(connection, "secret_hash = ? AND assessment_id = ?", hash_secret(secret), assessment_id), None)


def is_secret_taken(connection: Connection, secret: str) -> bool:
    """Tell whether a link was made with a secret, also one that was revoked or ended."""
    found = connection.execute("SELECT 1 FROM link WHERE secret_hash = ?", (hash_secret(secret),)).fetchone()
    return found is not None


def list_links(connection: Connection, assessment_id: int) -> tuple[LinkRecord, ...]:
    """Return all links of an assessment, revoked ones too: the own one that works first, then from old to new."""
    order = "assessment_id = ? ORDER BY is_own AND revoked_at IS NULL DESC, id"
    return tuple(_select(connection, order, assessment_id))


def get_voice_link(connection: Connection, voice_id: int) -> LinkRecord | None:
    """Return the newest link of a voice, also one that was revoked; None where it has none."""
    return next(_select(connection, "voice_id = ? ORDER BY id DESC LIMIT 1", voice_id), None)


def change_link(
    connection: Connection, assessment_id: int, link_id: int, *, label: str, ends: date | None
) -> LinkRecord:
    """Change what a link is called and its last day, and return it.

    Raises LinkMissingError, OwnLinkError for an end of the own link, and ValueError on a label that is too long.
    """
    label = clean_label(label)
    link = _require_working(connection, assessment_id, link_id)
    if link.is_own and ends is not None:
        raise OwnLinkError
    connection.execute("UPDATE link SET label = ?, ends = ? WHERE id = ?", (label, _write_day(ends), link_id))
    return _require(connection, assessment_id, link_id)


def revoke_link(connection: Connection, assessment_id: int, link_id: int) -> LinkRecord:
    """Let a link work no longer, and return it. Raises LinkMissingError, and OwnLinkError for the own link."""
    if _require_working(connection, assessment_id, link_id).is_own:
        raise OwnLinkError
    return _revoke(connection, assessment_id, link_id)


def replace_own_link(
    connection: Connection, assessment_id: int, actor: Actor, secret: str | None = None
) -> tuple[LinkRecord, str]:
    """Revoke the own link and return a new one, with the same label, and its secret; one is given as to `create_link`.

    Raises LinkMissingError where there is no own link.
    """
    own = next((one for one in list_links(connection, assessment_id) if one.is_own and one.revoked_at is None), None)
    if own is None:
        raise LinkMissingError
    _revoke(connection, assessment_id, own.id)
    new = NewLink(own.scope, own.label, with_notes=own.with_notes, is_own=True)
    return create_link(connection, assessment_id, new, actor, secret)


def note_use(connection: Connection, link_id: int, day: date) -> bool:
    """Remember on which day a link was last used; return whether that was new.

    Whoever asks this for every request compares `LinkRecord.last_used` first, so as not to begin a write in vain.
    """
    written = day.isoformat()
    changed = connection.execute(
        "UPDATE link SET last_used = ? WHERE id = ? AND last_used IS NOT ?", (written, link_id, written)
    )
    return changed.rowcount > 0


def clean_label(label: str) -> str:
    """Return a label as it is stored. Raises ValueError when it is too long."""
    cleaned = replace_surrogates(label).strip()
    if len(cleaned) > LABEL_LENGTH:
        raise ValueError(f"A link's label has at most {LABEL_LENGTH} characters.")
    return cleaned


def _select(connection: Connection, where: str, *values: int | bytes) -> Iterator[LinkRecord]:
    return map(_read_link, connection.execute(_SELECT + where, values))


def _check(new: NewLink) -> str:
    """Return the label, cleaned; refuse what would lock the municipality out."""
    if new.is_own and (new.scope is not Scope.FILL_IN or new.ends is not None):
        raise ValueError("The own link fills in, and does not end.")
    if (new.voice_id is not None) != (new.scope is Scope.VOICE):
        raise ValueError("A link of a voice, and no other, is for one.")
    return clean_label(new.label)


def _check_has_room(connection: Connection, assessment_id: int, new: NewLink) -> None:
    """Refuse a link where there is no assessment, are enough links, or would be two own ones."""
    if get_assessment(connection, assessment_id) is None:
        raise AssessmentMissingError
    working = [link for link in list_links(connection, assessment_id) if link.revoked_at is None]
    if len(working) >= MOST_LINKS:
        raise TooManyLinksError
    if new.is_own and any(link.is_own for link in working):
        raise OwnLinkError


def _revoke(connection: Connection, assessment_id: int, link_id: int) -> LinkRecord:
    connection.execute("UPDATE link SET revoked_at = ? WHERE id = ?", (write_time(utc_now()), link_id))
    return _require(connection, assessment_id, link_id)


def _require(connection: Connection, assessment_id: int, link_id: int) -> LinkRecord:
    link = get_link(connection, assessment_id, link_id)
    if link is None:
        raise LinkMissingError
    return link


def _require_working(connection: Connection, assessment_id: int, link_id: int) -> LinkRecord:
    link = _require(connection, assessment_id, link_id)
    if link.revoked_at is not None:
        raise LinkMissingError
    return link


def _write_day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _read_link(row: Row) -> LinkRecord:
    revoked = row["link_revoked_at"]
    return LinkRecord(
        id=int(row["link_id"]),
        assessment_id=int(row["link_assessment_id"]),
        scope=Scope(row["link_scope"]),
        label=str(row["link_label"]),
        with_notes=bool(row["link_with_notes"]),
        is_own=bool(row["link_is_own"]),
        made_by=read_actor(row["link_made_by"]),
        made_at=datetime.fromisoformat(row["link_made_at"]),
        last_used=_read_day(row["link_last_used"]),
        ends=_read_day(row["link_ends"]),
        revoked_at=None if revoked is None else datetime.fromisoformat(revoked),
        voice_id=row["link_voice_id"],
    )
