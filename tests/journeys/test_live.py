"""Live: who has a stream open hears of what they may see, and of nothing else; who may no longer is told so at once."""

import re

from actors import Customer, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of, event
from actors.follower import following
from actors.http import Http
from actors.tenant import PASSWORD

STREAM = "/api/v1/stream"
FORM = "application/x-www-form-urlencoded"


def bearer(customer: Customer) -> dict[str, str]:
    return {"Authorization": f"Bearer {customer.token}"}


async def publish(tenant: Tenant, *events: dict[str, object]) -> None:
    async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
        await backoffice.publish(*events)


async def test_what_shows_is_told_of_and_nothing_that_does_not(acme: Tenant, globex: Tenant) -> None:
    mine, neighbour, foreigner = (
        await invited_customer(acme),
        await invited_customer(acme, "C-2002"),
        await invited_customer(globex),
    )
    await publish(acme, record_event(acme.name, "INV-1", 1))
    [shown] = await mine.sees(1)
    url = acme.http.base + STREAM
    async with (
        following(f"{url}?watch[invoices]={shown['id']}", bearer(mine)) as told,
        following(f"{url}?watch[invoices]={shown['id']}", bearer(neighbour)) as beside,
        following(url, bearer(foreigner)) as abroad,
    ):
        hidden = [record_event(acme.name, f"INV-{n}", 1, **why) for n, why in enumerate(UNSEEN, 10)]
        await publish(acme, *hidden, record_event(acme.name, "INV-1", 2))
        await told.hears("record.changed", module="invoices", id=shown["id"], revision=2)

        await publish(acme, record_event(acme.name, "INV-2", 1))
        new = next(row for row in await mine.sees(2) if row["record_id"] == "INV-2")
        await told.hears("record.changed", id=new["id"], revision=1)

        await publish(acme, _deleted(acme, "INV-1", 3))
        await told.hears("record.gone", id=shown["id"])

        # Whoever was told of everything else was told of all that came before.
        await publish(acme, record_event(acme.name, "INV-3", 1, accounts=["C-2002"]))
        [theirs] = await neighbour.sees(1)
        await beside.hears("record.changed", id=theirs["id"])
        await publish(globex, record_event(globex.name, "INV-1", 1))
        [abroads] = await foreigner.sees(1)
        await abroad.hears("record.changed", id=abroads["id"])

        assert {data["id"] for data in told.of("record.changed")} == {shown["id"], new["id"]}
        assert {data["id"] for data in beside.of("record.changed")} == {theirs["id"]}
        assert beside.of("record.gone") == [{"module": "invoices", "id": shown["id"]}], "as if it were nowhere"
        assert [data["id"] for _, data in abroad.told] == [abroads["id"]]


UNSEEN: list[dict[str, object]] = [
    {"accounts": ["C-3003"]},
    {"status": "draft"},
    {"hidden": True},
    {"visible_from": "2999-01-01T00:00:00Z"},
    {"module": "nowhere"},
]


def _deleted(tenant: Tenant, record: str, revision: int) -> dict[str, object]:
    gone = {"module": "invoices", "record_id": record, "revision": revision}
    return event(tenant.name, "backoffice.record.deleted.v1", gone)


async def test_a_pages_stream_goes_by_its_cookie_and_ends_when_somebody_signs_out_everywhere(
    acme: Tenant, globex: Tenant
) -> None:
    customer, foreigner = await invited_customer(acme), await invited_customer(globex)
    home = f"{acme.http.base}/p/{acme.name}/customers"
    cookie = await _signed_in(acme.http, home, customer.email)
    api = acme.http.base + STREAM
    async with (
        following(f"{home}/stream", {"Cookie": cookie}) as page,
        following(api, bearer(customer)) as program,
        following(api, bearer(foreigner)) as other,
    ):
        await publish(acme, record_event(acme.name, "INV-1", 1))
        await page.hears("record.changed", module="invoices")
        await program.hears("record.changed", module="invoices")

        ended = await acme.http.ask("DELETE", "/api/v1/me/sessions", token=customer.token)
        assert ended.status == 204, ended.text

        assert await page.hears("session.ended") < 2
        assert await program.hears("session.ended") < 2
        assert not other.over
        assert other.told == []
    nobody = await acme.http.ask("GET", f"{home}/stream")
    assert (nobody.status, nobody.text) == (204, "")


async def _signed_in(http: Http, home: str, email: str) -> str:
    form = await http.ask("GET", f"{home}/sign-in")
    nonce = re.search(r"portico-form=[\w-]+", form.headers["Set-Cookie"])
    token = re.search(r'name="form_token" value="(\w+)"', form.text)
    assert nonce
    assert token
    sent = f"form_token={token[1]}&email={email}&password={PASSWORD}".encode()
    headers = {"Cookie": nonce[0], "Content-Type": FORM, "Origin": http.base}
    answer = await http.ask("POST", f"{home}/sign-in", raw=sent, headers=headers)
    assert answer.status == 303, answer.text
    return answer.headers["Set-Cookie"].split(";")[0]
