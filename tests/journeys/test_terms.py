"""Terms from the portal's document to the person who accepts them, through the edge: once a version, and on record."""

from actors import Tenant, invited_customer
from actors.tenant import INVOICES
from stack import wait_until_async

ME, TERMS = "/api/v1/me", "/api/v1/me/terms"


async def test_terms_are_shown_to_everybody_and_accepted_once_a_version(acme: Tenant, globex: Tenant) -> None:
    said = {"version": "1", "text": {"en": "Be kind."}, "privacy_url": "https://acme.example/privacy"}
    contact = {"name": "Jo Meyer", "email": "jo@acme.example"}
    await acme.change_portal(modules=[INVOICES], terms=said, contact=contact)
    customer, neighbour = await invited_customer(acme), await invited_customer(globex)

    shown = await acme.http.get(f"/api/v1/portals/{acme.name}/customers")
    assert shown.body["terms"] == {**said, "url": None}

    async def asked_for() -> object:
        return (await customer.get(ME)).body["terms"]

    asked = await wait_until_async(asked_for, 10)
    assert asked == {"version": "1", "accepted_at": None}
    portal = await customer.get("/api/v1/portal")
    assert portal.body["contact"]["name"] == "Jo Meyer"

    stale = await acme.http.ask("POST", TERMS, {"version": "0"}, token=customer.token)
    assert (stale.status, stale.code) == (409, "identity.terms-changed")
    first = await acme.http.ask("POST", TERMS, {"version": "1"}, token=customer.token)
    again = await acme.http.ask("POST", TERMS, {"version": "1"}, token=customer.token)

    assert (first.status, again.status) == (200, 200)
    assert first.body == again.body == (await customer.get(ME)).body["terms"]
    assert (await neighbour.get(ME)).body["terms"] is None

    async def recorded() -> bool:
        trail = await acme.http.get("/backoffice/v1/audit?limit=50", token=acme.staff_token)
        return any(entry["action"] == "identity.accept-terms" for entry in trail.body["items"])

    assert await wait_until_async(recorded, 10)
