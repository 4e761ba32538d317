"""Gives a new tenant its owner and its first API key."""

from dataclasses import replace

from contracts.identity.tenancy import ALL_SCOPES, InviteOwner, OwnerInvited
from contracts.principal import Principal
from identity.app.links import issue_links
from identity.domain.api_key import ApiKey, key_fingerprint, write_key
from identity.domain.link import Purpose
from identity.domain.staff import OWNER, StaffMember, StaffState
from identity.ports import Outside

FIRST_KEY_NAME = "First key"
MAX_NAME = 200


async def invite_owner(outside: Outside, request: InviteOwner, _who: Principal) -> OwnerInvited:
    """Make both, or replace what was never used; what is in use stays, and is answered null."""
    if await outside.tenant_book.name() is None:
        await outside.tenant_book.rename(request.tenant_name)
    first = await outside.tenant_book.first()
    owner = await _owner(outside, first.get("owner", ""), request.email)
    key, shown = await _key(outside, first.get("api_key", ""))
    await outside.tenant_book.keep_first(owner.id, key.id)
    return OwnerInvited(
        tenant=outside.tenant,
        owner_email=owner.email,
        owner_token=await _token(outside, owner),
        api_key=shown,
    )


async def _owner(outside: Outside, known: str, email: str) -> StaffMember:
    # The first one may have been removed and invited anew: an address has one login.
    owner = await outside.staff.get(known) or await outside.staff.by_email(email)
    if owner is not None and owner.state is not StaffState.INVITED:
        return owner
    owner = StaffMember(
        id=owner.id if owner else outside.chance.id(),
        email=email,
        name=email[:MAX_NAME],
        roles=(OWNER,),
        state=StaffState.INVITED,
        created_at=outside.clock.now(),
    )
    await outside.staff.put(owner)
    return owner


async def _token(outside: Outside, owner: StaffMember) -> str | None:
    if owner.state is not StaffState.INVITED:
        return None
    expires_at = outside.clock.now() + outside.lifetimes.activation
    return (await issue_links(outside, Purpose.STAFF, [owner.id], expires_at))[owner.id]


async def _key(outside: Outside, known: str) -> tuple[ApiKey, str | None]:
    before = await outside.api_keys.get(known)
    if before is not None:
        if before.revoked or before.last_used_at is not None:
            return before, None
        await outside.api_keys.put(replace(before, revoked=True))
    key_id = outside.chance.id()
    shown = write_key(outside.tenant, key_id, outside.chance.secret())
    key = ApiKey(key_id, FIRST_KEY_NAME, ALL_SCOPES, key_fingerprint(shown), outside.clock.now())
    await outside.api_keys.put(key)
    return key, shown
