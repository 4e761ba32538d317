"""Makes an API key."""

from contracts.identity.tenancy import ApiKeyCreated, CreateApiKey
from contracts.principal import Principal
from identity.app.showing import key_shown
from identity.domain.api_key import MAX_KEYS, ApiKey, TooManyKeys, key_fingerprint, write_key
from identity.ports import Outside


async def create_api_key(outside: Outside, request: CreateApiKey, _who: Principal) -> ApiKeyCreated:
    """Make one; its secret is shown this once."""
    if len(await outside.api_keys.holding()) >= MAX_KEYS:
        raise TooManyKeys
    key_id = outside.chance.id()
    shown = write_key(outside.tenant, key_id, outside.chance.secret())
    scopes = tuple(dict.fromkeys(request.scopes))
    key = ApiKey(key_id, request.name, scopes, key_fingerprint(shown), outside.clock.now())
    await outside.api_keys.put(key)
    return ApiKeyCreated(**dict(key_shown(key)), key=shown)
