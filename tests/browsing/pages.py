"""Every page that there is, by the tables: where to look for it in a shop. A new page is walked without being named."""

import re
from collections.abc import Mapping
from typing import Final

from edge.http.page_table import PORTAL_PAGES, Page

NOT_LOOKED_AT: Final[Mapping[str, str]] = {
    "reset": "behind a mailed link, which is somebody's own",
    "invitation": "behind a mailed link, which is somebody's own",
    "counts": "the numbers beside modules, a part of every page",
    "list.count": "the number of rows, a part of a list",
    "list.export": "a file",
    "stream": "what happens, as it happens",
    "manifest": "for installing",
    "icon": "for installing",
    "icon-maskable": "for installing",
    "worker": "a script",
}
"""What answers GET and is no page to look at, each with its reason."""


def looked_at() -> tuple[Page, ...]:
    """Every page that people look at."""
    return tuple(page for page in PORTAL_PAGES if page.method == "GET" and page.name not in NOT_LOOKED_AT)


STATES: Final[Mapping[str, str]] = {
    "list as a board": "/m/{module}?view=board",
    "list as cards": "/m/{module}?view=cards",
    "list of nothing": "/m/{module}?q=zzzz",
    "hits": "/search?q=20",
}
"""Other faces of the same pages."""


def address(page: Page, known: Mapping[str, str]) -> str:
    """Give the path of a page below its portal; `known` by `<name of part>`, or `<page>.<part>` where that differs.

    Raises KeyError for what is not known.
    """
    return _filled(page.below, known, page.name)


def places(known: Mapping[str, str], who: str) -> dict[str, str]:
    """Give every page that `who` may look at, in every state, by what it is called."""
    found = {page.name: address(page, known) for page in looked_at() if page.who == who}
    return found if who == "anyone" else found | {name: _filled(below, known, name) for name, below in STATES.items()}


def _filled(below: str, known: Mapping[str, str], name: str) -> str:
    return re.sub(r"{(\w+)}", lambda part: known.get(f"{name}.{part[1]}") or known[part[1]], below)
