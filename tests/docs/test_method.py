"""The levels in docs/method.md are those of levels.toml."""

from __future__ import annotations

import re
from pathlib import Path

from assessment.content import load_content
from assessment.levels import GrowthPath

METHOD = Path(__file__).parents[2] / "docs" / "method.md"
MARKED = re.compile(r"(<!-- levels: [^>]*-->\n)(.*?)(<!-- end of levels -->)", re.DOTALL)


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


def test_the_documented_levels_are_those_of_the_content() -> None:
    found = MARKED.search(METHOD.read_text("utf-8"))
    assert found is not None
    assert found.group(2) == describe_levels(load_content().growth_path)


if __name__ == "__main__":
    text = METHOD.read_text("utf-8")
    METHOD.write_text(
        MARKED.sub(lambda m: m.group(1) + describe_levels(load_content().growth_path) + m.group(3), text), "utf-8"
    )
