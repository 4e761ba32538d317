"""Sealed page cursors: what they hold can be neither read nor forged, nor used for another query."""

import base64
import hashlib
import json
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from pydantic import JsonValue

from chassis.keys import read_bytes, write_bytes

NONCE_BYTES: Final = 12


class InvalidCursorError(Exception):
    """A cursor that we did not make, or made for another tenant, query or policy version."""


class CursorSealer:
    """Seals positions with AES-256-GCM, bound to a context such as tenant, query and policy version."""

    def __init__(self, key: str) -> None:
        self._cipher = AESGCM(read_bytes(key))

    def seal(self, position: JsonValue, *context: str) -> str:
        """Seal a JSON position for this context; URL-safe text."""
        nonce = secrets.token_bytes(NONCE_BYTES)
        sealed = self._cipher.encrypt(nonce, json.dumps(position).encode(), _bound_to(context))
        return write_bytes(nonce + sealed)

    def open(self, cursor: str, *context: str) -> JsonValue:
        """Give the position that was sealed for this very context. Raises InvalidCursorError."""
        try:
            raw = _read(cursor)
            opened = self._cipher.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _bound_to(context))
        except (InvalidTag, ValueError) as error:
            raise InvalidCursorError from error
        position: JsonValue = json.loads(opened)
        return position


def _read(text: str) -> bytes:
    """Read base64url without padding. Raises ValueError."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)


def _bound_to(context: tuple[str, ...]) -> bytes:
    return hashlib.sha256(json.dumps(context).encode()).digest()
