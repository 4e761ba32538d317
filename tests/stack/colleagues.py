"""An account with admins: portals that define the role, and what an admin asks for."""

from typing import Final

from contracts.identity.colleagues import (
    ChangeColleague,
    Colleague,
    Colleagues,
    InviteColleague,
    InvitedColleague,
    ListColleagues,
)
from contracts.identity.sessions import SignedIn
from contracts.portal_config.portals import PortalPublished
from stack.identity_bench import IdentityBench, portal_document

KIM, LEE, MIA = "kim@kim.example", "lee@kim.example", "mia@kim.example"
ROLES: Final = {
    "admin": {"modules": ["invoices", "orders"]},
    "billing": {"modules": ["invoices"], "without": ["share"]},
    "technical": {"modules": ["work_orders"]},
    "viewer": {"modules": ["invoices", "orders"], "without": ["pay", "order"]},
}


async def publish_roles(identity: IdentityBench) -> None:
    """Two tenants' portals, one of them with a second, have these roles."""
    for tenant in ("acme", "globex"):
        await identity.tell(tenant, PortalPublished(slug="customers", version=2, document=portal_document(roles=ROLES)))
    document = portal_document(slug="dealers", name="Dealers", roles=ROLES)
    await identity.tell("acme", PortalPublished(slug="dealers", version=1, document=document))


async def colleagues(identity: IdentityBench, who: SignedIn) -> Colleagues:
    """What an admin sees."""
    return await identity.call(ListColleagues(), who.access_token)


async def invite(
    identity: IdentityBench, who: SignedIn, email: str, *roles: str, name: str = "Mia"
) -> InvitedColleague:
    """An admin invites somebody."""
    return await identity.call(InviteColleague(email=email, name=name, roles=roles), who.access_token)


async def change(identity: IdentityBench, who: SignedIn, whom: SignedIn, *roles: str) -> Colleague:
    """An admin gives somebody other roles."""
    return await identity.call(ChangeColleague(membership_id=whom.membership.id, roles=roles), who.access_token)
