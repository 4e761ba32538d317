"""What axe-core finds on a page: breaches of WCAG 2.2, level A and AA, on a phone and on a desk, light and dark."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final, Literal

from playwright.async_api import Page

AXE: Final = Path(__file__).parents[2] / "services/edge/assets/node_modules/axe-core/axe.min.js"
RULES: Final = {
    "all": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "place": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]},
    "colours": {"type": "rule", "values": ["color-contrast"]},
}
WIDTHS: Final = (1280, 360)
Pairs = tuple[tuple[int, Literal["light", "dark"], str], ...]
CROSSWISE: Final[Pairs] = ((1280, "light", "all"), (360, "dark", "place"))
"""A desk in the light, a phone in the dark, and what is asked there: of what neither changes, everything once."""
IN_TURNS: Final = (CROSSWISE[:1], ((360, "dark", "all"),))
"""For pages of one kind, one after the other: a desk in the light, then a phone in the dark."""
EVERY: Final[Pairs] = (*CROSSWISE, (1280, "dark", "colours"), (360, "light", "colours"))
ZOOMED: Final = 640
"""What 1280 are at 200 %."""
HEIGHT: Final = 800
LOOK: Final = """async ([rules, within]) => {
  const found = await axe.run(within, {runOnly: rules, resultTypes: ["violations"], preload: false});
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}"""
MOVING: Final = "document.getAnimations().map((one) => one.effect?.target?.className ?? '')"
WIDER: Final = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def breaches(page: Page, what: str = "all", within: str = "html") -> list[str]:
    """Give what is wrong, one line per place: `all`, only what a width changes (`place`), or only `colours`."""
    await page.evaluate(f"() => {{ if (!window.axe) {{ {_axe()} }} }}")
    found: Any = await page.evaluate(LOOK, [RULES[what], within])
    return [json.dumps(each) for each in found]


async def all_wrong(page: Page, within: str = "html", pairs: Pairs = CROSSWISE) -> list[str]:
    """Give what is wrong at these widths in these themes; all rules see the whole page, the others `within` only."""
    found = []
    for width, theme, what in pairs:
        await page.set_viewport_size({"width": width, "height": HEIGHT})
        await page.emulate_media(color_scheme=theme)
        seen = await breaches(page, what, "html" if what == "all" else within)
        found += [f"{width} {theme}: {each}" for each in seen]
        found += await _cut_off(page, width)
    await page.set_viewport_size({"width": ZOOMED, "height": HEIGHT})
    found += await _cut_off(page, ZOOMED)
    return found + [f"moves: {each}" for each in await page.evaluate(MOVING)]


async def _cut_off(page: Page, width: int) -> list[str]:
    wider = await page.evaluate(WIDER)
    return [f"{width}: {wider} px wider than the window"] if wider else []
