"""Refresh tokens: `<tenant>.<family>.<n>.<HMAC(key, tenant, family, n)>`. Computed, so none is ever stored.

Token n + 1 of a family is known to the server alone; whoever shows token n proves to have been given it.
"""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass

from identity.domain.bearer import compose, take_apart
from identity.domain.session import SessionOver

_NUMBER = re.compile(r"0|[1-9][0-9]{0,8}")


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """The `number`th token of a session's family."""

    tenant: str
    family: str
    number: int


class RefreshTokens:
    """Writes and reads refresh tokens with the server's key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def write(self, token: RefreshToken) -> str:
        """Write a token; the same text each time."""
        return compose(token.tenant, token.family, str(token.number), self._proof(token))

    def read(self, text: str) -> RefreshToken:
        """Read a token that we wrote. Raises SessionOver for any other text."""
        found = take_apart(text, 3)
        if found is None or not _NUMBER.fullmatch(found[2]):
            raise SessionOver
        token = RefreshToken(found[0], found[1], int(found[2]))
        if not hmac.compare_digest(self._proof(token).encode(), found[3].encode()):
            raise SessionOver
        return token

    def _proof(self, token: RefreshToken) -> str:
        said = compose(token.tenant, token.family, str(token.number)).encode()
        return base64.urlsafe_b64encode(hmac.digest(self._key, said, hashlib.sha256)).decode().rstrip("=")


def tenant_of_refresh_token(text: str) -> str:
    """Give the tenant that a token names, unproven. Raises SessionOver for what is no refresh token."""
    found = take_apart(text, 3)
    if found is None:
        raise SessionOver
    return found[0]
