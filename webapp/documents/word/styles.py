"""The styles of a report: all of its looks, in one place that Word shows."""

from __future__ import annotations

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.styles.style import ParagraphStyle

from webapp.documents.palette import LIGHT

FONT = "Atkinson Hyperlegible Next"
"""Word takes another sans-serif where this one is not installed; it can be had for nothing."""
TERM = "Facts"
LEAD, SOFT, CAUTION = "Lead", "Soft", "Caution"
CELL, CELL_NUMBER, CELL_HEADING = "Table Text", "Table Number", "Table Heading"
TABLE = "Report Table"
LANGUAGES = {"nl": "nl-BE", "en": "en-GB", "fr": "fr-BE", "de": "de-BE"}


def set_up_styles(document: WordDocument, language: str) -> None:
    """Give the document A4 pages, its language and its styles."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2.3)
    section.top_margin, section.bottom_margin = Cm(2.6), Cm(2.2)
    section.different_first_page_header_footer = True
    _set_base(document, LANGUAGES.get(language, language))
    for depth, size in ((1, 22), (2, 14), (3, 11.5)):
        heading = _style(document, f"Heading {depth}")
        _set_font(heading, size, LIGHT.ink, bold=True)
        heading.paragraph_format.space_before = Pt(0 if depth == 1 else 16)
        heading.paragraph_format.space_after = Pt(8)
        heading.paragraph_format.keep_with_next = True
    _set_font(_style(document, "Title"), 32, LIGHT.ink, bold=True)
    _style(document, "Title").paragraph_format.space_before = Pt(160)
    _remove_border(_style(document, "Title"))
    _set_font(_style(document, "Subtitle"), 14, LIGHT.ink_soft)
    _style(document, "Subtitle").paragraph_format.space_after = Pt(120)
    _set_font(_style(document, "Caption"), 9, LIGHT.ink_soft)
    _style(document, "Caption").paragraph_format.keep_with_next = True
    for name in ("Header", "Footer"):
        _set_font(_style(document, name), 8.5, LIGHT.ink_soft)
    _add_own(document)
    _add_table_style(document)


def _set_base(document: WordDocument, language: str) -> None:
    normal = _style(document, "Normal")
    _set_font(normal, 10.5, LIGHT.ink)
    normal.paragraph_format.space_after = Pt(7)
    normal.paragraph_format.line_spacing = 1.2
    spoken = OxmlElement("w:lang")
    for name in ("w:val", "w:eastAsia", "w:bidi"):
        spoken.set(qn(name), language)
    properties = normal.element.get_or_add_rPr()
    properties.append(spoken)
    for given in document.styles.element.findall(f".//{qn('w:docDefaults')}//{qn('w:lang')}"):
        given.set(qn("w:val"), language)


def _add_own(document: WordDocument) -> None:
    _set_font(_new(document, "Cover Mark"), 13, LIGHT.pointer, bold=True)
    _set_font(_new(document, LEAD), 12.5, LIGHT.ink)
    _set_font(_new(document, SOFT), 9.5, LIGHT.ink_soft)
    caution = _new(document, CAUTION)
    _set_font(caution, 9.5, LIGHT.warn)
    caution.paragraph_format.left_indent = Cm(0.4)
    _new(document, TERM).paragraph_format.space_after = Pt(3)
    for name in (CELL, CELL_NUMBER, CELL_HEADING):
        cell = _new(document, name)
        _set_font(cell, 9, LIGHT.ink, bold=name == CELL_HEADING)
        cell.paragraph_format.space_after = Pt(1)
        cell.paragraph_format.line_spacing = 1.1
    _style(document, CELL_NUMBER).paragraph_format.alignment = 2  # to the right


def _add_table_style(document: WordDocument) -> None:
    """A table style with thin rules, whose first row is bold under a thick one."""
    style = document.styles.add_style(TABLE, WD_STYLE_TYPE.TABLE)
    style.base_style = document.styles["Normal Table"]
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side, width, colour in (("top", "8", LIGHT.ink), ("bottom", "4", LIGHT.rule), ("insideH", "4", LIGHT.rule)):
        border = OxmlElement(f"w:{side}")
        for name, value in (("val", "single"), ("sz", width), ("space", "0"), ("color", colour.lstrip("#"))):
            border.set(qn(f"w:{name}"), value)
        borders.append(border)
    margins = OxmlElement("w:tblCellMar")
    for side, width in (("top", "50"), ("left", "60"), ("bottom", "50"), ("right", "60")):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), width)
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    properties.append(borders)
    properties.append(margins)
    style.element.append(properties)


def _style(document: WordDocument, name: str) -> ParagraphStyle:
    found = document.styles[name]
    if not isinstance(found, ParagraphStyle):
        raise TypeError(f"{name} is no paragraph style")
    return found


def _new(document: WordDocument, name: str) -> ParagraphStyle:
    made = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    made.base_style = document.styles["Normal"]
    return _style(document, name)


def _set_font(style: ParagraphStyle, size: float, colour: str, *, bold: bool = False) -> None:
    style.font.name, style.font.size, style.font.bold = FONT, Pt(size), bold
    style.font.italic = False
    style.font.color.rgb = RGBColor.from_string(colour.lstrip("#"))
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(name), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), FONT)


def _remove_border(style: ParagraphStyle) -> None:
    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)
