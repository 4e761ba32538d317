"""Keys of backoffice systems: `<tenant>.<id>.<256 random bits>`, of which only a hash is kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from identity.domain.bearer import compose, fingerprint, take_apart
from identity.domain.refusal import Refusal

PURPOSE: Final = "api-key"
HINT_LETTERS: Final = 6
MAX_KEYS: Final = 100
NOTED_EVERY: Final = timedelta(minutes=1)
"""The last use is noted no more often than this."""


class InvalidKey(Refusal):
    """Never made, or revoked: it does not say which."""

    code = "identity.key-invalid"
    status = 401
    title = "This API key does not hold"


class TooManyKeys(Refusal):
    """The tenant has as many as it may have."""

    code = "identity.too-many-keys"
    status = 409
    title = "There are too many API keys"

    def __init__(self) -> None:
        super().__init__(f"Revoke one of the {MAX_KEYS} first.")


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept."""

    id: str
    name: str
    scopes: tuple[str, ...]
    fingerprint: str
    created_at: datetime
    last_used_at: datetime | None = None
    revoked: bool = False

    @property
    def hint(self) -> str:
        """Give its first letters, to tell keys apart."""
        return self.id[:HINT_LETTERS]

    def use_is_news(self, now: datetime) -> bool:
        """Tell whether this use is to be noted."""
        return self.last_used_at is None or now - self.last_used_at >= NOTED_EVERY


@dataclass(frozen=True, slots=True)
class PresentedKey:
    """The parts of a key that somebody shows."""

    tenant: str
    id: str
    fingerprint: str


def write_key(tenant: str, key_id: str, secret: str) -> str:
    """Write the key, shown once."""
    return compose(tenant, key_id, secret)


def key_fingerprint(text: str) -> str:
    """Give what is kept of a key."""
    return fingerprint(PURPOSE, text)


def read_key(text: str) -> PresentedKey:
    """Take a key apart. Raises InvalidKey for what was never one."""
    found = take_apart(text, 2)
    if found is None:
        raise InvalidKey
    return PresentedKey(found[0], found[1], key_fingerprint(text))
