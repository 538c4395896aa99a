"""What the pages of links show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from flask import render_template, url_for

from webapp.clock import today
from webapp.language.locale import format_day
from webapp.language.texts import gettext
from webapp.links.forms import ChangeForm, NewForm, Opens
from webapp.links.history import tell_history
from webapp.links.qr import draw_inside
from webapp.links.writers import name_links
from webapp.store.actors import Actor
from webapp.store.audit import list_events
from webapp.store.connections import Connection
from webapp.store.links import MOST_LINKS, LinkRecord, Scope, list_links
from webapp.web.visit import Visit


class LinkView(NamedTuple):
    """One link as people read it. `ended` is empty while it works; `may_change`: whether it is not the own one."""

    id: int
    title: str
    opens: str
    made: str
    last_used: str
    until: str
    ended: str
    is_current: bool
    may_change: bool


class LinksPage(NamedTuple):
    """All that the page of links shows. `came_by` is the link that the visitor has."""

    working: tuple[LinkView, ...]
    ended: tuple[LinkView, ...]
    history: tuple[tuple[str, str], ...]
    came_by: str
    is_full: bool


def shape_links(connection: Connection, visit: Visit) -> LinksPage:
    """Return the page of links, as of today."""
    links, day = list_links(connection, visit.assessment.id), today()
    names = name_links(links)
    views = [(link.is_open(day), view_link(link, names, visit)) for link in links]
    return LinksPage(
        working=tuple(view for is_open, view in views if is_open),
        ended=tuple(view for is_open, view in reversed(views) if not is_open),
        history=tell_history(list_events(connection, visit.assessment.id), names),
        came_by=names.get(visit.actor, ""),
        is_full=sum(link.revoked_at is None for link in links) >= MOST_LINKS,
    )


def view_link(link: LinkRecord, names: Mapping[Actor, str], visit: Visit) -> LinkView:
    """Return a link as people read it."""
    may_change = visit.is_own and link.scope is not Scope.VOICE and not link.is_own and link.revoked_at is None
    return LinkView(
        id=link.id,
        title=title_link(link),
        opens=_describe_scope(link),
        made=_describe_making(link, names),
        last_used=format_day(link.last_used) if link.last_used else gettext("not used yet"),
        until=gettext("up to and including %(day)s", day=format_day(link.ends))
        if link.ends
        else gettext("no last day"),
        ended=_describe_end(link, today()),
        is_current=link.actor == visit.actor,
        may_change=may_change,
    )


def title_link(link: LinkRecord) -> str:
    """Return what a link is called on a line of its own."""
    if link.label:
        return link.label
    if link.is_own:
        return str(gettext("Your own link") if link.revoked_at is None else gettext("Your earlier link"))
    return str(gettext("A link without a name"))


def show_new(form: NewForm, notice: str = "") -> str:
    """Return the page on which a link is filled in; it needs no database, so that it can always come back."""
    return render_template(
        "links/new.html",
        form=form,
        choices=[
            {"value": str(opens), "text": text, "hint": hint} for opens, (text, hint) in _describe_choices().items()
        ],
        message=notice,
        **_list_errors(form, ("opens", "label", "ends")),
    )


def show_change(form: ChangeForm, link_id: int, notice: str = "") -> str:
    """Return the page on which a link is changed; it needs no database either."""
    return render_template(
        "links/change.html", form=form, link_id=link_id, message=notice, **_list_errors(form, ("label", "ends"))
    )


def show_made(link: LinkRecord, secret: str, municipality: str, *, is_repeated: bool) -> str:
    """Return the page that shows a link, the only time that it can be shown."""
    address = link_address(secret)
    return render_template(
        "links/made.html",
        title=title_link(link),
        opens=_describe_scope(link),
        address=address,
        qr=draw_inside(address, gettext("QR code of this link")),
        mail=_write_mail(link, address, municipality),
        is_repeated=is_repeated,
    )


def link_address(secret: str) -> str:
    """Return the whole address that a secret opens."""
    return url_for("scan.overview", token=secret, _external=True)


def _list_errors(form: ChangeForm, names: tuple[str, ...]) -> dict[str, object]:
    errors = {name: str(form[name].errors[0]) if form[name].errors else "" for name in names}
    anchors = {"opens": f"opens-{Opens.READ}"}
    summary = [{"href": f"#{anchors.get(name, name)}", "text": text} for name, text in errors.items() if text]
    return {"field_errors": errors, "errors": summary}


def _describe_scope(link: LinkRecord) -> str:
    if link.is_own:
        return str(gettext("everything: fill in, manage links, delete"))
    if link.scope is Scope.FILL_IN:
        return str(gettext("fill in everything"))
    if link.scope is Scope.VOICE:
        return str(gettext("answer what was asked, and nothing else"))
    return str(gettext("read only, with the notes") if link.with_notes else gettext("read only, without the notes"))


def _describe_choices() -> dict[Opens, tuple[str, str]]:
    return {
        Opens.READ: (
            gettext("Read only, without the notes"),
            gettext(
                "The result, the recommendations, the action plan and the documents. Notes stay hidden, and who said "
                "what."
            ),
        ),
        Opens.READ_WITH_NOTES: (
            gettext("Read only, with the notes"),
            gettext(
                "The same, with the notes on answers and actions, the evidence for answers, and what colleagues and "
                "others answered, under their role."
            ),
        ),
        Opens.FILL_IN: (
            gettext("Fill in everything"),
            gettext("Change answers, notes and the action plan too. Not: manage links, or delete the self-scan."),
        ),
    }


def _describe_making(link: LinkRecord, names: Mapping[Actor, str]) -> str:
    day = format_day(link.made_at)
    name = names.get(link.made_by)
    return str(gettext("%(day)s, through %(link)s", day=day, link=name)) if name else day


def _describe_end(link: LinkRecord, day: date) -> str:
    if link.revoked_at is not None:
        ended = format_day(link.revoked_at)
        if link.is_own:
            return str(gettext("replaced on %(day)s", day=ended))
        return str(gettext("withdrawn on %(day)s", day=ended))
    if link.ends is not None and link.ends < day:
        return str(gettext("ended after %(day)s", day=format_day(link.ends)))
    return ""


def _write_mail(link: LinkRecord, address: str, municipality: str) -> str:
    if link.scope is Scope.FILL_IN:
        opening = gettext(
            "With this link you fill in the self-scan on social media of %(municipality)s:", municipality=municipality
        )
    else:
        opening = gettext(
            "With this link you read the result of the self-scan on social media of %(municipality)s:",
            municipality=municipality,
        )
    closing = gettext("Whoever has the link can get in without a password. So do not pass it on.")
    if link.ends:
        closing += " " + gettext("It works up to and including %(day)s.", day=format_day(link.ends))
    return f"{opening}\n\n{address}\n\n{closing}"
