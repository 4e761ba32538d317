"""What we hand out to be shown again begins with its tenant, so that a caller who has not signed in can be placed."""

import hashlib
import re
from typing import Final

SEPARATOR: Final = "."
_TENANT = re.compile(r"[a-z][a-z0-9-]{1,30}")


def compose(tenant: str, *parts: str) -> str:
    """Write `<tenant>.<part>…`; no part may hold the separator."""
    return SEPARATOR.join((tenant, *parts))


def take_apart(text: str, parts: int) -> tuple[str, ...] | None:
    """Give tenant and parts, or None for what was never ours."""
    found = tuple(text.split(SEPARATOR))
    if len(found) != parts + 1 or not _TENANT.fullmatch(found[0]) or not all(found):
        return None
    return found


def fingerprint(purpose: str, text: str) -> str:
    """Give what is stored in place of a secret: SHA-256 in hexadecimal, another one for each purpose.

    A fast hash does: the secrets are 256 random bits, there is nothing to guess.
    """
    return hashlib.sha256(f"{purpose}:{text}".encode()).hexdigest()
