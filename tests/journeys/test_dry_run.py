"""A designer asks what a draft would change before publishing it: through the edge, followed to its end."""

from typing import Any

from actors import Http, Tenant, invited_customer, record_event
from actors.backoffice import backoffice_of
from stack import wait_until_async

OFFICE = "/backoffice/v1"
DRAFT = OFFICE + "/portals/customers/draft"
OF_JOBS = {
    "id", "kind", "state", "created_at", "changed_at", "expires_at", "examined", "to_examine", "code", "dry_run",
    "by", "slug",
}  # fmt: skip


async def ended(http: Http, tenant: Tenant, job: str) -> dict[str, Any]:
    """Look again until a job has ended."""

    async def look() -> dict[str, Any] | None:
        answer = await http.get(f"{OFFICE}/jobs/{job}", token=tenant.staff_token)
        assert answer.status == 200
        assert set(answer.body) == OF_JOBS
        body: dict[str, Any] = answer.body
        return body if body["state"] not in ("waiting", "running") else None

    return await wait_until_async(look, 20) or {}


async def narrow(http: Http, tenant: Tenant) -> None:
    """Save a draft that shows of the invoices only those that are paid."""
    shown = await http.get(DRAFT, token=tenant.staff_token)
    document = shown.body
    for module in document["modules"]:
        if module["module"] == "invoices":
            module["filter"] = {"field": "status", "op": "eq", "value": "paid"}
    etag = shown.headers["ETag"]
    saved = await http.ask("PUT", DRAFT, document, token=tenant.staff_token, headers={"If-Match": etag})
    assert saved.status == 200, saved.text


async def test_a_designer_sees_who_loses_sight_of_what_before_publishing(
    http: Http, acme: Tenant, globex: Tenant
) -> None:
    for tenant in (acme, globex):
        customer = await invited_customer(tenant)
        async with backoffice_of(tenant.name, tenant.amqp_url) as backoffice:
            await backoffice.publish(*(record_event(tenant.name, f"INV-{n}", 1, status="open") for n in range(3)))
            await backoffice.publish(record_event(tenant.name, "INV-9", 1, status="paid"))
        await customer.sees(4)
        await narrow(http, tenant)

    async def ran() -> dict[str, Any] | None:
        # A membership reaches records as an event: until then there is nobody to lose anything.
        started = await http.ask("POST", DRAFT + "/dry-run", {}, token=acme.staff_token)
        assert (started.status, started.body["kind"]) == (202, "dry-run")
        ended_ = await ended(http, acme, started.body["id"])
        return ended_ if ended_["dry_run"]["memberships"] == 1 else None

    done = await wait_until_async(ran, 20) or {}
    assert (done["state"], done["examined"]) == ("done", done["to_examine"])
    found = {one["module"]: one for one in done["dry_run"]["modules"]}["invoices"]
    assert (found["lost"]["records"], found["lost"]["memberships"], found["lost"]["pairs"]) == (3, 1, 3)
    assert [one["record_id"] for one in found["lost"]["sample_records"]] == ["INV-0", "INV-1", "INV-2"]
    assert found["gained"]["records"] == 0

    foreign = await http.get(f"{OFFICE}/jobs/{done['id']}", token=globex.staff_token)
    assert (foreign.status, foreign.code) == (404, "records.unknown-job")
    unknown = await http.ask("POST", f"{OFFICE}/portals/nowhere/draft/dry-run", {}, token=acme.staff_token)
    assert (unknown.status, unknown.code) == (404, "portal-config.unknown-portal")
    said = await http.ask("POST", DRAFT + "/dry-run", {"document": {}}, token=acme.staff_token)
    assert said.status == 422

    other = await http.ask("POST", DRAFT + "/dry-run", {}, token=globex.staff_token)
    stopped = await http.ask("DELETE", f"{OFFICE}/jobs/{other.body['id']}", token=globex.staff_token)
    assert stopped.status == 200
    assert (await ended(http, globex, other.body["id"]))["state"] == stopped.body["state"]
