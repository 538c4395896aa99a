"""What others say, and how it looks from outside, as sheets to compute with."""

from __future__ import annotations

from dataclasses import replace

from assessment.model import DIMENSIONS
from webapp.documents.workbook import Column, Sheet, Type, Value
from webapp.findings.beside import Look
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.beside import name_who
from webapp.report.parts.questions import number_of
from webapp.wording.answers import describe_answer
from webapp.wording.basis import view_basis
from webapp.wording.changes import tell_change
from webapp.wording.levels import level_text, whole_text


def make_said_sheet(findings: Findings) -> Sheet:
    """Return what each voice says on each question, with what it would change; no rows where nobody says anything."""
    columns = (
        Column(gettext("No."), Type.WHOLE, 6),
        Column(gettext("Question"), width=48),
        Column(gettext("Who"), width=28),
        Column(gettext("Answer"), width=40),
        Column(gettext("How sure"), width=14),
        Column(gettext("Evidence"), width=40),
        Column(gettext("Note"), width=40),
        Column(gettext("What it would change"), width=44),
        Column(gettext("Question id"), width=28),
    )
    rows: list[tuple[Value, ...]] = []
    for question in findings.content.questionnaire.questions:
        for said in findings.beside.said.get(question.id, ()):
            basis = view_basis(said.basis)
            rows.append(
                (
                    number_of(findings, question),
                    translate_text(question.text),
                    name_who(said),
                    describe_answer(question, said.answer),
                    basis.confidence,
                    replace(basis, confidence="").line,
                    said.note,
                    tell_change(findings.content, said.change) if said.differs else None,
                    question.id,
                )
            )
    return Sheet(gettext("What others say"), columns, tuple(rows))


def make_seen_sheet(findings: Findings) -> Sheet:
    """Return each domain as said and as seen from outside: a second calculation beside the agreed one."""
    columns = (
        Column(gettext("As seen by"), width=28),
        Column(gettext("Dimension"), width=22),
        Column(gettext("Growth phase, as said"), width=26),
        Column(gettext("Growth phase, as seen"), width=26),
        Column(gettext("Score as said, from"), Type.SCORE, 12),
        Column(gettext("Score as said, to"), Type.SCORE, 12),
        Column(gettext("Score as seen, from"), Type.SCORE, 12),
        Column(gettext("Score as seen, to"), Type.SCORE, 12),
        Column(gettext("Remark"), width=48),
    )
    rows = [row for look in findings.beside.looks for row in _rows(findings, look)]
    return Sheet(gettext("Said and seen"), columns, tuple(rows))


def _rows(findings: Findings, look: Look) -> list[tuple[Value, ...]]:
    names = findings.content.growth_path.dimension_names
    rows: list[tuple[Value, ...]] = []
    for name in DIMENSIONS:
        said, seen = look.said[name], look.seen[name]
        rows.append(
            (
                look.role,
                translate_text(names[name]),
                level_text(said.level, said.likely.level),
                level_text(seen.level, seen.likely.level),
                said.score.low,
                said.score.high,
                seen.score.low,
                seen.score.high,
                look.remarks.get(name, ""),
            )
        )
    rows.append(_whole(look))
    return rows


def _whole(look: Look) -> tuple[Value, ...]:
    said, seen = look.whole
    return (
        look.role,
        gettext("Overall"),
        whole_text(said.overall_level),
        whole_text(seen.overall_level),
        said.overall_score.low,
        said.overall_score.high,
        seen.overall_score.low,
        seen.overall_score.high,
        None,
    )
