"""The system's source of randomness."""

import secrets
from typing import Final

from chassis.ids import new_id

SECRET_BYTES: Final = 32


class SystemChance:
    """URL-safe texts that nobody can guess."""

    def id(self) -> str:
        """Make an identifier of 128 bits."""
        return new_id()

    def secret(self) -> str:
        """Make a secret of 256 bits."""
        return secrets.token_urlsafe(SECRET_BYTES)
