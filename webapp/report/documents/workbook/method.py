"""What the result rests on, as a sheet."""

from __future__ import annotations

from webapp.documents.workbook import Column, Sheet, Value
from webapp.findings.model import Findings
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.method.summary import shape_summary


def make_method_sheet(findings: Findings) -> Sheet:
    """Return what the result rests on."""
    page = shape_summary(findings.content, findings.edition)
    columns = (Column(gettext("What"), width=34), Column(gettext("Value"), width=90))
    rows: list[tuple[Value, ...]] = [(gettext("Questionnaire"), gettext("version %(v)s", v=page.version))]
    rows.extend((name, text) for name, text in page.facts)
    rows.append((gettext("Warning of the makers"), page.warning))
    rows.extend(
        (
            gettext("Growth phase %(level)s: %(name)s", level=name.level, name=translate_text(name.name)),
            gettext("overall from score %(score)s", score=name.threshold),
        )
        for name in findings.content.growth_path.names
    )
    return Sheet(gettext("Method"), columns, tuple(rows))
