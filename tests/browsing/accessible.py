"""What axe-core finds on a page: breaches of WCAG 2.2, level A and AA."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

from playwright.async_api import Page

AXE: Final = Path(__file__).parents[2] / "services/edge/assets/node_modules/axe-core/axe.min.js"
RULES: Final = {
    "all": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "place": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]},
    "colours": {"type": "rule", "values": ["color-contrast"]},
}
LOOK: Final = """async (rules) => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ["violations"], preload: false});
  return found.violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`));
}"""


@cache
def _axe() -> str:
    return AXE.read_text(encoding="utf-8")


async def breaches(page: Page, what: str = "all") -> list[str]:
    """Give what is wrong, one line per place: `all`, only what a width changes (`place`), or only `colours`."""
    await page.evaluate(f"() => {{ if (!window.axe) {{ {_axe()} }} }}")
    found: Any = await page.evaluate(LOOK, RULES[what])
    return [json.dumps(each) for each in found]
