"""The presentation's own template: a theme with our colours and typeface, a master, and the four layouts that we use.

Everything on a slide takes its colours and letters from here, by their roles. Pasted into another presentation, the
slides take that one's: its theme has the same roles, its layouts the same kinds.
"""

from __future__ import annotations

import re
from typing import Any

from pptx import Presentation
from pptx.enum.dml import MSO_THEME_COLOR
from pptx.enum.shapes import PP_PLACEHOLDER
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.presentation import Presentation as Pptx
from pptx.slide import SlideLayout
from pptx.util import Emu

from webapp.documents.office import FONT, PROGRAM
from webapp.documents.palette import LIGHT

POINT = 12_700
WIDTH, HEIGHT = Emu(12_192_000), Emu(6_858_000)
MARGIN = Emu(600_000)
ROOM_WIDTH = Emu(WIDTH - 2 * MARGIN)
TITLE_TOP, TITLE_HEIGHT = Emu(360_000), Emu(1_060_000)
TOP = Emu(1_560_000)
ROOM_HEIGHT = Emu(HEIGHT - TOP - 620_000)
FOOT_TOP, FOOT_HEIGHT = Emu(HEIGHT - 480_000), Emu(300_000)
GAP = Emu(320_000)
CHART_WIDTH = Emu(round(0.62 * ROOM_WIDTH))
"""So wide is what stands at the left where something stands beside it."""
TITLE_POINTS, TEXT_POINTS, FOOT_POINTS = 28.0, 20.0, 12.0

COVER, TEXT, TWO, TITLE_ONLY = 0, 1, 2, 3
"""The layouts, by their places."""
_KEPT = (0, 1, 3, 5)
_PLACES = {
    PP_PLACEHOLDER.CENTER_TITLE: (MARGIN, Emu(1_500_000), ROOM_WIDTH, Emu(1_900_000), "b"),
    PP_PLACEHOLDER.SUBTITLE: (MARGIN, Emu(3_600_000), ROOM_WIDTH, Emu(1_700_000), "t"),
    PP_PLACEHOLDER.TITLE: (MARGIN, TITLE_TOP, ROOM_WIDTH, TITLE_HEIGHT, "ctr"),
    PP_PLACEHOLDER.FOOTER: (MARGIN, FOOT_TOP, Emu(ROOM_WIDTH - 1_000_000), FOOT_HEIGHT, "ctr"),
    PP_PLACEHOLDER.SLIDE_NUMBER: (Emu(WIDTH - MARGIN - 900_000), FOOT_TOP, Emu(900_000), FOOT_HEIGHT, "ctr"),
}
_FOOT = {PP_PLACEHOLDER.FOOTER: "l", PP_PLACEHOLDER.SLIDE_NUMBER: "r"}
_COLOURS = {
    "dk1": LIGHT.ink,
    "lt1": LIGHT.surface,
    "dk2": LIGHT.ink_soft,
    "lt2": LIGHT.sunken,
    "accent1": LIGHT.listening,
    "accent2": LIGHT.webcare,
    "accent3": LIGHT.participation,
    "accent4": LIGHT.strategy,
    "accent5": LIGHT.action,
    "accent6": LIGHT.pointer,
    "hlink": LIGHT.action,
    "folHlink": LIGHT.ink_soft,
}
ROLES = {
    "listening": MSO_THEME_COLOR.ACCENT_1,
    "webcare": MSO_THEME_COLOR.ACCENT_2,
    "participation": MSO_THEME_COLOR.ACCENT_3,
    "strategy": MSO_THEME_COLOR.ACCENT_4,
    "pointer": MSO_THEME_COLOR.ACCENT_6,
    "ink": MSO_THEME_COLOR.TEXT_1,
    "soft": MSO_THEME_COLOR.TEXT_2,
    "sunken": MSO_THEME_COLOR.BACKGROUND_2,
    "ground": MSO_THEME_COLOR.BACKGROUND_1,
}
"""The theme's colours by what they are for."""


def role_of(colour: str) -> MSO_THEME_COLOR:
    """Return the theme's colour of a dimension; the whole has that of the text."""
    return ROLES.get(colour, MSO_THEME_COLOR.TEXT_1)


def make_presentation(language: str) -> Pptx:
    """Return a presentation without slides, 16:9, with our theme, master and layouts."""
    presentation = Presentation()
    presentation.slide_width, presentation.slide_height = WIDTH, HEIGHT
    master = presentation.slide_master
    layouts = list(master.slide_layouts)
    for place, layout in enumerate(layouts):
        if place not in _KEPT:
            master.slide_layouts.remove(layout)
    theme: Any = master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _change_theme(theme.blob.decode()).encode()
    _set_text_styles(master._element)
    for holder in (master, *master.slide_layouts):
        _place(holder)
        _set_language(holder._element, language)
    _draw_edge(master)
    return presentation


def _change_theme(theme: str) -> str:
    colours = "".join(
        f'<a:{role}><a:srgbClr val="{colour.lstrip("#")}"/></a:{role}>' for role, colour in _COLOURS.items()
    )
    face = f'<a:latin typeface="{FONT}"/><a:ea typeface=""/><a:cs typeface=""/>'
    theme = _replace(theme, "clrScheme", colours)
    theme = _replace(theme, "fontScheme", f"<a:majorFont>{face}</a:majorFont><a:minorFont>{face}</a:minorFont>")
    return re.sub(r'(<a:theme [^>]*name=")[^"]*"', rf'\g<1>{PROGRAM}"', theme)


