"""Everything that is read has a contrast of 4.5 or more against what lies under it, by day and by night."""

import re
from math import cos, radians, sin

import pytest

from feed.web.portraits import HUES
from feed.web.render import STATIC

ENOUGH = 4.5
TOKENS = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
READ = ("ink", "ink-soft", "kaki", "beni")
UNDER = ("paper", "sheet", "sunken")
PAIRS = [
    *((over, under) for over in READ for under in UNDER),
    ("on-kaki", "kaki"),
    ("on-kaki", "kaki-deep"),
    ("ink", "kaki-wash"),
    ("kaki", "kaki-wash"),
    ("beni", "beni-wash"),
]
Colour = tuple[float, float, float]  # linear light, 0..1


def tokens(theme: str) -> dict[str, str]:
    """The values of a theme; the night changes some of the day's."""
    day, night = TOKENS.split("@media", 1)
    text = day if theme == "day" else day + night
    return dict(re.findall(r"--([a-z-]+): *([^;]+);", text))


def of_hex(value: str) -> Colour:
    def linear(channel: int) -> float:
        c = channel / 255
        return c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4

    return (linear(int(value[1:3], 16)), linear(int(value[3:5], 16)), linear(int(value[5:7], 16)))


def of_oklch(lightness: float, chroma: float, hue: float) -> Colour:
    a, b = chroma * cos(radians(hue)), chroma * sin(radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def contrast(one: Colour, other: Colour) -> float:
    def luminance(colour: Colour) -> float:
        red, green, blue = (min(1.0, max(0.0, channel)) for channel in colour)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize(("over", "under"), PAIRS)
def test_words_stand_out_from_what_is_under_them(theme: str, over: str, under: str) -> None:
    values = tokens(theme)
    assert contrast(of_hex(values[over]), of_hex(values[under])) >= ENOUGH


@pytest.mark.parametrize("theme", ["day", "night"])
@pytest.mark.parametrize("hue", HUES)
@pytest.mark.parametrize("over", ["ink", "kaki"])
def test_words_stand_out_in_every_cars_bubble(theme: str, hue: int, over: str) -> None:
    values = tokens(theme)
    lightness, chroma = map(float, values["bubble"].split())
    assert contrast(of_hex(values[over]), of_oklch(lightness, chroma, hue)) >= ENOUGH


def test_each_tint_of_the_stylesheet_is_the_hue_of_a_portrait() -> None:
    assert [int(hue) for hue in re.findall(r"\.tint-\d+ { --hue: (\d+); }", TOKENS)] == list(HUES)
