"""What happened to an assessment as a whole, in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from webapp.language.locale import format_moment
from webapp.language.texts import gettext
from webapp.links.writers import tell_writer
from webapp.store.actors import Actor
from webapp.store.audit import AuditEvent, Happening


def tell_history(events: Iterable[AuditEvent], names: Mapping[Actor, str]) -> tuple[tuple[str, str], ...]:
    """Return when and what, the newest first. `names` says what the links are called."""
    told = [(format_moment(event.at), _tell(event, names.get(event.actor, ""))) for event in events]
    return tuple(reversed(told))


def _tell(event: AuditEvent, name: str) -> str:
    text = describe_event(event)
    return f"{text} {tell_writer(name)}" if name else text


def describe_event(event: AuditEvent) -> str:
    """Return what happened, in a sentence."""
    label = event.detail
    texts = {
        Happening.BEGUN: gettext("The self-scan was begun."),
        Happening.IMPORTED: gettext("A file was taken over."),
        Happening.FINISHED: gettext("The self-scan was finished."),
        Happening.REOPENED: gettext("The self-scan was opened again."),
        Happening.MOVED: gettext("The self-scan moved to questionnaire %(label)s.", label=label),
        Happening.PROFILE_CHANGED: gettext("The details of the municipality were changed."),
        Happening.LINK_MADE: gettext("The link “%(label)s” was made.", label=label),
        Happening.LINK_CHANGED: gettext("The link “%(label)s” was changed.", label=label),
        Happening.LINK_REVOKED: gettext("The link “%(label)s” was withdrawn.", label=label),
        Happening.LINK_REPLACED: gettext("Your own link was replaced."),
        Happening.VOICE_ASKED: gettext("“%(role)s” was asked to answer.", role=label),
        Happening.VOICE_CHANGED: gettext("What “%(role)s” was asked was changed.", role=label),
        Happening.VOICE_SENT: gettext("“%(role)s” sent in answers.", role=label),
        Happening.VOICE_WITHDRAWN: gettext("The link of “%(role)s” was withdrawn.", role=label),
        Happening.VOICE_DELETED: gettext("What “%(role)s” said was deleted.", role=label),
    }
    return str(texts[event.what])
