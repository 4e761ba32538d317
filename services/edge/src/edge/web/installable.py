"""What makes a portal installable: its manifest, its icons, and a worker that keeps the shell's files and no data."""

import json
from typing import Final

from markupsafe import Markup
from starlette.responses import Response

from edge.domain.contrast import Brand
from edge.web.renderer import brand_of
from edge.web.visit import Visit

KEPT: Final = {"cache-control": "private, max-age=3600"}
GROUND: Final = "#ffffff"
"""What shows while an installed portal begins."""
ICON: Final = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512"><rect width="512" height="512" rx="{}" fill="{}"/>'
    '<text x="256" y="256" dy="0.35em" text-anchor="middle" font-family="system-ui, sans-serif" font-weight="650" '
    'font-size="{}" fill="{}">{}</text></svg>'
)
WORKER_POLICY: Final = "default-src 'none'; connect-src 'self'"
"""A worker fetches by its own policy, not by the pages'."""


async def manifest(visit: Visit) -> Response:
    """Show the web app manifest (W3C)."""
    name, brand = _name(visit), _brand(visit)
    described = {
        "id": visit.address("/"),
        "start_url": visit.address("/"),
        "scope": visit.address("/"),
        "name": name,
        "short_name": name[:30],
        "display": "standalone",
        "theme_color": brand.light,
        "background_color": GROUND,
        "icons": [_icon(visit, "/icon.svg", "any"), _icon(visit, "/icon-maskable.svg", "maskable")],
    }
    return Response(json.dumps(described, ensure_ascii=False), headers=KEPT, media_type="application/manifest+json")


async def icon(visit: Visit) -> Response:
    """Show the portal's mark."""
    return _drawn(visit, corner=96, letter=300)


async def maskable_icon(visit: Visit) -> Response:
    """Show the mark for devices that cut icons to a shape of theirs: what counts lies within the middle."""
    return _drawn(visit, corner=0, letter=230)


async def worker(visit: Visit) -> Response:
    """Give the service worker. Browsers look for a new one by themselves; it is never kept."""
    script = visit.tools.renderer.assets.worker(visit.address("/offline"))
    headers = {"cache-control": "no-cache", "content-security-policy": WORKER_POLICY}
    return Response(script, headers=headers, media_type="text/javascript")


async def offline(visit: Visit) -> Response:
    """Show what there is without a connection: nothing of anybody's."""
    return visit.render("offline", {})


def _drawn(visit: Visit, *, corner: int, letter: int) -> Response:
    brand = _brand(visit)
    drawn = ICON.format(corner, brand.light, letter, brand.on_light, _name(visit)[:1].upper())
    return Response(drawn, headers=KEPT, media_type="image/svg+xml")


def _icon(visit: Visit, below: str, purpose: str) -> dict[str, str]:
    return {"src": visit.address(below), "sizes": "any", "type": "image/svg+xml", "purpose": purpose}


def _name(visit: Visit) -> str:
    return str(visit.public.get("name") or "Portico")


def _brand(visit: Visit) -> Brand:
    return brand_of(visit.public.get("look") or {})
