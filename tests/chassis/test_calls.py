"""Calls through a real broker: admitted or refused, answered whatever happens, kept for a repeated key."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from chassis.call_client import CallRefusedError
from chassis.call_router import CallRouter
from chassis.problems import RETRY_SECONDS
from chassis.store_service import StoreService
from chassis.work import Work
from contracts.identity.invitations import ShowInvitation
from contracts.identity.people import ChangeMe, ListMemberships, Memberships, Profile
from contracts.identity.sessions import Membership
from contracts.message import Message, Request
from contracts.principal import Principal
from contracts.problem import Problem
from stack import wait_until_async
from stack.bench import Bench, running


class TooMany(Exception):  # noqa: N818  a refusal is an answer
    code = "testing.too-many"
    status = 409
    title = "Too many"


class Busy(TooMany):
    status = 429


@dataclass
class UseCases:
    work: Work

    async def note(self, name: str) -> int:
        notes = self.work.collection("notes")
        await notes.insert({"_id": f"{self.work.tenant}/{name}/{time.monotonic_ns()}", "name": name})
        if name == "one too many":
            raise TooMany("there were enough")
        if name == "busy" and len(await notes.find({}, limit=100)) < 2:
            raise Busy("not now")
        if name == "bug":
            raise ZeroDivisionError("a secret in the error's text")
        return len(await notes.find({}, limit=100))


router: CallRouter[UseCases] = CallRouter()


@router.call(ChangeMe)
async def on_change(request: ChangeMe, who: Principal, use: UseCases) -> Profile:
    """Note the name; answer how many notes there are as the name."""
    count = await use.note(request.name or "")
    if request.name == "nonsense":
        return Profile.model_validate({})
    return _profile(str(count), who)


@router.call(ListMemberships)
async def on_list(_request: ListMemberships, who: Principal, _use: UseCases) -> Memberships:
    """Answer after a moment."""
    await asyncio.sleep(0.1)
    return Memberships(items=(_profile("x", who).membership,))


@router.call(ShowInvitation, tenant=lambda request: request.token.split(".")[0])
async def on_show(_request: ShowInvitation, _who: Principal, use: UseCases) -> Message:
    """Answer the tenant that the token named."""
    return _profile(use.work.tenant, Principal(_who.kind))


def _profile(name: str, who: Principal) -> Profile:
    membership = Membership(id="m", portal="acme/customers", portal_name="P", account_id="C-1")
    return Profile(
        id=who.subject or "nobody", email="a@b.example", name=name, language="en", time_zone="UTC",
        date_format="yyyy-MM-dd", time_format="24h", membership=membership,
    )  # fmt: skip


@pytest.fixture
async def served(bench: Bench) -> AsyncIterator[Bench]:
    service = bench.service("testing")
    service.calls(router, UseCases)
    async with running(service):
        await wait_until_async(lambda: _ready(service), 30)
        yield bench


async def _ready(service: StoreService) -> bool:
    return all((await service.health.ready()).values())


async def _refusal(bench: Bench, request: Request[Any], **headers: str) -> Problem:
    with pytest.raises(CallRefusedError) as refused:
        await bench.calls.call(request, headers)
    return refused.value.problem


async def test_a_call_is_answered_for_its_own_tenant_only(served: Bench) -> None:
    for tenant in ("acme", "globex"):
        answer = await served.calls.call(ChangeMe(name="n"), {"authorization": served.token(tenant)})
        assert answer.name == "1"


async def test_twenty_calls_run_side_by_side(served: Bench) -> None:
    started = time.monotonic()
    calls = (served.calls.call(ListMemberships(), {"authorization": served.token("acme")}) for _ in range(20))
    assert len(await asyncio.gather(*calls)) == 20
    assert time.monotonic() - started < 20 * 0.1


async def test_who_does_not_sign_in_is_refused(served: Bench) -> None:
    assert (await _refusal(served, ListMemberships())).status == 401
    assert (await _refusal(served, ListMemberships(), authorization="Bearer rubbish")).status == 401


async def test_a_tampered_token_is_refused(served: Bench) -> None:
    token = served.token("acme")
    head, body, signature = token.split(".")
    assert (await _refusal(served, ListMemberships(), authorization=f"{head}.{body}x.{signature}")).status == 401


async def test_a_read_only_token_may_not_write(served: Bench) -> None:
    token = served.token("acme", read_only=True)
    assert (await _refusal(served, ChangeMe(name="n"), authorization=token)).code == "identity.read-only"
    assert (await served.calls.call(ListMemberships(), {"authorization": token})).items


async def test_a_refusal_of_the_domain_is_an_answer_and_leaves_nothing(served: Bench) -> None:
    headers = {"authorization": served.token("acme")}
    problem = await _refusal(served, ChangeMe(name="one too many"), **headers)
    assert (problem.status, problem.code, problem.detail) == (409, "testing.too-many", "there were enough")
    assert (await served.calls.call(ChangeMe(name="n"), headers)).name == "1"


async def test_a_bug_is_answered_without_its_text(served: Bench) -> None:
    problem = await _refusal(served, ChangeMe(name="bug"), authorization=served.token("acme"))
    assert (problem.status, problem.code) == (500, "internal")
    assert "secret" not in problem.model_dump_json()


async def test_wrong_input_is_answered_with_the_place(served: Bench) -> None:
    wrong = ChangeMe.model_construct(_fields_set={"language"}, language="klingon")
    problem = await _refusal(served, wrong, authorization=served.token("acme"))
    assert (problem.status, problem.errors[0].pointer) == (422, "/language")


async def test_a_repeated_key_gets_the_same_answer_and_another_body_is_refused(served: Bench) -> None:
    headers = {"authorization": served.token("acme"), "idempotency-key": "k-1"}
    answers = [await served.calls.call(ChangeMe(name="n"), headers) for _ in range(3)]
    assert {answer.name for answer in answers} == {"1"}
    assert (await _refusal(served, ChangeMe(name="other"), **headers)).status == 422
    other = {"authorization": served.token("globex"), "idempotency-key": "k-1"}
    assert (await served.calls.call(ChangeMe(name="n"), other)).name == "1"


async def test_a_repeated_key_gets_the_same_refusal(served: Bench) -> None:
    headers = {"authorization": served.token("acme"), "idempotency-key": "k-2"}
    problems = [await _refusal(served, ChangeMe(name="one too many"), **headers) for _ in range(2)]
    assert problems[0] == problems[1]


async def test_a_refusal_that_may_pass_is_not_kept(served: Bench) -> None:
    headers = {"authorization": served.token("acme"), "idempotency-key": "k-4"}
    assert (await _refusal(served, ChangeMe(name="busy"), **headers)).status == 429
    await served.calls.call(ChangeMe(name="n"), {"authorization": served.token("acme")})
    assert (await served.calls.call(ChangeMe(name="busy"), headers)).name == "2"


async def test_a_validation_error_of_our_own_is_not_blamed_on_the_caller(served: Bench) -> None:
    problem = await _refusal(served, ChangeMe(name="nonsense"), authorization=served.token("acme"))
    assert (problem.status, problem.errors) == (500, ())


async def test_fifty_at_once_under_one_key_have_one_effect(served: Bench) -> None:
    headers = {"authorization": served.token("acme"), "idempotency-key": "k-3"}
    answers = await asyncio.gather(*(served.calls.call(ChangeMe(name="n"), headers) for _ in range(50)))
    assert {answer.name for answer in answers} == {"1"}


async def test_an_anonymous_call_finds_its_tenant(served: Bench) -> None:
    answer = await served.calls.send(ShowInvitation, b'{"token": "globex.abc"}', {})
    assert b'"name":"globex"' in answer.body


async def test_a_call_that_nobody_serves_runs_into_its_deadline_or_is_refused(bench: Bench) -> None:
    answer = await bench.calls.send(ShowInvitation, b"{}", {})
    assert answer.status in (503, 504)
    assert RETRY_SECONDS > 0
