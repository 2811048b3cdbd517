"""The stylesheet and the script: contrast in light and dark, and nothing a strict policy would refuse."""

import re
from importlib.resources import files

import pytest

STYLE = files("mainstay.present.html").joinpath("report.css").read_text(encoding="utf-8")
FORECASTS = files("mainstay.present.html").joinpath("forecasts.css").read_text(encoding="utf-8")
SCRIPT = files("mainstay.present.html").joinpath("report.js").read_text(encoding="utf-8")
TEXT = 4.5  # WCAG 2.2, 1.4.3
SHAPE = 3.0  # WCAG 2.2, 1.4.11


def _colours(dark: bool) -> dict[str, str]:
    light, _, rest = STYLE.partition("@media (prefers-color-scheme:dark)")
    found = dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", light))
    return (
        found | dict(re.findall(r"--([\w-]+):(#[0-9a-f]{3,6})\b", rest[: rest.index("}}")]))
        if dark
        else found
    )


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        *[
            (front, back, TEXT)
            for front in ("ink", "muted", "accent", "bad", "warn", "good")
            for back in ("bg", "surface")
        ],
        ("bad", "bad-soft", TEXT),
        ("warn", "warn-soft", TEXT),
        ("ink", "warn-soft", TEXT),
        ("good", "good-soft", TEXT),
        ("surface", "accent", TEXT),
        ("on0", "h0", TEXT),
        ("on0", "h1", TEXT),
        ("on0", "h2", TEXT),
        ("on3", "h3", TEXT),
        ("on4", "h4", TEXT),
        ("on5", "h5", TEXT),
        ("on4", "hatch4", TEXT),
        ("on5", "hatch5", TEXT),
        ("edge", "surface", SHAPE),
        ("edge", "bg", SHAPE),
    ],
)
def test_contrast(dark, front, back, least):
    colours = _colours(dark)
    assert _contrast(colours[front], colours[back]) >= least


def test_the_measure_of_contrast_itself():
    assert _contrast("#fff", "#000000") == pytest.approx(21)
    assert _contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.01)


def test_the_style_fetches_nothing_and_is_small():
    assert "@import" not in STYLE
    assert set(re.findall(r"url\(([^)]*)\)", STYLE)) == {"#map-4", "#map-5", "#map-x"}
    assert len(STYLE.encode()) < 24_000
    assert "</" not in STYLE


def test_the_style_of_forecasts_fetches_nothing_takes_known_colours_and_is_small():
    assert "@import" not in FORECASTS and "url(" not in FORECASTS and "</" not in FORECASTS
    assert not re.findall(r"#[0-9a-f]{3,8}\b", FORECASTS.replace("#forecast", ""))
    assert set(re.findall(r"var\(--([\w-]+)\)", FORECASTS)) <= set(_colours(dark=False))
    assert len(FORECASTS.encode()) < 6_000


def test_the_script_is_small_and_makes_no_markup_of_text():
    for refused in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "Function(",
        "fetch(",
        "XMLHttpRequest",
        "localStorage",
        "import(",
        "setTimeout(",
    ):
        assert refused not in SCRIPT
    assert len(SCRIPT.encode()) < 14_000
    assert "</" not in SCRIPT
