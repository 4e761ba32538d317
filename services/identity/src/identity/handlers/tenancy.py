"""Doors for a tenant's first owner and for API keys."""

from chassis.call_router import CallRouter
from contracts.identity.tenancy import (
    ApiKeyCreated,
    ApiKeys,
    CreateApiKey,
    ExchangeApiKey,
    InviteOwner,
    KeyAccess,
    ListApiKeys,
    OwnerInvited,
    RevokeApiKey,
)
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.use_cases import UseCases
from identity.domain.api_key import read_key

router: CallRouter[UseCases] = CallRouter()


@router.call(InviteOwner, tenant=lambda request: request.tenant)
async def on_invite_owner(request: InviteOwner, who: Principal, use: UseCases) -> OwnerInvited:
    """Give a new tenant its owner and first API key; what was never used is replaced, what is in use is null."""
    return await use.invite_owner(request, who)


@router.call(CreateApiKey)
async def on_create_api_key(request: CreateApiKey, who: Principal, use: UseCases) -> ApiKeyCreated:
    """Make an API key; its secret is shown this once."""
    return await use.create_api_key(request, who)


@router.call(ListApiKeys)
async def on_list_api_keys(request: ListApiKeys, who: Principal, use: UseCases) -> ApiKeys:
    """List the API keys that hold, without their secrets."""
    return await use.list_api_keys(request, who)


@router.call(RevokeApiKey)
async def on_revoke_api_key(request: RevokeApiKey, who: Principal, use: UseCases) -> Nothing:
    """End an API key, on every replica within 2 s."""
    return await use.revoke_api_key(request, who)


@router.call(ExchangeApiKey, tenant=lambda request: read_key(request.key).tenant)
async def on_exchange_api_key(request: ExchangeApiKey, who: Principal, use: UseCases) -> KeyAccess:
    """Check an API key and give an access token for it."""
    return await use.exchange_api_key(request, who)
