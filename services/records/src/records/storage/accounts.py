"""Collection `accounts`: one document an account, `_id` is `<tenant>/<account>`; a deleted one keeps its revision."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final

from chassis.mongo import Document, tenant_index
from chassis.work import Work
from records.domain.account import Account, Contact
from records.domain.words import words_of

COLLECTION: Final = "accounts"
INDEXES: Final = (
    tenant_index(COLLECTION, "parent", "account"),
    tenant_index(COLLECTION, "account"),
    tenant_index(COLLECTION, "words"),
)
IDS_AT_ONCE: Final = 5_000
EXAMINED: Final = 500
"""Accounts with the longest of some words that are looked through for the others."""


class MongoAccounts:
    """The accounts of one tenant."""

    def __init__(self, work: Work) -> None:
        self._tenant, self._rows = work.tenant, work.collection(COLLECTION)

    async def find(self, ids: Collection[str]) -> Mapping[str, Account]:
        """Give those of these accounts that are known."""
        return {row["account"]: _account(row) for row in await self._with(ids, None)}

    async def ancestors(self, ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Give what stands above each of these accounts; those that are not known are left out."""
        rows = await self._with(ids, {"account": 1, "ancestors": 1})
        return {row["account"]: tuple(row["ancestors"]) for row in rows}

    async def put(self, accounts: Sequence[Account], now: datetime) -> None:
        """Keep each in the place of the one before."""
        await self._rows.replace_each(
            [{**_row(account), "_id": self._id(account.id), "received_at": now} for account in accounts]
        )

    async def children(self, ids: Collection[str], after: str, limit: int) -> list[str]:
        """Give accounts whose parent is one of these, by name, from behind `after`."""
        rows = await self._rows.find(
            {"parent": {"$in": list(ids)}, "account": {"$gt": after}},
            limit=limit,
            fields={"account": 1},
            sort=[("account", 1)],
        )
        return [row["account"] for row in rows]

    async def with_words(self, words: Sequence[str], limit: int) -> list[Account]:
        """Give accounts that have a word beginning with each of these, by number.

        Those with the longest word are looked through for the others, `EXAMINED` at most: more letters find more.
        """
        where = {"words": {"$regex": f"^{max(words, key=len)}"}, "deleted": False}
        rows = await self._rows.find(where, limit=EXAMINED)
        fit = [row for row in rows if all(any(own.startswith(word) for own in row["words"]) for word in words)]
        return [_account(row) for row in sorted(fit, key=lambda row: str(row["account"]))[:limit]]

    async def first(self, limit: int) -> list[Account]:
        """Give the first by number."""
        rows = await self._rows.find({"deleted": False}, limit=limit, sort=[("account", 1)])
        return [_account(row) for row in rows]

    async def place(self, above: Mapping[str, tuple[str, ...]]) -> None:
        """Set what stands above each account."""
        await self._rows.update_each(
            [
                ({"_id": self._id(account)}, {"$set": {"ancestors": list(ancestors)}})
                for account, ancestors in above.items()
            ]
        )

    async def _with(self, ids: Collection[str], fields: Mapping[str, int] | None) -> list[Document]:
        wanted, found = [self._id(account) for account in ids], list[Document]()
        for start in range(0, len(wanted), IDS_AT_ONCE):
            some = wanted[start : start + IDS_AT_ONCE]
            found += await self._rows.find({"_id": {"$in": some}}, limit=len(some), fields=fields)
        return found

    def _id(self, account: str) -> str:
        return f"{self._tenant}/{account}"


def _row(account: Account) -> Document:
    return {
        "account": account.id,
        "revision": account.revision,
        "deleted": account.deleted,
        "name": account.name,
        "kind": account.kind,
        "parent": account.parent,
        "ancestors": list(account.ancestors),
        "emails": list(account.emails),
        "contacts": [
            {"contact_id": one.id, "name": one.name, "email": one.email, "roles": list(one.roles)}
            for one in account.contacts
        ],
        "language": account.language,
        "features": list(account.features),
        "words": _words(account),
    }


def _words(account: Account) -> list[str]:
    """Give what staff find it by: number, name, contacts. Rows of before have none, and are found by their number."""
    said = (account.id, account.name, *(word for one in account.contacts for word in (one.name, one.email) if word))
    return words_of(" ".join(said))


def _account(row: Document) -> Account:
    return Account(
        id=row["account"],
        revision=row["revision"],
        deleted=row["deleted"],
        name=row["name"],
        kind=row["kind"],
        parent=row["parent"],
        emails=tuple(row["emails"]),
        contacts=tuple(
            Contact(one["contact_id"], one["name"], one["email"], tuple(one["roles"])) for one in row["contacts"]
        ),
        language=row["language"],
        features=tuple(row["features"]),
        ancestors=tuple(row["ancestors"]),
    )
