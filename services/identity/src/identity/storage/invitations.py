"""Invitations. One open one for an address, portal and account; pages go by age, newest first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from chassis.mongo import MAX_FOUND, Document, tenant_index
from chassis.work import Work
from identity.domain.address import folded
from identity.domain.invitation import Invitation, InvitationState
from identity.domain.membership import Place

COLLECTION = "invitations"
OPEN_BY_PORTAL = tenant_index(COLLECTION, "portal", partial={"state": "invited"})
INDEXES = (
    OPEN_BY_PORTAL,
    tenant_index(COLLECTION, "address", "portal", "account", unique=True, partial={"state": "invited"}),
    tenant_index(COLLECTION, "account", "portal", "created_at", "_id", partial={"state": "invited"}),
    tenant_index(COLLECTION, "created_at", "_id"),
    tenant_index(COLLECTION, "address", "created_at", "_id"),
    tenant_index(COLLECTION, "state", "created_at", "_id"),
)


class MongoInvitations:
    """Invitations; `address` is the folded e-mail address."""

    def __init__(self, work: Work) -> None:
        self._rows = work.collection(COLLECTION)

    async def get(self, invitation_id: str) -> Invitation | None:
        """Give one."""
        row = await self._rows.find_one({"_id": invitation_id})
        return _invitation(row) if row else None

    async def open_for(self, emails: Iterable[str]) -> Sequence[Invitation]:
        """Give those to these folded addresses that are neither accepted nor withdrawn."""
        where = {"address": {"$in": list(emails)}, "state": InvitationState.INVITED.value}
        return [_invitation(row) for row in await self._rows.find(where, limit=MAX_FOUND)]

    async def open_at(self, place: Place, limit: int) -> Sequence[Invitation]:
        """Give those to a place that are neither accepted nor withdrawn, newest first."""
        where = {"portal": place.portal, "account": place.account, "state": InvitationState.INVITED.value}
        rows = await self._rows.find(where, limit=limit, sort=[("created_at", -1), ("_id", -1)])
        return [_invitation(row) for row in rows]

    async def open_by_role(self, portal: str, limit: int) -> Mapping[str, int]:
        """Count those to a portal that are neither accepted nor withdrawn by role, those without by ""."""
        where = {"portal": portal, "state": InvitationState.INVITED.value}
        return await self._rows.tally(where, "roles", limit=limit, hint=OPEN_BY_PORTAL.name, each=True)

    async def open_of_account(self, account: str) -> Sequence[Invitation]:
        """Give those to an account, whatever the portal, that are neither accepted nor withdrawn."""
        where = {"account": account, "state": InvitationState.INVITED.value}
        return [_invitation(row) for row in await self._rows.find(where, limit=MAX_FOUND)]

    async def to(self, email: str, limit: int) -> Sequence[Invitation]:
        """Give those to an address, in whatever state, newest first."""
        sort = [("created_at", -1), ("_id", -1)]
        rows = await self._rows.find({"address": folded(email)}, limit=limit, sort=sort)
        return [_invitation(row) for row in rows]

    async def put(self, invitations: Sequence[Invitation]) -> None:
        """Add some, or keep them as changed."""
        await self._rows.replace_each([_row(invitation) for invitation in invitations])

    async def page(
        self, state: InvitationState | None, now: datetime, after: tuple[datetime, str] | None, limit: int
    ) -> Sequence[Invitation]:
        """Give invitations in a state, newest first, older than `after` (created_at, id)."""
        where = _in_state(state, now)
        if after is not None:
            created_at, last = after
            where["$or"] = [
                {"created_at": {"$lt": created_at}},
                {"created_at": created_at, "_id": {"$lt": last}},
            ]
        rows = await self._rows.find(where, limit=limit, sort=[("created_at", -1), ("_id", -1)])
        return [_invitation(row) for row in rows]


def _in_state(state: InvitationState | None, now: datetime) -> dict[str, Any]:
    """Say which rows people see in this state: expired is never stored."""
    if state is None:
        return {}
    if state is InvitationState.EXPIRED:
        return {"state": InvitationState.INVITED.value, "expires_at": {"$lte": now}}
    if state is InvitationState.INVITED:
        return {"state": state.value, "expires_at": {"$gt": now}}
    return {"state": state.value}


def _row(invitation: Invitation) -> Document:
    row = asdict(invitation)
    return row | {"_id": row.pop("id"), "address": folded(invitation.email), "state": invitation.state.value}


def _invitation(row: Document) -> Invitation:
    names = {name: row[name] for name in row.keys() - {"_id", "tenant", "address", "roles", "state"}}
    return Invitation(id=row["_id"], roles=tuple(row["roles"]), state=InvitationState(row["state"]), **names)
