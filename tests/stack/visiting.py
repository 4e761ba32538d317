"""A browser at an edge in this process: it keeps cookies, opens pages and sends their forms, as somebody signed in."""

import re
from typing import Any
from urllib.parse import urlencode

from contracts.identity.people import ShowMe
from contracts.identity.sessions import SignIn
from contracts.message import Request, Who
from contracts.portal_config.portals import ShowPublicPortal
from contracts.principal import Principal
from contracts.records.viewing import ShowPortal
from stack.knocking import Knocker, Reply

HOME = "/p/acme/account"
FORM = "application/x-www-form-urlencoded"
HOSTILE = "<b>Kleber & Söhne</b>"
PUBLIC: dict[str, Any] = {
    "portal": "acme/account", "name": "Acme", "languages": ["en", "de"], "language": "en", "look": {}, "sign_in": {}
}  # fmt: skip
VIEW = {"portal": "acme/account", "name": "Acme", "version": 1, "modules": [], "fresh_as_of": None}
HERE: dict[str, Any] = {
    "id": "m1", "portal": "acme/account", "portal_name": "Acme", "account_id": "C-1", "account_name": HOSTILE,
    "contact_id": None, "roles": ["admin"],
}  # fmt: skip
ME: dict[str, Any] = {
    "id": "u1", "email": "jo@example.com", "name": HOSTILE, "language": "en", "time_zone": "Europe/Kiev",
    "date_format": "dd.MM.yyyy", "time_format": "24h", "country": "DE", "membership": HERE,
}  # fmt: skip


class Browser:
    """One browser with its cookies."""

    def __init__(self, edge: Knocker) -> None:
        self.edge, self.cookies = edge, {"portico-form": "A" * 22}

    async def opens(self, below: str) -> Reply:
        """Open a page."""
        return self._kept(await self.edge.ask("GET", HOME + below, cookie=self._sent()))

    async def sends(self, page: str, to: str, fields: dict[str, str]) -> Reply:
        """Send the form of a page that leads to `to`; what was asked before is forgotten."""
        shown = (await self.opens(page)).text
        action = re.escape(f'action="{HOME}{to}"')
        found = re.search(action + r'[^>]*>\s*<input type="hidden" name="form_token" value="(\w+)"', shown)
        assert found, shown
        self.edge.bus.calls.clear()
        raw = urlencode({"form_token": found[1], **fields}).encode()
        headers = {"content_type": FORM, "host": "edge", "origin": "http://edge", "cookie": self._sent()}
        return self._kept(await self.edge.ask("POST", HOME + to, raw=raw, **headers))

    def asked(self, kind: type[Request[Any]]) -> list[dict[str, Any]]:
        """What the edge has asked of that kind since the last form was sent."""
        return [body for each, body, _ in self.edge.bus.calls if each is kind]

    def _sent(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.cookies.items())

    def _kept(self, answer: Reply) -> Reply:
        if "set-cookie" in answer.headers:
            name, value = answer.headers["set-cookie"].split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer


def tokens(edge: Knocker, portal: str = "account", roles: tuple[str, ...] = ("admin",)) -> dict[str, Any]:
    """What identity answers to somebody who signs in as a membership of a portal of acme."""
    who = Principal(
        Who.USER, "acme", "u1", session="x1", portal=portal, membership="m1", account="C-1", roles=frozenset(roles)
    )
    return {"access_token": edge.signer.sign(who, 300), "refresh_token": "acme.f.1.x", "user": {}, "membership": HERE}


async def comes_in(edge: Knocker, *roles: str) -> Browser:
    """The browser of somebody who has signed in with these roles."""
    for kind, answer in ((ShowPublicPortal, PUBLIC), (ShowPortal, VIEW), (ShowMe, ME)):
        edge.bus.says(kind, answer)
    edge.bus.says(SignIn, tokens(edge, roles=roles))
    browser = Browser(edge)
    signed_in = await browser.sends("/sign-in", "/sign-in", {"email": "jo@example.com", "password": "a-long-password"})
    assert signed_in.status == 303
    return browser
