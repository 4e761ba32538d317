"""What portal-config tells, twice and in any order."""

from itertools import permutations
from typing import get_args

import pytest

from contracts.identity.invitations import DateFormat
from contracts.message import Event
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.portal_config.tenancy import TenantChanged
from identity.storage.portals import MongoPortals
from identity.storage.tenant_book import MongoTenantBook
from policy.portal import DATE_FORMATS
from stack.identity_bench import IdentityBench, portal_document

NEWS: tuple[Event, ...] = (
    PortalPublished(slug="customers", version=1, document=portal_document(name="One")),
    PortalPublished(slug="customers", version=2, document=portal_document(name="Two", roles={"king": {}})),
    PortalUnpublished(slug="customers", version=2),
    PortalPublished(slug="customers", version=3, document=portal_document(name="Three", defaults={})),
)


async def test_a_portal_on_again_is_open_whatever_the_order(identity: IdentityBench) -> None:
    on_again = PortalPublished(slug="customers", version=2, switched=2, document=portal_document(name="Two"))
    told = (NEWS[1], PortalUnpublished(slug="customers", version=2, switched=1), on_again)
    for number, order in enumerate(permutations(told)):
        for news in (*order, *order):
            await identity.tell(f"acme-{number}", news)
        portal = await MongoPortals(identity.transactor.reading(f"acme-{number}")).get("customers")
        assert portal is not None
        assert (portal.version, portal.open, portal.name) == (2, True, "Two")


@pytest.mark.parametrize("upto", [3, 4])
async def test_the_newest_is_kept_whatever_the_order_and_however_often(identity: IdentityBench, upto: int) -> None:
    for number, order in enumerate(permutations(NEWS[:upto])):
        tenant = f"acme-{number}"
        for news in (*order, *order):
            await identity.tell(tenant, news)
        portal = await MongoPortals(identity.transactor.reading(tenant)).get("customers")
        assert portal is not None
        assert (portal.version, portal.open) == ((2, False) if upto == 3 else (3, True))
        assert portal.name == "Three" or not portal.open


async def test_each_tenant_keeps_its_own(identity: IdentityBench) -> None:
    await identity.tell("acme", NEWS[0])
    await identity.tell("globex", NEWS[1])
    names = [
        portal.name
        for tenant in ("acme", "globex")
        for portal in (await MongoPortals(identity.transactor.reading(tenant)).all(["customers"])).values()
    ]
    assert names == ["One", "Two"]


async def test_what_a_document_leaves_out_has_a_default(identity: IdentityBench) -> None:
    await identity.tell("acme", NEWS[3])
    portal = await MongoPortals(identity.transactor.reading("acme")).get("customers")
    assert portal is not None
    assert (portal.defaults.language, portal.defaults.time_zone, portal.password_sign_in) == ("en", "UTC", True)


async def test_a_portal_closed_before_it_was_heard_of_stays_closed(identity: IdentityBench) -> None:
    await identity.tell("acme", PortalUnpublished(slug="customers", version=2))
    await identity.tell("acme", NEWS[0])
    portal = await MongoPortals(identity.transactor.reading("acme")).get("customers")
    assert portal is not None
    assert not portal.open


async def test_the_tenants_name_is_kept(identity: IdentityBench) -> None:
    for _ in range(2):
        await identity.tell("acme", TenantChanged(name="Acme GmbH", shard=0))
    assert await MongoTenantBook(identity.transactor.reading("acme")).name() == "Acme GmbH"
    assert await MongoTenantBook(identity.transactor.reading("globex")).name() is None


def test_a_portal_may_name_exactly_the_date_formats_that_a_profile_may_have() -> None:
    assert set(get_args(DateFormat)) == set(DATE_FORMATS)
