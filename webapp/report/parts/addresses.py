"""Where things stand: anchors on result pages and in the questionnaire."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import urlencode

from flask import url_for

from assessment.model import DIMENSIONS, Question
from webapp.web.addresses import Find
from webapp.web.application import find_here
from webapp.web.visit import Visit


def key_of(identifier: str) -> str:
    """Return an id as it stands in an address: without dots, as the questionnaire's pages have it."""
    return identifier.replace(".", "-")


def question_anchor(question_id: str) -> str:
    """Return the anchor of a question, on result pages and where the method explains it."""
    return f"q-{key_of(question_id)}"


@dataclass(frozen=True)
class Addresses:
    """Addresses of pages around the current assessment. Who may not write gets none of a form: they are empty."""

    may_write: bool = True

    def result(self, anchor: str = "") -> str:
        """The first page of the result, at a place on it."""
        return self._find("report.result") + (f"#{anchor}" if anchor else "")

    def dimension(self, dimension: str, anchor: str = "") -> str:
        """A dimension's page, at a place on it. Raises KeyError for what is none."""
        return self._dimensions[dimension] + (f"#{anchor}" if anchor else "")

    def context(self) -> str:
        """The page of what does not score."""
        return self._find("report.context")

    def advice(self, **chosen: str) -> str:
        """The page with all advice, filtered by `domein` and `inspanning` where given; with `alles` all at once."""
        return _ask(self._find("report.advice"), chosen)

    def shortest_way(self, **wish: str) -> str:
        """The shortest way to a level, as `domein`, `groeifase` and `dagen` ask it where given."""
        return _ask(self._find("report.shortest_way"), wish)

    def development(self) -> str:
        """What moved since an earlier self-scan."""
        return self._find("report.development")

    def plan(self) -> str:
        """The kept plan."""
        return self._find("action_plan.show")

    def action(self, action_id: int) -> str:
        """One action of the kept plan."""
        return f"{self.plan()}#{action_anchor(action_id)}"

    def take_on(self, *recommendation_ids: str) -> str:
        """Where recommendations are taken into the plan: a form for one, a list for several."""
        if not self.may_write:
            return ""
        if len(recommendation_ids) == 1:
            return f"{self._find('action_plan.new')}?aanbeveling={recommendation_ids[0]}"  # an id stands for itself
        return url_for("action_plan.take_on", aanbeveling=recommendation_ids)

    def sheets(self) -> str:
        """The sheets to start an action with."""
        return self._find("sheets.index")

    def sheet(self, sheet_id: str) -> str:
        """One sheet."""
        return self._end_with("sheets.show", "sheet", sheet_id)

    def what_if(self, dimension: str) -> str:
        """A dimension with other answers, on a copy."""
        return self._find("report.what_if", dimension=dimension)

    def documents(self, taal: str | None = None) -> str:
        """The documents to take along, in another language where `taal` is given."""
        return self._find("documents.index", taal=taal) if taal else self._find("documents.index")

    def recommendation(self, recommendation_id: str, anchor: str = "") -> str:
        """One recommendation on a page of its own, at a place on it."""
        page = self._end_with("report.recommendation", "key", key_of(recommendation_id))
        return f"{page}#{anchor}" if anchor else page

    def answered(self, question: Question) -> str:
        """Where the result explains a question: on a page of its own."""
        return self._end_with("report.question", "key", key_of(question.id))

    def edit(self, question: Question) -> str:
        """Where the question can be answered."""
        if not self.may_write:
            return ""
        section = self._find("scan.section", section=question.section)
        return f"{section}#{question_anchor(question.id)}"

    def _find(self, endpoint: str, **values: str) -> str:
        """An address, worked out once: a page asks for the same ones a hundred times, and they last as long as it."""
        key = (endpoint, *values.values())  # an endpoint is always asked with the same names
        if key not in self._found:
            self._found[key] = self._write(endpoint, None, values)
        return self._found[key]

    def _end_with(self, endpoint: str, argument: str, name: str) -> str:
        """An address that ends with a name of ours. Its beginning is worked out once: a page names each question."""
        if endpoint not in self._beginnings:
            self._beginnings[endpoint] = self._write(endpoint, None, {argument: "-"}).removesuffix("-")
        return self._beginnings[endpoint] + name

    @cached_property
    def _write(self) -> Find:
        """What writes an address. Whoever visits is looked up once, for all that are asked here."""
        return find_here()

    @cached_property
    def _found(self) -> dict[tuple[str, ...], str]:
        return {}

    @cached_property
    def _beginnings(self) -> dict[str, str]:
        return {}

    @cached_property
    def _dimensions(self) -> Mapping[str, str]:
        return {name: self._write("report.dimension", None, {"dimension": name}) for name in DIMENSIONS}


def _ask(address: str, asked: Mapping[str, str]) -> str:
    """Return an address with what is asked of it; what is empty is not asked."""
    given = {key: value for key, value in asked.items() if value}
    return f"{address}?{urlencode(given)}" if given else address


def action_anchor(action_id: int) -> str:
    """Return the anchor of an action on the page of the plan."""
    return f"actie-{action_id}"


def advice_anchor(recommendation_id: str) -> str:
    """Return the anchor of a recommendation."""
    return f"a-{key_of(recommendation_id)}"


def make_addresses(visit: Visit) -> Addresses:
    """Return the addresses around the visited assessment."""
    return Addresses(may_write=visit.may_write)
