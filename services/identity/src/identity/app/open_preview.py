"""Lets staff look at a portal as its draft would make it."""

from contracts.identity.previewing import OpenPreview, Preview
from contracts.message import Who
from contracts.principal import Principal
from identity.app.showing import public_name
from identity.ports import Outside


async def open_preview(outside: Outside, request: OpenPreview, who: Principal) -> Preview:
    """Sign a token that names a draft and a kind of user, is nobody's membership, and ends with the session that asks.

    Whether there is such a draft is for records to say: it answers by it, or not at all.
    """
    seconds = int(outside.lifetimes.view.total_seconds())
    imagined = Principal(
        Who.USER,
        tenant=outside.tenant,
        subject=who.subject,
        session=who.session,
        portal=request.slug,
        account=request.account_id or "",
        contact=request.contact_id,
        roles=frozenset(request.roles),
        read_only=True,
        acting=who.subject,
        preview=request.preview_id,
    )
    return Preview(
        access_token=outside.signer.sign(imagined, seconds),
        expires_in=seconds,
        portal=public_name(outside.tenant, request.slug),
        draft_revision=request.draft_revision,
    )
