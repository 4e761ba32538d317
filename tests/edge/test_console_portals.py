"""The console's pages about portals: what they ask of whom, and what they say when somebody else was faster."""

from typing import Any

import pytest

from contracts.portal_config.portals import (
    CreatePortal,
    ListPortals,
    ListVersions,
    PublishPortal,
    RestoreVersion,
    SaveDraft,
    ShowDraft,
)
from contracts.portal_config.tenancy import ListModules
from contracts.portal_config.versions import CompareVersions, ShowVersion, SwitchPortal
from contracts.records.jobs import CancelJob, ShowJob, StartDryRun
from stack.console import asked, send, signed_in
from stack.knocking import Knocker, problem

EVIL = "<script>alert(1)</script>"
DOCUMENT = {"slug": "customers", "name": EVIL, "modules": [{"module": "invoices", "label": {"en": EVIL}}]}
PORTAL = {
    "slug": "customers", "name": EVIL, "audience": "customer", "published_version": 3, "draft_revision": 8, "on": True,
}  # fmt: skip
DRAFT = {"slug": "customers", "revision": 8, "document": DOCUMENT, "changed_at": "2026-11-22T10:00:00Z"}
VERSION = {
    "slug": "customers", "version": 2, "published_at": "2026-11-22T10:00:00Z", "published_by": EVIL,
    "document": DOCUMENT,
}  # fmt: skip
LOST = {"pointer": "/modules/0", "code": "module-removed", "before": {"module": "invoices"}, "after": None}
NONE = {"records": 0, "memberships": 0, "pairs": 0, "sample_records": [], "sample_memberships": []}
SOME = {
    **NONE,
    "records": 4,
    "memberships": 2,
    "pairs": 8,
    "sample_records": [{"id": "r", "record_id": EVIL, "title": EVIL}],
}
JOB: dict[str, Any] = {
    "id": "j1", "kind": "dry-run", "state": "done", "examined": 1200, "to_examine": 1200,
    "dry_run": {
        "draft_revision": 8,
        "modules": [{"module": "invoices", "examined": 9, "gained": NONE, "lost": SOME, "fields_gained": [],
                     "fields_lost": [{"field": "total", "roles": [], "roleless": True}]}],
    },
}  # fmt: skip


@pytest.fixture
async def cookie(edge: Knocker) -> str:
    """The cookie of an owner of a tenant with one portal, published thrice."""
    kept = await signed_in(edge)
    edge.bus.calls.clear()
    said: list[tuple[type[Any], Any]] = [
        (ListPortals, {"items": [PORTAL]}), (ShowDraft, DRAFT), (ListVersions, {"items": [VERSION]}),
        (CompareVersions, {"changes": [LOST], "more": False}), (ShowVersion, VERSION), (ListModules, {"items": []}),
        (ShowJob, JOB),
    ]  # fmt: skip
    for kind, answer in said:
        edge.bus.says(kind, answer)
    return kept


@pytest.mark.parametrize(
    "below",
    [
        "/portals", "/portals/customers", "/portals/customers/document", "/portals/customers/versions/2",
        "/portals/customers/dry-run/j1",
    ],
)  # fmt: skip
async def test_names_and_labels_are_text_and_nothing_else(edge: Knocker, cookie: str, below: str) -> None:
    answer = await edge.ask("GET", f"/console{below}", cookie=cookie)

    assert answer.status == 200
    assert EVIL not in answer.text
    assert "&lt;script&gt;" in answer.text


async def test_what_publishing_would_change_is_told_before(edge: Knocker, cookie: str) -> None:
    answer = await edge.ask("GET", "/console/portals/customers", cookie=cookie)

    assert "no longer shows in the portal." in answer.text
    assert asked(edge, CompareVersions) == [{"slug": "customers"}]


async def test_the_draft_that_was_looked_at_is_published_and_no_other(edge: Knocker, cookie: str) -> None:
    edge.bus.says(PublishPortal, VERSION)
    done = await send(edge, cookie, "/portals/customers", "/portals/customers/publish", "revision=8")
    edge.bus.refuses(PublishPortal, 412, "portal-config.changed")
    late = await send(edge, cookie, "/portals/customers", "/portals/customers/publish", "revision=7")
    page = await edge.ask("GET", late.headers["location"], cookie=cookie)

    assert asked(edge, PublishPortal)[0] == {"slug": "customers", "expected_revision": 8}
    assert done.headers["location"].endswith("?told=published")
    assert "Somebody has changed the draft meanwhile" in page.text


async def test_a_name_makes_an_address_where_none_is_given(edge: Knocker, cookie: str) -> None:
    edge.bus.says(CreatePortal, PORTAL)

    answer = await send(edge, cookie, "/portals", "/portals", "name=Acme+Händler!&audience=supplier")

    assert asked(edge, CreatePortal) == [{"slug": "acme-h-ndler", "name": "Acme Händler!", "audience": "supplier"}]
    assert answer.headers["location"] == "/console/portals/acme-h-ndler"


