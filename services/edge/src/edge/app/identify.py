"""Find out which access token a request comes with: its own, or that of its API key."""

import re
from typing import Final

from edge.app.api_keys import ApiKeys
from edge.app.limits import Limits
from edge.domain.refusal import CredentialUnreadable

MAX_CREDENTIAL: Final = 4_096
_JWT: Final = "eyJ"
"""How every JWT begins: `{"`. An API key begins with its tenant, in small letters."""
_API_KEY: Final = re.compile(r"[A-Za-z0-9._-]{10,200}")


class Identify:
    """Reads `Authorization: Bearer`; nothing else counts on the API."""

    def __init__(self, keys: ApiKeys, limits: Limits) -> None:
        self._keys, self._limits = keys, limits

    async def __call__(self, authorization: str | None, address: str) -> str:
        """Give the access token, unverified, or "" for somebody anonymous.

        Raises CredentialUnreadable, KeyRefusedError, and TooManyRequests for an address that tries many keys.
        """
        if authorization is None:
            return ""
        scheme, _, credential = authorization.partition(" ")
        credential = credential.strip()
        if scheme.lower() != "bearer" or len(credential) > MAX_CREDENTIAL:
            raise CredentialUnreadable("Send Authorization: Bearer with an access token or an API key.")
        if credential.startswith(_JWT):
            return credential
        if not _API_KEY.fullmatch(credential):
            raise CredentialUnreadable("This is neither an access token nor an API key.")
        if not self._keys.knows(credential):
            self._limits.take_address("sign_in", address)
        return await self._keys.token_of(credential)
