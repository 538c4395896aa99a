"""The result as a workbook to compute with: every number of the pages, and the formulas that lead to the scores."""

from __future__ import annotations

from datetime import date

from webapp.documents.workbook import Workbook
from webapp.findings.model import Findings
from webapp.language.locale import current_language, format_day
from webapp.language.texts import gettext
from webapp.report.documents.workbook.action_plan import make_plan_sheet
from webapp.report.documents.workbook.advice import make_advice_sheet
from webapp.report.documents.workbook.beside import make_said_sheet, make_seen_sheet
from webapp.report.documents.workbook.comparison import make_comparison_sheet, make_counts_sheet, make_references_sheet
from webapp.report.documents.workbook.development import make_changes_sheet, make_development_sheet
from webapp.report.documents.workbook.method import make_method_sheet
from webapp.report.documents.workbook.result import make_answers_sheet, make_scores_sheet, make_summary_sheet
from webapp.report.parts.addresses import Addresses


def make_workbook(findings: Findings, addresses: Addresses, today: date) -> Workbook:
    """Return the workbook in the current language; `today` stands in its header."""
    mark = f"{gettext('Invented example')} · " if findings.profile.invented else ""
    return Workbook(
        language=current_language(),
        title=gettext("Self-scan of %(municipality)s", municipality=findings.profile.municipality),
        header=f"{mark}Pleinwijzer · {findings.profile.municipality} · {format_day(today)}",
        day=today,
        author=findings.profile.municipality,
        sheets=tuple(
            sheet
            for sheet in (
                make_summary_sheet(findings),
                make_answers_sheet(findings),
                make_scores_sheet(findings),
                make_counts_sheet(findings),
                make_comparison_sheet(findings),
                make_references_sheet(findings),
                make_advice_sheet(findings, addresses),
                make_plan_sheet(findings, today),
                make_development_sheet(findings),
                make_changes_sheet(findings),
                make_said_sheet(findings),
                make_seen_sheet(findings),
                make_method_sheet(findings),
            )
            if sheet.rows
        ),
    )