@pytest.mark.parametrize("fields", ["name=&audience=customer", "name=A&slug=9x&audience=customer", "name=A&audience=x"])
async def test_a_portal_that_cannot_be_is_told(edge: Knocker, cookie: str, fields: str) -> None:
    answer = await send(edge, cookie, "/portals", "/portals", fields)

    assert answer.status == 422
    assert 'role="alert"' in answer.text
    assert not asked(edge, CreatePortal)


async def test_a_document_with_faults_names_each_place_and_keeps_the_text(edge: Knocker, cookie: str) -> None:
    at = "/portals/customers/document"
    edge.bus.answers[SaveDraft] = problem(422, "portal-config.invalid", "/modules/0/fields/x")

    wrong = await send(edge, cookie, at, at, "revision=8&document={%22a%22:%22kept+text%22}")
    none = await send(edge, cookie, at, at, "revision=8&document={nonsense")

    assert wrong.status == 422
    assert "/modules/0/fields/x" in wrong.text
    assert "kept text" in wrong.text
    assert none.status == 422
    assert "{nonsense" in none.text
    assert len(asked(edge, SaveDraft)) == 1


async def test_the_second_of_two_editors_sees_the_difference_and_keeps_the_text(edge: Knocker, cookie: str) -> None:
    at = "/portals/customers/document"
    refused = problem(412, "portal-config.changed")
    changed = refused.body.replace(
        b'"changes":[]', b'"changes":[{"pointer":"/name","code":"value-changed","before":"A","after":"B"}]'
    )
    edge.bus.answers[SaveDraft] = type(refused)(412, changed)

    answer = await send(edge, cookie, at, at, "revision=7&document={%22name%22:%22mine%22}")

    assert answer.status == 412
    assert "Name: B instead of A." in answer.text
    assert "mine" in answer.text
    assert 'name="revision" value="8"' in answer.text, "saved again, it replaces theirs"


async def test_a_dry_run_takes_the_draft_as_it_is(edge: Knocker, cookie: str) -> None:
    edge.bus.says(StartDryRun, JOB)
    edge.bus.says(CancelJob, JOB)

    started = await send(edge, cookie, "/portals/customers", "/portals/customers/dry-run")
    page = await edge.ask("GET", started.headers["location"], cookie=cookie)

    assert asked(edge, StartDryRun) == [{"slug": "customers", "draft_revision": 8, "document": DOCUMENT}]
    assert "4 records for 2 people" in page.text
    assert "hx-trigger" not in page.text, "it is done: nothing moves any more"


async def test_a_dry_run_under_way_shows_how_far_it_is_and_can_be_cancelled(edge: Knocker, cookie: str) -> None:
    edge.bus.says(ShowJob, {**JOB, "state": "running", "examined": 300})
    edge.bus.says(CancelJob, JOB)

    page = await edge.ask("GET", "/console/portals/customers/dry-run/j1", cookie=cookie)
    await send(edge, cookie, "/portals/customers/dry-run/j1", "/portals/customers/dry-run/j1/cancel")

    assert 'value="25"' in page.text
    assert asked(edge, CancelJob) == [{"id": "j1"}]


async def test_what_is_picked_from_a_page_comes_without_its_head(edge: Knocker, cookie: str) -> None:
    at, said = "/console/portals/customers/dry-run/j1", {"hx_request": "true", "hx_request_type": "full"}
    picked: dict[str, Any] = {"cookie": cookie, "hx_target": "div#run", **said}
    whole: dict[str, Any] = {"cookie": cookie, "hx_target": "body", **said}

    assert "<style" not in (await edge.ask("GET", at, **picked)).text
    assert "<style" in (await edge.ask("GET", at, **whole)).text


async def test_a_version_is_compared_and_restored(edge: Knocker, cookie: str) -> None:
    edge.bus.says(RestoreVersion, VERSION)
    at = "/portals/customers/versions/2"

    answer = await send(edge, cookie, at, f"{at}/restore")

    assert asked(edge, CompareVersions) == [{"slug": "customers", "before": "published", "after": "2"}]
    assert asked(edge, RestoreVersion) == [{"slug": "customers", "version": 2}]
    assert answer.headers["location"].endswith("?told=restored")


async def test_a_portal_is_switched_off(edge: Knocker, cookie: str) -> None:
    edge.bus.says(SwitchPortal, {**PORTAL, "on": False})

    answer = await send(edge, cookie, "/portals/customers", "/portals/customers/switch", "on=")

    assert asked(edge, SwitchPortal) == [{"slug": "customers", "on": False}]
    assert answer.headers["location"].endswith("?told=off")


@pytest.mark.parametrize("below", ["/portals/nowhere", "/portals/customers/versions/zero"])
async def test_what_is_not_there_is_told(edge: Knocker, cookie: str, below: str) -> None:
    answer = await edge.ask("GET", f"/console{below}", cookie=cookie)

    assert answer.status == 404
