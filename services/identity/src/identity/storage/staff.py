"""Staff members. An address belongs to one staff member of a tenant."""

from collections.abc import Sequence
from dataclasses import asdict, replace

from chassis.mongo import Document, tenant_index
from chassis.work import Work
from identity.domain.address import folded
from identity.domain.staff import AS_USUAL, MAX_STAFF, StaffMember, StaffState
from identity.domain.user import Preferences

COLLECTION = "staff"
INDEXES = (tenant_index(COLLECTION, "address", unique=True),)


class MongoStaff:
    """Staff members; `address` is the folded e-mail address."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def get(self, staff_id: str) -> StaffMember | None:
        """Give one."""
        row = await self._rows.find_one({"_id": staff_id})
        return _member(row) if row else None

    async def by_email(self, email: str) -> StaffMember | None:
        """Give the one with this address."""
        row = await self._rows.find_one({"address": folded(email)})
        return _member(row) if row else None

    async def put(self, member: StaffMember) -> None:
        """Add one, or keep one as changed."""
        row = asdict(member)
        row |= {"_id": row.pop("id"), "address": folded(member.email), "state": member.state.value}
        await self._rows.replace({"_id": member.id}, row, upsert=True)

    async def all(self) -> Sequence[StaffMember]:
        """Give all by folded address; at most `MAX_STAFF` and one."""
        rows = await self._rows.find({}, limit=MAX_STAFF + 1, sort=[("address", 1)])
        return [_member(row) for row in rows]

    async def remove(self, staff_id: str) -> None:
        """Take one away."""
        await self._rows.delete({"_id": staff_id})


def _member(row: Document) -> StaffMember:
    return StaffMember(
        id=row["_id"],
        email=row["email"],
        name=row["name"],
        roles=tuple(row["roles"]),
        state=StaffState(row["state"]),
        created_at=row["created_at"],
        password=row["password"],
        credential=row.get("credential", 0),
        preferences=_preferences(row),
    )


def _preferences(row: Document) -> Preferences:
    """Give how they read; rows from before there was more to say have a language at most."""
    if "preferences" in row:
        return Preferences(**row["preferences"])
    return replace(AS_USUAL, language=row.get("language", AS_USUAL.language))
