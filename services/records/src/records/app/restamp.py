"""Stamps anew what stands below accounts that moved: their place, then the audience of their records.

Many small steps, each a transaction of its own: bounded in memory and time, and safe to begin again.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from policy import stamp
from policy.audience import account_key
from records.app.context import Context, InSteps
from records.domain.ancestry import MAX_DEPTH, ancestors
from records.domain.chore import Chore
from records.ports import Order, Position, Query, Wanted

ACCOUNTS_AT_ONCE: Final = 100
RECORDS_AT_ONCE: Final = 500
BY_RECORD: Final = Order("record_id")
FIELDS: Final[Query] = {"revision": 1, "accounts": 1, "audience": 1, "values.contacts": 1, "creator": 1}


async def restamp(chore: Chore, steps: InSteps) -> None:
    """Go down from the accounts that moved, level by level."""
    level, seen = list(chore.names), set(chore.names)
    for _ in range(MAX_DEPTH):
        for some in _chunks(level):
            await _stamp(chore, some, steps)
        level = [name for some in _chunks(level) for name in await _below(some, steps) if name not in seen]
        seen.update(level)
        if not level:
            break


async def _stamp(chore: Chore, accounts: Sequence[str], steps: InSteps) -> None:
    async def begin(at: Context) -> list[str]:
        await at.chores.still(chore)
        await _place(accounts, at)
        return list(await at.rules.definitions())

    for module in await steps(begin):
        after: Position | None = None
        while True:

            async def page(at: Context, module: str = module, behind: Position | None = after) -> Position | None:
                await at.chores.still(chore)
                return await _stamp_page(module, accounts, behind, at)

            after = await steps(page)
            if after is None:
                break


async def _below(parents: Sequence[str], steps: InSteps) -> list[str]:
    """Give all accounts right below these."""
    found: list[str] = []

    async def page(at: Context) -> list[str]:
        return await at.accounts.children(parents, found[-1] if found else "", ACCOUNTS_AT_ONCE)

    while True:
        some = await steps(page)
        found += some
        if len(some) < ACCOUNTS_AT_ONCE:
            return found


async def _place(accounts: Sequence[str], at: Context) -> None:
    """Work out anew what stands above each account, from every account's own parent."""
    parents: dict[str, str | None] = {}
    asked: set[str] = set()
    wanted = set(accounts)
    while wanted and len(asked) < (MAX_DEPTH + 1) * len(accounts):
        asked |= wanted
        parents |= {name: account.parent for name, account in (await at.accounts.find(wanted)).items()}
        wanted = {parent for parent in parents.values() if parent is not None} - asked
    await at.accounts.place({name: ancestors(name, parents) for name in accounts if name in parents})


async def _stamp_page(module: str, accounts: Sequence[str], after: Position | None, at: Context) -> Position | None:
    """Stamp the next records of these accounts in one module; gives where to go on, or None at the end."""
    where = {"module": module, "audience": {"$in": [account_key(account) for account in accounts]}}
    rows = await at.records.page(Wanted(where, FIELDS), BY_RECORD, after, RECORDS_AT_ONCE)
    above = await at.accounts.ancestors({account for row in rows for account in row["accounts"]})
    changed = []
    for row in rows:
        over = [name for account in row["accounts"] for name in above.get(account, ())]
        audience = stamp(row["accounts"], row["values"].get("contacts", ()), over, row.get("creator"))
        if list(audience) != row["audience"]:
            changed.append((row, audience))
    await at.records.stamp(changed)
    if len(rows) < RECORDS_AT_ONCE:
        return None
    return Position(rows[-1]["sort"][BY_RECORD.key], rows[-1]["_id"])


def _chunks(names: Sequence[str]) -> Iterator[Sequence[str]]:
    return (names[start : start + ACCOUNTS_AT_ONCE] for start in range(0, len(names), ACCOUNTS_AT_ONCE))
