"""Terms are accepted once a version, by each user in each portal; another version is asked for again."""

from datetime import timedelta
from itertools import permutations

from contracts.identity.people import AcceptTerms, ShowMe, TermsAccepted
from contracts.identity.sessions import StaffSignedIn
from contracts.identity.view_as import ViewAs
from contracts.portal_config.portals import PortalPublished
from identity.storage.portals import MongoPortals
from stack.identity_bench import IdentityBench, portal_document, refused

KIM = "kim@kim.example"


def published(version: int, terms: str | None = "1", slug: str = "customers") -> PortalPublished:
    said = {"terms": {"version": terms, "url": "https://acme.example/terms"}} if terms else {}
    return PortalPublished(slug=slug, version=version, document=portal_document(slug=slug, **said))


async def test_without_terms_there_is_nothing_to_accept(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)

    assert (await identity.call(ShowMe(), kim.access_token)).terms is None
    with refused(409, "identity.terms-changed"):
        await identity.call(AcceptTerms(version="1"), kim.access_token)


async def test_accepted_twice_the_first_date_stays_and_only_for_whom_it_was(
    identity: IdentityBench, acme: StaffSignedIn, globex: StaffSignedIn
) -> None:
    kim, namesake = await identity.user(acme, KIM), await identity.user(globex, KIM)
    for tenant in ("acme", "globex"):
        for _ in range(2):
            await identity.tell(tenant, published(2))
    assert (await identity.call(ShowMe(), kim.access_token)).terms == TermsAccepted(version="1", accepted_at=None)

    first = await identity.call(AcceptTerms(version="1"), kim.access_token)
    identity.clock.ahead += timedelta(minutes=1)
    again = await identity.call(AcceptTerms(version="1"), kim.access_token)

    assert first == again
    assert first.accepted_at is not None
    assert (await identity.call(ShowMe(), kim.access_token)).terms == first
    assert (await identity.call(ShowMe(), namesake.access_token)).terms == TermsAccepted(version="1", accepted_at=None)


async def test_another_version_is_asked_for_anew_and_the_old_one_no_longer_taken(
    identity: IdentityBench, acme: StaffSignedIn
) -> None:
    kim = await identity.user(acme, KIM)
    await identity.tell("acme", published(2))
    await identity.call(AcceptTerms(version="1"), kim.access_token)
    await identity.tell("acme", published(3, "2"))

    assert (await identity.call(ShowMe(), kim.access_token)).terms == TermsAccepted(version="2", accepted_at=None)
    with refused(409, "identity.terms-changed"):
        await identity.call(AcceptTerms(version="1"), kim.access_token)
    assert (await identity.call(AcceptTerms(version="2"), kim.access_token)).accepted_at is not None


async def test_nobody_accepts_through_anothers_eyes(identity: IdentityBench, acme: StaffSignedIn) -> None:
    kim = await identity.user(acme, KIM)
    await identity.tell("acme", published(2))
    looking = await identity.call(ViewAs(membership_id=kim.membership.id), acme.access_token)

    with refused(403, "identity.read-only"):
        await identity.call(AcceptTerms(version="1"), looking.access_token)


async def test_the_newest_versions_terms_hold_whatever_the_order(identity: IdentityBench) -> None:
    for number, order in enumerate(permutations((published(2), published(3, "2"), published(4, None)))):
        for news in (*order, *order):
            await identity.tell(f"acme-{number}", news)
        portal = await MongoPortals(identity.transactor.reading(f"acme-{number}")).get("customers")
        assert portal is not None
        assert portal.terms is None
