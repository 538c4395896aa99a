"""Where the method is explained: its pages, and the places on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from assessment.model import Question
from benchmarks.model import Figure, Population
from webapp.report.parts.addresses import key_of, question_anchor
from webapp.web.addresses import Find
from webapp.web.application import find_here
from webapp.web.state import get_library

WITHOUT_POINTS = "context"
"""The page of the questions that don't score; each dimension has one of its own."""
OTHER_GROUPS = "andere"
"""The page of the figures that are not about municipalities: they are never mixed with those that are."""


def figure_anchor(figure_id: str) -> str:
    """Return the anchor of a figure."""
    return f"cijfer-{key_of(figure_id)}"


def population_anchor(population: Population) -> str:
    """Return the anchor of the figures about a population."""
    return f"cijfers-{population.value.replace('_', '-')}"


def subject_of(question: Question) -> str:
    """Return on which page of questions one is explained."""
    return question.dimension or WITHOUT_POINTS


def subject_of_figure(figure: Figure) -> str:
    """Return on which page of figures one stands: that of a section of the questionnaire, or that of other groups."""
    if figure.population is not Population.MUNICIPALITIES:
        return OTHER_GROUPS
    subject = figure.id.partition(".")[0]
    return "presence" if subject == "content" else subject  # what is posted is asked where one is present


@dataclass(frozen=True)
class MethodAddresses:
    """Addresses of the method's pages, at a place on them; `version` names an earlier questionnaire, or is empty."""

    version: str = ""

    def start(self, anchor: str = "") -> str:
        """The short page."""
        return self._write("method.method", anchor or None, self._version)

    def questions(self, subject: str, anchor: str = "") -> str:
        """The questions of a dimension with its growth phases, or those without points."""
        return self._write("method.questions", anchor or None, {"subject": subject, **self._version})

    def question(self, question: Question) -> str:
        """One question with its points."""
        return self.questions(subject_of(question), question_anchor(question.id))

    def comparing(self, anchor: str = "") -> str:
        """How the comparison with the survey is made."""
        return self._write("method.comparing", anchor or None, self._version)

    def figures(self) -> str:
        """What figures there are."""
        return self._write("method.figures", None, self._version)

    def figures_about(self, subject: str, anchor: str = "") -> str:
        """The figures of one subject."""
        return self._write("method.figures_about", anchor or None, {"subject": subject, **self._version})

    def figure(self, figure: Figure) -> str:
        """One figure with every printed number."""
        return self.figures_about(subject_of_figure(figure), figure_anchor(figure.id))

    @cached_property
    def _write(self) -> Find:
        """What writes an address, for all that are asked here."""
        return find_here()

    @property
    def _version(self) -> Mapping[str, str]:
        return {"versie": self.version} if self.version else {}


def find_method(version: str = "") -> MethodAddresses:
    """Return the addresses of the method: of the newest questionnaire unless `version` is an earlier one."""
    return MethodAddresses("" if version == get_library().versions[-1] else version)
