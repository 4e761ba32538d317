"""What identity needs from outside, all of it for one tenant and one unit of work."""

from dataclasses import dataclass

from identity.domain.lifetimes import Lifetimes
from identity.domain.refresh_token import RefreshTokens
from identity.domain.tries import Names
from identity.ports.access import ApiKeys, Links, Sessions, Tries
from identity.ports.people import Invitations, Memberships, Staff, Users
from identity.ports.tenants import Accounts, Portals, TenantBook
from identity.ports.trail import Audit, Trail
from identity.ports.world import Chance, Clock, Cursors, Passwords, Sealer, Signer, Voice

__all__ = [
    "Accounts",
    "ApiKeys",
    "Audit",
    "Chance",
    "Clock",
    "Cursors",
    "Invitations",
    "Links",
    "Memberships",
    "Outside",
    "Passwords",
    "Portals",
    "Sealer",
    "Sessions",
    "Signer",
    "Staff",
    "TenantBook",
    "Trail",
    "Tries",
    "Users",
    "Voice",
]


@dataclass(frozen=True, slots=True)
class Outside:
    """All of it, for one tenant and one unit of work."""

    tenant: str
    lifetimes: Lifetimes
    refresh_tokens: RefreshTokens
    clock: Clock
    chance: Chance
    passwords: Passwords
    signer: Signer
    sealer: Sealer
    cursors: Cursors
    names: Names
    voice: Voice
    trail: Trail
    tenant_book: TenantBook
    portals: Portals
    accounts: Accounts
    staff: Staff
    users: Users
    memberships: Memberships
    invitations: Invitations
    links: Links
    sessions: Sessions
    tries: Tries
    api_keys: ApiKeys
    audit: Audit
