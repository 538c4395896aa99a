"""What the pages of asking show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from flask import render_template, url_for

from assessment.model import Questionnaire
from webapp.clock import today
from webapp.language.locale import format_day, translate_text
from webapp.language.texts import gettext, ngettext
from webapp.links.pages import link_address
from webapp.links.qr import draw_inside
from webapp.store.connections import Connection
from webapp.store.links import LinkRecord, Scope, list_links
from webapp.store.voice_answers import list_voice_answers
from webapp.store.voices import MOST_VOICES, VoiceKind, VoiceRecord, VoiceState, list_voices
from webapp.voices.asked import find_asked
from webapp.voices.asking.forms import AskForm, ChangeForm, Choice, RoleForm
from webapp.voices.asking.roles import list_roles, suggest_role
from webapp.web.visit import Visit


class VoiceView(NamedTuple):
    """One voice as who fills in reads it. What it says stays unread until it is sent in: only how much is told."""

    id: int
    role: str
    kind: str
    asked: str
    progress: str
    until: str
    seen_href: str
    is_parked: bool
    has_link: bool


class VoicesPage(NamedTuple):
    """All voices: those with a link, and those that are being put together."""

    asked: tuple[VoiceView, ...]
    parked: tuple[VoiceView, ...]
    is_full: bool
    sent: int


def shape_voices(connection: Connection, visit: Visit) -> VoicesPage:
    """Return what the page of voices shows. Raises StoreUnavailable."""
    number = visit.assessment.id
    links = {link.voice_id: link for link in list_links(connection, number) if link.scope is Scope.VOICE}
    said = list_voice_answers(connection, number)
    voices = list_voices(connection, number)
    views = tuple(
        view_voice(
            voice,
            links.get(voice.id),
            len(said[voice.id].answered.intersection(voice.questions)) if voice.id in said else 0,
        )
        for voice in voices
    )
    return VoicesPage(
        asked=tuple(view for view in views if not view.is_parked),
        parked=tuple(view for view in views if view.is_parked),
        is_full=len(voices) >= MOST_VOICES,
        sent=sum(voice.is_sent for voice in voices),
    )


def view_voice(voice: VoiceRecord, link: LinkRecord | None, answered: int) -> VoiceView:
    """Return a voice as people read it."""
    asked = find_asked(voice)
    sections = ", ".join(translate_text(section.title) for section in asked.sections)
    total = len(asked.questions)
    return VoiceView(
        id=voice.id,
        role=voice.role,
        kind=name_kind(voice.kind),
        asked=ngettext("one question: %(sections)s", "%(num)s questions: %(sections)s", total, sections=sections),
        progress=_describe_progress(voice, answered, total),
        until=_describe_end(link, today()),
        seen_href=url_for("seen.show", voice=voice.id) if voice.is_observer and voice.is_sent else "",
        is_parked=voice.state is VoiceState.PARKED,
        has_link=link is not None and link.revoked_at is None,
    )


def name_kind(kind: VoiceKind) -> str:
    """Return from where somebody looks."""
    return str(gettext("look from outside") if kind is VoiceKind.OBSERVER else gettext("colleague"))


def _describe_progress(voice: VoiceRecord, answered: int, total: int) -> str:
    if voice.sent_at is not None:
        return str(
            gettext(
                "sent in on %(day)s: %(answered)s of %(total)s answered",
                day=format_day(voice.sent_at),
                answered=answered,
                total=total,
            )
        )
    if voice.opened_at is None:
        return str(gettext("not begun yet"))
    return str(gettext("%(answered)s of %(total)s answered, not sent in yet", answered=answered, total=total))


def _describe_end(link: LinkRecord | None, day: date) -> str:
    if link is None or link.revoked_at is not None:
        return str(gettext("the link was withdrawn") if link is not None else "")
    if link.ends is None:
        return str(gettext("no last day"))
    if link.ends < day:
        return str(gettext("ended after %(day)s", day=format_day(link.ends)))
    return str(gettext("up to and including %(day)s", day=format_day(link.ends)))


def show_new(questionnaire: Questionnaire, form: AskForm, choice: Choice, notice: str = "", problem: str = "") -> str:
    """Return the page on which somebody is asked; it needs no database, so that it can always come back."""
    kinds = [
        {
            "value": str(VoiceKind.COLLEAGUE),
            "text": gettext("A colleague answers too"),
            "hint": gettext("Somebody who knows more of it: a service, the general director, a team."),
        },
        {
            "value": str(VoiceKind.OBSERVER),
            "text": gettext("Somebody looks from outside"),
            "hint": gettext("A consultant, or a colleague from another municipality: what do they see, and why?"),
        },
    ]
    return render_template(
        "voices/new.html",
        form=form,
        kinds=kinds,
        chooser=describe_chooser(questionnaire, choice),
        roles=list_roles(),
        message=notice,
        **_list_errors(form, ("kind", "role", "ends"), problem),
    )


def show_change(voice: VoiceRecord, form: ChangeForm, choice: Choice, notice: str = "", problem: str = "") -> str:
    """Return the page on which a voice is changed."""
    return render_template(
        "voices/change.html",
        voice=voice,
        form=form,
        chooser=describe_chooser(find_asked(voice).questionnaire, choice) if voice.opened_at is None else (),
        roles=list_roles(),
        message=notice,
        **_list_errors(form, ("role", "ends"), problem),
    )


def show_park(
    questionnaire: Questionnaire, question_id: str, form: RoleForm, parked: Iterable[VoiceRecord], notice: str = ""
) -> str:
    """Return the page on which a question is put aside for a role. `parked`: what is put aside for anybody."""
    question = questionnaire.question(question_id)
    holding = [voice for voice in parked if question_id in voice.questions]
    held = {voice.role for voice in holding}
    roles = dict.fromkeys((*(voice.role for voice in parked), suggest_role({question.section}), *list_roles()))
    return render_template(
        "voices/park.html",
        question=question,
        number=questionnaire.number_by_id[question_id],
        form=form,
        holding=holding,
        roles=[role for role in roles if role not in held],
        message=notice,
        **_list_errors(form, ("role",), ""),
    )


def show_made(voice: VoiceRecord, link: LinkRecord, secret: str, municipality: str, *, is_repeated: bool) -> str:
    """Return the page that shows the link of a voice, the only time that it can be shown."""
    address = link_address(secret)
    total = len(find_asked(voice).questions)
    return render_template(
        "voices/made.html",
        voice=voice,
        asked=ngettext("one question", "%(num)s questions", total),
        until=format_day(link.ends) if link.ends else "",
        address=address,
        qr=draw_inside(address, gettext("QR code of this link")),
        mail=_write_message(voice, link, address, municipality, total),
        is_repeated=is_repeated,
    )


def describe_chooser(questionnaire: Questionnaire, choice: Choice) -> tuple[Mapping[str, object], ...]:
    """Return the sections and their questions to tick."""
    numbers = questionnaire.number_by_id
    return tuple(
        {
            "id": section.id,
            "title": translate_text(section.title),
            "total": len(questionnaire.in_section(section.id)),
            "checked": section.id in choice.sections,
            "open": any(q.id in choice.questions for q in questionnaire.in_section(section.id)),
            "questions": [
                {
                    "id": question.id,
                    "number": numbers[question.id],
                    "text": translate_text(question.text),
                    "checked": question.id in choice.questions,
                }
                for question in questionnaire.in_section(section.id)
            ],
        }
        for section in questionnaire.sections
    )


def _list_errors(form: RoleForm, names: tuple[str, ...], problem: str) -> dict[str, object]:
    errors = {name: str(form[name].errors[0]) if form[name].errors else "" for name in names}
    errors["what"] = problem
    anchors = {"kind": f"kind-{VoiceKind.COLLEAGUE}"}
    summary = [{"href": f"#{anchors.get(name, name)}", "text": text} for name, text in errors.items() if text]
    return {"field_errors": errors, "errors": summary}


def _write_message(voice: VoiceRecord, link: LinkRecord, address: str, municipality: str, total: int) -> str:
    if voice.is_observer:
        opening = ngettext(
            "%(municipality)s fills in a self-scan on social media. How do you see it from outside? "
            "It is one question:",
            "%(municipality)s fills in a self-scan on social media. How do you see it from outside? "
            "It is %(num)s questions:",
            total,
            municipality=municipality,
        )
    else:
        opening = ngettext(
            "%(municipality)s fills in a self-scan on social media. Will you answer one question of it, "
            "as “%(role)s”? It works on your phone too:",
            "%(municipality)s fills in a self-scan on social media. Will you answer %(num)s questions of it, "
            "as “%(role)s”? It works on your phone too:",
            total,
            municipality=municipality,
            role=voice.role,
        )
    closing = gettext(
        "You need no password. If you don’t know something, choose “don’t know”. We see your answers only once you "
        "send them in."
    )
    if link.ends:
        closing += " " + gettext("The link works up to and including %(day)s.", day=format_day(link.ends))
    return f"{opening}\n\n{address}\n\n{closing}"
