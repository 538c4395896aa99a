"""Parts of a document that are generated: they stand between two comments, and a test keeps them true.

`python -m tests.docs.marked` writes them anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from assessment.content import CONTENT_FOLDER, list_versions, load_content
from assessment.filling_in import measure_all
from assessment.levels import GrowthPath
from assessment.model import DIMENSIONS, FigureLink, Question, Questionnaire, Range
from assessment.scoring import find_standing
from benchmarks.bases import find_bases
from benchmarks.compare import rest_of
from benchmarks.model import REST, Edition, FigureKind
from benchmarks.reference import Reference, find_reference
from tests.docs.licences import describe_packages
from tests.newest import newest_content, newest_edition

DOCS = Path(__file__).parents[2] / "docs"


def describe_levels(path: GrowthPath) -> str:
    """The levels as Markdown tables."""
    lines = ["", "| level | name | overall threshold |", "| --- | --- | --- |"]
    lines += [f"| {name.level} | {name.name.dutch} | {name.threshold} |" for name in path.names]
    for dimension, levels in path.dimensions.items():
        lines += ["", f"**{dimension}**", "", "| level | threshold | criteria |", "| --- | --- | --- |"]
        for level in levels:
            criteria = "<br>".join(
                f"`{c.id}`: " + " or ".join(f"`{'/'.join(filter(None, k.item))}` at least {k.points}" for k in c.any_of)
                for c in level.criteria
            )
            lines.append(f"| {level.level} | {level.threshold} | {criteria} |")
    return "\n".join([*lines, "", ""])


def describe_references(questionnaire: Questionnaire, edition: Edition) -> str:
    """Each dimension's reference, and what it would be if nobody knew anything of the rests."""
    lines = ["", "| dimension | what the print allows | with chance | if every rest could stand anywhere |"]
    lines += ["| --- | --- | --- | --- |"]
    blind = without_known_rests(questionnaire)
    for dimension in DIMENSIONS:
        found, wider = (_reference(asked, edition, dimension) for asked in (questionnaire, blind))
        lines.append(f"| {dimension} | {_text(found.printed)} | {_text(found.sampled)} | {_text(wider.sampled)} |")
    return "\n".join([*lines, "", ""])


def without_known_rests(questionnaire: Questionnaire) -> Questionnaire:
    """The same questions, without saying which answers the unprinted rests hold: they may then hold any."""
    return replace(questionnaire, questions=tuple(_forget_rests(question) for question in questionnaire.questions))


def _forget_rests(question: Question) -> Question:
    rows = tuple(replace(row, figure=_forget_rest(row.figure)) for row in question.rows)
    if question.kind == "several":
        return question  # everybody could tick each option: there is no rest
    return replace(question, figure=_forget_rest(question.figure), rows=rows)


def _forget_rest(link: FigureLink | None) -> FigureLink | None:
    if link is None:
        return None
    categories = {option: tuple(c for c in names if c != REST) for option, names in link.categories.items()}
    return replace(link, categories=categories)


def _reference(questionnaire: Questionnaire, edition: Edition, dimension: str) -> Reference:
    found = find_reference(questionnaire, edition, find_standing(questionnaire, {}), dimension)
    if found is None:
        raise ValueError(f"{dimension} has no reference")
    return found


def _text(range_: Range) -> str:
    return f"{range_.low} to {range_.high}"


def describe_sums(edition: Edition) -> str:
    """Every question with one answer whose printed shares do not make 100, and the rest that they leave."""
    lines = ["", "| figure | printed sum | rest, from | to |", "| --- | --- | --- | --- |"]
    for figure in edition.figures:
        rest = rest_of(figure)
        if rest is not None and figure.kind is FigureKind.ONE_OF and len(figure.shares) > 1 and figure.total != 100:
            lines.append(f"| `{figure.id}` | {figure.total} | {rest.low:g} | {rest.high:g} |")
    return "\n".join([*lines, "", ""])


def describe_bases(edition: Edition) -> str:
    """Every figure that rules out the survey's own number of answers, and the numbers that fit it."""
    lines = ["", "| figure | printed | numbers of answers that fit | the margin counts with |"]
    lines += ["| --- | --- | --- | --- |"]
    for name, base in find_bases(edition).items():
        if base.is_inferred:
            printed = " · ".join(str(share.value) for share in edition.figure_by_id[name].shares if not share.about)
            lines.append(f"| `{name}` | {printed} | {', '.join(map(str, base.fitting))} | {base.answers} |")
    return "\n".join([*lines, "", ""])


def describe_time() -> str:
    """How long filling in takes by the estimate, for every version."""
    lines = ["", "| version | questions | items | words | minutes | extra | words | seconds |"]
    lines += ["| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for version in list_versions():
        core, extra = measure_all(load_content(CONTENT_FOLDER / version).questionnaire)
        counted = f"{core.questions} | {core.items} | {core.words} | {core.seconds / 60:.1f}"
        lines.append(f"| {version} | {counted} | {extra.questions} | {extra.words} | {extra.seconds:.0f} |")
    return "\n".join([*lines, "", ""])


BLOCKS: dict[tuple[str, str], Callable[[], str]] = {
    ("method.md", "levels"): lambda: describe_levels(newest_content().growth_path),
    ("method.md", "references"): lambda: describe_references(newest_content().questionnaire, newest_edition()),
    ("method.md", "bases"): lambda: describe_bases(newest_edition()),
    ("benchmark.md", "sums"): lambda: describe_sums(newest_edition()),
    ("licences.md", "packages"): describe_packages,
    ("questionnaire.md", "time"): describe_time,
}
"""The generated parts: document and name -> what stands there."""


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"(<!-- {name}: [^>]*-->\n)(.*?)(<!-- end of {name} -->)", re.DOTALL)


def find_block(document: str, name: str) -> str:
    """What stands between the comments. Raises LookupError where they are missing."""
    found = _pattern(name).search((DOCS / document).read_text("utf-8"))
    if found is None:
        raise LookupError(f"{document} has no part '{name}'")
    return found.group(2)


def write_block(document: str, name: str, text: str) -> None:
    """Put the text between the comments."""
    path = DOCS / document
    path.write_text(_pattern(name).sub(lambda m: m.group(1) + text + m.group(3), path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    for (document, name), describe in BLOCKS.items():
        write_block(document, name, describe())
