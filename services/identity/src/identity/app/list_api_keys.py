"""Lists the tenant's API keys."""

from contracts.identity.tenancy import ApiKeys, ListApiKeys
from contracts.principal import Principal
from identity.app.showing import key_shown
from identity.ports import Outside


async def list_api_keys(outside: Outside, _request: ListApiKeys, _who: Principal) -> ApiKeys:
    """Give those that hold, without their secrets."""
    return ApiKeys(items=tuple(key_shown(key) for key in await outside.api_keys.holding()))
