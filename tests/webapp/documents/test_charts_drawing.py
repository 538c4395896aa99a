from __future__ import annotations

import base64
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from xml.etree import ElementTree as ET

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from assessment.action_plan import Status
from assessment.development import find_development
from webapp.documents.charts.drawing import draw_bare_svg, draw_svg
from webapp.documents.charts.fonts import BASIC, clean, measure, wrap
from webapp.documents.charts.formats import METRICS, Shape, Theme
from webapp.documents.charts.grid import chart_grid
from webapp.documents.charts.growth_path import chart_path
from webapp.documents.charts.model import Chart, SharesChart
from webapp.documents.charts.prepared_fonts import list_files
from webapp.documents.charts.shares import chart_context, chart_dimension
from webapp.documents.charts.slope import chart_slopes
from webapp.documents.charts.texts import Words
from webapp.documents.charts.timeline import Planned, chart_timelines
from webapp.documents.pixels import to_pixels
from webapp.documents.typefaces import OURS, list_signs, measure_cluster
from webapp.findings.model import Findings

SVG = "{http://www.w3.org/2000/svg}"
SMALLEST_LETTER = 11
SHOWN_WIDTH = {Shape.WIDE: 720, Shape.NARROW: 290}
HOSTILE = (
    r"$\frac{1}{$",
    "nul\x00 and bell\x07",
    "<script>alert(1)</script>",
    "&amp; ]]> \"quoted\" 'single'",
    "emoji \U0001f600\u200d\U0001f525",
    "right to left: \u202eabc \u0645\u0631\u062d\u0628\u0627",
    "broken \ud800 half, \ufffe none",
    "x" * 500,
    "",
)
TODAY = date(2026, 11, 24)
PLANNED = [
    Planned("Bespreek samen wie wat doet, en schrijf het op " * 4, colour, TODAY, due, done, status, "Te doen", late)
    for colour, due, done, status, late in (
        ("webcare", date(2027, 3, 1), None, Status.TODO, False),
        ("listening", date(2025, 3, 1), None, Status.BUSY, True),
        ("overall", date(2027, 3, 1), date(2027, 1, 5), Status.DONE, False),
        ("strategy", None, TODAY, Status.DONE, False),
    )
]
MakeFindings = Callable[[str], Findings]


@pytest.fixture(params=["empty", "middling", "best"])
def charts(request: pytest.FixtureRequest, make_findings: MakeFindings, words: Words) -> list[Chart]:
    findings = make_findings(request.param)
    return [
        chart_path(findings, words),
        chart_grid(findings, words),
        *(chart_dimension(findings, name, words) for name in findings.dimensions),
        chart_context(findings, "channels", words),
        chart_context(findings, "barriers", words),
        chart_slopes(_moved(findings, make_findings("empty")), words),
        *chart_timelines(PLANNED, TODAY, words),
    ]


def _moved(findings: Findings, before: Findings) -> Findings:
    content = findings.content
    shared = frozenset(content.questionnaire.question_by_id)
    return replace(findings, development=find_development(content, before.answers, findings.answers, shared))


@pytest.fixture
def chart(make_findings: MakeFindings, words: Words) -> SharesChart:
    return chart_dimension(make_findings("middling"), "listening", words)


@pytest.mark.parametrize("shape", Shape)
def test_every_picture_is_valid_xml_with_real_text_title_and_language(charts: list[Chart], shape: Shape) -> None:
    for chart in charts:
        root = ET.fromstring(draw_svg(chart, shape))  # noqa: S314 (our own file)
        assert root.get("role") == "img"
        assert root.get("lang") == chart.language
        assert root.findtext(f"{SVG}title") == clean(chart.title)
        assert root.findtext(f"{SVG}desc") == clean(chart.description)
        assert root.get("aria-labelledby") == "title description"
        assert len([text for text in root.iter(f"{SVG}text") if text.text]) > 10
        assert not list(root.iter(f"{SVG}script"))


@pytest.mark.parametrize("shape", Shape)
def test_no_letter_is_too_small_and_none_leaves_the_sheet(charts: list[Chart], shape: Shape) -> None:
    width = METRICS[shape].width
    for chart in charts:
        for text in ET.fromstring(draw_svg(chart, shape)).iter(f"{SVG}text"):  # noqa: S314
            style = dict(
                part.split(":", 1) for part in re.sub(r"\s*:\s*", ":", text.get("style", "")).split(";") if ":" in part
            )
            style = {name.strip(): value.strip() for name, value in style.items()}
            size = float(style["font-size"].removesuffix("px"))
            assert size * SHOWN_WIDTH[shape] / width >= SMALLEST_LETTER
            long = measure(text.text or "", size, bold=style.get("font-weight") == "700")
            x = float(text.get("x", "nan"))
            left = {"start": x, "middle": x - long / 2, "end": x - long}[style.get("text-anchor", "start")]
            assert left >= -1
            assert left + long <= width + 1, text.text


@pytest.mark.parametrize("shape", Shape)
def test_names_of_a_wordier_language_are_shortened_not_drawn_over_the_track(
    shape: Shape, make_findings: MakeFindings, words: Words
) -> None:
    path = chart_path(make_findings("middling"), words)
    lanes = tuple(
        lane._replace(name="Bürgerbeteiligungsverfahren " * 3, label="Wachstumsphase " * 4) for lane in path.lanes
    )
    root = ET.fromstring(draw_svg(path._replace(lanes=lanes), shape))  # noqa: S314
    texts = [text.text or "" for text in root.iter(f"{SVG}text")]
    assert len([text for text in texts if text.startswith("B") and text.endswith("…")]) == len(lanes)
    assert len([text for text in texts if text.startswith("Wachstumsphase") and text.endswith("…")]) == len(lanes)


