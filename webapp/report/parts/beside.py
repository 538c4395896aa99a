"""What others say beside an answer, how it was settled, and how the result looks from outside."""

from __future__ import annotations

from typing import NamedTuple

from flask import url_for

from assessment.basis import Basis
from assessment.model import Question
from webapp.findings.beside import Look, Said
from webapp.findings.model import Findings
from webapp.language.locale import format_day
from webapp.language.texts import gettext, ngettext
from webapp.wording.answers import describe_answer
from webapp.wording.basis import BasisView, describe_basis, view_basis
from webapp.wording.changes import tell_change


class SaidView(NamedTuple):
    """What one voice says on a question. `effect` is empty where it says what was agreed."""

    who: str
    answer: str
    note: str
    basis: BasisView
    effect: str

    @property
    def line(self) -> str:
        """All of it but the note and what it would change, in a line."""
        answer = self.answer.replace("\n", "; ")
        return f"{self.who}: {answer}" + (f" ({self.basis.line})" if self.basis.line else "")


class BesideView(NamedTuple):
    """What stands beside one answer. `settle_href` is empty where nothing is to be settled, or not by this reader."""

    said: tuple[SaidView, ...] = ()
    settled: str = ""
    is_open: bool = False
    settle_href: str = ""


class LookView(NamedTuple):
    """One look from outside in a sentence, and where it stands whole."""

    text: str
    href: str


def view_beside(findings: Findings, question: Question, *, may_write: bool) -> BesideView:
    """Return what stands beside the answer to a question."""
    said = findings.beside.said.get(question.id, ())
    is_settled = question.id in findings.beside.settled
    differs = any(entry.differs for entry in said) and not is_settled
    return BesideView(
        said=tuple(_view_said(findings, question, entry) for entry in said),
        settled=tell_settled(findings, question),
        is_open=bool(said) and question.id not in findings.answers,
        settle_href=url_for("differences.index") if differs and may_write else "",
    )


def tell_settled(findings: Findings, question: Question) -> str:
    """Return how an answer was settled, in a sentence or two; empty where nobody had to."""
    settled = findings.beside.settled.get(question.id)
    if settled is None:
        return ""
    day = format_day(settled.on)
    if settled.taken_from:
        who = ", ".join(_say_how_sure(role, basis) for role, basis in settled.taken_from)
        told = gettext("Agreed on %(day)s, taken over from: %(who)s.", day=day, who=who)
    else:
        told = gettext("Agreed on %(day)s.", day=day)
    return " ".join(filter(None, (str(told), gettext("Why: %(why)s", why=settled.reason) if settled.reason else "")))


def _say_how_sure(role: str, basis: Basis) -> str:
    """Return who said something, and how sure and on what, where that is known."""
    words = describe_basis(basis)
    return f"{role} ({words})" if words else role


def view_looks(findings: Findings) -> tuple[LookView, ...]:
    """Return each look from outside in a sentence."""
    return tuple(LookView(tell_look(look), url_for("seen.show", voice=look.voice_id)) for look in findings.beside.looks)


def name_who(said: Said) -> str:
    """Return who says something: the role, whether from outside, and whether it came after seeing other answers."""
    who = gettext("%(role)s, from outside", role=said.role) if said.is_observer else said.role
    return str(gettext("%(who)s, changed after sending in", who=who)) if said.is_late else str(who)


def _view_said(findings: Findings, question: Question, said: Said) -> SaidView:
    return SaidView(
        who=name_who(said),
        answer=describe_answer(question, said.answer),
        note=said.note,
        basis=view_basis(said.basis),
        effect=tell_change(findings.content, said.change) if said.differs and said.change is not None else "",
    )


def tell_look(look: Look) -> str:
    """Return on how many questions somebody from outside sees something else."""
    if not look.parting:
        return str(gettext("“%(role)s” sees nothing differently from what you say.", role=look.role))
    return str(
        ngettext(
            "“%(role)s” sees one question differently from what you say.",
            "“%(role)s” sees %(num)s questions differently from what you say.",
            look.parting,
            role=look.role,
        )
    )
