"""A tenant's brand colour, corrected until everybody can read it (WCAG 2.2, 1.4.3 and 1.4.11).

Only lightness gives, in OKLab (Ottosson 2020), where hue and strength stay what they were to the eye.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

AA: Final = 4.5
"""Contrast of text to its ground that level AA asks for."""
LIGHT_GROUND: Final = "#eef2f5"
"""Grounds that the brand is written on at their worst: its own tint in the light theme, a raised part in the dark."""
DARK_GROUND: Final = "#26323a"
WHITE: Final = "#ffffff"
BLACK: Final = "#0a0d0f"
STEPS: Final = 100
_HEX: Final = re.compile(r"#[0-9a-fA-F]{6}")
Rgb = tuple[float, float, float]


@dataclass(frozen=True, slots=True)
class Brand:
    """The brand as text and ground in both themes, `on_…` what is written on it; `corrected` where it had to give."""

    light: str
    on_light: str
    dark: str
    on_dark: str
    corrected: bool


def contrast(one: str, other: str) -> float:
    """Give the contrast of two `#RRGGBB` colours, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str) -> Brand:
    """Give the brand that `colour`, `#RRGGBB`, makes. Raises ValueError for anything else."""
    if not _HEX.fullmatch(colour):
        raise ValueError("a colour is #RRGGBB")
    light, dark = _towards(colour, LIGHT_GROUND, down=True), _towards(colour, DARK_GROUND, down=False)
    return Brand(light, _ink_on(light), dark, _ink_on(dark), corrected=light != colour.lower())


def _ink_on(ground: str) -> str:
    return max((WHITE, BLACK), key=lambda ink: contrast(ink, ground))


def _towards(colour: str, ground: str, *, down: bool) -> str:
    """Give the colour, as much darker (or lighter) as it takes to be read on its ground and to carry text itself."""
    lightness, a, b = _oklab(colour)
    end = 0.0 if down else 1.0
    for step in range(STEPS + 1):
        share = step / STEPS
        # Colours near black and white hold less strength: it goes along, or the result would leave sRGB.
        found = _hex((lightness + (end - lightness) * share, a * (1 - share), b * (1 - share)))
        if contrast(found, ground) >= AA and contrast(found, _ink_on(found)) >= AA:
            return found
    return BLACK if down else WHITE


def _channels(colour: str) -> Rgb:
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return _linear(red), _linear(green), _linear(blue)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _coded(value: float) -> float:
    value = min(1.0, max(0.0, value))
    return value * 12.92 if value <= 0.0031308 else float(1.055 * value ** (1 / 2.4) - 0.055)


def _luminance(colour: str) -> float:
    return _dot(_channels(colour), (0.2126, 0.7152, 0.0722))


def _dot(one: Iterable[float], other: Iterable[float]) -> float:
    return sum(left * right for left, right in zip(one, other, strict=True))


def _oklab(colour: str) -> Rgb:
    linear = _channels(colour)
    cones = (
        _dot(linear, (0.4122214708, 0.5363325363, 0.0514459929)),
        _dot(linear, (0.2119034982, 0.6806995451, 0.1073969566)),
        _dot(linear, (0.0883024619, 0.2817188376, 0.6299787005)),
    )
    roots = [float(cone ** (1 / 3)) for cone in cones]
    return (
        _dot(roots, (0.2104542553, 0.7936177850, -0.0040720468)),
        _dot(roots, (1.9779984951, -2.4285922050, 0.4505937099)),
        _dot(roots, (0.0259040371, 0.7827717662, -0.8086757660)),
    )


def _hex(lab: Rgb) -> str:
    cones = [
        _dot(lab, weights) ** 3
        for weights in (
            (1.0, 0.3963377774, 0.2158037573),
            (1.0, -0.1055613458, -0.0638541728),
            (1.0, -0.0894841775, -1.2914855480),
        )
    ]
    linear = (
        _dot(cones, (4.0767416621, -3.3077115913, 0.2309699292)),
        _dot(cones, (-1.2684380046, 2.6097574011, -0.3413193965)),
        _dot(cones, (-0.0041960863, -0.7034186147, 1.7076147010)),
    )
    return "#" + "".join(f"{round(_coded(each) * 255):02x}" for each in linear)
