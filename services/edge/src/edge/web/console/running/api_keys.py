"""API keys of backoffice systems: made with their first steps beside them, shown once, ended."""

import json
from typing import Final

from pydantic import ValidationError
from starlette.responses import Response

from contracts.identity.tenancy import ALL_SCOPES, CreateApiKey, ListApiKeys, RevokeApiKey
from edge.http.problems import AnsweredProblemError
from edge.web.catalogues import later
from edge.web.visit import Json, Visit

SCOPES: Final = {
    "events": later("Publish records and accounts"),
    "portals": later("Shape and publish portals"),
    "invitations": later("Invite people and manage them"),
    "quarantine": later("See and retry events that could not be taken in"),
}
YOUR_KEY: Final = "YOUR-KEY"
PASSWORD: Final = "PASSWORD"  # noqa: S105  stands where the reader's own goes
FIRST: Final = (
    ("backoffice.account.upserted.v1", {"account_id": "C-1001", "revision": 1, "name": "City Hospital"}),
    ("backoffice.record.upserted.v1", {
        "module": "invoices", "record_id": "INV-1", "revision": 1, "accounts": ["C-1001"], "title": "Invoice INV-1",
        "status": "open", "issued_on": "2026-11-01", "currency": "EUR", "total": "121.00", "balance": "121.00",
    }),
)  # fmt: skip
"""An account, and a record of it."""


async def show(visit: Visit) -> Response:
    """Show them, without their secrets."""
    return await _page(visit)


async def create(visit: Visit) -> Response:
    """Make one. Its secret is in this answer and nowhere else."""
    fields = await visit.form()
    chosen = tuple(scope for scope in ALL_SCOPES if fields.get(f"scope-{scope}") == "1")
    try:
        request = CreateApiKey(name=fields.get("name", "").strip(), scopes=chosen)
    except ValidationError:
        wrong = visit.say("Give the key a name, and at least one thing that it may do.")
        return await _page(visit, wrong=wrong, name=fields.get("name", ""), chosen=chosen, status=422)
    return await _page(visit, made=await visit.ask(request))


async def revoke(visit: Visit) -> Response:
    """End one; programs that use it are refused within seconds."""
    await visit.form()
    try:
        await visit.ask(RevokeApiKey(id=visit.http.path_params["id"]))
    except AnsweredProblemError as error:
        if error.problem.status != 404:
            raise
    return visit.go("/api-keys?told=ended")


def _first_steps(visit: Visit, key: str) -> Json:
    """Write what publishes a first account and a record of it, ready to be pasted: over HTTP, and to the broker."""
    tenant, broker = visit.admitted.who.tenant, visit.tools.broker
    root = visit.tools.handover.hosts.link("")
    events = json.dumps([_event(tenant, number, *each) for number, each in enumerate(FIRST, 1)], indent=1)
    kind = "application/cloudevents-batch+json"
    headers = f"-H 'Authorization: Bearer {key}' -H 'Content-Type: {kind}'"
    scheme, _, where = broker.partition("://")
    return {
        "over_http": f"curl {root}/backoffice/v1/events {headers} -d '{events}'",
        "from_a_file": f"export PORTICO_BACKOFFICE_EDGE_URL='{root}' PORTICO_BACKOFFICE_API_KEY='{key}'\n"
        "portico-backoffice publish events.jsonl",
        "broker": f"export PORTICO_BACKOFFICE_AMQP_URL='{scheme}://backoffice.{tenant}:{PASSWORD}@{where}/'\n"
        "portico-backoffice publish events.jsonl"
        if broker
        else "",
    }


def _event(tenant: str, number: int, kind: str, data: Json) -> Json:
    return {
        "specversion": "1.0", "id": f"first-{number}", "source": f"erp://{tenant}/main", "tenantid": tenant,
        "type": kind, "data": data,
    }  # fmt: skip


async def _page(
    visit: Visit, *, made: Json | None = None, wrong: str = "", name: str = "",
    chosen: tuple[str, ...] = ALL_SCOPES, status: int = 200,
) -> Response:  # fmt: skip
    values = {
        "keys": await visit.ask(ListApiKeys()),
        "scopes": [(scope, visit.say(SCOPES.get(scope, scope))) for scope in ALL_SCOPES],
        "chosen": chosen,
        "made": made,
        "wrong": wrong,
        "name": name,
        "ended": visit.http.query_params.get("told") == "ended",
        "steps": _first_steps(visit, made["key"] if made else YOUR_KEY),
        "may_publish": made is None or "events" in made["scopes"],
    }
    return visit.render("console/running/api-keys", values, status=status)
