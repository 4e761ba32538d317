"""Through the whole suite: a portal off locks customers out, on it is as it was; who saves too late learns why."""

import asyncio
import time
from collections.abc import Awaitable, Callable

from actors import Answer, Http, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from actors.tenant import PASSWORD
from stack import wait_until_async

OFFICE = "/backoffice/v1/portals/customers"
IN_FORCE_WITHIN_S = 2.0


async def _becomes(ask: Callable[[], Awaitable[Answer]], code: str, since: float) -> None:
    """Wait until the answer has this code ("" for success), which may take no longer than is promised."""

    async def there() -> bool:
        answer = await ask()
        return answer.code == code and (bool(code) or answer.status == 200)

    await wait_until_async(there, 20)
    assert time.monotonic() - since < IN_FORCE_WITHIN_S


async def _switch(tenant: Tenant, *, on: bool) -> float:
    answer = await tenant.http.ask("PATCH", OFFICE, {"on": on}, token=tenant.staff_token)
    assert (answer.status, answer.body["on"]) == (200, on), answer.text
    return time.monotonic()


async def test_off_locks_customers_out_and_on_lets_them_back_to_the_same_version(
    http: Http, acme: Tenant, globex: Tenant
) -> None:
    cleo, stranger = await asyncio.gather(invited_customer(acme), invited_customer(globex))
    async with backoffice_of(acme.name, acme.amqp_url) as backoffice:
        await backoffice.publish(record_event(acme.name, "INV-1", 1))
    [record] = await cleo.sees(1)
    version = (await cleo.get("/api/v1/portal")).body["version"]

    async def sign_in() -> Answer:
        login = {"portal": f"{acme.name}/customers", "email": cleo.email, "password": PASSWORD}
        return await http.post("/api/v1/auth/login", login)

    since = await _switch(acme, on=False)
    await asyncio.gather(
        _becomes(lambda: cleo.get("/api/v1/records/invoices"), "records.no-portal", since),
        _becomes(sign_in, "identity.portal-closed", since),
    )
    for path in (f"/api/v1/records/invoices/{record['id']}", "/api/v1/portal"):
        assert (await cleo.get(path)).code == "records.no-portal"
    assert "ask whoever invited you" in (await sign_in()).body["detail"]
    public = await http.get(f"/api/v1/portals/{acme.name}/customers")
    assert (public.status, public.code) == (404, "portal-config.portal-off")
    assert (await stranger.get("/api/v1/portal")).status == 200

    since = await _switch(acme, on=True)
    await asyncio.gather(
        _becomes(lambda: cleo.get("/api/v1/records/invoices"), "", since), _becomes(sign_in, "", since)
    )
    assert await cleo.sees(1) == [record]
    assert (await cleo.get("/api/v1/portal")).body["version"] == version


async def test_who_saves_too_late_is_told_what_has_changed(http: Http, acme: Tenant, globex: Tenant) -> None:
    draft = await http.get(OFFICE + "/draft", token=acme.staff_token)
    mine, entry = {"If-Match": draft.headers["ETag"]}, draft.body["modules"][0]
    theirs = {**draft.body, "modules": [{**entry, "scope": "account_tree"}]}
    saved = await http.ask("PUT", OFFICE + "/draft", theirs, token=acme.staff_token, headers=mine)
    assert saved.status == 200
    late = await http.ask("PUT", OFFICE + "/draft", draft.body, token=acme.staff_token, headers=mine)
    assert (late.status, late.code) == (412, "portal-config.draft-changed")
    told = {"pointer": "/modules/0/scope", "code": "scope-widened", "before": "account", "after": "account_tree"}
    assert late.body["changes"] == [told]
    compared = await http.get(OFFICE + "/compare?before=published&after=draft", token=acme.staff_token)
    assert [change["code"] for change in compared.body["changes"]] == ["scope-widened"]
    shown = await http.get(OFFICE + "/versions/1", token=acme.staff_token)
    assert shown.body["document"]["modules"] == draft.body["modules"]
    other = await http.get(OFFICE + "/compare?before=1&after=draft", token=globex.staff_token)
    assert other.body["changes"] == []
