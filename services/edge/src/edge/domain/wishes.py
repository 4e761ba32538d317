"""Whether somebody would rather read a page than a document for programs (RFC 9110, 12.5.1)."""

import re
from typing import Final

MAX_ACCEPT: Final = 500
_WEIGHT: Final = re.compile(r"q=([01](?:\.[0-9]{0,3})?)")


def wishes_html(accept: str) -> bool:
    """Tell whether an Accept header names HTML, and JSON no higher."""
    weights = dict(_weighed(each) for each in accept[:MAX_ACCEPT].lower().split(","))
    html = weights.get("text/html", 0.0)
    return html > 0 and html >= max(weights.get(kind, 0.0) for kind in ("application/json", "application/problem+json"))


def _weighed(wish: str) -> tuple[str, float]:
    kind, *parameters = (part.strip() for part in wish.split(";"))
    weight = next((found[1] for each in parameters if (found := _WEIGHT.fullmatch(each))), "1")
    return kind, float(weight)
