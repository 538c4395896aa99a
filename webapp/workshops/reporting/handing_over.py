"""The pages on which what a room agreed on becomes a self-scan."""

from __future__ import annotations

from flask import render_template

from webapp.language.locale import offered_languages
from webapp.language.texts import gettext
from webapp.links.pages import link_address
from webapp.links.qr import draw_inside
from webapp.scan.operations import Begun
from webapp.scan.profile_form import ProfileForm
from webapp.web.state import reading
from webapp.wording.inhabitants import explain_register, is_of_register
from webapp.workshops.handing_over import count_agreed
from webapp.workshops.leading.pages import Room
from webapp.workshops.wording import name_subject

FIELDS = ("inhabitants", "language")


def show_choice(room: Room, form: ProfileForm, *, notice: str = "", link: str = "", problem: str = "") -> str:
    """Return the page that asks: a new self-scan, or one that the municipality has."""
    errors = {name: str(form[name].errors[0]) if form[name].errors else "" for name in FIELDS} | {"link": problem}
    with reading() as connection:
        agreed = count_agreed(connection, room.workshop)
    return render_template(
        "workshops/reporting/hand_over.html",
        room=room,
        form=form,
        inhabitants_from=explain_register(),
        is_filled_in=is_of_register(room.workshop.municipality, form.inhabitants.data),
        agreed=agreed,
        municipality=name_subject(room.workshop),
        is_done=room.workshop.assessment_id is not None,
        language_options=[{"value": one.code, "text": one.native} for one in offered_languages()],
        link=link,
        message=notice,
        field_errors=errors,
        errors=[{"href": f"#{name}", "text": text} for name, text in errors.items() if text],
    )


def show_begun(room: Room, begun: Begun) -> str:
    """Return the page that shows the link of the new self-scan, the only time that it can."""
    address = link_address(begun.secret)
    return render_template(
        "workshops/reporting/handed_over.html",
        room=room,
        address=address,
        qr=draw_inside(address, gettext("QR code of this link")),
        municipality=name_subject(room.workshop),
    )
