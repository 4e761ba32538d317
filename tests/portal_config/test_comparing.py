"""Versions looked at and compared; a save over somebody else's work is refused with what they changed."""

from typing import Any

from contracts.changes import Change
from contracts.message import Request, Who
from contracts.portal_config.portals import CreatePortal, Draft, PublishPortal, RestoreVersion, SaveDraft, ShowDraft
from contracts.portal_config.versions import CompareVersions, ShowEarlierDraft, ShowVersion
from contracts.principal import Principal
from portal_config.domain.change import MAX_IN_A_COMPARISON, MAX_IN_A_REFUSAL
from portal_config.domain.portal import KEPT_DRAFTS
from stack.doors import Doors

CUSTOMERS = CreatePortal(slug="customers", name="Customers")


async def _draft(doors: Doors, who: Principal) -> Draft:
    return await doors.call(ShowDraft(slug="customers"), who)


async def _save(doors: Doors, who: Principal, **changes: Any) -> Draft:
    draft = await _draft(doors, who)
    document = {**draft.document, **changes}
    return await doors.call(SaveDraft(slug="customers", expected_revision=draft.revision, document=document), who)


def _told(changes: tuple[Change, ...]) -> list[tuple[str, str, Any, Any]]:
    return [(one.pointer, one.code, one.before, one.after) for one in changes]


async def test_a_version_is_shown_whole_to_its_own_tenant(doors: Doors, acme: Principal, globex: Principal) -> None:
    for who in (acme, globex):
        await doors.call(CUSTOMERS, who)
    document = (await _draft(doors, acme)).document
    published = await doors.call(PublishPortal(slug="customers"), acme)
    await _save(doors, acme, name="Other")
    shown = await doors.call(ShowVersion(slug="customers", version=1), acme)
    assert shown.document == document
    assert (shown.published_at, shown.published_by) == (published.published_at, published.published_by)
    for asked in (ShowVersion(slug="customers", version=2), ShowVersion(slug="nothing", version=1)):
        assert (await doors.refusal(asked, acme)).status == 404
    unknown = await doors.refusal(ShowVersion(slug="customers", version=1), globex)
    assert unknown.code == "portal-config.unknown-version"


