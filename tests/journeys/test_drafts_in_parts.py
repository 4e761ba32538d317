"""What editors of a draft stand on: what a save replaced, and who has which role, through the edge."""

from actors import Tenant, invited_customer

DRAFT = "/backoffice/v1/portals/customers/draft"
ROLES = "/backoffice/v1/portals/customers/roles"


async def test_a_save_can_be_taken_back_and_a_roles_people_are_counted(acme: Tenant, globex: Tenant) -> None:
    for tenant, role in ((acme, "billing"), (globex, "technical")):
        await tenant.change_portal(roles={role: {"modules": ["invoices"]}})
    before = await acme.http.get(DRAFT, token=acme.staff_token)
    await acme.change_portal(roles={"billing": {"modules": []}})
    revision = before.headers["ETag"].strip('"')

    earlier = await acme.http.get(f"{DRAFT}/earlier/{revision}", token=acme.staff_token)
    assert (earlier.status, earlier.body["document"]) == (200, before.body)
    theirs = await globex.http.get(f"{DRAFT}/earlier/{int(revision) + 1}", token=globex.staff_token)
    assert (theirs.status, theirs.code) == (404, "portal-config.unknown-draft")

    await invited_customer(acme, roles=["billing"])
    counted = await acme.http.get(ROLES, token=acme.staff_token)
    assert counted.body["items"] == [{"role": "billing", "memberships": 1, "invitations": 0}]
    elsewhere = await globex.http.get(ROLES, token=globex.staff_token)
    assert (elsewhere.status, elsewhere.body["items"]) == (200, [])
