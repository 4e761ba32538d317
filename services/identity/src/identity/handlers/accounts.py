"""Doors for what records tells of accounts. Revisions guard them, so they need no inbox."""

from chassis.event_router import EventRouter
from contracts.records.intake import AccountChanged, AccountRemoved
from identity.app.use_cases import UseCases

router: EventRouter[UseCases] = EventRouter("identity.accounts", guarded=True)


@router.on(AccountChanged)
async def on_account_changed(event: AccountChanged, use: UseCases) -> None:
    """Keep its name."""
    await use.keep_account(event)


@router.on(AccountRemoved)
async def on_account_removed(event: AccountRemoved, use: UseCases) -> None:
    """End its memberships."""
    await use.close_account(event)
