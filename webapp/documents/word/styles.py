"""The styles of a Word file: all of its looks, in one place that Word shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt, RGBColor, Twips
from docx.styles.style import ParagraphStyle

from webapp.documents.office import FONT, language_of
from webapp.documents.palette import LIGHT
from webapp.documents.word.elements import Element, add, make

NORMAL, TERM, ENTRY, LEAD, SOFT, CAUTION = "Normal", "Facts", "Entry", "Lead", "Soft", "Caution"
BULLET = "ListBullet"
CELL, CELL_NUMBER, CELL_HEADING = "TableText", "TableNumber", "TableHeading"
TITLE, SUBTITLE, KICKER, CAPTION, CONTENTS, CONTENTS_HEADING = (
    "Title",
    "Subtitle",
    "CoverMark",
    "Caption",
    "TOC1",
    "TOCHeading",
)
HEADER, FOOTER, FIGURE = "Header", "Footer", "Figure"
TABLE, TREE_TABLE, FILL_IN, REMARK = "ReportTable", "TreeTable", "FillIn", "Remark"
"""Styles by their ids: Word finds them so, and asking the library for each by its name took a second."""

PAGE_WIDTH, PAGE_HEIGHT = 21.0, 29.7
SIDE, TOP, BOTTOM = 2.3, 2.6, 2.2
"""The paper and its margins, in centimetres."""
WIDTH = round((PAGE_WIDTH - 2 * SIDE) / 2.54 * 1440)
"""How wide a text is, in twentieths of a point."""
ROOM = (PAGE_HEIGHT - TOP - BOTTOM) / 2.54 * 72
"""How high a page's text is, in points."""
CELL_MARGIN = 60
"""Left and right in a cell, in twentieths of a point."""


def heading_style(depth: int) -> str:
    """Return the style of a heading; 1 is a chapter's."""
    return f"Heading{depth}"


@dataclass(frozen=True)
class Look:
    """How a paragraph looks. Sizes and spaces are in points; `line` is the height of a line in ordinary ones."""

    name: str
    size: float
    colour: str = LIGHT.ink
    bold: bool = False
    before: float = 0
    after: float = 0
    line: float = 1.1
    keeps_next: bool = False


LOOKS: Mapping[str, Look] = {
    NORMAL: Look("Normal", 11, after=7, line=1.15),
    heading_style(1): Look("Heading 1", 24, bold=True, after=10, line=1, keeps_next=True),
    heading_style(2): Look("Heading 2", 15, bold=True, before=16, after=6, line=1, keeps_next=True),
    heading_style(3): Look("Heading 3", 12, bold=True, before=14, after=5, line=1, keeps_next=True),
    TITLE: Look("Title", 34, bold=True, before=90, after=10, line=1),
    SUBTITLE: Look("Subtitle", 15, LIGHT.ink_soft, after=40),
    KICKER: Look("Cover Mark", 13, LIGHT.pointer, bold=True, after=4),
    LEAD: Look("Lead", 13, after=8, line=1.15),
    SOFT: Look("Soft", 10, LIGHT.ink_soft, after=7),
    CAUTION: Look("Caution", 10, LIGHT.warn, before=2, after=8),
    TERM: Look("Facts", 11, after=3),
    ENTRY: Look("Entry", 10, after=6),
    BULLET: Look("List Bullet", 11, after=4),
    FIGURE: Look("Figure", 11, before=4, line=1, keeps_next=True),
    CELL: Look("Table Text", 9.5, after=1, line=1.05),
    CELL_NUMBER: Look("Table Number", 9.5, after=1, line=1.05),
    CELL_HEADING: Look("Table Heading", 9.5, bold=True, after=1, line=1.05),
    CAPTION: Look("Caption", 9.5, LIGHT.ink_soft, before=6, after=4),
    CONTENTS: Look("TOC 1", 11.5, after=6),
    CONTENTS_HEADING: Look("TOC Heading", 24, bold=True, after=14, line=1),
    HEADER: Look("Header", 9, LIGHT.ink_soft),
    FOOTER: Look("Footer", 9, LIGHT.ink_soft),
}


