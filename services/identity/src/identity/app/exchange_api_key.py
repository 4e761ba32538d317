"""Gives an access token for an API key."""

import hmac
from dataclasses import replace

from contracts.identity.tenancy import ExchangeApiKey, KeyAccess
from contracts.message import Who
from contracts.principal import Principal
from identity.domain.api_key import InvalidKey, read_key
from identity.ports import Outside


async def exchange_api_key(outside: Outside, request: ExchangeApiKey, _who: Principal) -> KeyAccess:
    """Check the key, note its use, sign the token."""
    shown = read_key(request.key)
    key = await outside.api_keys.get(shown.id)
    if key is None or key.revoked or not hmac.compare_digest(key.fingerprint, shown.fingerprint):
        raise InvalidKey
    now = outside.clock.now()
    if key.use_is_news(now):
        await outside.api_keys.put(replace(key, last_used_at=now))
    seconds = int(outside.lifetimes.access.total_seconds())
    principal = Principal(Who.SYSTEM, tenant=outside.tenant, subject=key.id, scopes=frozenset(key.scopes))
    return KeyAccess.model_validate(
        {
            "access_token": outside.signer.sign(principal, seconds),
            "expires_in": seconds,
            "tenant": outside.tenant,
            "scopes": key.scopes,
        }
    )
