"""The demo made through the doors of a running suite: broken off, made again, seen by its people, tried out."""

import asyncio
import io
import json
import os
import secrets
import signal
import subprocess
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from actors.http import Http, opened
from portico_local import environment_files
from portico_local.demo import building, interruptible_loop
from portico_local.demo.content.company import SUPPLIERS_PORTAL
from portico_local.demo.content.customers import CUSTOMERS
from portico_local.demo.content.meters import METERS
from portico_local.demo.content.people import PEOPLE, Person, portal_of
from portico_local.demo.content.portal import LABELS, WITH_PRICE_LIST
from portico_local.demo.content.records import records
from portico_local.demo.content.suppliers import SUPPLIERS
from portico_local.demo.content.supply_portal import SHOWN
from portico_local.demo.doors import broker
from portico_local.demo.doors.refusal import DoorStayedShut
from portico_local.demo.story import Story
from portico_local.interruption import Interruption, interruptible
from portico_local.layout import Layout
from portico_local.screen import Screen
from stack import wait_for_mails, wait_until, wait_until_async
from stack.fixtures import Suite

SECRETS = ("internal_note", "margin", *(account.note for account in (*CUSTOMERS, *SUPPLIERS)))
BY_ROLE = {
    (): {*LABELS, METERS},
    ("admin",): {*LABELS, METERS},
    ("viewer",): {*LABELS, METERS},
    ("billing",): {"quotes", "orders", "invoices", "credit_notes", "documents", "products"},
    ("technical",): {"work_orders", "objects", "deliveries", "documents", METERS},
    ("approver",): {"quotes", "orders", "work_orders", "deliveries", "documents"},
}
OF_SUPPLIERS = {(): set(SHOWN), ("billing",): {"purchase_orders", "invoices", "documents"}}
UNDER = {"C-2001": {"C-2001", "C-2002"}}
Json = dict[str, Any]


class Made:
    """The demo of one tenant, and what was said on the screen while it was made."""

    def __init__(self, suite: Suite) -> None:
        self.suite, self.tenant, self.screen = suite, f"demo{secrets.token_hex(4)}", io.StringIO()
        self.today = datetime.now(UTC).date()

    def again(self) -> Story | None:
        return building.build(self.suite.settings, Screen(self.screen), self.tenant)


@pytest.fixture(scope="module")
def made(suite: Suite) -> Made:
    """A demo whose first making broke off before anything was published."""
    demo = Made(suite)

    async def breaks(*_arguments: object) -> int:
        raise DoorStayedShut("the broker went away")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(broker, "publish", breaks)
        assert demo.again() is None
    assert "the broker went away" in demo.screen.getvalue()
    return demo


@pytest.fixture(scope="module")
def story(made: Made) -> Story:
    """Its story, once it was made again."""
    story = made.again()
    assert story, made.screen.getvalue()
    return story


@pytest.fixture
async def http(suite: Suite) -> AsyncIterator[Http]:
    async with opened(suite.edge_url) as client:
        yield client


async def signed_in(http: Http, tenant: str, person: Person) -> str:
    login = {"portal": f"{tenant}/{person.portals[0]}", "email": person.contact.email, "password": person.password}
    answer = await http.post("/api/v1/auth/login", login)
    assert answer.status == 200, answer.text
    return str(answer.body["access_token"])


async def acting_for(http: Http, token: str, account: str) -> str:
    """The same person, as this one of their accounts."""
    memberships = (await http.get("/api/v1/me/memberships", token=token)).body["items"]
    [mine] = [place for place in memberships if place["account_id"] == account]
    switched = await http.post("/api/v1/me/membership", {"membership_id": mine["id"]}, token=token)
    assert switched.status == 200, switched.text
    return str(switched.body["access_token"])


async def seen(http: Http, token: str, module: str) -> list[Json]:
    """All of a module's records, and the page of the first of them."""
    found: list[Json] = []
    cursor = ""
    while True:
        answer = await http.get(f"/api/v1/records/{module}?limit=100{cursor}", token=token)
        assert answer.status == 200, answer.text
        assert not [secret for secret in SECRETS if secret in answer.text]
        found += answer.body["items"]
        if not answer.body["next_cursor"]:
            break
        cursor = f"&cursor={answer.body['next_cursor']}"
    page = await http.get(f"/api/v1/records/{module}/{found[0]['id']}", token=token)
    assert page.status == 200
    assert not [secret for secret in SECRETS if secret in page.text]
    return found


def modules_of(person: Person, account: str) -> set[str]:
    """The modules of their roles, the price list only where an override switches it on."""
    if portal_of(account) == SUPPLIERS_PORTAL:
        return OF_SUPPLIERS[person.contact.roles]
    return BY_ROLE[person.contact.roles] - (set() if account in WITH_PRICE_LIST else {"products"})


