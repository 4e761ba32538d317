"""Accounts as identity knows them. `_id` is `<tenant>/<account>`: an account may be held before it was heard of."""

from collections.abc import Iterable, Mapping
from typing import Final

from chassis.mongo import MAX_FOUND, Document
from chassis.work import Work
from identity.domain.account import Account

COLLECTION: Final = "accounts"


class MongoAccounts:
    """The projection of accounts, and who may change what people may do in one."""

    def __init__(self, work: Work) -> None:
        self._rows, self._tenant = work.collection(COLLECTION), work.tenant

    async def get(self, account: str) -> Account | None:
        """Give one."""
        return (await self._some([account])).get(account)

    async def names(self, accounts: Iterable[str]) -> Mapping[str, str]:
        """Give the names of those whose name is known, by account."""
        found = await self._some(accounts)
        return {one.id: one.name for one in found.values() if one.name}

    async def put(self, account: Account) -> None:
        """Keep one in the place of its predecessor."""
        said = {"account": account.id, "revision": account.revision, "name": account.name, "gone": account.gone}
        await self._rows.update({"_id": self._id(account.id)}, {"$set": said}, upsert=True)

    async def hold(self, account: str) -> None:
        """Let nobody else change colleagues there until this unit of work is done: of two at once, one runs again."""
        await self._rows.update({"_id": self._id(account)}, {"$inc": {"changes": 1}}, upsert=True)

    async def _some(self, accounts: Iterable[str]) -> Mapping[str, Account]:
        ids = [self._id(account) for account in accounts]
        where = {"_id": {"$in": ids}, "revision": {"$exists": True}}
        rows = await self._rows.find(where, limit=MAX_FOUND) if ids else []
        return {row["account"]: _account(row) for row in rows}

    def _id(self, account: str) -> str:
        return f"{self._tenant}/{account}"


def _account(row: Document) -> Account:
    return Account(row["account"], row["revision"], row["name"], row["gone"])
