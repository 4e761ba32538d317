"""Staff change what customers see, and know beforehand what it does; customers see it in the tab that is open."""

import json
import re
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest
from playwright.async_api import expect

from actors import Http
from browsing.office import RECORD, ROLE, SLUG, Office, opened_office
from browsing.sign_ins import SignIns
from browsing.visitor import UNTIL_SEEN_MS, Visitor
from browsing.window import Open
from stack.fixtures import Suite

LIST = "/m/invoices"
DOCUMENT = f"/portals/{SLUG}/document"
NOTHING = "There is nothing here"


@pytest.fixture
async def office(http: Http, suite: Suite, open_window: Open, sign_ins: SignIns) -> Office:
    return await opened_office(http, suite, open_window, sign_ins)


async def test_a_role_is_narrowed_and_restored_while_its_customer_looks_on(
    office: Office, open_window: Open, sign_ins: SignIns, record_property: Callable[[str, object], None]
) -> None:
    looks_on = await sign_ins.of(office.home, office.customer.email)
    async with office.staff() as desk, open_window(storage_state=looks_on) as theirs:
        theirs.wanted.add(404)
        staff, customer = Visitor(await desk.page(), office.console), Visitor(await theirs.page(), office.home)
        await customer.opens(LIST)
        await customer.sees(RECORD)
        assert "Yes, visible" in await _explained(staff, office)

        await _saved(staff, roles={ROLE: {"modules": ["orders"]}})
        await _dry_run_read(staff)
        gone = await _seen_after(staff, "Publish", customer, NOTHING)
        told = await _explained(staff, office)
        assert "No, not visible" in told
        assert "None of the roles includes this module." in told

        await staff.opens(f"/portals/{SLUG}/versions/2")
        await staff.sees(ROLE)
        await customer.opens()
        back = await _seen_after(staff, "Restore this version", customer, "Invoices", part="#side")
        assert "Yes, visible" in await _explained(staff, office)
    record_property("seconds until seen", (gone, back))
    print(f"Seen in the open tab after {gone:.1f} s, and after {back:.1f} s")  # noqa: T201  what is measured is told


async def test_of_two_editors_the_second_sees_what_the_first_has_done(office: Office) -> None:
    async with office.staff() as desk:
        desk.wanted.add(412)
        first, second = Visitor(await desk.page(), office.console), Visitor(await desk.page(), office.console)
        for one in (first, second):
            await one.opens(DOCUMENT)
        await _written(first, roles={ROLE: {"modules": ["orders"]}})
        await first.sees("The draft is saved.")
        await _written(second, name="Another name")
        await expect(second.page.get_by_role("alert")).to_contain_text("Somebody else saved while you were writing")
        await second.sees(ROLE)
        assert "Another name" in await second.page.input_value("#document")
        await second.main.get_by_role("button", name="Save the draft").click()
        await second.sees("The draft is saved.")


async def _written(staff: Visitor, **changes: Any) -> None:
    """Change the document that is in the field, and send it."""
    field = staff.page.locator("#document")
    document: Mapping[str, Any] = json.loads(await field.input_value())
    await field.fill(json.dumps({**document, **changes}))
    await staff.main.get_by_role("button", name="Save the draft").click()


async def _saved(staff: Visitor, **changes: Any) -> None:
    await staff.opens(DOCUMENT)
    await _written(staff, **changes)
    await staff.sees("The draft is saved.")
    await staff.opens(f"/portals/{SLUG}")
    await staff.sees(ROLE)


async def _dry_run_read(staff: Visitor) -> None:
    await staff.main.get_by_role("button", name="See who gains and loses sight").click()
    await staff.sees_heading("Who gains and loses sight")
    await expect(staff.page.locator("#ran")).to_contain_text("Done:", timeout=UNTIL_SEEN_MS)
    lost = staff.page.locator("#ran .tone-warning", has_text=RECORD)
    await expect(lost).to_contain_text("1 records for 1 people")
    await staff.opens(f"/portals/{SLUG}")


async def _seen_after(staff: Visitor, button: str, customer: Visitor, text: str, part: str = "main") -> float:
    """Press a button in the console, and give the seconds until the customer's open tab shows this."""
    begun = time.monotonic()
    await staff.main.get_by_role("button", name=button, exact=True).click()
    await expect(customer.page.locator(part)).to_contain_text(text, timeout=UNTIL_SEEN_MS)
    seconds = time.monotonic() - begun
    await staff.page.wait_for_url(re.compile(rf"/portals/{SLUG}\?told="))
    return seconds


async def _explained(staff: Visitor, office: Office) -> str:
    user = office.customer.tokens["user"]["id"]
    await staff.opens(f"/explain?module=invoices&id={RECORD}&user={user}")
    return await staff.main.inner_text()
