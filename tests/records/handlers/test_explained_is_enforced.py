"""For any portal, record and membership: what is explained is what the doors for customers do."""

from collections import Counter
from itertools import count
from typing import Any

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from actors import record_event
from contracts.identity.people import MembershipGranted
from contracts.principal import Principal
from contracts.records.explaining import Explained, ExplainVisibility
from contracts.records.viewing import ShowRecord
from policy import FIELD_TYPES, Viewer
from records.domain.membership import Membership
from records.domain.public_id import public_id
from stack.doors import Refused
from stack.records_bench import TENANTS, RecordsBench, message, owner, user
from worlds import MODULES, people, portal_documents, role_sets
from worlds.people import ACCOUNTS, CONTACTS

EXAMPLES = 12
DEFINITION: dict[str, Any] = {
    "label": {"en": "Things"},
    "fields": [{"name": kind, "type": kind, "label": {"en": kind}} for kind in FIELD_TYPES],
}
PAST, FUTURE = "2020-01-01T00:00:00Z", "2099-01-01T00:00:00Z"
said: st.SearchStrategy[dict[str, Any]] = st.fixed_dictionaries(
    {
        "module": st.sampled_from(tuple(MODULES)),
        "accounts": st.lists(st.sampled_from(ACCOUNTS), min_size=1, max_size=2, unique=True),
        "contacts": st.lists(st.sampled_from(CONTACTS), max_size=1),
        "title": st.sampled_from(("a", "ab", None)),
        "status": st.sampled_from(("a", "A", None)),
        "hidden": st.sampled_from((*[False] * 5, True)),
        "visible_from": st.sampled_from((*[None] * 5, PAST, FUTURE)),
        "visible_until": st.sampled_from((*[None] * 5, PAST, FUTURE)),
        "fields": st.just({}),
    }
)
worlds = st.tuples(
    portal_documents(),
    st.lists(st.tuples(people, role_sets), min_size=2, max_size=2),
    st.lists(said, min_size=4, max_size=6),
)
PLAIN: dict[str, Any] = {"scope": "account", "actions": ["view"], "fields": {"title": "read"}}


def plainly() -> tuple[Any, Any, Any]:
    """One world in which some of everything is allowed, however chance falls."""
    modules = [{**PLAIN, "module": name, "filter": {"field": "status", "op": "eq", "value": "a"}} for name in MODULES]
    document = {
        "slug": "customers", "name": "C", "audience": "customer", "languages": ["en"], "modules": modules,
        "roles": {"billing": {"modules": [modules[0]["module"]]}},
    }  # fmt: skip
    modules[0]["scope"] = "own"
    viewer = Viewer("acme", "m1", "a", "c", None)  # type: ignore[arg-type]  # its day is the portal's
    mine, module = modules[0]["module"], modules[1]["module"]
    usual = {"module": module, "accounts": ["a"], "contacts": [], "title": "a", "status": "a", "fields": {}}
    changes: list[dict[str, Any]] = [{}, {"status": "b"}, {"accounts": ["b"]}, {"hidden": True}]
    changes += [{"module": mine}, {"module": mine, "contacts": ["c"]}]
    return document, [(viewer, frozenset[str]()), (viewer, frozenset({"billing"}))], [usual | one for one in changes]


async def test_what_is_explained_is_what_customers_get(bench: RecordsBench) -> None:
    examples, versions, words = [plainly()], count(10), Counter[str]()

    @settings(
        max_examples=EXAMPLES, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(worlds)
    def draw(world: Any) -> None:
        examples.append(world)

    draw()
    for tenant in TENANTS:
        for module in MODULES:
            await bench.define(tenant, module, **DEFINITION)
    for number, (document, who, drawn) in enumerate(examples):
        tenant, version = TENANTS[number % 2], next(versions)
        await bench.open(tenant, document, version)
        events = [record_event(tenant, f"R/{number}/{place}", 1, **one) for place, one in enumerate(drawn)]
        await bench.deliver(message(tenant, events))
        assert await bench.codes(tenant) == []
        for place, (viewer, roles) in enumerate(who):
            name = f"m-{number}-{place}"
            one = Membership(name, "u", "customers", viewer.account, 1, viewer.contact, roles)
            await bench.tell(tenant, grant(tenant, one))
            words.update([await told_and_done(bench, tenant, one, event["data"], version) for event in events])
    blind = {"allowed", "role", "scope", "hidden", "filter"} - set(words)
    assert not blind, f"the test is blind for {blind}: {words}"


def grant(tenant: str, one: Membership) -> MembershipGranted:
    return MembershipGranted(
        membership_id=one.id, user_id=one.user, portal=f"{tenant}/{one.portal}", account_id=one.account,
        contact_id=one.contact, roles=tuple(sorted(one.roles)),
    )  # fmt: skip


async def told_and_done(bench: RecordsBench, tenant: str, one: Membership, data: dict[str, Any], version: int) -> str:
    """Compare the explanation, now and as of the version in force, with list and page; gives the deciding rule."""
    module, record = data["module"], data["record_id"]
    name = public_id(tenant, module, record)
    asked = ExplainVisibility(id=record, module=module, membership=one.id)
    [told] = (await bench.doors.call(asked, owner(tenant))).items
    [then] = (await bench.doors.call(asked.model_copy(update={"version": version}), owner(tenant))).items
    assert then == told
    claims = {"contact": one.contact, "membership": one.id, "roles": one.roles, "portal": one.portal}
    shown = await got(bench, user(tenant, one.account, **claims), module, name)
    assert told.visible is (shown is not None)
    if shown is not None:
        assert_fields(told, shown)
    assert bool(told.missed) is ({each.rule: each.allowed for each in told.rules}.get("filter") is False)
    return told.decided_by


async def got(bench: RecordsBench, who: Principal, module: str, name: str) -> dict[str, Any] | None:
    """What a customer gets of a record, the same from its page and as far as the list tells; None where it is not."""
    listed: set[str] = set()
    try:
        listed = {one["id"] for one in await bench.seen(who, module)}
        record = (await bench.doors.call(ShowRecord(module=module, id=name), who)).record
    except Refused as refused:
        if refused.problem.code != "records.not-found":
            raise
        assert name not in listed
        return None
    assert name in listed
    return record


def assert_fields(told: Explained, shown: dict[str, Any]) -> None:
    names = {name.split(".", 1)[0] for name, right in told.fields.items() if right != "hidden"}
    assert shown.keys() - {"lines", "fields", "related_from"} == names - {"lines", "fields"}
    assert "related" in names or "related_from" not in shown
    declared = {name.removeprefix("fields.") for name, right in told.fields.items()
                if right != "hidden" and name.startswith("fields.")}  # fmt: skip
    assert set(shown.get("fields", {})) == declared
