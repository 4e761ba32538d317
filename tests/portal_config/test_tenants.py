"""Making a tenant: once, with its modules, on a shard that stays."""

import asyncio
from collections import Counter
from typing import Any, Literal

from contracts.message import Who
from contracts.portal_config.portals import CreatePortal, PublishPortal, ShowDraft
from contracts.portal_config.presets import ListPresets
from contracts.portal_config.tenancy import CreateTenant, ListModules
from contracts.principal import ANONYMOUS, Principal
from contracts.topology import SHARDS
from policy import PRESETS
from portal_config.domain.tenant import shard_of
from stack.doors import OPERATOR, Doors

ACME = CreateTenant(tenant="acme", name="Acme GmbH")


async def test_a_new_tenant_is_said_with_the_preset_modules(doors: Doors) -> None:
    made = await doors.call(ACME, OPERATOR)
    changed, *defined = await doors.said("acme")
    assert changed["type"] == "portal-config.tenant.changed.v1"
    assert changed["data"] == {"name": "Acme GmbH", "shard": made.shard}
    assert [event["data"]["module"] for event in defined] == list(PRESETS)
    assert {event["data"]["revision"] for event in defined} == {1}


async def test_making_a_tenant_again_answers_the_one_that_is_there_and_says_nothing(doors: Doors) -> None:
    made = await doors.call(ACME, OPERATOR)
    again = await doors.call(ACME.model_copy(update={"name": "Another name"}), OPERATOR)
    assert again == made
    assert len(await doors.said("acme")) == 1 + len(PRESETS)


async def test_ten_at_once_make_one_tenant(doors: Doors) -> None:
    made = await asyncio.gather(*(doors.call(ACME, OPERATOR) for _ in range(10)))
    assert len({tenant.shard for tenant in made}) == 1
    assert len(await doors.said("acme")) == 1 + len(PRESETS)


async def test_only_an_operator_makes_tenants(doors: Doors) -> None:
    staff = Principal(Who.STAFF, tenant="acme", subject="s", roles=frozenset({"owner"}))
    assert (await doors.refusal(ACME, staff)).status == 403
    assert (await doors.refusal(ACME, ANONYMOUS)).status == 401
    assert await doors.said("acme") == []


async def test_tenants_have_their_own_modules(doors: Doors, acme: Principal, globex: Principal) -> None:
    mine, theirs = await doors.call(ListModules(), acme), await doors.call(ListModules(), globex)
    assert [module.module for module in mine.items] == sorted(PRESETS)
    assert mine == theirs


async def test_a_tenant_from_before_a_preset_gets_it_with_its_next_portal(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    await doors.database.raw["modules"].delete_many(
        {"tenant": acme.tenant, "module": {"$in": ["projects", "requests"]}}
    )
    before = len(await doors.said(acme.tenant, "module.defined"))
    for slug in ("customers", "dealers"):
        await doors.call(CreatePortal(slug=slug, name="C"), acme)
        assert (await doors.call(PublishPortal(slug=slug), acme)).version == 1
    said = (await doors.said(acme.tenant, "module.defined"))[before:]
    assert [event["data"]["module"] for event in said] == ["projects", "requests"]
    assert [module.module for module in (await doors.call(ListModules(), acme)).items] == sorted(PRESETS)
    assert len(await doors.said(globex.tenant, "module.defined")) == len(PRESETS)


async def test_presets_are_listed_as_a_new_portal_of_the_audience_has_them(
    doors: Doors, acme: Principal, globex: Principal
) -> None:
    audiences: tuple[Literal["customer", "supplier"], ...] = ("customer", "supplier")
    for audience in audiences:
        await doors.call(CreatePortal(slug=f"{audience}s", name="C", audience=audience), acme)
        draft: Any = (await doors.call(ShowDraft(slug=f"{audience}s"), acme)).document
        listed = await doors.call(ListPresets(audience=audience), acme)
        assert [preset.entry for preset in listed.items] == draft["modules"]
        assert listed.roles == draft["roles"]
        assert listed == await doors.call(ListPresets(audience=audience), globex)


def test_the_shard_of_a_tenant_never_changes() -> None:
    assert [shard_of(name, 4) for name in ("acme", "globex", "initech", "umbrella")] == [0, 3, 3, 0]


def test_shards_get_about_as_many_tenants_each() -> None:
    spread = Counter(shard_of(f"tenant-{number}", SHARDS) for number in range(4000))
    assert len(spread) == SHARDS
    assert max(spread.values()) < 1.15 * min(spread.values())
