"""The door for staff who look for an account."""

from typing import Final

from chassis.call_router import CallRouter
from contracts.principal import Principal
from contracts.records.accounts import FindAccounts, FoundAccounts
from records.app.context import Context
from records.app.find_accounts import find_accounts

router: Final[CallRouter[Context]] = CallRouter()


@router.call(FindAccounts)
async def on_find_accounts(request: FindAccounts, _who: Principal, at: Context) -> FoundAccounts:
    """Find accounts by number or words, or some that have records."""
    return await find_accounts(request, at)
