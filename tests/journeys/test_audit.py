"""The audit trail through every part: what staff do in any service is told to their owner, and to nobody else."""

import json
from typing import Any

from actors import Http, Tenant
from actors.customer import invite
from chassis.tokens import TokenSigner
from contracts.message import Who
from contracts.principal import Principal
from stack import wait_until_async
from stack.fixtures import Suite
from stack.operator_command import run_portico


async def _trail(tenant: Tenant, action: str, count: int) -> list[dict[str, Any]]:
    """The tenant's entries of this action, once there are so many."""
    found: list[dict[str, Any]] = []

    async def there() -> bool:
        answer = await tenant.http.get(f"/backoffice/v1/audit?action={action}&limit=100", token=tenant.staff_token)
        assert answer.status == 200, answer.text
        found[:] = answer.body["items"]
        return len(found) >= count

    await wait_until_async(there, 30)
    return found


async def test_what_staff_do_in_any_service_stands_in_their_tenants_trail(
    acme: Tenant, globex: Tenant, http: Http, suite: Suite
) -> None:
    owner = TokenSigner(suite.settings["PORTICO_SIGNING_KEY"])
    await invite(acme, "kim@customer.example")
    keys = await http.get("/backoffice/v1/api-keys", token=acme.staff_token)
    key = keys.body["items"][0]["id"]
    assert (await http.ask("DELETE", f"/backoffice/v1/api-keys/{key}", token=acme.staff_token)).status == 204

    [invited] = await _trail(acme, "identity.create-invitations", 1)
    [published] = await _trail(acme, "portal-config.publish-portal", 1)
    [revoked] = await _trail(acme, "identity.revoke-api-key", 1)
    [made] = await _trail(acme, "portal-config.create-tenant", 1)
    listed = await http.get("/backoffice/v1/invitations", token=acme.staff_token)
    assert invited["subjects"] == [{"kind": "invitation", "id": listed.body["items"][0]["id"]}]
    assert (published["subjects"], published["details"]) == ([{"kind": "portal", "id": "customers"}], {"version": 1})
    assert revoked["subjects"] == [{"kind": "api-key", "id": key}]
    assert {entry["actor"]["kind"] for entry in (invited, published, revoked)} == {"staff"}
    assert len({entry["actor"]["id"] for entry in (invited, published, revoked)}) == 1
    assert made["actor"]["kind"] == "operator"

    for text in (key, invited["actor"]["id"]):
        foreign = await http.get(f"/backoffice/v1/audit?subject={text}", token=globex.staff_token)
        assert (foreign.status, foreign.body["items"]) == (200, [])
    everything = await http.get("/backoffice/v1/audit?limit=100", token=acme.staff_token)
    assert "@" not in everything.text
    for role, status in (("support", 403), ("designer", 403)):
        token = owner.sign(Principal(Who.STAFF, tenant=acme.name, subject="s", session="s", roles=frozenset({role})))
        assert (await http.get("/backoffice/v1/audit", token=token)).status == status


async def test_the_operator_verifies_a_trail_and_its_head(acme: Tenant, suite: Suite) -> None:
    await _trail(acme, "portal-config.publish-portal", 1)
    verdict = json.loads(run_portico(suite.environ, "audit", "verify", acme.name, "--json"))
    assert verdict["whole"]
    assert verdict["n"] > 3
    await acme.change_portal()
    await _trail(acme, "portal-config.publish-portal", 2)
    head = f"{verdict['n']}:{verdict['hash']}"
    told = run_portico(suite.environ, "audit", "verify", acme.name, "--expect-head", head)
    assert f"The trail of {acme.name} is whole" in told
