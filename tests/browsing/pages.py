"""Every page that there is, by the tables: where to look for it in a shop. A new page is walked without being named."""

import re
from collections.abc import Mapping
from typing import Final

from edge.http.page_table import ALL_PAGES, CONSOLE, PORTAL, For, Page

NOT_LOOKED_AT: Final[Mapping[str, str]] = {
    "counts": "the numbers beside modules, a part of every page",
    "list.count": "the number of rows, a part of a list",
    "list.export": "a file",
    "stream": "what happens, as it happens",
    "manifest": "for installing",
    "icon": "for installing",
    "icon-maskable": "for installing",
    "worker": "a script",
    "logo": "a picture",
    "console.logo": "a picture",
    "console.audit.file": "a file",
}
"""What answers GET and is no page to look at, each with its reason."""
LOST: Final = "no such page"
STATES: Final[Mapping[tuple[str, For], Mapping[str, str]]] = {
    (PORTAL, "anyone"): {LOST: "/no/such/page"},
    (PORTAL, "user"): {
        "list as a board": "/m/{module}?view=board",
        "list as cards": "/m/{module}?view=cards",
        "list of nothing": "/m/{module}?q=zzzz",
        "hits": "/search?q=20",
        f"record: {LOST}": "/m/{module}/nobodys",
    },
    (CONSOLE, "staff"): {
        "console.explain of a record": "/explain?module={module}&id={record_id}&user={user}",
        f"console: {LOST}": "/no/such/page",
    },
}
"""Other faces of the same pages, and of none."""


def looked_at(root: str = PORTAL) -> tuple[Page, ...]:
    """Give every page that people look at in portals, or in the console."""
    return tuple(page for page in ALL_PAGES if page.root == root and page.method == "GET" and _is_looked_at(page))


def address(page: Page, known: Mapping[str, str]) -> str:
    """Give the path of a page below its portal or the console.

    `known` by `<name of part>`, or `<page>.<part>` where that differs. Raises KeyError for what is not known.
    """
    return _filled(page.below, known, page.name)


def places(known: Mapping[str, str], who: For, root: str = PORTAL) -> dict[str, str]:
    """Give every page that `who` may look at, in every state, by what it is called."""
    found = {page.name: address(page, known) for page in looked_at(root) if page.who == who}
    return found | {name: _filled(below, known, name) for name, below in STATES.get((root, who), {}).items()}


def status(name: str) -> int:
    """Give what the page of this name answers with."""
    return 404 if name.endswith(LOST) else 200


def _is_looked_at(page: Page) -> bool:
    return page.name not in NOT_LOOKED_AT


def _filled(below: str, known: Mapping[str, str], name: str) -> str:
    return re.sub(r"{(\w+)}", lambda part: known.get(f"{name}.{part[1]}") or known[part[1]], below)
