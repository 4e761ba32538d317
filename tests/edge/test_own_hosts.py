"""A portal at a host of its own: alone there, at `/`; and nobody's word for a host counts but our own settings."""

import re
from typing import Any

import pytest

from chassis.own_hosts import OwnHosts
from contracts.portal_config.portals import ShowPublicPortal
from edge.settings import EdgeSettings
from stack.knocking import Knocker, Reply

ROOT = "https://portal.example"
HOSTS = "portal.acme.example=acme/customers,www.acme.example=acme/customers,dealers.globex.example=globex/dealers"
OWN = "portal.acme.example"
OFFICE = "/backoffice/v1/portals"
PUBLIC = {"portal": "acme/customers", "name": "Acme", "languages": ["en"], "look": {}, "sign_in": {}}
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(scope="module")
def hosted() -> Knocker:
    edge = Knocker(edge_url=ROOT, edge_hosts=HOSTS)
    edge.bus.says(ShowPublicPortal, PUBLIC)
    return edge


async def get(edge: Knocker, host: str, path: str, **headers: Any) -> Reply:
    return await edge.ask("GET", path, host=host, **headers)


@pytest.mark.parametrize("host", [OWN, OWN + ":8443", OWN.upper(), "www.acme.example"])
async def test_at_its_own_host_a_portal_is_at_the_root(hosted: Knocker, host: str) -> None:
    answer = await get(hosted, host, "/sign-in")

    assert answer.status == 200
    assert 'action="/sign-in"' in answer.text
    assert "/p/acme" not in answer.text.replace("/p/acme/customers/reset", "")


async def test_who_is_not_signed_in_stays_at_that_host(hosted: Knocker) -> None:
    answer = await get(hosted, OWN, "/m/invoices")

    assert (answer.status, answer.headers["location"]) == (303, "/sign-in?next=/m/invoices")


async def test_a_stream_ends_for_who_is_not_signed_in_and_no_page_comes_through_it(hosted: Knocker) -> None:
    answer = await get(hosted, OWN, "/stream", accept="text/event-stream")

    assert (answer.status, answer.text) == (204, "")


@pytest.mark.parametrize(
    "path",
    [*("/p/acme/suppliers/sign-in", "/p/globex/dealers/sign-in", "/p", "/console/", "/webhooks/x"), OFFICE],
)
async def test_nothing_else_of_anybody_is_there(hosted: Knocker, path: str) -> None:
    assert (await get(hosted, OWN, path)).status == 404


@pytest.mark.parametrize("path", ["/api/v1/portals/acme/customers", "/.well-known/jwks.json", "/healthz", "/api/docs"])
async def test_what_programs_ask_for_is_at_every_host(hosted: Knocker, path: str) -> None:
    assert (await get(hosted, OWN, path)).status == 200


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/p/acme/customers/", f"https://{OWN}/"),
        ("/p/acme/customers", f"https://{OWN}/"),
        ("/p/acme/customers/m/invoices?q=a%20b&sort=-due_on", f"https://{OWN}/m/invoices?q=a%20b&sort=-due_on"),
        ("/p/acme/customers/invitations/acme.t0ken", f"https://{OWN}/invitations/acme.t0ken"),
        ("/p/acme/customers//evil.example/x", f"https://{OWN}/evil.example/x"),
        ("/p/acme/customers/%0d%0aset-cookie:x", f"https://{OWN}/%0D%0Aset-cookie:x"),
        ("/p/globex/dealers/", "https://dealers.globex.example/"),
    ],
)
async def test_the_common_address_leads_to_the_own_one(hosted: Knocker, path: str, place: str) -> None:
    answer = await get(hosted, "portal.example", path)

    assert (answer.status, answer.headers["location"]) == (308, place)


async def test_the_long_address_at_the_own_host_is_made_short(hosted: Knocker) -> None:
    answer = await get(hosted, OWN, "/p/acme/customers/sign-in?ended=1")

    assert (answer.status, answer.headers["location"]) == (308, f"https://{OWN}/sign-in?ended=1")


