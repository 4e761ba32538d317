"""Logos: served under their fingerprint for ever, as pictures and nothing else; taken with the first step."""

from base64 import b64encode
from typing import Any

import pytest

from contracts.portal_config.logos import MAX_LOGO_BYTES, KeepLogo, ShowLogo
from contracts.portal_config.portals import CreatePortal, ListPortals, SaveDraft, ShowDraft, ShowPublicPortal
from contracts.portal_config.tenancy import ListModules
from edge.domain.logos import logo_of
from stack.console import asked, send, signed_in
from stack.knocking import Knocker, Reply

LOGO = "logo_" + "a" * 43
PICTURE = b"whatever <script> it is: others know"
SHOWN = {"id": LOGO, "media_type": "image/png", "content": b64encode(PICTURE).decode()}
PUBLIC: dict[str, Any] = {
    "portal": "acme/customers", "name": "Acme", "languages": ["en"], "look": {"logo": LOGO}, "sign_in": {},
}  # fmt: skip
DRAFT: dict[str, Any] = {
    "slug": "acme", "revision": 1, "changed_at": "2026-11-22T10:00:00Z",
    "document": {"name": "Acme", "audience": "customer", "languages": ["en"], "defaults": {}, "modules": []},
}  # fmt: skip


@pytest.fixture
def portal() -> Knocker:
    edge = Knocker()  # one that has kept no other portal's look, and no picture
    edge.bus.says(ShowPublicPortal, PUBLIC)
    edge.bus.says(ShowLogo, SHOWN)
    return edge


async def test_it_stands_on_pages_and_is_kept_by_browsers_for_ever(portal: Knocker) -> None:
    page = await portal.ask("GET", "/p/acme/customers/sign-in")
    logo = await portal.ask("GET", f"/p/acme/customers/logo/{LOGO}")
    await portal.ask("GET", f"/p/acme/customers/logo/{LOGO}")

    assert f'src="/p/acme/customers/logo/{LOGO}"' in page.text
    assert (logo.status, logo.headers["content-type"]) == (200, "image/png")
    assert "immutable" in logo.headers["cache-control"]
    assert logo.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert logo.headers["x-content-type-options"] == "nosniff"
    assert asked(portal, ShowLogo) == [{"tenant": "acme", "id": LOGO}], "asked for once"


async def test_one_tenants_picture_is_none_of_anothers(portal: Knocker) -> None:
    await portal.ask("GET", f"/p/acme/customers/logo/{LOGO}")
    portal.bus.refuses(ShowLogo, 404, "portal-config.unknown-logo")
    theirs = await portal.ask("GET", f"/p/globex/customers/logo/{LOGO}")

    assert theirs.status == 404
    assert asked(portal, ShowLogo)[-1] == {"tenant": "globex", "id": LOGO}


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/html"])
async def test_what_could_run_is_never_served(portal: Knocker, kind: str) -> None:
    portal.bus.says(ShowLogo, {**SHOWN, "media_type": kind})

    assert (await portal.ask("GET", f"/p/acme/customers/logo/{LOGO}")).status == 404


@pytest.mark.parametrize("name", ["x", "logo_" + "a" * 42, "logo_" + "a" * 42 + ".", "..%2Fsign-in"])
async def test_what_is_no_name_of_a_logo_asks_nobody(portal: Knocker, name: str) -> None:
    assert (await portal.ask("GET", f"/p/acme/customers/logo/{name}")).status == 404
    assert not asked(portal, ShowLogo)


def test_a_logo_elsewhere_is_not_reached_for() -> None:
    assert logo_of({"logo": "https://evil.example/x.png"}) == logo_of({"logo": None}) == logo_of({}) == ""
    assert logo_of({"logo": LOGO}) == LOGO


async def sent(edge: Knocker, cookie: str, picture: bytes) -> Reply:
    """The first step, sent as browsers send it, with a picture."""
    page = await edge.ask("GET", "/console/first", cookie=cookie)
    token = page.text.split('action="/console/first"')[1].split('name="form_token" value="')[1].split('"')[0]
    nonce = page.headers["set-cookie"].split(";")[0]
    fields = {"form_token": token, "name": "Acme", "audience": "customer", "language": "en"}
    parts = [f'form-data; name="{name}"\r\n\r\n{value}'.encode() for name, value in fields.items()]
    parts.append(b'form-data; name="picture"; filename="a.svg"\r\ncontent-type: image/svg+xml\r\n\r\n' + picture)
    body = b"".join(b"--x\r\ncontent-disposition: " + part + b"\r\n" for part in parts) + b"--x--\r\n"
    where: dict[str, Any] = {"cookie": f"{cookie}; {nonce}", "host": "edge", "origin": "http://edge"}
    return await edge.ask("POST", "/console/first", raw=body, content_type="multipart/form-data; boundary=x", **where)


async def test_the_first_step_keeps_a_picture_and_names_it_in_the_draft(edge: Knocker) -> None:
    cookie = await signed_in(edge)
    portals: list[tuple[type[Any], Any]] = [
        (ListPortals, {"items": []}), (CreatePortal, {}), (ShowDraft, DRAFT), (SaveDraft, DRAFT),
        (KeepLogo, {"id": LOGO, "media_type": "image/png", "width": 1, "height": 1}),
    ]  # fmt: skip
    for kind, answer in portals:
        edge.bus.says(kind, answer)
    done = await sent(edge, cookie, PICTURE)

    assert done.headers["location"] == "/console/first/acme/shows"
    assert asked(edge, KeepLogo) == [{"content": b64encode(PICTURE).decode()}]
    assert asked(edge, SaveDraft)[0]["document"]["look"]["logo"] == LOGO


async def test_the_page_of_the_look_saves_a_logo_in_the_draft_or_none(edge: Knocker) -> None:
    cookie = await signed_in(edge)
    draft = {
        **DRAFT,
        "slug": "customers",
        "document": {**DRAFT["document"], "look": {"logo": LOGO, "primary": "#112233"}},
    }
    for kind, answer in (
        (ListPortals, {"items": []}),
        (ShowDraft, draft),
        (ListModules, {"items": []}),
        (SaveDraft, draft),
    ):
        edge.bus.says(kind, answer)
    page = await edge.ask("GET", "/console/portals/customers/look", cookie=cookie)
    await send(edge, cookie, "/portals/customers/look", "/portals/customers/logo", "revision=1&no-logo=1")

    assert f'src="/console/logos/{LOGO}"' in page.text
    assert asked(edge, SaveDraft)[0]["document"]["look"] == {"logo": None, "primary": "#112233"}


@pytest.mark.parametrize("size", [10, MAX_LOGO_BYTES + 1, MAX_LOGO_BYTES + 100_000])
async def test_what_is_no_logo_makes_no_portal_and_says_why(edge: Knocker, size: int) -> None:
    cookie = await signed_in(edge)
    edge.bus.says(ListPortals, {"items": []})
    edge.bus.refuses(KeepLogo, 422, "portal-config.no-logo")
    answer = await sent(edge, cookie, b"x" * size)

    assert answer.status == 422
    assert "The logo was not taken" in answer.text
    assert not asked(edge, CreatePortal)
