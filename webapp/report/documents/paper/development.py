"""What moved since an earlier self-scan, on paper."""

from __future__ import annotations

from datetime import date

from webapp.documents.paper import Block, Bullets, Chapter, Heading, Paragraph, Tone
from webapp.findings.model import Findings
from webapp.language.texts import gettext
from webapp.report.documents.paper.parts import own_source, put_picture, put_table
from webapp.report.pages.development import shape_development
from webapp.report.parts.addresses import Addresses
from webapp.report.parts.pictures import DEVELOPMENT
from webapp.wording.method import cause_text


def write_development(findings: Findings, addresses: Addresses, today: date) -> Chapter | None:
    """Return what moved, with the actions beside it; nothing where there is no earlier self-scan."""
    page = shape_development(findings, addresses, today)
    if page.table is None or page.picture is None:
        return None
    blocks: list[Block] = [
        Paragraph(page.lead, Tone.LEAD),
        Paragraph(page.shared),
        put_picture(findings, DEVELOPMENT, page.picture.caption, alt=f"{page.lead} {page.shared}", source=own_source()),
        *put_table(page.table, (1.3, 1, 1, 1.4, 1.4, 1.2)),
    ]
    for view in page.dimensions:
        blocks += [Heading(view.name), Paragraph(view.text)]
        if view.table:
            blocks += put_table(view.table, (2.4, 1.8, 1.8, 0.9, 0.9))
        if view.actions:
            blocks.append(Paragraph(gettext("Actions in the meantime")))
            blocks.append(Bullets(tuple(f"{action.title} ({action.status})" for action in view.actions)))
            blocks.append(Paragraph(cause_text(), Tone.SOFT))
    if page.others:
        blocks += [Heading(gettext("Outside the scores")), *put_table(page.others, (2.4, 1.8, 1.8, 0.9, 0.9))]
    return Chapter("development", gettext("What changed"), tuple(blocks), begins_page=False, is_appendix=True)
