"""Who is signed in, as their browser keeps it: tokens and profile, sealed, in one cookie per portal."""

import hashlib
import hmac
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from chassis.cursors import CursorSealer, InvalidCursorError
from chassis.keys import write_bytes

MAX_COOKIE: Final = 3_900
"""Browsers keep 4,096 bytes of name, value and attributes together."""
KEPT_SECONDS: Final = 30 * 86_400
"""As long as a session may live; identity ends it earlier."""


@dataclass(frozen=True, slots=True)
class Session:
    """A browser's session in one portal. `renew` is the refresh token, "" where nothing renews it (view-as, preview).

    `profile` is what identity tells of the user, as of the last renewal: names and formats, nothing that decides.
    """

    access: str
    renew: str
    profile: dict[str, Any]

    def renewed(self, tokens: dict[str, Any]) -> "Session":
        """Give the session with its next tokens."""
        return replace(self, access=tokens["access_token"], renew=tokens["refresh_token"])


class SessionCookies:
    """Writes and reads them. `key` is 32 bytes and the same on every replica."""

    def __init__(self, key: bytes, *, https: bool) -> None:
        self._sealer = CursorSealer(write_bytes(hmac.digest(key, b"session cookies", hashlib.sha256)))
        self._https = https

    def name(self, portal: str) -> str:
        """Give the cookie's name: each portal has its own, so that two in one browser leave each other alone."""
        # Browsers take __Host- cookies over TLS only; plain http is for loopback.
        return ("__Host-" if self._https else "") + "portico." + portal.replace("/", ".")

    def read(self, http: HttpRequest, portal: str) -> Session | None:
        """Give the session in this portal; None without one, or with one that is none of ours."""
        name = self.name(portal)
        sealed = http.cookies.get(name, "")
        if not sealed or len(sealed) > MAX_COOKIE:
            return None
        try:
            found: Any = self._sealer.open(sealed, name)
            return Session(found["access"], found["renew"], found["profile"])
        except (InvalidCursorError, KeyError, TypeError):
            return None

    def write(self, response: Response, portal: str, session: Session) -> None:
        """Leave the session with the browser."""
        name = self.name(portal)
        response.set_cookie(
            name,
            self._sealer.seal(asdict(session), name),
            max_age=KEPT_SECONDS,
            path="/",
            secure=self._https,
            httponly=True,
            samesite="lax",
        )

    def keep(
        self, http: HttpRequest, response: Response, portal: str, before: Session | None, after: Session | None
    ) -> None:
        """Leave with the browser what it is to hold after a request: nothing is written where nothing has changed."""
        if after is None:
            if self.name(portal) in http.cookies:
                self.forget(response, portal)
        elif after is not before:
            self.write(response, portal, after)

    def forget(self, response: Response, portal: str) -> None:
        """Take it back."""
        response.delete_cookie(self.name(portal), path="/", secure=self._https, httponly=True, samesite="lax")
