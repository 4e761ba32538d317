"""Somebody who is signed in to a portal, before an edge without services: their cookie, and what they see of it."""

import itertools
from dataclasses import dataclass
from typing import Any, Final

from starlette.responses import Response

from contracts.message import Request, Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import Principal
from contracts.records.viewing import ShowPortal
from edge.web.cookie import Session, SessionCookies
from stack.knocking import TENANT, Knocker, Reply

PORTAL: Final = "customers"
HOME: Final = f"/p/{TENANT}/{PORTAL}"
PUBLIC: Final = {"portal": f"{TENANT}/{PORTAL}", "name": "Acme", "languages": ["en", "de"], "look": {}, "sign_in": {}}
_MEMBERSHIPS = itertools.count()


@dataclass(frozen=True, slots=True)
class Visitor:
    """A browser with a session. `ask` opens pages by their path below the portal's address."""

    edge: Knocker
    cookie: str

    async def ask(self, below: str, **headers: Any) -> Reply:
        """Open a page."""
        return await self.edge.ask("GET", HOME + below, cookie=self.cookie, **headers)

    def asked(self, kind: type[Request[Any]]) -> list[dict[str, Any]]:
        """Give what services were asked for by one kind of call, in order."""
        return [body for each, body, _ in self.edge.bus.calls if each is kind]


def visitor(edge: Knocker, modules: list[dict[str, Any]], **profile: Any) -> Visitor:
    """Sign somebody in who sees these modules; each is a membership of its own, as the edge remembers what it saw."""
    edge.bus.says(ShowPublicPortal, PUBLIC)
    view = {"portal": PUBLIC["portal"], "name": "Acme", "version": 1, "modules": modules, "fresh_as_of": None}
    edge.bus.says(ShowPortal, view)
    membership = f"visitor-{next(_MEMBERSHIPS)}"
    who = Principal(
        Who.USER, tenant=TENANT, subject="u1", session="x1", portal=PORTAL, membership=membership, account="C-1"
    )
    told = {"name": "Jo", "language": "en", "time_zone": "UTC", "date_format": "yyyy-MM-dd", **profile}
    response = Response()
    session = Session(edge.signer.sign(who, 300), "", told)
    SessionCookies(edge.settings.form_key(), https=False).write(response, f"{TENANT}/{PORTAL}", session)
    return Visitor(edge, response.headers["set-cookie"].split(";")[0])