def _replace(theme: str, name: str, content: str) -> str:
    made = f'<a:{name} name="{PROGRAM}">{content}</a:{name}>'
    return re.sub(rf"<a:{name} .*?</a:{name}>", made, theme, flags=re.DOTALL)


def _set_text_styles(master: Any) -> None:
    """Titles are bold and begin at the left; texts have no bullet unless a level asks for one."""
    body = _level(1, TEXT_POINTS, before=6) + "".join(_level(n, 18 if n == 2 else 16, before=4) for n in range(2, 10))
    others = "".join(_level(n, 18) for n in range(1, 10))
    styles = parse_xml(
        f"<p:txStyles {nsdecls('p', 'a')}><p:titleStyle>{_level(1, TITLE_POINTS, is_title=True)}</p:titleStyle>"
        f"<p:bodyStyle>{body}</p:bodyStyle><p:otherStyle>{others}</p:otherStyle></p:txStyles>"
    )
    given = master.find(qn("p:txStyles"))
    given.getparent().replace(given, styles)


def _level(number: int, size: float, *, before: float = 0, is_title: bool = False) -> str:
    """How texts of one depth look; from the second on they have a bullet."""
    has_bullet, font = number > 1, "+mj" if is_title else "+mn"
    sign = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if has_bullet else "<a:buNone/>"
    indent = 'marL="285750" indent="-285750"' if has_bullet else 'marL="0" indent="0"'
    return (
        f'<a:lvl{number}pPr {indent} algn="l" rtl="0">'
        f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>{sign}'
        f'<a:defRPr sz="{round(size * 100)}" b="{int(is_title)}" kern="1200">'
        '<a:solidFill><a:schemeClr val="tx1"/></a:solidFill>'
        f'<a:latin typeface="{font}-lt"/><a:ea typeface="{font}-ea"/><a:cs typeface="{font}-cs"/>'
        f"</a:defRPr></a:lvl{number}pPr>"
    )


def _place(holder: Any) -> None:
    """Put the placeholders of a master or a layout in their places; the date goes, it stands in the foot."""
    bodies = [(MARGIN, ROOM_WIDTH)]
    if holder._element.get("type") == "twoObj":
        bodies = [(MARGIN, CHART_WIDTH), (Emu(MARGIN + CHART_WIDTH + GAP), Emu(ROOM_WIDTH - CHART_WIDTH - GAP))]
    for shape in list(holder.placeholders):
        kind = shape.placeholder_format.type
        if kind == PP_PLACEHOLDER.DATE:
            shape._element.getparent().remove(shape._element)
        elif kind in _PLACES:
            left, top, width, height, anchor = _PLACES[kind]
            _move(shape, left, top, width, height, anchor=anchor)
        else:
            left, width = bodies.pop(0)
            _move(shape, left, TOP, width, ROOM_HEIGHT, anchor="t")
        if kind in _FOOT:
            _set_foot(shape, _FOOT[kind])
        elif kind not in (PP_PLACEHOLDER.TITLE, PP_PLACEHOLDER.CENTER_TITLE, PP_PLACEHOLDER.DATE):
            _remove_looks(shape)


def _move(shape: Any, left: Emu, top: Emu, width: Emu, height: Emu, *, anchor: str) -> None:
    shape.left, shape.top, shape.width, shape.height = left, top, width, height
    properties = shape._element.txBody.find(qn("a:bodyPr"))
    properties.set("anchor", anchor)
    for edge in ("lIns", "rIns"):
        properties.set(edge, "0")


def _remove_looks(shape: Any) -> None:
    """Let a layout's texts look as the master says."""
    for level in list(shape._element.txBody.find(qn("a:lstStyle"))):
        level.getparent().remove(level)


def _set_foot(shape: Any, align: str) -> None:
    _remove_looks(shape)
    looks = shape._element.txBody.find(qn("a:lstStyle"))
    looks.append(
        parse_xml(
            f'<a:lvl1pPr {nsdecls("a")} algn="{align}"><a:defRPr sz="{round(FOOT_POINTS * 100)}"><a:solidFill>'
            '<a:schemeClr val="tx2"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl1pPr>'
        )
    )


def _set_language(element: Any, language: str) -> None:
    for name in ("a:rPr", "a:endParaRPr", "a:defRPr"):
        for properties in element.iter(qn(name)):
            properties.set("lang", language)
            properties.attrib.pop("smtClean", None)


def _draw_edge(master: Any) -> None:
    """A narrow edge on top of each slide, in the colour that marks the municipality itself."""
    edge = (
        f'<p:sp {nsdecls("p", "a")}><p:nvSpPr><p:cNvPr id="90" name="Edge"/><p:cNvSpPr/>'
        '<p:nvPr userDrawn="1"/></p:nvSpPr>'
        f'<p:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{WIDTH}" cy="90000"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:schemeClr val="accent6"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>'
        "<p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:endParaRPr/></a:p></p:txBody></p:sp>"
    )
    master.shapes._spTree.insert(2, parse_xml(edge))


def find_layout(presentation: Pptx, place: int) -> SlideLayout:
    """Return one of our layouts."""
    return presentation.slide_layouts[place]
