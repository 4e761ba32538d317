"""Access tokens: EdDSA JWTs, signed by identity (and the operator's command), verified by every service itself."""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Any, Final

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from chassis.keys import read_public_keys, read_signing_key
from contracts.message import Who
from contracts.principal import Principal

ACCESS_SECONDS: Final = 300
VIEW_SECONDS: Final = 900
"""Tokens that staff look at a portal with, through somebody's eyes: read-only, and none follows them."""
LONGEST_SECONDS: Final = max(ACCESS_SECONDS, VIEW_SECONDS)
"""What is revoked may be forgotten after that."""
OPERATOR_SECONDS: Final = 60
LEEWAY_SECONDS: Final = 5
KEPT_TOKENS: Final = 10_000
AUDIENCE: Final = "portico"


class InvalidTokenError(Exception):
    """A token that is malformed, tampered with, expired or signed by nobody we know."""


class TokenSigner:
    """Signs principals into tokens with one private key."""

    def __init__(self, signing_key: str, *, now: Callable[[], float] = time.time) -> None:
        self._kid, self._key = read_signing_key(signing_key)
        self._now = now

    def sign(self, principal: Principal, seconds: int = ACCESS_SECONDS) -> str:
        """Sign a token that lives `seconds` from now; the principal's own times are not used."""
        issued = int(self._now())
        claims: dict[str, Any] = {
            "aud": AUDIENCE,
            "iat": issued,
            "exp": issued + seconds,
            "kind": principal.kind.value,
            "tenant": principal.tenant,
            "sub": principal.subject,
            "sid": principal.session,
            "mid": principal.membership,
            "mrev": principal.membership_revision if principal.membership else 0,
            "portal": principal.portal,
            "account": principal.account,
            "contact": principal.contact,
            "roles": sorted(principal.roles),
            "scopes": sorted(principal.scopes),
            "ro": principal.read_only,
            "act": principal.acting,
            "pre": principal.preview,
        }
        full = {name: value for name, value in claims.items() if value or name in ("iat", "exp")}
        return jwt.encode(full, self._key, algorithm="EdDSA", headers={"kid": self._kid})


class TokenVerifier:
    """Verifies tokens, each once: the result is kept by the token's hash until it expires."""

    def __init__(self, verify_keys: str, operator_verify_keys: str, *, now: Callable[[], float] = time.time) -> None:
        self._keys = read_public_keys(verify_keys)
        self._operator_keys = read_public_keys(operator_verify_keys)
        self._kept: OrderedDict[bytes, Principal] = OrderedDict()
        self._now = now

    def verify(self, token: str) -> Principal:
        """Give the principal of a token. Raises InvalidTokenError."""
        digest = hashlib.sha256(token.encode()).digest()
        principal = self._kept.get(digest)
        if principal is None:
            principal = self._verify_anew(token)
            self._kept[digest] = principal
            if len(self._kept) > KEPT_TOKENS:
                self._kept.popitem(last=False)
        if principal.expires_at <= self._now():
            self._kept.pop(digest, None)
            raise InvalidTokenError("expired")
        return principal

    def _verify_anew(self, token: str) -> Principal:
        try:
            kid = str(jwt.get_unverified_header(token).get("kid", ""))
            key, operator = self._key_of(kid)
            claims = jwt.decode(
                token, key, algorithms=["EdDSA"], audience=AUDIENCE, leeway=LEEWAY_SECONDS,
                options={"require": ["exp", "iat", "aud", "kind"], "verify_exp": False},
            )  # fmt: skip
            principal = _principal(claims)
        except (jwt.PyJWTError, ValueError, TypeError, KeyError) as error:
            raise InvalidTokenError(type(error).__name__) from error
        if operator != (principal.kind is Who.OPERATOR):
            raise InvalidTokenError("signed by the wrong party")
        return principal

    def _key_of(self, kid: str) -> tuple[Ed25519PublicKey, bool]:
        if kid in self._operator_keys:
            return self._operator_keys[kid], True
        return self._keys[kid], False


def _principal(claims: Mapping[str, Any]) -> Principal:
    return Principal(
        kind=Who(claims["kind"]),
        tenant=str(claims.get("tenant", "")),
        subject=str(claims.get("sub", "")),
        session=str(claims.get("sid", "")),
        membership=str(claims.get("mid", "")),
        membership_revision=int(claims.get("mrev", 1)),
        portal=str(claims.get("portal", "")),
        account=str(claims.get("account", "")),
        contact=claims.get("contact"),
        roles=frozenset(claims.get("roles", ())),
        scopes=frozenset(claims.get("scopes", ())),
        read_only=bool(claims.get("ro", False)),
        acting=claims.get("act"),
        preview=str(claims.get("pre", "")),
        issued_at=int(claims["iat"]),
        expires_at=int(claims["exp"]),
    )