async def test_a_portal_without_a_host_stays_where_it_is(hosted: Knocker) -> None:
    assert (await get(hosted, "portal.example", "/p/acme/suppliers/sign-in")).status == 200


@pytest.mark.parametrize("host", ["evil.example", "portal.acme.example.evil.example", "xportal.acme.example", ""])
async def test_a_host_that_nobody_has_named_is_no_portals(hosted: Knocker, host: str) -> None:
    assert (await get(hosted, host, "/sign-in")).status == 404
    assert "evil" not in str((await get(hosted, host, "/p/acme/customers/")).headers)


async def test_a_forwarded_host_counts_from_our_own_proxies_only(hosted: Knocker) -> None:
    behind = Knocker(edge_url=ROOT, edge_hosts=HOSTS, trusted_hops=1)
    behind.bus.says(ShowPublicPortal, PUBLIC)
    forwarded = {"x_forwarded_host": f"evil.example, {OWN}"}

    assert (await get(hosted, "edge.internal", "/sign-in", **forwarded)).status == 404
    assert (await get(behind, "edge.internal", "/sign-in", **forwarded)).status == 200
    assert (await get(behind, "edge.internal", "/sign-in", x_forwarded_host=f"{OWN}, evil.example")).status == 404


@pytest.mark.parametrize(
    ("origin", "status"),
    [(f"https://{OWN}", 200), ("https://portal.example", 403), ("https://dealers.globex.example", 403), ("null", 403)],
)
@pytest.mark.parametrize("forwarded", [False, True])
async def test_forms_come_from_the_host_that_they_are_at(
    hosted: Knocker, origin: str, status: int, forwarded: bool
) -> None:
    edge = Knocker(edge_url=ROOT, edge_hosts=HOSTS, trusted_hops=1) if forwarded else hosted
    edge.bus.says(ShowPublicPortal, PUBLIC)
    where: dict[str, Any] = {"host": "edge.internal", "x_forwarded_host": OWN} if forwarded else {"host": OWN}
    page = await edge.ask("GET", "/forgot", **where)
    nonce = re.search(r"__Host-portico-form=[\w-]+", page.headers["set-cookie"])
    token = re.search(r'name="form_token" value="(\w+)"', page.text)
    assert nonce
    assert token
    sent = f"form_token={token[1]}&email=nobody".encode()
    answer = await edge.ask("POST", "/forgot", raw=sent, cookie=nonce[0], origin=origin, content_type=FORM, **where)
    assert answer.status == (422 if status == 200 else status), "422: the address is none; the form was taken"


@pytest.mark.parametrize(
    "wrong",
    [
        "acme/customers",
        "Portal.acme.example=acme/customers",
        "a b=acme/customers",
        "x.example=acme",
        "x.example=A/b",
        "x.example=acme/customers,x.example=acme/other",
        "portal.example=acme/customers",
        "x/y=acme/customers",
    ],
)
def test_hosts_that_cannot_be_stop_the_start(wrong: str) -> None:
    known = {"amqp_url": "amqp://nowhere", "verify_keys": "{}", "operator_verify_keys": "{}"}
    with pytest.raises(ValueError, match=r"edge_hosts|host|named"):
        EdgeSettings(edge_url=ROOT, edge_hosts=wrong, **known)  # type: ignore[arg-type]


def test_links_lead_to_the_first_host_with_the_port_that_all_have() -> None:
    hosts = OwnHosts.read(HOSTS, "http://127.0.0.1:8080/")

    assert hosts.address("acme/customers") == "http://portal.acme.example:8080"
    assert hosts.link("/p/acme/customers/reset/") == "http://portal.acme.example:8080/reset/"
    assert hosts.link("/p/acme/suppliers/reset/") == "http://127.0.0.1:8080/p/acme/suppliers/reset/"
    assert hosts.link("/console/reset/") == "http://127.0.0.1:8080/console/reset/"
