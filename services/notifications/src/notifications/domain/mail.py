"""A mail to send: everything that it needs, and how far it got."""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class State(StrEnum):
    """WAITING mails are tried until one of the others is true. DROPPED ones no longer count."""

    WAITING = "waiting"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Invited:
    """What an invitation mail says. `portal` is `<tenant>/<slug>`; `inviter` may be empty. Personal data."""

    portal: str
    portal_name: str
    tenant_name: str
    language: str
    existing_user: bool
    expires_at: datetime
    email: str
    name: str
    inviter: str
    by_colleague: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail that waits to be sent. The token is sealed, and forgotten when the mail no longer waits."""

    id: str
    invitation_id: str
    attempt: int
    invited: Invited
    sealed_token: str
    created_at: datetime

    def too_late(self, now: datetime) -> bool:
        """Tell whether its link would no longer work."""
        return now >= self.invited.expires_at


def mail_id(tenant: str, invitation_id: str, attempt: int) -> str:
    """Name a mail after what it is about, so that the same news twice name the same mail. URL-safe, 32 characters."""
    about = f"{tenant}/{invitation_id}/{attempt}".encode()
    return urlsafe_b64encode(hashlib.sha256(about).digest()[:24]).decode()
