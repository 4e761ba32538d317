"""Portal users. An address belongs to one user of a tenant; pages go by address."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict

from chassis.mongo import MAX_FOUND, Document, tenant_index
from chassis.work import Work
from identity.domain.address import folded
from identity.domain.terms import Acceptance
from identity.domain.user import Preferences, User

COLLECTION = "users"
INDEXES = (tenant_index(COLLECTION, "address", unique=True),)


class MongoUsers:
    """Users; `address` is the folded e-mail address."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def get(self, user_id: str) -> User | None:
        """Give one."""
        row = await self._rows.find_one({"_id": user_id})
        return _user(row) if row else None

    async def by_email(self, email: str) -> User | None:
        """Give the one with this address."""
        row = await self._rows.find_one({"address": folded(email)})
        return _user(row) if row else None

    async def by_emails(self, emails: Iterable[str]) -> Mapping[str, User]:
        """Give those with these addresses, by folded address."""
        rows = await self._rows.find({"address": {"$in": [folded(email) for email in emails]}}, limit=MAX_FOUND)
        return {row["address"]: _user(row) for row in rows}

    async def some(self, ids: Iterable[str]) -> Mapping[str, User]:
        """Give those with these ids, by id."""
        rows = await self._rows.find({"_id": {"$in": list(ids)}}, limit=MAX_FOUND)
        return {row["_id"]: _user(row) for row in rows}

    async def put(self, user: User) -> None:
        """Add one, or keep one as changed."""
        row = asdict(user)
        row |= {"_id": row.pop("id"), "address": folded(user.email)}
        await self._rows.replace({"_id": user.id}, row, upsert=True)

    async def page(self, after: str | None, limit: int) -> Sequence[User]:
        """Give users by folded address."""
        where = {"address": {"$gt": after}} if after is not None else {}
        return [_user(row) for row in await self._rows.find(where, limit=limit, sort=[("address", 1)])]


def _user(row: Document) -> User:
    return User(
        id=row["_id"],
        email=row["email"],
        name=row["name"],
        preferences=Preferences(**row["preferences"]),
        password=row["password"],
        created_at=row["created_at"],
        active=row["active"],
        credential=row.get("credential", 0),
        accepted={slug: Acceptance(**each) for slug, each in row.get("accepted", {}).items()},
    )
