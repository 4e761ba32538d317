"""Staff look at a draft as a kind of user: the token is nobody's membership, and opens nothing else."""

from typing import Any

from contracts.audit import EntryRecorded
from contracts.identity.own_sessions import ListSessions
from contracts.identity.people import ListMemberships, ShowMe
from contracts.identity.previewing import OpenPreview
from contracts.identity.sessions import StaffSignedIn
from contracts.message import Request, Who
from stack.identity_bench import IdentityBench, refused

ASKED = OpenPreview(
    slug="customers", preview_id="p-1", draft_revision=7, account_id="C-1", contact_id="P-7", roles=("billing",)
)


async def test_the_token_names_the_draft_and_who_looks_and_no_membership(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    for staff in (acme, globex):
        opened = await identity.call(ASKED, staff.access_token)
        who, real = identity.who(opened.access_token), identity.who(staff.access_token)
        assert (who.kind, who.tenant, who.session) == (Who.USER, staff.staff.tenant, real.session)
        assert (who.read_only, who.acting, who.preview, who.membership) == (True, staff.staff.id, "p-1", "")
        assert (who.portal, who.account, who.contact, who.roles) == ("customers", "C-1", "P-7", frozenset({"billing"}))
        assert (opened.expires_in, who.expires_at - who.issued_at) == (900, 900)
        assert (opened.portal, opened.draft_revision) == (f"{staff.staff.tenant}/customers", 7)
    bare = await identity.call(ASKED.model_copy(update={"account_id": None, "contact_id": None}), acme.access_token)
    assert (identity.who(bare.access_token).account, identity.who(bare.access_token).contact) == ("", None)


async def test_the_trail_tells_which_draft_and_as_what(identity: IdentityBench, acme: StaffSignedIn) -> None:
    await identity.call(ASKED, acme.access_token)
    [entry] = [each for each in await identity.said("acme", EntryRecorded) if each.action == "identity.open-preview"]
    assert [(one.kind, one.id) for one in entry.subjects] == [("portal", "customers")]
    assert (entry.actor.id, entry.details) == (acme.staff.id, {"draft_revision": 7, "roles": ("billing",)})


async def test_it_opens_nobodys_pages_and_not_another_preview(identity: IdentityBench, acme: StaffSignedIn) -> None:
    await identity.user(acme, "kim@kim.example")
    token = (await identity.call(ASKED, acme.access_token)).access_token
    reads: tuple[Request[Any], ...] = (ShowMe(), ListMemberships(), ListSessions())
    for read in reads:
        with refused(403, "identity.preview-only"):
            await identity.call(read, token)
    with refused(403, "identity.not-allowed"):
        await identity.call(ASKED, token)
