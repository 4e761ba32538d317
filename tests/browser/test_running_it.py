"""Staff keep it running, by keyboard alone: a sheet with ten kinds of errors is mended, an event too."""

import secrets
from functools import partial

import pytest
from playwright.async_api import expect

from actors import Http, record_event
from actors.backoffice import backoffice_of
from browsing.keyboard import Keyboard
from browsing.office import Office, opened_office
from browsing.sign_ins import SignIns
from browsing.visitor import Visitor
from browsing.window import Open
from stack import mails_to, wait_until_async
from stack.fixtures import Suite

WITHIN_S = 20
TABLET = {"width": 820, "height": 1180}
COLUMNS = "email,name,account_id,contact_id,roles,language,portal"
FAULTY = {
    "a@b.example,Ann,C-1,,,,nowhere": "The portal is missing, or there is none with this address.",
    "no address,Ann,C-1,,,,": "This is no e-mail address.",
    "b@b.example,,C-1,,,,": "The name is missing or too long.",
    "c@b.example,Ann,,,,,": "The account's number is missing or too long.",
    f"d@b.example,Ann,C-1,{'9' * 300},,,": "The contact's number is too long.",
    "e@b.example,Ann,C-1,,BILLING!,,": "A role is small letters, digits and hyphens",
    "f@b.example,Ann,C-1,,,fr,": "The language is one of en, pt, es, de.",
    "g@b.example,Ann,C-1,,painter,,": "The portal has no role painter; it has: billing.",
    "first@b.example,Ann,C-1,,,,": "The same person and account stands in row 2 already.",
    "h@b.example,Ann,C-1,,,,,one more": "The row has more cells than the first row has headings.",
}
"""Rows and what each is told."""


@pytest.fixture
async def office(http: Http, suite: Suite, open_window: Open, sign_ins: SignIns) -> Office:
    return await opened_office(http, suite, open_window, sign_ins)


async def test_staff_mend_a_sheet_and_what_could_not_be_taken_in_by_keyboard_alone(office: Office) -> None:
    async with office.staff(viewport=TABLET) as desk:
        desk.wanted.add(422)  # a sheet that does not hold
        staff = Visitor(await desk.page(), office.console)
        await _invites_by_a_sheet(staff, office)
        await _takes_in_what_waits(staff, office)


async def _invites_by_a_sheet(staff: Visitor, office: Office) -> None:
    keys, page = Keyboard(staff.page), staff.page
    first, other = (f"{name}.{secrets.token_hex(4)}@b.example" for name in ("first", "other"))
    rows = [f"{first},Fay,C-1,,billing,,", *(row.replace("first@b.example", first) for row in FAULTY)]
    await staff.opens("/invitations/new")
    await keys.reaches(page.locator("#sheet"))
    await page.keyboard.insert_text("\n".join([COLUMNS, *rows]))
    await keys.presses(staff.main.get_by_role("button", name="Check", exact=True))
    await staff.sees_heading("Check before sending")
    told = await page.locator("tbody tr").all_inner_texts()
    assert [words for line, words in zip(told[1:], FAULTY.values(), strict=True) if words not in line] == []
    await expect(page.get_by_role("alert")).to_contain_text("10 of 11 rows cannot be sent. Nobody has been invited.")

    await keys.reaches(page.locator("#sheet"))
    await page.keyboard.press("Control+a")
    await page.keyboard.insert_text("\n".join([COLUMNS, rows[0], f"{other},Oda,C-1001,,,,"]))
    await keys.presses(staff.main.get_by_role("button", name="Check again"))
    await staff.sees("All 2 rows hold.")
    assert not mails_to(office.tenant.mail_url, first)
    await keys.presses(staff.main.get_by_role("button", name="Invite 2 people"))
    await staff.sees_heading("Invitations")
    await staff.sees(other)


async def _takes_in_what_waits(staff: Visitor, office: Office) -> None:
    """An event of a module that is not defined yet: refused again, and taken in once somebody has defined it."""
    keys, page, tenant = Keyboard(staff.page), staff.page, office.tenant
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(record_event(tenant.name, "T-1", 1, module="tours", fields={}))
    await wait_until_async(partial(_waiting, staff, 1), WITHIN_S)
    await keys.presses(staff.main.get_by_role("button", name="Try again"))
    await staff.sees("It is refused again.")
    await staff.opens("/modules/new-module")
    await keys.fills(page.locator("#module"), "tours")
    await keys.fills(page.locator("#label-en"), "Tours")
    await keys.presses(staff.main.get_by_role("button", name="Save the module"))
    await staff.sees_heading("Tours")
    await wait_until_async(partial(_waiting, staff, 0), WITHIN_S)
    await staff.sees("All that came in was taken in.")


async def _waiting(staff: Visitor, count: int) -> bool:
    await staff.opens("/quarantine")
    return await staff.page.locator("article").count() == count
