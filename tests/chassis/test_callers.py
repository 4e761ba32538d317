"""What stays of a refusal, what a handler knows of its caller, and a service that vouches for its callers itself."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest

from chassis import idempotency
from chassis.call_router import MAX_BESIDE, CallRouter, CallServer, Door, Gate
from chassis.keys import public_keys
from chassis.mongo import Database
from chassis.problems import Refused
from chassis.tokens import TokenSigner, TokenVerifier
from chassis.work import Transactor, Work
from contracts.identity.sessions import RefreshSession, SignOut, Tokens
from contracts.message import Nothing, Who
from contracts.principal import Principal
from contracts.problem import Problem
from stack.bench import OPERATOR_KEY, SIGNING_KEY


class Undone(Exception):  # noqa: N818
    code = "testing.undone"
    status = 409
    title = "Nothing happened"


class Noted(Undone):
    code = "testing.noted"
    title = "It was noted"
    keeps_effects = True


@dataclass
class UseCases:
    work: Work

    async def note(self, text: str) -> None:
        await self.work.collection("notes").insert({"_id": f"{self.work.tenant}/{text}"})


router: CallRouter[UseCases] = CallRouter()
REFUSALS = {"acme.noted": Noted, "acme.undone": Undone, "globex.noted": Noted}


@router.call(RefreshSession, tenant=lambda request: request.refresh_token.split(".")[0])
async def on_refresh(request: RefreshSession, who: Principal, use: UseCases) -> Tokens:
    """Note what came, then refuse it or tell the device."""
    await use.note(request.refresh_token)
    if request.refresh_token in REFUSALS:
        raise REFUSALS[request.refresh_token]
    return Tokens(access_token=who.device, refresh_token=who.kind, expires_in=1)


@router.call(SignOut)
async def on_sign_out(_request: SignOut, _who: Principal, use: UseCases) -> Nothing:
    """Note it."""
    await use.note("signed out")
    return Nothing()


async def _vouch(who: Principal, use: UseCases) -> bool:
    assert use.work.tenant == who.tenant
    return who.subject == "u-1"


@dataclass
class Doors:
    """The two doors on a database."""

    database: Database
    server: CallServer[UseCases]
    by_request: dict[type, Door[UseCases]]

    async def call(self, request: RefreshSession | SignOut, **headers: str) -> tuple[int, bytes]:
        body = request.model_dump_json().encode()
        return await self.server.perform(self.by_request[type(request)], body, headers)

    async def notes(self) -> list[str]:
        return [note["_id"] for note in await self.database.raw["notes"].find().sort("_id", 1).to_list(100)]


@pytest.fixture
async def doors(mongo_url: str, own_database: str) -> AsyncIterator[Doors]:
    database = Database(mongo_url, own_database)
    await database.ensure(idempotency.INDEXES)
    gate = Gate(TokenVerifier(public_keys(SIGNING_KEY), public_keys(OPERATOR_KEY)), None)
    transactor = Transactor(database, "testing", deadline=10, committed=lambda: None)
    server = CallServer(gate, transactor, UseCases, _vouch)
    yield Doors(database, server, {door.request: door for door in router.doors})
    await database.client.drop_database(own_database)
    database.close()


def _asking(token: str) -> RefreshSession:
    return RefreshSession(refresh_token=token)


async def test_a_refusal_leaves_nothing_unless_it_says_that_it_keeps(doors: Doors) -> None:
    with pytest.raises(Undone):
        await doors.call(_asking("acme.undone"))
    for tenant in ("acme", "globex"):
        status, answer = await doors.call(_asking(f"{tenant}.noted"))
        assert (status, Problem.model_validate_json(answer).code) == (409, "testing.noted")
    assert await doors.notes() == ["acme/acme.noted", "globex/globex.noted"]


async def test_a_handler_knows_the_device_of_whoever_calls(doors: Doors) -> None:
    assert Tokens.model_validate_json((await doors.call(_asking("acme.1")))[1]).access_token == ""
    _, answer = await doors.call(_asking("acme.2"), **{"x-device": "d" * 1_000})
    tokens = Tokens.model_validate_json(answer)
    assert (tokens.access_token, tokens.refresh_token) == ("d" * MAX_BESIDE, Who.ANYONE)


async def test_callers_are_vouched_for_where_it_matters_who_they_are(doors: Doors) -> None:
    for tenant in ("acme", "globex"):
        for subject in ("u-1", "u-2"):
            who = Principal(Who.USER, tenant=tenant, subject=subject, session="s")
            token = "Bearer " + TokenSigner(SIGNING_KEY).sign(who)
            await doors.call(_asking(f"{tenant}.{subject}"), authorization=token)
            if subject == "u-1":
                await doors.call(SignOut(), authorization=token)
            else:
                with pytest.raises(Refused, match=r"identity\.revoked"):
                    await doors.call(SignOut(), authorization=token)
    assert [note for note in await doors.notes() if note.endswith("signed out")] == [
        "acme/signed out",
        "globex/signed out",
    ]


async def test_what_a_revoked_caller_is_told_is_not_kept_for_the_key(doors: Doors) -> None:
    token = "Bearer " + TokenSigner(SIGNING_KEY).sign(Principal(Who.USER, tenant="acme", subject="u-2", session="s"))
    with pytest.raises(Refused):
        await doors.call(SignOut(), authorization=token, **{"idempotency-key": "k"})
    assert not await doors.database.raw[idempotency.COLLECTION].find().to_list(10)
