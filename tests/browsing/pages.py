"""Every page that there is, by the tables: where to look for it in a shop. A new page is walked without being named."""

import re
from collections.abc import Mapping
from typing import Final

from edge.http.page_table import PORTAL_PAGES, Page

NOT_LOOKED_AT: Final[Mapping[str, str]] = {
    "reset": "behind a mailed link, which is somebody's own",
    "invitation": "behind a mailed link, which is somebody's own",
}
"""What answers GET and is no page to look at, each with its reason."""


def looked_at() -> tuple[Page, ...]:
    """Every page that people look at."""
    return tuple(page for page in PORTAL_PAGES if page.method == "GET" and page.name not in NOT_LOOKED_AT)


def address(page: Page, known: Mapping[str, str]) -> str:
    """Give the path of a page below its portal. Raises KeyError where a part of it is not `known`."""
    return re.sub(r"{(\w+)}", lambda found: known[found[1]], page.below)
