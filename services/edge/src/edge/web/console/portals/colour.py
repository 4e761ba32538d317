"""A brand colour told in words and figures: how well it can be read, and what pages make of it where it cannot."""

import math
from dataclasses import dataclass
from typing import Final

from edge.domain.contrast import AA, DARK_GROUND, LIGHT_GROUND, WHITE, Brand, contrast, readable
from edge.web.renderer import BRAND
from edge.web.visit import Visit

BLACK_SURFACE: Final = "#181d21"
"""What dark pages stand on, as `styles/tokens.css` has it."""


@dataclass(frozen=True, slots=True)
class ColourTold:
    """A colour as given, what it becomes, and sentences about both; `usual` where none was given."""

    given: str
    usual: bool
    brand: Brand
    grounds: tuple[str, str]
    light: str
    dark: str


def told_of(visit: Visit, given: str) -> ColourTold | None:
    """Tell of a colour, `#RRGGBB`, or of the usual one where none is given; None for what is none."""
    try:
        brand = readable(given or BRAND)
    except ValueError:
        return None
    colour = (given or BRAND).lower()
    white, ground = _figure(visit, colour, WHITE), _figure(visit, colour, LIGHT_GROUND)
    if brand.corrected:
        light = visit.say(
            "%(white)s : 1 on white and %(ground)s : 1 on its own tint, and %(needed)s : 1 is needed to be read. Text"
            " and buttons have a darker tone: %(tone)s, with %(after)s : 1.",
            white=white,
            ground=ground,
            needed=visit.formats.number(AA),
            tone=brand.light,
            after=_figure(visit, brand.light, LIGHT_GROUND),
        )
    else:
        light = visit.say(
            "%(white)s : 1 on white and %(ground)s : 1 on its own tint: it can be read, and is used as it is.",
            white=white,
            ground=ground,
        )
    dark = visit.say(
        "On dark pages it is %(tone)s, with %(after)s : 1.",
        tone=brand.dark,
        after=_figure(visit, brand.dark, DARK_GROUND),
    )
    return ColourTold(colour, not given, brand, (WHITE, BLACK_SURFACE), light, dark)


def _figure(visit: Visit, one: str, other: str) -> str:
    """Write a contrast with one decimal, never more than it is."""
    return visit.formats.number(f"{math.floor(contrast(one, other) * 10) / 10:.1f}")
