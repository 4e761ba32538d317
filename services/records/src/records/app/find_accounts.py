"""Finds accounts for staff: by number, by words, or some that are worth looking at."""

from collections import Counter

from contracts.records.accounts import AccountContact, FindAccounts, FoundAccount, FoundAccounts
from records.app.context import Context
from records.domain.account import Account
from records.domain.words import words_of


async def find_accounts(request: FindAccounts, at: Context) -> FoundAccounts:
    """Give those that fit, one more than asked for being told by `more`."""
    asked = (request.q or "").strip()
    found = await (_fitting(asked, request.limit + 1, at) if asked else _worth_a_look(request.limit + 1, at))
    return FoundAccounts(items=tuple(map(_told, found[: request.limit])), more=len(found) > request.limit)


async def _fitting(asked: str, limit: int, at: Context) -> list[Account]:
    """Give the one with this number, then those with these words, by number."""
    named = [account for account in (await at.accounts.find({asked})).values() if not account.deleted]
    words = words_of(asked)
    others = await at.accounts.with_words(words, limit) if words else []
    return [*named, *(account for account in others if account.id != asked)][:limit]


async def _worth_a_look(limit: int, at: Context) -> list[Account]:
    """Give accounts of the records that each module begins with, then the first by number."""
    modules = sorted(await at.rules.definitions())
    seen = Counter([account for module in modules for account in await at.records.first_accounts(module)])
    known = await at.accounts.find(seen)
    ranked = [known[name] for name, _ in sorted(seen.items(), key=lambda one: (-one[1], one[0])) if name in known]
    first = [account for account in ranked if not account.deleted]
    return [*first, *(one for one in await at.accounts.first(limit) if one.id not in seen)][:limit]


def _told(account: Account) -> FoundAccount:
    return FoundAccount(
        account_id=account.id,
        name=account.name or None,
        kind=account.kind,
        language=account.language,
        contacts=tuple(AccountContact(contact_id=one.id, name=one.name, email=one.email) for one in account.contacts),
    )
