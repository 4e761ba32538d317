"""A tenant's first owner, and the keys of its backoffice systems."""

from datetime import datetime
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from contracts.audited import Audited
from contracts.kinds import Email, Identifier, Name, TenantName
from contracts.message import Message, Nothing, Request, Who

_OWNER = frozenset({Who.STAFF})
Scope = Literal["events", "invitations", "portals", "quarantine"]
ALL_SCOPES: tuple[Scope, ...] = ("events", "invitations", "portals", "quarantine")


class OwnerInvited(Message):
    """The owner's one-time token and the first API key. Each is null once the one given before was used."""

    tenant: TenantName
    owner_email: Email
    owner_token: str | None
    api_key: str | None


class InviteOwner(
    Request[OwnerInvited], name="identity.invite-owner.v1", who=frozenset({Who.OPERATOR}), credentials=True
):
    """Give a new tenant its owner and its first API key. Safe to repeat: what was never used is replaced."""

    AUDIT: ClassVar[Audited] = Audited(kind="tenant", field="tenant")

    tenant: TenantName
    tenant_name: Name
    email: Email


class ApiKey(Message):
    """An API key without its secret. `hint` is its first letters, to tell keys apart."""

    id: Identifier
    name: Name
    hint: str
    scopes: tuple[Scope, ...]
    created_at: datetime
    last_used_at: datetime | None = None


class ApiKeys(Message):
    """All keys of the tenant that are not revoked."""

    items: tuple[ApiKey, ...]


class ApiKeyCreated(ApiKey):
    """A new key with its secret, shown this once."""

    key: str


class CreateApiKey(
    Request[ApiKeyCreated], name="identity.create-api-key.v1", who=_OWNER, roles=frozenset({"owner"}), credentials=True
):
    """Make an API key for a backoffice system."""

    AUDIT: ClassVar[Audited] = Audited(tells=("scopes",))

    name: Name
    scopes: Annotated[tuple[Scope, ...], Field(min_length=1, max_length=10)] = ALL_SCOPES


class ListApiKeys(
    Request[ApiKeys], name="identity.list-api-keys.v1", effect="read", who=_OWNER, roles=frozenset({"owner"})
):
    """List the tenant's API keys, without their secrets."""


class RevokeApiKey(Request[Nothing], name="identity.revoke-api-key.v1", who=_OWNER, roles=frozenset({"owner"})):
    """End an API key."""

    id: Identifier


class KeyAccess(Message):
    """An access token for a checked API key. `expires_in` in seconds."""

    access_token: str
    expires_in: int
    tenant: TenantName
    scopes: tuple[Scope, ...]


class ExchangeApiKey(
    Request[KeyAccess],
    name="identity.exchange-api-key.v1",
    who=frozenset({Who.ANYONE}),
    credentials=True,
):
    """Check an API key, and note that it is in use. The edge keeps the answer for as long as the token lives."""

    AUDIT: ClassVar[Audited] = Audited(done=False)

    key: Annotated[str, Field(min_length=10, max_length=200, pattern=r"^[A-Za-z0-9._-]+$")]
