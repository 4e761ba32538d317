"""Identity as it runs: its own settings, a real broker, a real database, and another service that listens."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import pytest

from chassis.call_client import CallClient, CallRefusedError
from chassis.keys import public_keys, write_bytes
from chassis.problems import Refused
from chassis.sealing import new_seal_keys
from chassis.store_service import StoreService
from chassis.tokens import TokenSigner, TokenVerifier
from contracts.identity.sessions import ActivateStaff, RefreshSession, SignOut, StaffSignedIn
from contracts.identity.tenancy import InviteOwner
from contracts.message import Who
from contracts.principal import Principal
from identity.main import make_app
from stack import wait_until_async
from stack.bench import OPERATOR_KEY, SIGNING_KEY, Bench, made_bench, running
from stack.identity_bench import PASSWORD

OPERATOR = Principal(Who.OPERATOR, subject="operator")


@dataclass
class Together:
    """Identity, and another service that hears its broadcast."""

    bench: Bench
    other: StoreService


@pytest.fixture
async def together(
    own_vhost: str, mongo_url: str, own_database: str, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Together]:
    async with made_bench(own_vhost, mongo_url, own_database) as bench:
        names = ("verify_keys", "operator_verify_keys", "database_prefix")
        settings = {name.upper(): str(getattr(bench.settings, name)) for name in names} | {
            "AMQP_URL": own_vhost,
            "MONGO_URL": mongo_url,
            "SIGNING_KEY": SIGNING_KEY,
            "REFRESH_KEY": write_bytes(secrets.token_bytes(32)),
            "CURSOR_KEY": write_bytes(secrets.token_bytes(32)),
            "SEAL_PUBLIC_KEY": new_seal_keys()[1],
        }
        for name, value in settings.items():
            monkeypatch.setenv(f"PORTICO_{name}", value)
        service, other = make_app(), StoreService("testing", bench.settings)
        async with running(service), running(other):
            for each in (service, other):
                await wait_until_async(partial(_ready, each), 30)
            yield Together(bench, other)


async def _ready(service: StoreService) -> bool:
    return all((await service.health.ready()).values())


async def _owner(calls: CallClient) -> StaffSignedIn:
    invite = InviteOwner(tenant="acme", tenant_name="Acme", email="ada@acme.example")
    # Signed when it is used: an operator's token lives a minute, the module's tests may take longer.
    invited = await calls.call(invite, {"authorization": "Bearer " + TokenSigner(OPERATOR_KEY).sign(OPERATOR)})
    return await calls.call(ActivateStaff(token=invited.owner_token or "", password=PASSWORD, name="Ada"))


async def _refuses(service: StoreService, staff: StaffSignedIn) -> bool:
    """Whether a service refuses the access token that this person was given first."""
    who = TokenVerifier(public_keys(SIGNING_KEY), public_keys(OPERATOR_KEY)).verify(staff.access_token)
    try:
        service.revocations.refuse_revoked(who)
    except Refused:
        return True
    return False


async def test_identitys_beat_makes_others_ready_and_its_revocations_reach_them(together: Together) -> None:
    calls = together.bench.calls
    active = await _owner(calls)
    assert not await _refuses(together.other, active)
    await calls.call(SignOut(), {"authorization": f"Bearer {active.access_token}"})
    await wait_until_async(lambda: _refuses(together.other, active), 2)
    with pytest.raises(CallRefusedError) as refused:
        await calls.call(RefreshSession(refresh_token=active.refresh_token))
    assert refused.value.problem.status == 401


async def test_a_token_that_came_back_is_answered_and_what_it_ended_is_heard(together: Together) -> None:
    calls = together.bench.calls
    active = await _owner(calls)
    first = RefreshSession(refresh_token=active.refresh_token)
    again = [await calls.call(first, {"x-device": "mine"}) for _ in range(2)]
    assert len({tokens.refresh_token for tokens in again}) == 1
    with pytest.raises(CallRefusedError) as refused:
        await calls.call(first, {"x-device": "a thief's"})
    assert refused.value.problem.code == "identity.session-ended"
    await wait_until_async(lambda: _refuses(together.other, active), 2)