def _read_fonts(drawn: str) -> dict[str, set[str]]:
    """Return the signs of each font that stands inside a picture, by its weight."""
    found = {}
    for weight, packed in re.findall(r"font-weight:(\d+);src:url\(data:font/woff2;base64,([^)]+)\)", drawn):
        with TTFont(BytesIO(base64.b64decode(packed))) as font:
            found[weight] = set(map(chr, font.getBestCmap()))
    return found


def test_the_typeface_is_inside_with_the_letters_that_are_used(charts: list[Chart]) -> None:
    for chart in charts:
        drawn = draw_svg(chart).decode()
        fonts = _read_fonts(drawn)
        assert set(fonts) <= {"400", "700"}
        for text in ET.fromstring(drawn.encode()).iter(f"{SVG}text"):  # noqa: S314
            assert set(text.text or "") <= fonts["700" if "font-weight: 700" in text.get("style", "") else "400"]


def test_all_letters_come_along_only_where_a_text_needs_them(chart: SharesChart) -> None:
    usual = _read_fonts(draw_svg(chart).decode())
    assert usual == {"400": set(BASIC), "700": set(BASIC)}
    bold_title = replace(chart, bars=(replace(chart.bars[0], title="Ærø ðerna"),))
    assert _read_fonts(draw_svg(bold_title).decode()) == {"400": set(BASIC), "700": set(list_signs(OURS))}


def test_the_prepared_typeface_draws_and_spaces_its_letters_as_the_whole_one() -> None:
    for path, made in list_files().items():
        with TTFont(path) as shipped, TTFont(BytesIO(made)) as anew:
            assert shipped.getGlyphOrder() == anew.getGlyphOrder()
            assert shipped.getBestCmap() == anew.getBestCmap()
            assert shipped["hmtx"].metrics == anew["hmtx"].metrics
            assert all(shipped["glyf"][name] == anew["glyf"][name] for name in shipped.getGlyphOrder())
            assert shipped["GPOS"].compile(shipped) == anew["GPOS"].compile(anew)


def test_a_reader_that_has_the_typeface_gets_the_same_picture_without_it(chart: SharesChart) -> None:
    bare = draw_bare_svg(chart).decode()
    assert not _read_fonts(bare)
    assert bare == re.sub(r"<style>@font-face.*</style>\n", "", draw_svg(chart).decode())


def test_nothing_is_loaded_from_elsewhere(chart: SharesChart) -> None:
    drawn = draw_svg(chart).decode()
    addresses = set(re.findall(r"https?://[^\"' ]+", drawn))
    assert addresses == {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
    assert all(target.startswith(("#", "data:font/woff2")) for target in re.findall(r"url\(([^)]+)\)", drawn))


@pytest.mark.parametrize("theme", Theme)
def test_the_same_chart_is_the_same_bytes(charts: list[Chart], theme: Theme) -> None:
    for chart in charts:
        assert draw_svg(chart, Shape.WIDE, theme) == draw_svg(chart, Shape.WIDE, theme)


def test_each_theme_has_its_own_ground(chart: SharesChart) -> None:
    assert len({draw_svg(chart, Shape.WIDE, theme) for theme in Theme}) == len(Theme)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("shape", Shape)
def test_hostile_text_is_drawn_as_text_and_nothing_else(hostile: str, shape: Shape, chart: SharesChart) -> None:
    parts = tuple(replace(part, text=hostile, share_text=hostile) for part in chart.bars[0].parts)
    plain = replace(chart.bars[0], title=hostile, remark=hostile, parts=parts, stacked=False)
    worse = replace(chart, title=hostile, description=hostile, bars=(replace(plain, stacked=True), plain))
    root = ET.fromstring(draw_svg(worse, shape))  # noqa: S314
    assert root.findtext(f"{SVG}title") == clean(hostile)
    assert not list(root.iter(f"{SVG}script"))
    assert to_pixels(draw_bare_svg(worse, shape)).startswith(b"\x89PNG")


def test_pixels_show_the_whole_svg_in_its_proportions(chart: SharesChart) -> None:
    root = ET.fromstring(draw_svg(chart))  # noqa: S314
    with Image.open(BytesIO(to_pixels(draw_bare_svg(chart)))) as image:
        larger = image.width / METRICS[Shape.WIDE].width
        assert larger >= 1.5
        assert image.height == pytest.approx(larger * float(root.get("height", "0")), abs=2)
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 50


def test_lines_fit_and_lose_no_words_when_there_is_room() -> None:
    text = "Weten jullie welke personen online veel invloed hebben bij jullie inwoners?"
    lines = wrap(text, 15, 180)
    assert " ".join(lines) == text
    assert all(measure(line, 15) <= 180 for line in lines)


def test_what_needs_more_lines_ends_in_an_ellipsis() -> None:
    lines = wrap("woord " * 50, 15, 100, lines=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert measure(lines[-1], 15) <= 100


@pytest.mark.parametrize("bold", [False, True])
def test_a_line_is_as_wide_as_its_signs_one_by_one(bold: bool) -> None:
    for text in ("Bespreek wie wat doet: 12,5 %", "e\u0301 met los accent", "mot\u200cbrisé", ""):
        alone = sum(measure_cluster(sign, OURS, bold=bold) for sign in text if sign != "\u200c")
        assert measure(text, 10, bold=bold) == pytest.approx(10 * alone)
