"""Where a page may lead that was told so by a browser: to a page of the same portal, or nowhere."""

import re
from typing import Final

NEXT: Final = re.compile(r"/(?![/\\])[^\\\x00-\x1f]{0,1000}")
"""A path below the portal's own address: never another host's (no `//`, no backslash that browsers take for one)."""


def onward(wished: str) -> str:
    """Give the path that was wished for, or the start where it is none of ours."""
    return wished if NEXT.fullmatch(wished) else "/"
