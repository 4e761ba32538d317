"""Portals at host names of their own: each alone there, and the way from one to the other without signing in again."""

import re
from http import HTTPStatus

from actors import Customer, Http, Tenant, invited_customer, new_tenant
from actors.customer import invite, mailed_token
from actors.tenant import PASSWORD
from browsing.visitor import Visitor
from browsing.window import Open
from stack.fixtures import Suite
from stack.keeper import OWN_HOSTS

TENANT = "hosted"
DOTS = 2
"""In the name of a session's cookie."""


async def with_both_portals(http: Http, suite: Suite) -> tuple[Tenant, Customer]:
    """Make the tenant that has both, and a customer who is its supplier too."""
    assert all(f"{slug}.hosted.localhost={TENANT}/{slug}" in OWN_HOSTS for slug in ("customers", "suppliers"))
    tenant = await new_tenant(http, suite.environ, name=TENANT)
    await tenant.publish_portal("suppliers")
    guest = await invited_customer(tenant)
    assert (await invite(tenant, guest.email, "S-1", portal="suppliers")).status == 201
    link, token = mailed_token(tenant, guest.email, 2)
    accepted = await http.post(f"/api/v1/invitations/{token}/accept", {"password": PASSWORD})
    assert accepted.status in (200, 201), accepted.text
    assert link.startswith(f"http://suppliers.{TENANT}.localhost:")
    return tenant, guest


async def test_people_and_staff_get_from_one_host_to_another_without_signing_in(
    open_window: Open, http: Http, suite: Suite
) -> None:
    tenant, guest = await with_both_portals(http, suite)
    port = suite.edge_url.rpartition(":")[2]
    customers, suppliers = (f"http://{slug}.hosted.localhost:{port}" for slug in ("customers", "suppliers"))

    async with open_window(customers, suppliers) as window:
        visitor = Visitor(await window.page(), customers)
        await visitor.opens("/switch")
        assert visitor.page.url == f"{customers}/sign-in?next=/switch"
        await visitor.signs_in(guest.email)
        await visitor.page.wait_for_url(f"{customers}/switch")
        await visitor.page.get_by_role("button", name=re.compile("Switch to S-1")).click()
        await visitor.page.wait_for_url(f"{suppliers}/")
        await visitor.sees_signed_in()
        kept = [cookie for cookie in await window.context.cookies() if cookie["name"].count(".") == DOTS]
        assert [cookie["domain"] for cookie in kept] == ["suppliers.hosted.localhost"]
        assert (await visitor.opens()).url == f"{customers}/sign-in"
        await visitor.page.goto(f"{suite.edge_url}/p/{TENANT}/suppliers/profile")
        assert visitor.page.url == f"{suppliers}/profile"
        window.wanted.add(404)
        assert (await Visitor(visitor.page, suppliers).opens("/console/")).status == HTTPStatus.NOT_FOUND

    async with open_window(customers, suppliers) as window:
        await _looks(Visitor(await window.page(), f"{suite.edge_url}/console"), tenant.owner)


async def _looks(staff: Visitor, email: str) -> None:
    await staff.opens(f"/sign-in?tenant={TENANT}")
    await staff.signs_in(email)
    await staff.page.wait_for_url(f"{staff.home}/")
    await staff.opens("/people")
    await staff.main.get_by_role("link", name="Cleo Customer").click()
    await staff.page.get_by_role("button", name=re.compile(rf"See it as they do\s*: {TENANT} portal")).first.click()
    await staff.page.wait_for_url(re.compile(r"^http://(customers|suppliers)\.hosted\.localhost:\d+/$"))
    await staff.page.get_by_role("button", name="End the look").click()
    await staff.page.wait_for_url(f"{staff.home}/")
