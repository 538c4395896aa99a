"""What the pages show on which a workshop is prepared, opened again, and printed on a card."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template, url_for

from assessment.content import Content
from assessment.workshops.items import list_votable, pick_items
from webapp.language.locale import current_language, format_day, offered_languages, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.store.workshops import Subject, WorkshopRecord
from webapp.wording.municipalities import list_municipalities
from webapp.wording.place_search import describe_for_browser
from webapp.workshops.asked import name_item
from webapp.workshops.codes import group_code
from webapp.workshops.limits import asks_opening_code
from webapp.workshops.opening.forms import PICKS, Choice, RecoveryForm, WorkshopForm
from webapp.workshops.opening.operations import Keys
from webapp.workshops.way_in import describe_way_in

FIELDS = ("title", "day", "subject", "municipality", "pick", "roles", "heads", "language", "wifi", "opening_code")
ANCHORS = {"subject": "subject-one", "pick": "pick-uur"}


def show_new(content: Content, form: WorkshopForm, notice: str = "") -> str:
    """Return the page that says what a workshop is, and prepares one."""
    fields = describe_form(content, form)
    return render_template("workshops/opening/new.html", asks_code=asks_opening_code(), message=notice, **fields)


def describe_form(content: Content, form: WorkshopForm) -> dict[str, object]:
    """Return what the fields of a workshop show."""
    errors = {name: str(form[name].errors[0]) if form[name].errors else "" for name in FIELDS}
    return {
        "form": form,
        "subjects": _list_subjects(),
        "picks": _list_picks(content),
        "chooser": _describe_chooser(content, form),
        "municipalities": [{"value": m.code, "text": m.name_in(current_language())} for m in list_municipalities()],
        "search": describe_for_browser(),
        "language_options": [{"value": one.code, "text": one.native} for one in offered_languages()],
        "field_errors": errors,
        "errors": [{"href": f"#{ANCHORS.get(name, name)}", "text": text} for name, text in errors.items() if text],
    }


def show_keys(keys: Keys) -> str:
    """Return the page that shows the trainer's link and the recovery code, the only time that it can."""
    workshop = keys.workshop
    return render_template(
        "workshops/opening/made.html",
        workshop=workshop,
        link=url_for("workshops.enter", trainer_secret=keys.secret, _external=True),
        recovery=group_code(keys.recovery),
        code=group_code(workshop.code),
        lead_href=url_for("leading.lead", workshop_uid=workshop.uid),
        is_repeated=keys.is_repeated,
    )


def show_recovery(form: RecoveryForm, notice: str = "") -> str:
    """Return the page that asks for the recovery code."""
    error = str(form.code.errors[0]) if form.code.errors else ""
    return render_template(
        "workshops/opening/recovery.html",
        form=form,
        error=error,
        errors=[{"href": "#code", "text": error}] if error else [],
        message=notice,
    )


def show_card(workshop: WorkshopRecord) -> str:
    """Return the card to print: what hangs on the door, never what opens the workshop for its trainer."""
    way_in = describe_way_in(workshop)
    return render_template(
        "workshops/opening/card.html",
        workshop=workshop,
        day=format_day(workshop.day),
        code=group_code(workshop.code),
        qr=way_in.qr,
        typed_address=way_in.typed_address,
    )


def _list_subjects() -> tuple[dict[str, str], ...]:
    return (
        {
            "value": Subject.ONE.value,
            "text": gettext("One municipality"),
            "hint": gettext("Everybody judges the same one: a management team, the services of one town."),
        },
        {
            "value": Subject.MANY.value,
            "text": gettext("Each their own municipality"),
            "hint": gettext("People from different municipalities: a study day, a network."),
        },
    )


def _list_picks(content: Content) -> tuple[dict[str, str], ...]:
    times = {
        Choice.HOUR: gettext("For an hour"),
        Choice.MORNING: gettext("For a morning"),
        Choice.ALL: gettext("All that can be asked"),
    }
    ready = [
        {"value": choice.value, "text": words, "hint": _count(len(pick_items(content.questionnaire, PICKS[choice])))}
        for choice, words in times.items()
    ]
    own = {"value": Choice.OWN.value, "text": gettext("My own choice"), "hint": gettext("Tick them below.")}
    return (*ready, own)


def _count(total: int) -> str:
    return str(ngettext("one question", "%(num)s questions", total))


def _describe_chooser(content: Content, form: WorkshopForm) -> tuple[Mapping[str, object], ...]:
    """Return what can be asked, by section, to tick."""
    questionnaire = content.questionnaire
    numbers, votable = questionnaire.number_by_id, list_votable(questionnaire)
    return tuple(
        {
            "title": translate_text(section.title),
            "open": any(item.key in form.items for item in votable if item.question.section == section.id),
            "items": [
                {
                    "key": item.key,
                    "text": f"{numbers[item.question.id]}. {name_item(item)}",
                    "checked": item.key in form.items,
                }
                for item in votable
                if item.question.section == section.id
            ],
        }
        for section in questionnaire.sections
    )
