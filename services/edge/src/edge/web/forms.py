"""Takes forms: only from our own page, in this browser, within bounds."""

import re
import secrets
from typing import Final
from urllib.parse import parse_qsl

from starlette.requests import Request as HttpRequest
from starlette.responses import Response

from edge.domain.forms import form_token, is_same_origin, token_holds
from edge.domain.multipart import Sent, read_parts
from edge.domain.refusal import FormForged
from edge.http.body import read_body

FORM: Final = "application/x-www-form-urlencoded"
WITH_FILES: Final = "multipart/form-data"
MAX_FORM: Final = 16 * 1024
MAX_FIELDS: Final = 70
"""Every role that a portal may define, each a field of its own, and some beside."""
TOKEN_FIELD: Final = "form_token"  # noqa: S105  the field's name
_NONCE: Final = re.compile(r"[A-Za-z0-9_-]{22}")


class Forms:
    """Signs and checks forms. `key` is 32 bytes and the same on every replica."""

    def __init__(self, key: bytes, *, https: bool) -> None:
        self._key, self.https = key, https
        # Browsers take __Host- cookies over TLS only; plain http is for loopback.
        self._cookie = "__Host-portico-form" if https else "portico-form"

    def nonce_of(self, http: HttpRequest) -> str:
        """Give this browser's nonce, a new one where it has none."""
        return self.known_nonce(http) or secrets.token_urlsafe(16)

    def known_nonce(self, http: HttpRequest) -> str:
        """Give the nonce that this browser has, "" where it has none."""
        nonce = http.cookies.get(self._cookie, "")
        return nonce if _NONCE.fullmatch(nonce) else ""

    def token(self, nonce: str, path: str) -> str:
        """Give the hidden field of the form at this path."""
        return form_token(self._key, nonce, path)

    def keep(self, response: Response, nonce: str) -> None:
        """Leave the nonce with the browser for as long as it is open."""
        response.set_cookie(self._cookie, nonce, path="/", secure=self.https, httponly=True, samesite="lax")

    async def read(self, http: HttpRequest, limit: int = MAX_FORM, most: int = MAX_FIELDS) -> dict[str, str]:
        """Give the fields of a form. Raises FormForged, TooLarge, TooSlow, WrongMediaType."""
        _from_here(http)
        fields = await _fields(http, limit, most)
        self._check(http, fields)
        return fields

    async def read_with_files(self, http: HttpRequest, limit: int) -> Sent:
        """Give the fields and files of a form. Raises FormForged, TooLarge, TooSlow, WrongMediaType."""
        _from_here(http)
        kind, body = await read_body(http, limit, (FORM, WITH_FILES))
        try:
            if kind == WITH_FILES:
                sent = read_parts(http.headers.get("content-type", ""), body)
            else:
                sent = Sent(_pairs(body, MAX_FIELDS), {})
        except ValueError as error:
            raise FormForged("This is no form of ours.") from error
        self._check(http, sent.fields)
        return sent

    def _check(self, http: HttpRequest, fields: dict[str, str]) -> None:
        """Take the token out of the fields. Raises FormForged where it does not hold."""
        nonce = http.cookies.get(self._cookie, "")
        if not token_holds(self._key, nonce, http.url.path, fields.pop(TOKEN_FIELD, "")):
            raise FormForged("Open the page again and send the form from there.")

    async def read_from(self, http: HttpRequest, origins: frozenset[str]) -> dict[str, str]:
        """Read a form that a page at another host of ours sent, which does not know this browser's nonce here.

        Raises FormForged, TooLarge, TooSlow, WrongMediaType.
        """
        if http.headers.get("origin", "") not in origins:
            raise FormForged("Open the page again and send the form from there.")
        return await _fields(http, MAX_FORM, MAX_FIELDS)


async def _fields(http: HttpRequest, limit: int, most: int) -> dict[str, str]:
    _, body = await read_body(http, limit, (FORM,))
    try:
        return _pairs(body, most)
    except ValueError as error:
        raise FormForged("This is no form of ours.") from error


def _pairs(body: bytes, most: int) -> dict[str, str]:
    return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=most))


def _from_here(http: HttpRequest) -> None:
    """Raise FormForged for what does not come from a page of ours."""
    headers = http.headers
    if not is_same_origin(headers.get("origin"), headers.get("sec-fetch-site"), headers.get("host", "")):
        raise FormForged("Open the page again and send the form from there.")
