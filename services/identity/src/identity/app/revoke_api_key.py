"""Ends an API key."""

from dataclasses import replace

from contracts.identity.tenancy import RevokeApiKey
from contracts.message import Nothing
from contracts.principal import Principal
from identity.app.ending import say_revoked
from identity.domain.refusal import NotFound
from identity.ports import Outside


async def revoke_api_key(outside: Outside, request: RevokeApiKey, _who: Principal) -> Nothing:
    """End it, and the access tokens that were given for it."""
    key = await outside.api_keys.get(request.id)
    if key is None or key.revoked:
        raise NotFound
    await outside.api_keys.put(replace(key, revoked=True))
    say_revoked(outside, "key", key.id)
    return Nothing()