def expected(module: str, accounts: set[str], today: date) -> set[str]:
    return {
        record.record_id
        for record in records(today)
        if record.module == module and accounts & set(record.accounts) and record.status != "draft"
    }


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person.contact_id)
async def test_each_person_sees_their_own_records_and_never_an_internal_field(
    made: Made, story: Story, http: Http, person: Person
) -> None:
    assert person.contact.email in {login.email for login in story.logins}
    token = await signed_in(http, made.tenant, person)
    profile = (await http.get("/api/v1/me", token=token)).body
    assert (profile["name"], profile["language"]) == (person.contact.name, person.customer.market.tongue)
    for account in person.accounts:
        token = await acting_for(http, token, account)
        portal = (await http.get("/api/v1/portal", token=token)).body
        modules = [entry["module"] for entry in portal["modules"]]
        assert set(modules) == modules_of(person, account)
        assert portal["portal"] == f"{made.tenant}/{portal_of(account)}"
        for module in modules:
            accounts = {account} if module == "products" else UNDER.get(account, {account})
            found = {record["record_id"] for record in await seen(http, token, module)}
            assert found == expected(module, accounts, made.today), module


async def test_made_again_it_is_the_same_and_nothing_is_in_quarantine(made: Made, story: Story, http: Http) -> None:
    person = PEOPLE[0]
    before = await seen(http, await signed_in(http, made.tenant, person), "invoices")
    again = await asyncio.to_thread(made.again)
    assert again
    assert again.logins == story.logins
    assert await seen(http, await signed_in(http, made.tenant, person), "invoices") == before
    owner = story.logins[0]
    staff = await http.post(
        "/backoffice/v1/auth/login", {"tenant": made.tenant, "email": owner.email, "password": owner.password}
    )
    token = staff.body["access_token"]
    assert (await http.get("/backoffice/v1/quarantine", token=token)).body["items"] == []
    users = (await http.get("/backoffice/v1/users?limit=100", token=token)).body["items"]
    assert sorted(len(user["memberships"]) for user in users) == [1] * 8 + [2, 2]


async def test_the_three_things_to_try_work_as_they_are_printed(made: Made, story: Story, suite: Suite) -> None:
    fresh = await asyncio.to_thread(made.again)
    assert fresh
    lines = list(fresh.lines())
    assert not [line for line in lines if "$PORTICO" in line or "$AMQP" in line]
    look, publish, invite = (line.split("\n", 1)[1] for line in lines[-3:])
    assert len(json.loads(_shell(look))["items"]) == 3
    assert json.loads(_shell(publish)) == {"accepted": 1, "rejected": []}

    async def there() -> bool:
        answer = await asyncio.to_thread(_shell, look)
        assert "Kulanz" not in answer
        return "Wärmepumpe tropft" in answer

    await wait_until_async(there, 20)
    assert json.loads(_shell(invite))["items"][0]["state"] == "invited"
    mails = wait_for_mails(suite.mail_url, "you@kleber-bau.example")
    assert "Mein Nordlicht" in mails[0]["text"]


def test_a_story_is_kept_for_its_owner_only_and_told_with_todays_addresses(tmp_path: Path) -> None:
    layout = Layout(tmp_path)
    keys = ("AMQP amqp://backoffice.acme:pw@$AMQP_HOST",)
    told = Story((), ("Look at $PORTICO_EDGE_URL",), keys, {"PORTICO_EDGE_URL": "http://127.0.0.1:1"})
    told.write(layout.demo)
    assert layout.demo.stat().st_mode & 0o777 == environment_files.OWNER_ONLY
    moved = {"PORTICO_EDGE_URL": "http://127.0.0.1:8180", "PORTICO_AMQP_URL": "amqp://portico:x@127.0.0.1:5773/"}
    environment_files.write(layout.addresses, moved, "Addresses")
    kept = Story.read(layout.demo)
    assert kept
    lines = "\n".join(kept.lines())
    assert "Look at http://127.0.0.1:8180" in lines
    assert "amqp://backoffice.acme:pw@127.0.0.1:5773/" in lines


def test_without_a_mail_catcher_there_is_no_demo_and_the_screen_says_why() -> None:
    said = io.StringIO()
    assert building.build({"PORTICO_EDGE_URL": "http://127.0.0.1:1"}, Screen(said)) is None
    assert "PORTICO_MAIL_URL" in said.getvalue()


def test_an_interruption_ends_the_making_at_once() -> None:
    cancelled: list[bool] = []

    async def endless() -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        try:
            await asyncio.Event().wait()
        finally:
            cancelled.append(True)

    with interruptible(), pytest.raises(Interruption):
        interruptible_loop.run(endless())
    wait_until(lambda: cancelled)


def _shell(command: str) -> str:
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60, check=True)  # noqa: S603, S607
    return done.stdout
