"""What the pages at the door show."""

from __future__ import annotations

from datetime import date, timedelta

from flask import render_template, request, url_for

from webapp.language.locale import format_day
from webapp.language.texts import gettext, ngettext
from webapp.store.workshops import KEPT_DAYS, Subject, WorkshopRecord
from webapp.wording.municipalities import name_place
from webapp.workshops.joining.operations import list_seats_here
from webapp.workshops.policy import RoomVisit
from webapp.workshops.secrets import room_address


def show_type_code(error: str = "", typed: str = "") -> str:
    """Return the page on which the code of a workshop is typed."""
    return render_template("workshops/phone/type_code.html", error=error, typed=typed)


def show_door(visit: RoomVisit, error: str = "") -> str:
    """Return what is said before somebody takes part, with the form that does so."""
    workshop = visit.workshop
    return render_template(
        "workshops/phone/join.html",
        workshop=workshop,
        day=format_day(workshop.day),
        until=format_day(last_day(workshop)),
        subject=describe_subject(workshop),
        here=list_here(workshop),
        roles=[
            (role, role or gettext("Another role, or none: my answers only count for the whole room"))
            for role in workshop.open_roles
        ],
        action=url_for("door.join", room_code=room_address(workshop.code)),
        come_back=url_for("door.come_back", room_code=room_address(workshop.code)),
        chosen=request.form.get("role"),
        error=error,
    )


def show_come_back(visit: RoomVisit, error: str = "", typed: str = "") -> str:
    """Return the page on which the return code of a seat is typed."""
    return render_template(
        "workshops/phone/come_back.html",
        workshop=visit.workshop,
        action=url_for("door.come_back", room_code=room_address(visit.workshop.code)),
        door=url_for("door.join", room_code=room_address(visit.workshop.code)),
        error=error,
        typed=typed,
    )


def show_find_back(error: str = "", typed_room: str = "", typed: str = "") -> str:
    """Return the page on which both are typed: the code of the room, and the return code of a seat in it."""
    return render_template("workshops/phone/find_back.html", error=error, typed_room=typed_room, typed=typed)


def show_no_entry(heading: str, text: str, workshop: WorkshopRecord | None = None) -> str:
    """Return a page that says why nobody new can come in now; who takes part already, comes in by it."""
    return render_template(
        "workshops/phone/no_entry.html",
        heading=heading,
        text=text,
        here=list_here(workshop) if workshop else [],
        come_back=url_for("door.come_back", room_code=room_address(workshop.code)) if workshop else "",
    )


def show_full(workshop: WorkshopRecord) -> str:
    """Return what somebody reads who finds the room full."""
    return show_no_entry(
        gettext("The room is full"),
        gettext("As many people take part as were expected. Tell the trainer: they can let more people in."),
        workshop,
    )


def show_shut(workshop: WorkshopRecord) -> str:
    """Return what somebody reads who finds the door shut."""
    return show_no_entry(
        gettext("The door is shut"),
        gettext("Nobody can join this workshop now. Ask the trainer to open the door again."),
        workshop,
    )


def show_rehearsal() -> str:
    """Return what somebody reads who scans the code of a rehearsal."""
    return show_no_entry(
        gettext("This is a rehearsal"),
        gettext("Nobody can take part with this code. Take the code that is on the screen when the workshop begins."),
    )


def list_here(workshop: WorkshopRecord) -> list[tuple[str, str]]:
    """Return where each seat that was taken with this browser goes on, and its sign."""
    return [(url_for("seat.now", seat_secret=secret), seat.sign) for secret, seat in list_seats_here(workshop)]


def describe_subject(workshop: WorkshopRecord) -> str:
    """Return whom a workshop asks about, in a sentence."""
    count = len(workshop.items)
    if workshop.subject is Subject.MANY:
        return str(
            ngettext(
                "One question about your own municipality. Which one that is, we don’t ask.",
                "%(num)s questions about your own municipality. Which one that is, we don’t ask.",
                count,
            )
        )
    return str(
        ngettext(
            "One question about %(municipality)s.",
            "%(num)s questions about %(municipality)s.",
            count,
            municipality=name_place(workshop.municipality),
        )
    )


def last_day(workshop: WorkshopRecord) -> date:
    """Return the day on which all of a workshop is deleted."""
    return workshop.day + timedelta(days=KEPT_DAYS)