async def test_any_two_versions_and_the_draft_are_compared(doors: Doors, acme: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    never = await doors.refusal(CompareVersions(slug="customers"), acme)
    assert (never.status, never.code) == (404, "portal-config.unknown-version")
    await doors.call(PublishPortal(slug="customers"), acme)
    assert (await doors.call(CompareVersions(slug="customers"), acme)).changes == ()
    await _save(doors, acme, name="Second")
    await doors.call(PublishPortal(slug="customers"), acme)
    await _save(doors, acme, name="Third", overrides=[{"accounts": ["C-1"], "modules_on": ["products"]}])

    two = await doors.call(CompareVersions(slug="customers", before="1", after="2"), acme)
    assert _told(two.changes) == [("/name", "value-changed", "Customers", "Second")]
    pending = await doors.call(CompareVersions(slug="customers"), acme)
    assert [change.code for change in pending.changes] == ["value-changed", "override-added"]
    back = await doors.call(CompareVersions(slug="customers", before="draft", after="1"), acme)
    assert _told(back.changes)[0] == ("/name", "value-changed", "Third", "Customers")
    gone = await doors.refusal(CompareVersions(slug="customers", before="9", after="draft"), acme)
    assert gone.code == "portal-config.unknown-version"


async def test_who_only_looks_may_compare_and_no_customer(doors: Doors, acme: Principal, globex: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    auditor = Principal(Who.STAFF, tenant=acme.tenant, subject="bob", roles=frozenset({"auditor"}))
    customer = Principal(Who.USER, tenant=acme.tenant, subject="eve", membership="m", portal="customers")
    asked: tuple[Request[Any], ...] = (CompareVersions(slug="customers"), ShowVersion(slug="customers", version=1))
    for request in asked:
        await doors.call(request, auditor)
        assert (await doors.refusal(request, customer)).status == 403
        assert (await doors.refusal(request, globex)).code == "portal-config.unknown-portal"


async def test_a_late_save_is_refused_with_what_the_other_changed(doors: Doors, acme: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    mine = await _draft(doors, acme)
    modules: Any = mine.document["modules"]
    entries = [dict(entry) for entry in modules]
    entries[0] = {**entries[0], "scope": "account_tree", "fields": {**entries[0]["fields"], "terms": "write"}}
    await _save(doors, acme, modules=entries)
    late = SaveDraft(slug="customers", expected_revision=mine.revision, document={**mine.document, "name": "Mine"})
    problem = await doors.refusal(late, acme)
    assert (problem.status, problem.code) == (412, "portal-config.draft-changed")
    assert _told(problem.changes) == [
        ("/modules/0/scope", "scope-widened", "account", "account_tree"),
        ("/modules/0/fields/terms", "field-made-writable", "read", "write"),
    ]
    assert problem.detail.startswith("It is at revision 2, not 1.")
    publish = await doors.refusal(PublishPortal(slug="customers", expected_revision=mine.revision), acme)
    assert publish.changes == problem.changes
    assert (await _draft(doors, acme)).revision == 2


async def test_a_restore_is_a_change_like_any_other(doors: Doors, acme: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    mine = await _save(doors, acme, name="Mine")
    unseen = await doors.refusal(RestoreVersion(slug="customers", version=1, expected_revision=1), acme)
    assert _told(unseen.changes) == [("/name", "value-changed", "Customers", "Mine")]
    await doors.call(RestoreVersion(slug="customers", version=1, expected_revision=mine.revision), acme)
    problem = await doors.refusal(
        SaveDraft(slug="customers", expected_revision=mine.revision, document=mine.document), acme
    )
    assert _told(problem.changes) == [("/name", "value-changed", "Mine", "Customers")]


async def test_only_the_last_drafts_are_kept_and_who_is_later_is_told_so(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    for who in (acme, globex):
        await doors.call(CUSTOMERS, who)
    await _save(doors, globex, name="Theirs")
    first = await _draft(doors, acme)
    for number in range(KEPT_DRAFTS + 3):
        await _save(doors, acme, name=f"Name {number}")
    kept = await doors.database.raw["drafts"].count_documents({"tenant": acme.tenant})
    assert kept == KEPT_DRAFTS
    assert await doors.database.raw["drafts"].count_documents({"tenant": globex.tenant}) == 1
    problem = await doors.refusal(SaveDraft(slug="customers", expected_revision=1, document=first.document), acme)
    assert (problem.status, problem.changes) == (412, ())
    assert "is not kept" in problem.detail


async def test_what_a_draft_was_is_there_to_go_back_to_for_its_own_tenant(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    for who in (acme, globex):
        await doors.call(CUSTOMERS, who)
    first = await _draft(doors, acme)
    await _save(doors, acme, name="Second")

    earlier = await doors.call(ShowEarlierDraft(slug="customers", revision=first.revision), acme)

    assert (earlier.revision, earlier.document) == (first.revision, first.document)
    asked = ShowEarlierDraft(slug="customers", revision=first.revision + 1)
    assert (await doors.refusal(asked, acme)).code == "portal-config.unknown-draft", (
        "it is the draft, not an earlier one"
    )
    elsewhere = await doors.refusal(ShowEarlierDraft(slug="customers", revision=first.revision), globex)
    assert (elsewhere.status, elsewhere.code) == (404, "portal-config.unknown-draft")


async def test_what_is_told_has_a_bound(doors: Doors, acme: Principal) -> None:
    await doors.call(CUSTOMERS, acme)
    await doors.call(PublishPortal(slug="customers"), acme)
    mine = await _draft(doors, acme)
    accounts = [f"C-{number}" for number in range(MAX_IN_A_COMPARISON + 50)]
    many: Any = [{"accounts": [account]} for account in accounts[1:MAX_IN_A_COMPARISON]]
    wide: Any = [{"accounts": [f"W-{account}" for account in accounts]}]
    await _save(doors, acme, name="N", overrides=[*wide, *many], languages=["en"])
    late = SaveDraft(slug="customers", expected_revision=mine.revision, document=mine.document)
    problem = await doors.refusal(late, acme)
    assert len(problem.changes) == MAX_IN_A_REFUSAL
    assert "more changes" in problem.detail
    compared = await doors.call(CompareVersions(slug="customers"), acme)
    assert (len(compared.changes), compared.more) == (MAX_IN_A_COMPARISON, True)
    [cut] = [change for change in compared.changes if change.cut]
    assert (cut.pointer, cut.before, cut.after) == ("/overrides/0", None, None)
