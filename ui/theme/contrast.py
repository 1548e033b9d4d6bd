"""How far two colours stand apart, and how to move one until they do.

Contrast is WCAG 2's ratio of relative luminances. Lightness is moved in OKLCH (Ottosson, "A
perceptual color space for image processing", 2020), so that the hue stays the same.
"""

from math import atan2, cos, hypot, sin

Linear = tuple[float, float, float]
STEPS = 24


def contrast(one: str, other: str) -> float:
    """The contrast of two `#RRGGBB` colours, from 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def luminance(colour: str) -> float:
    """The relative luminance of `#RRGGBB`, from 0 to 1."""
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def readable(colour: str, against: str, least: float, most_chroma: float = 0.4) -> str:
    """The colour of the same hue, and of the nearest lightness, that has at least the contrast
    `least` against another; black or white where nothing else has it."""
    lightness, chroma, hue = _oklch(colour)
    chroma = min(chroma, most_chroma)
    here = _hex(lightness, chroma, hue)
    if contrast(here, against) >= least:
        return here
    fails, holds = lightness, 0.0 if luminance(against) > 0.18 else 1.0
    for _ in range(STEPS):
        middle = (fails + holds) / 2
        if contrast(_hex(middle, chroma, hue), against) >= least:
            holds = middle
        else:
            fails = middle
    return _hex(holds, chroma, hue)


def at_lightness(colour: str, lightness: float, most_chroma: float) -> str:
    """The colour of the same hue at an OKLCH lightness from 0 to 1."""
    _, chroma, hue = _oklch(colour)
    return _hex(lightness, min(chroma, most_chroma), hue)


def _linear(colour: str) -> Linear:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(share: float) -> float:
    return share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4


def _encoded(share: float) -> float:
    return share * 12.92 if share <= 0.0031308 else 1.055 * share ** (1 / 2.4) - 0.055


def _oklch(colour: str) -> Linear:
    r, g, b = _linear(colour)
    long = (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3)
    medium = (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3)
    short = (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def _hex(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour that a screen shows: chroma gives way, lightness and hue stay."""
    linear = _from_oklch(lightness, chroma, hue)
    while chroma > 0 and not all(-0.0005 <= share <= 1.0005 for share in linear):
        chroma = max(0.0, chroma - 0.004)
        linear = _from_oklch(lightness, chroma, hue)
    shares = (round(255 * _encoded(min(1.0, max(0.0, share)))) for share in linear)
    return "#" + "".join(f"{share:02X}" for share in shares)


def _from_oklch(lightness: float, chroma: float, hue: float) -> Linear:
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
