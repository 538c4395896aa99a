"""What every page of the method has: of which questionnaire it is, and the way to the other pages."""

from __future__ import annotations

from typing import NamedTuple

from assessment.content import Content
from assessment.model import DIMENSIONS
from webapp.language.locale import translate_text
from webapp.language.texts import gettext
from webapp.report.parts.head import Way
from webapp.report.parts.method_addresses import WITHOUT_POINTS, MethodAddresses, find_method
from webapp.web.state import get_library

START, COMPARING, FIGURES = "", "comparing", "figures"


class MethodHead(NamedTuple):
    """What stands around a page of the method. `newest` is the version to go to instead; empty on its own pages."""

    version: str
    newest: str
    newest_href: str
    addresses: MethodAddresses
    ways: tuple[Way, ...]


def view_method_head(content: Content, current: str) -> MethodHead:
    """Return the head of the page that is called `current`: a dimension, the context, or one of those above."""
    version, newest = content.questionnaire.version, get_library().versions[-1]
    addresses = find_method(version)
    return MethodHead(
        version=version,
        newest=newest if version != newest else "",
        newest_href=MethodAddresses().start(),
        addresses=addresses,
        ways=_ways(content, addresses, current),
    )


def _ways(content: Content, addresses: MethodAddresses, current: str) -> tuple[Way, ...]:
    names = content.growth_path.dimension_names
    return (
        Way(gettext("In short"), addresses.start(), "", current == START),
        *(Way(translate_text(names[name]), addresses.questions(name), name, current == name) for name in DIMENSIONS),
        Way(
            gettext("Questions without points"),
            addresses.questions(WITHOUT_POINTS),
            "",
            current == WITHOUT_POINTS,
        ),
        Way(gettext("Compared with 2019"), addresses.comparing(), "", current == COMPARING),
        Way(gettext("Figures"), addresses.figures(), "", current == FIGURES),
    )
