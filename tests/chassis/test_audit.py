"""The audit trail at the boundary: an entry with every effect, none without, and none twice."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from chassis import outbox
from chassis.call_router import CallRouter
from chassis.work import Work
from contracts.identity.sessions import RefreshSession, SignInStaff, StaffMember, StaffSignedIn, Tokens
from contracts.identity.tenancy import (
    ApiKeyCreated,
    ApiKeys,
    CreateApiKey,
    InviteOwner,
    ListApiKeys,
    OwnerInvited,
    RevokeApiKey,
)
from contracts.message import Nothing, Who
from contracts.principal import ANONYMOUS, Principal
from stack.doors import OPERATOR, Doors, Refused, made_doors

ADA = Principal(Who.STAFF, "acme", "st-ada", "se-1", roles=frozenset({"owner"}))
BOB = Principal(Who.STAFF, "globex", "st-bob", "se-2", roles=frozenset({"owner"}))


class Held(Exception):  # noqa: N818  a refusal is an answer
    code = "testing.held"
    status = 409
    title = "It is held"


class Ended(Held):
    code = "testing.ended"
    keeps_effects = True


@dataclass
class UseCases:
    work: Work

    async def note(self, name: str) -> None:
        await self.work.collection("notes").insert({"name": name})


router: CallRouter[UseCases] = CallRouter()


@router.call(RevokeApiKey)
async def on_revoke(request: RevokeApiKey, _who: Principal, use: UseCases) -> Nothing:
    """Revoke, but for keys that are held."""
    await use.note(request.id)
    if request.id in ("held", "ended"):
        raise Held if request.id == "held" else Ended
    return Nothing()


@router.call(CreateApiKey)
async def on_create(request: CreateApiKey, _who: Principal, use: UseCases) -> ApiKeyCreated:
    """Make a key."""
    await use.note(request.name)
    use.work.trail.tell("keys", 1)
    return ApiKeyCreated.model_validate(
        {
            "id": "k-new",
            "name": request.name,
            "hint": "acme.k",
            "key": "acme.k-new.secret",
            "scopes": request.scopes,
            "created_at": "2026-11-22T10:00:00Z",
        }
    )


@router.call(SignInStaff, tenant=lambda request: request.tenant)
async def on_sign_in(request: SignInStaff, _who: Principal, use: UseCases) -> StaffSignedIn:
    """Sign Ada in."""
    use.work.trail.acted(ADA)
    use.work.trail.about("laptop", "l-1")
    staff = StaffMember(id=ADA.subject, tenant=request.tenant, email=request.email, name="Ada", roles=("owner",))
    return StaffSignedIn(access_token="a", refresh_token="r", expires_in=300, staff=staff)


@router.call(RefreshSession, tenant=lambda _request: "acme")
async def on_refresh(request: RefreshSession, _who: Principal, use: UseCases) -> Tokens:
    """Refresh, but for a token that is known to be stolen."""
    if request.refresh_token == "stolen":
        use.work.trail.acted(ADA)
        raise Ended
    return Tokens(access_token="a", refresh_token="r", expires_in=300)


@router.call(InviteOwner, tenant=lambda request: request.tenant)
async def on_invite(request: InviteOwner, _who: Principal, use: UseCases) -> OwnerInvited:
    """Invite."""
    await use.note(request.tenant)
    return OwnerInvited(tenant=request.tenant, owner_email=request.email, owner_token="secret", api_key="secret")


@router.call(ListApiKeys)
async def on_list(_request: ListApiKeys, _who: Principal, _use: UseCases) -> ApiKeys:
    """List nothing."""
    return ApiKeys(items=())


@pytest.fixture
async def doors(mongo_url: str, own_database: str) -> AsyncIterator[Doors]:
    async with made_doors(mongo_url, own_database, "testing", [router], UseCases, outbox.INDEXES) as made:
        yield made


async def _entries(doors: Doors, tenant: str = "acme") -> list[dict[str, Any]]:
    return [event["data"] for event in await doors.said(tenant, "audit.entry.recorded.v1")]


async def test_an_effect_is_recorded_with_who_what_and_when(doors: Doors) -> None:
    await doors.call(RevokeApiKey(id="k-1"), ADA, **{"x-request-id": "r-12345678"})
    [entry] = await _entries(doors)
    assert entry.pop("at").endswith("Z")
    assert entry == {
        "action": "identity.revoke-api-key", "outcome": "done", "code": None, "details": {},
        "actor": {"kind": "staff", "id": "st-ada", "session": "se-1", "membership": None, "acting": None},
        "subjects": [{"kind": "api-key", "id": "k-1"}],
        "portal": None, "account": None, "request_id": "r-12345678",
    }  # fmt: skip
    assert await _entries(doors, "globex") == []


async def test_an_entry_is_one_write_with_its_effect(doors: Doors) -> None:
    await doors.call(RevokeApiKey(id="k-1"), ADA)
    [row] = await doors.database.raw["outbox"].find({}).to_list(10)
    assert [message["type"] for message in row["messages"]] == ["audit.entry.recorded.v1"]
    assert await doors.database.raw["notes"].count_documents({"tenant": "acme", "name": "k-1"}) == 1


async def test_a_refused_call_leaves_no_entry(doors: Doors) -> None:
    with pytest.raises(Refused):
        await doors.call(RevokeApiKey(id="held"), ADA)
    with pytest.raises(Refused):
        await doors.call(RevokeApiKey(id="held"), ADA, **{"idempotency-key": "k"})
    with pytest.raises(Refused):
        await doors.call(RevokeApiKey(id="k-1"), replace(ADA, roles=frozenset({"support"})))
    assert await _entries(doors) == []


async def test_a_refusal_that_leaves_a_trace_is_recorded_as_such(doors: Doors) -> None:
    with pytest.raises(Refused):
        await doors.call(RevokeApiKey(id="ended"), ADA)
    [entry] = await _entries(doors)
    assert (entry["outcome"], entry["code"], entry["subjects"]) == (
        "refused", "testing.ended", [{"kind": "api-key", "id": "ended"}],
    )  # fmt: skip


async def test_a_repeated_key_records_nothing_new(doors: Doors) -> None:
    for _ in range(3):
        await doors.call(RevokeApiKey(id="k-1"), ADA, **{"idempotency-key": "same"})
    assert len(await _entries(doors)) == 1


async def test_an_entry_tells_codes_and_never_what_people_wrote(doors: Doors) -> None:
    await doors.call(CreateApiKey(name="Ada's own key", scopes=("events",)), ADA)
    [entry] = await _entries(doors)
    assert entry["details"] == {"scopes": ["events"], "keys": 1}
    assert entry["subjects"] == [{"kind": "api-key", "id": "k-new"}]
    assert "Ada's" not in json.dumps(entry)
    assert "secret" not in json.dumps(entry)


async def test_who_signs_in_is_who_they_turn_out_to_be(doors: Doors) -> None:
    await doors.call(SignInStaff(tenant="acme", email="ada@acme.example", password="p"), ANONYMOUS)
    [entry] = await _entries(doors)
    assert (entry["actor"]["kind"], entry["actor"]["id"]) == ("staff", "st-ada")
    assert entry["subjects"] == [{"kind": "laptop", "id": "l-1"}]
    assert "ada@" not in json.dumps(entry)


async def test_a_refresh_is_noise_unless_the_token_was_stolen(doors: Doors) -> None:
    await doors.call(RefreshSession(refresh_token="mine"), ANONYMOUS)
    assert await _entries(doors) == []
    with pytest.raises(Refused):
        await doors.call(RefreshSession(refresh_token="stolen"), ANONYMOUS)
    [entry] = await _entries(doors)
    assert (entry["outcome"], entry["actor"]["id"]) == ("refused", "st-ada")


async def test_what_an_operator_does_stands_in_the_tenants_own_trail(doors: Doors) -> None:
    await doors.call(InviteOwner(tenant="acme", tenant_name="Acme", email="ada@acme.example"), OPERATOR)
    [entry] = await _entries(doors)
    assert (entry["actor"]["kind"], entry["actor"]["id"]) == ("operator", "operator")
    assert entry["subjects"] == [{"kind": "tenant", "id": "acme"}]


async def test_reading_is_not_recorded(doors: Doors) -> None:
    await doors.call(ListApiKeys(), BOB)
    assert await _entries(doors, "globex") == []


async def test_a_request_id_that_cannot_be_one_is_left_out(doors: Doors) -> None:
    await doors.call(RevokeApiKey(id="k-1"), ADA, **{"x-request-id": "two\nlines"})
    [entry] = await _entries(doors)
    assert entry["request_id"] is None
