"""The colours of pictures and pages are the same, and can be read."""

from __future__ import annotations

import re
from dataclasses import asdict
from itertools import combinations
from pathlib import Path

import pytest

from webapp.documents.palette import DARK, DIMENSIONS, LIGHT, MARKERS, Palette

CSS = Path(__file__).parents[3] / "webapp" / "static" / "css"
GROUNDS = ("ground", "surface")
TEXTS = ("ink", "ink_soft", "action", "pointer", "good", "warn", "bad")
MARKS = ("line", "reference", *DIMENSIONS)
SCHEMES = pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])


def read_properties(css: str) -> dict[str, str]:
    """Return the custom properties with a colour value: name with underscores -> #RRGGBB."""
    pairs = re.findall(r"--([a-z-]+):\s*(#[0-9A-Fa-f]{6})\b", css)
    return {name.replace("-", "_"): value.upper() for name, value in pairs}


def scheme_properties() -> tuple[dict[str, str], dict[str, str]]:
    light, dark = (CSS / "tokens.css").read_text(encoding="utf-8").split("@media (prefers-color-scheme: dark)")
    return read_properties(light), read_properties(dark)


def linear_light(colour: str) -> tuple[float, float, float]:
    shares = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (s / 12.92 if s <= 0.04045 else ((s + 0.055) / 1.055) ** 2.4 for s in shares)
    return red, green, blue


def luminance(colour: str) -> float:
    red, green, blue = linear_light(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours as WCAG 2 defines it, 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lightness(colour: str) -> float:
    """Return CIE L*, 0 to 100: what a grey printer keeps."""
    return 116 * float(luminance(colour) ** (1 / 3)) - 16


def test_pages_and_pictures_have_the_same_colours() -> None:
    for palette, properties in zip((LIGHT, DARK), scheme_properties(), strict=True):
        for name, colour in asdict(palette).items():
            assert properties[name] == colour, name


def test_paper_has_the_colours_of_the_light_scheme() -> None:
    on_paper = read_properties((CSS / "print.css").read_text(encoding="utf-8"))
    for name in (*DIMENSIONS, "pointer", "reference", "line", "rule"):
        assert on_paper[name] == getattr(LIGHT, name), name


@SCHEMES
def test_texts_can_be_read_on_every_ground(palette: Palette) -> None:
    colours = asdict(palette)
    for text in TEXTS:
        for ground in (*GROUNDS, "sunken"):
            assert contrast(colours[text], colours[ground]) >= 4.5, f"{text} on {ground}"


@SCHEMES
def test_marks_stand_out_from_every_ground(palette: Palette) -> None:
    colours = asdict(palette)
    for mark in MARKS:
        for ground in GROUNDS:
            assert contrast(colours[mark], colours[ground]) >= 3, f"{mark} on {ground}"


def test_texts_can_be_read_on_the_tinted_grounds_of_notices() -> None:
    for properties in scheme_properties():
        for ground in ("tint", "good_tint", "warn_tint", "bad_tint"):
            assert contrast(properties["ink"], properties[ground]) >= 7, ground
            assert contrast(properties["ink_soft"], properties[ground]) >= 4.5, ground
        for colour in ("good", "warn", "bad"):
            assert contrast(properties[colour], properties[f"{colour}_tint"]) >= 4.5, colour
        assert contrast(properties["on_action"], properties["action"]) >= 4.5
        assert contrast(properties["on_action"], properties["action_strong"]) >= 4.5


@SCHEMES
def test_a_grey_printer_keeps_the_dimensions_apart(palette: Palette) -> None:
    shades = [lightness(palette.of_dimension(dimension)) for dimension in DIMENSIONS]
    assert min(abs(one - other) for one, other in combinations(shades, 2)) >= 10


def test_every_dimension_has_its_own_shape() -> None:
    assert set(MARKERS) == set(DIMENSIONS)
    assert len(set(MARKERS.values())) == len(DIMENSIONS)


def test_a_word_that_is_no_dimension_has_no_colour() -> None:
    with pytest.raises(KeyError):
        LIGHT.of_dimension("presence")