def set_up_styles(document: WordDocument, language: str) -> None:
    """Give the document A4 pages, its language and its styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(PAGE_WIDTH), Cm(PAGE_HEIGHT)
    section.left_margin = section.right_margin = Cm(SIDE)
    section.top_margin, section.bottom_margin = Cm(TOP), Cm(BOTTOM)
    section.different_first_page_header_footer = True
    known = {style.style_id: style for style in document.styles}
    for style_id, look in LOOKS.items():
        known[style_id] = known.get(style_id) or _add_style(document, look, known[NORMAL])
        _set_look(known[style_id], look)
    _place(known)
    _set_language(document, language_of(language))
    for made in (_make_table_style(), _make_tree_style(), _make_fill_in_style(), _make_remark_style()):
        document.styles.element.append(made)


def _add_style(document: WordDocument, look: Look, base: Any) -> Any:  # noqa: ANN401 (the library's styles have one type each)
    style = document.styles.add_style(look.name, WD_STYLE_TYPE.PARAGRAPH, builtin=look.name.startswith("TOC"))
    style.base_style = base
    style.quick_style = not look.name.startswith(("TOC", "Table"))
    style.hidden = False
    return style


def _set_look(style: ParagraphStyle, look: Look) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(look.size), look.bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(look.colour.lstrip("#"))
    space = style.paragraph_format
    space.space_before, space.space_after, space.line_spacing = Pt(look.before), Pt(look.after), look.line
    space.keep_with_next = look.keeps_next
    element: Any = style.element
    properties = element.get_or_add_rPr()
    fonts = properties.get_or_add_rFonts()
    fonts.attrib.clear()
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(_name(name), FONT)
    _set_other_scripts(properties, look)


def _set_other_scripts(properties: Element, look: Look) -> None:
    """Give letters of scripts that run from the right the same size and weight: Word keeps those apart.

    What the library's own styles do to the spaces between letters goes.
    """
    for name in ("szCs", "bCs", "iCs", "spacing", "kern"):
        for given in properties.findall(_name(name)):
            properties.remove(given)
    size = properties.find(_name("sz"))
    size.addnext(make("szCs", val=str(round(look.size * 2))))
    if look.bold:
        properties.find(_name("b")).addnext(make("bCs"))


def _place(known: Mapping[str, Any]) -> None:
    """What a look does not say: numbers to the right, tabs up to the margin, no line under the title."""
    known[CELL_NUMBER].paragraph_format.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    known[CAUTION].paragraph_format.left_indent = Cm(0.4)
    for style_id, leader in ((CONTENTS, WD_TAB_LEADER.DOTS), (HEADER, WD_TAB_LEADER.SPACES)):
        properties = known[style_id].element.get_or_add_pPr()
        for given in properties.findall(_name("tabs")):
            properties.remove(given)
        stops = known[style_id].paragraph_format.tab_stops
        stops.add_tab_stop(Twips(WIDTH), WD_TAB_ALIGNMENT.RIGHT, leader)
    title = known[TITLE].element.get_or_add_pPr()
    for border in title.findall(_name("pBdr")):
        title.remove(border)


def _set_language(document: WordDocument, language: str) -> None:
    styles: Any = document.styles.element
    for given in styles.iter(_name("lang")):
        given.set(_name("val"), language)
        given.set(_name("eastAsia"), language)
        given.set(_name("bidi"), "ar-SA")


def _make_table_style() -> Element:
    """A table style with thin rules, whose first row is bold under a thick one."""
    style = make("style", type="table", customStyle="1", styleId=TABLE)
    add(style, "name", val="Report Table")
    add(style, "basedOn", val="TableNormal")
    add(style, "qFormat")
    properties = add(style, "tblPr")
    borders = add(properties, "tblBorders")
    for side, width, colour in (("top", "8", LIGHT.ink), ("bottom", "4", LIGHT.rule), ("insideH", "4", LIGHT.rule)):
        add(borders, side, val="single", sz=width, space="0", color=colour.lstrip("#"))
    margins = add(properties, "tblCellMar")
    for side, space in (("top", 50), ("left", CELL_MARGIN), ("bottom", 50), ("right", CELL_MARGIN)):
        add(margins, side, w=str(space), type="dxa")
    head = add(style, "tblStylePr", type="firstRow")
    add(add(head, "rPr"), "b")
    add(add(add(head, "tcPr"), "tcBorders"), "bottom", val="single", sz="8", space="0", color=LIGHT.ink.lstrip("#"))
    return style


def _make_tree_style() -> Element:
    """A table style without rules, for a decision tree: its cells have frames of their own."""
    style = make("style", type="table", customStyle="1", styleId=TREE_TABLE)
    add(style, "name", val="Tree Table")
    add(style, "basedOn", val="TableNormal")
    add(style, "qFormat")
    margins = add(add(style, "tblPr"), "tblCellMar")
    for side, space in (("top", 50), ("left", CELL_MARGIN), ("bottom", 50), ("right", CELL_MARGIN)):
        add(margins, side, w=str(space), type="dxa")
    return style


def _make_fill_in_style() -> Element:
    """A style for what is still to be filled in: whoever changes it, changes all gaps."""
    style = make("style", type="character", customStyle="1", styleId=FILL_IN)
    add(style, "name", val="Fill In")
    add(style, "qFormat")
    properties = add(style, "rPr")
    add(properties, "shd", val="clear", color="auto", fill=LIGHT.sunken.lstrip("#"))
    return style


def _make_remark_style() -> Element:
    """A style for what is remarked within a paragraph."""
    style = make("style", type="character", customStyle="1", styleId=REMARK)
    add(style, "name", val="Remark")
    add(style, "qFormat")
    add(add(style, "rPr"), "color", val=LIGHT.ink_soft.lstrip("#"))
    return style


def _name(short: str) -> str:
    return f"{{http://schemas.openxmlformats.org/wordprocessingml/2006/main}}{short}"
