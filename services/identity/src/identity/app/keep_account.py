"""Keeps what identity needs to know of accounts, as records tells it; who is gone lets nobody act for them."""

from contracts.records.intake import AccountChanged, AccountRemoved
from identity.app.membering import end
from identity.app.withdraw_invitation import take_back
from identity.domain.account import Account
from identity.ports import Outside


async def keep_account(outside: Outside, event: AccountChanged) -> None:
    """Keep an account's name, if that is news."""
    await _keep(outside, Account(event.account_id, event.revision, event.person.name if event.person else None))


async def close_account(outside: Outside, event: AccountRemoved) -> None:
    """End the memberships of an account that is gone, and what people are invited to, if that is news.

    Should it come back, its people are let in again one by one.
    """
    if not await _keep(outside, Account(event.account_id, event.revision, None, gone=True)):
        return
    for membership in await outside.memberships.of_account(event.account_id):
        await end(outside, membership)
    for invitation in await outside.invitations.open_of_account(event.account_id):
        await take_back(outside, invitation)


async def _keep(outside: Outside, account: Account) -> bool:
    news = account.newer_than(await outside.accounts.get(account.id))
    if news:
        await outside.accounts.put(account)
    return news
