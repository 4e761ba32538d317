"""From a new tenant to a customer who is signed in to its portal, by nothing but pages; counted and timed."""

import secrets
from collections.abc import Callable

from actors import Http, new_tenant
from actors.tenant import PASSWORD
from browsing.steps import Steps
from browsing.visitor import Visitor
from browsing.window import Open
from stack import wait_for_mails
from stack.fixtures import Suite

CLICKS, FIELDS = 15, 10
"""As many as it may take at most, on both sides."""
TABLET = {"width": 820, "height": 1180}


async def test_a_new_tenant_has_a_portal_and_a_customer_in_it(
    open_window: Open, http: Http, suite: Suite, record_property: Callable[[str, object], None]
) -> None:
    tenant = await new_tenant(http, suite.environ, ready=False)
    email = f"nia.{secrets.token_hex(4)}@customer.example"
    steps = Steps()
    async with open_window(viewport=TABLET) as window:
        staff = Visitor(await window.page(), f"{http.base}/console")
        await staff.opens(f"/activate/{tenant.owner_token}")
        await steps.fill(staff.page.locator("#name"), "Ada Owner")
        await steps.fill(staff.page.locator("#password"), PASSWORD)
        await steps.click(staff.main.locator("button[type=submit]"))
        await steps.click(staff.main.get_by_role("link", name="Set up your first portal"))
        await _shaped(staff, steps)
        await _invited(staff, steps, email)
    wait_for_mails(suite.mail_url, email)
    async with open_window(suite.mail_url) as window:
        customer = Visitor(await window.page(), f"{http.base}/p/{tenant.name}/roof-customers")
        await customer.follows_the_mail(suite.mail_url, email, "/invitations/")
        steps.clicks += 1
        await steps.fill(customer.page.locator("#password"), PASSWORD)
        await steps.click(customer.main.locator("button[type=submit]"))
        await customer.page.wait_for_url(f"{customer.home}/")
        await customer.sees_signed_in()
    record_property("from a new tenant to a customer who is in", steps.told)
    print(f"From a new tenant to a customer who is in: {steps.told}")  # noqa: T201  what is measured is told
    assert steps.clicks <= CLICKS, steps.told
    assert steps.fields <= FIELDS, steps.told


async def _shaped(staff: Visitor, steps: Steps) -> None:
    await steps.fill(staff.page.locator("#name"), "Roof customers")
    for heading in ("What may they see?", "Who may see what?", "Check what would show"):
        await steps.click(staff.main.get_by_role("button", name="Save and go on"))
        await staff.sees_heading(heading)
    await steps.click(staff.main.get_by_role("link", name="Go on to publish and invite"))
    await staff.sees_heading("Publish and invite")


async def _invited(staff: Visitor, steps: Steps, email: str) -> None:
    await steps.click(staff.main.get_by_role("link", name="Type the account"))
    await steps.fill(staff.page.locator("#account_id"), "C-1001")
    await steps.fill(staff.page.locator("#name"), "Nia New")
    await steps.fill(staff.page.locator("#email"), email)
    await steps.click(staff.main.get_by_role("button", name="Publish and invite"))
    await staff.sees_heading("Your portal is open")
