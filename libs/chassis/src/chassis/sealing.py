"""Secrets that must cross the bus, sealed for the one service that needs them (libsodium sealed boxes)."""

import base64

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from chassis.keys import read_bytes, write_bytes


class CannotOpenError(Exception):
    """A secret that was sealed for somebody else, or damaged."""


def new_seal_keys() -> tuple[str, str]:
    """Make a private and a public key, base64url."""
    key = PrivateKey.generate()
    return write_bytes(bytes(key)), write_bytes(bytes(key.public_key))


class Sealer:
    """Seals for whoever holds the private half."""

    def __init__(self, public_key: str) -> None:
        self._box = SealedBox(PublicKey(read_bytes(public_key)))

    def seal(self, secret: str) -> str:
        """Seal a secret; base64url."""
        return write_bytes(self._box.encrypt(secret.encode()))


class Opener:
    """Opens what was sealed for us."""

    def __init__(self, private_key: str) -> None:
        self._box = SealedBox(PrivateKey(read_bytes(private_key)))

    def open(self, sealed: str) -> str:
        """Give the secret. Raises CannotOpenError."""
        try:
            raw = base64.urlsafe_b64decode(sealed + "=" * (-len(sealed) % 4))
            return self._box.decrypt(raw).decode()
        except (CryptoError, ValueError) as error:
            raise CannotOpenError from error
