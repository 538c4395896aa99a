"""Cost against size as a picture and as tables: the slope is what a reader looks for."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator

from webapp.documents.palette import LIGHT
from webapp.documents.typefaces import OURS

if TYPE_CHECKING:
    from tests.performance.bench_size import Sizes

SETTINGS: Any = {"svg.fonttype": "path", "svg.hashsalt": "pleinwijzer", "path.simplify": False}
WIDTH, HEIGHT = 11.0, 3.7
LEAST_GAP = 0.07
"""Between two labels, as a part of a panel's height."""
LEAST_DECADES = 2
"""A panel is at least so high, or the smallest slope would look steep."""
PLAIN = FontProperties(fname=str(OURS.file()), size=9)
BOLD = FontProperties(fname=str(OURS.file(bold=True)), size=10)


@dataclass(frozen=True)
class Line:
    """What is measured, its values by size, and its colour."""

    label: str
    values: Sequence[float]
    colour: str


@dataclass(frozen=True)
class Panel:
    """One picture: sizes with a few words below each, and the lines above."""

    title: str
    unit: str
    sizes: Sequence[int]
    below: Sequence[str]
    lines: Sequence[Line]


def draw_sizes(sizes: Sizes) -> bytes:
    """Return the picture as SVG, the same bytes for the same figures. Its letters are shapes."""
    with mpl.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDTH, HEIGHT), facecolor=LIGHT.surface)
        for place, panel in enumerate(make_panels(sizes)):
            _draw_panel(figure.add_axes((0.055 + 0.332 * place, 0.16, 0.19, 0.66)), panel)
        file = BytesIO()
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    return file.getvalue()


def make_panels(sizes: Sizes) -> list[Panel]:
    """Return what the picture shows."""
    crowds, filled, many = sizes.at_once, sizes.filled, sizes.many
    return [
        Panel(
            "Questionnaires filled in at once",
            "ms",
            [one.at_once for one in crowds],
            [f"{one.rate:.1f}/s" for one in crowds],
            [
                Line("a page, p95", [one.p95 for one in crowds], LIGHT.webcare),
                Line("a page, median", [one.p50 for one in crowds], LIGHT.listening),
                Line("processor, each", [one.server for one in crowds], LIGHT.strategy),
            ],
        ),
        Panel(
            "Self-scans in the database",
            "ms",
            [one.self_scans for one in filled],
            [f"{one.size:.0f} MB" for one in filled],
            [
                Line("section page", [one.section for one in filled], LIGHT.listening),
                Line("section saved", [one.save for one in filled], LIGHT.webcare),
                Line("result page", [one.result for one in filled], LIGHT.strategy),
                Line("begun", [one.begin for one in filled], LIGHT.participation),
            ],
        ),
        Panel(
            "Findings in one process",
            "s",
            [one.how_many for one in many],
            [f"{1000 * one.seconds / one.how_many:.1f} ms each" if one in many[::2] else "" for one in many],
            [Line("all of them", [one.seconds for one in many], LIGHT.listening)],
        ),
    ]


def _draw_panel(axes: Axes, panel: Panel) -> None:
    values = [value for line in panel.lines for value in line.values]
    lowest, highest = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    highest = max(highest, lowest + LEAST_DECADES)
    axes.set(xscale="log", yscale="log", ylim=(10.0**lowest, 10.0**highest))
    axes.set_xlim(panel.sizes[0] / 1.4, panel.sizes[-1] * 1.2)
    for line in panel.lines:
        axes.plot(panel.sizes, line.values, color=line.colour, linewidth=1.8, marker="o", markersize=4, clip_on=False)
    ends = [(math.log10(line.values[-1]) - lowest) / (highest - lowest) for line in panel.lines]
    for line, height in zip(panel.lines, spread(ends), strict=True):
        axes.text(
            1.04, height, line.label, transform=axes.transAxes, color=line.colour, fontproperties=PLAIN, va="center"
        )
    axes.text(0, 1.13, panel.title, transform=axes.transAxes, color=LIGHT.ink, fontproperties=BOLD)
    axes.text(0, 1.04, panel.unit, transform=axes.transAxes, color=LIGHT.ink_soft, fontproperties=PLAIN, ha="right")
    _calm(axes, panel)


def _calm(axes: Axes, panel: Panel) -> None:
    """Leave only what is read: a rule at each power of ten, and the sizes with what stands below them."""
    axes.set_xticks(panel.sizes, [f"{size:,}\n{text}" for size, text in zip(panel.sizes, panel.below, strict=True)])
    axes.xaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_locator(LogLocator(numticks=20))
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"{value:,g}"))
    axes.grid(visible=True, axis="y", color=LIGHT.rule, linewidth=0.7)
    axes.set_axisbelow(True)
    axes.tick_params(length=0, colors=LIGHT.ink_soft, pad=5)
    for label in (*axes.get_xticklabels(), *axes.get_yticklabels()):
        label.set_fontproperties(PLAIN)
    for spine in axes.spines.values():
        spine.set_visible(False)


def spread(heights: Sequence[float]) -> list[float]:
    """Return the heights of labels so that none covers another: each is moved up only as far as it must be."""
    found = list(heights)
    order = sorted(range(len(found)), key=lambda place: found[place])
    for below, above in pairwise(order):
        found[above] = max(found[above], found[below] + LEAST_GAP)
    return found


def write_tables(sizes: Sizes) -> str:
    """Return all figures as three Markdown tables."""
    crowds = [
        f"| {one.at_once} | {one.finished:,} | {one.rate:.1f} | {one.p50:.0f} / {one.p95:.0f} |"
        f" {one.slowest / one.p50:.1f} | {one.server:.0f} ms | {one.driver:.1f} ms |"
        f" {one.foreign:.1f} s, {sizes.quiet[one.at_once]} |"
        for one in sizes.at_once
    ]
    filled = [
        f"| {one.self_scans:,} | {one.size:.0f} MB | {one.section:.1f} | {one.save:.1f} | {one.begin:.1f} |"
        f" {one.result:.1f} | {one.health:.1f} | {one.expiry:.0f} | {one.start:.1f} s |"
        for one in sizes.filled
    ]
    many = [
        f"| {one.how_many:,} | {one.seconds:.3f} s | {1000 * one.seconds / one.how_many:.2f} ms |" for one in sizes.many
    ]
    return "\n".join(
        [
            _head("at once", "finished, and stored", "questionnaires/s", "page p50 / p95 ms", "slowest / median")
            + " server's processor each | driver's each | foreign processor, quiet rounds |",
            "| --- " * 8 + "|",
            *crowds,
            "",
            _head("self-scans", "database", "section page ms", "section saved ms", "begun ms")
            + " result page ms | health ms | expiry ms | start |",
            "| --- " * 9 + "|",
            *filled,
            "",
            _head("findings", "in one process", "each"),
            "| --- " * 3 + "|",
            *many,
            "",
        ]
    )


def _head(*names: str) -> str:
    return f"| {' | '.join(names)} |"
