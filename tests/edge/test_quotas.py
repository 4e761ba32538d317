"""How often, and how much at once: told in every answer, kept per caller, and no header buys more."""

import asyncio
from typing import Any

from contracts.identity.people import ShowMe
from contracts.identity.sessions import SignIn
from stack.knocking import Knocker


async def test_quotas_are_told_and_kept_per_caller() -> None:
    edge = Knocker(rate_read=2)
    edge.bus.says(ShowMe, {})
    mine, other = edge.token(subject="me"), edge.token(subject="other")

    answers = [await edge.ask("GET", "/api/v1/me", token=mine) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 429]
    assert [answer.headers["ratelimit"].split(";")[1] for answer in answers] == ["r=1", "r=0", "r=0"]
    assert {answer.headers["ratelimit-policy"] for answer in answers} == {'"read";q=2;w=60'}
    assert 1 <= int(answers[2].headers["retry-after"]) <= 30
    assert (await edge.ask("GET", "/api/v1/me", token=other)).status == 200


async def test_who_looks_through_a_users_eyes_uses_up_their_own_quota_and_not_the_users() -> None:
    edge = Knocker(rate_read=2)
    edge.bus.says(ShowMe, {})
    looking = [edge.token(subject=user, read_only=True, acting="ada") for user in ("kim", "lee", "kim")]

    answers = [await edge.ask("GET", "/api/v1/me", token=token) for token in looking]

    assert [answer.status for answer in answers] == [200, 200, 429]
    assert (await edge.ask("GET", "/api/v1/me", token=edge.token(subject="kim"))).status == 200


async def test_signing_in_counts_by_address_and_a_forged_header_is_no_address() -> None:
    edge = Knocker(rate_sign_in=2)
    login = {"portal": "acme/customers", "email": "jo@example.com", "password": "x"}
    edge.bus.refuses(SignIn, 401, "identity.wrong-credentials")

    async def sign_in(peer: str, forwarded: str) -> int:
        return (await edge.ask("POST", "/api/v1/auth/login", login, peer=peer, x_forwarded_for=forwarded)).status

    assert [await sign_in("192.0.2.7", f"10.0.0.{n}") for n in range(3)] == [401, 401, 429]
    assert await sign_in("192.0.2.8", "192.0.2.7") == 401
    ipv6 = [await sign_in(f"2001:db8::{n}", "") for n in range(1, 4)]
    assert ipv6 == [401, 401, 429], "one customer's network is one caller"


async def test_behind_our_own_proxy_its_word_counts_and_only_its() -> None:
    edge = Knocker(rate_sign_in=1, trusted_hops=1)
    edge.bus.refuses(SignIn, 401, "identity.wrong-credentials")
    login = {"portal": "acme/customers", "email": "jo@example.com", "password": "x"}
    seen = ("9.9.9.9, 192.0.2.7", "8.8.8.8, 192.0.2.7", "192.0.2.8")

    statuses = [(await edge.ask("POST", "/api/v1/auth/login", login, x_forwarded_for=each)).status for each in seen]

    assert statuses == [401, 429, 401]


async def test_replicas_share_a_quota() -> None:
    edge = Knocker(rate_read=10, edge_replicas=5)
    edge.bus.says(ShowMe, {})

    answers = [await edge.ask("GET", "/api/v1/me", token=edge.token()) for _ in range(3)]

    assert [answer.status for answer in answers] == [200, 200, 429]


async def test_a_full_replica_says_so_at_once() -> None:
    edge = Knocker(in_flight=2)
    go_on, arrived = asyncio.Event(), asyncio.Semaphore(0)
    answer_as_told = edge.bus.send

    async def answer_late(kind: Any, body: bytes, headers: Any) -> Any:
        arrived.release()
        await go_on.wait()
        return await answer_as_told(kind, body, headers)

    edge.bus.send = answer_late  # type: ignore[method-assign]
    edge.bus.says(ShowMe, {})
    waiting = [asyncio.create_task(edge.ask("GET", "/api/v1/me", token=edge.token())) for _ in range(2)]
    for _ in waiting:
        await asyncio.wait_for(arrived.acquire(), 5)

    refused = await edge.ask("GET", "/api/v1/me", token=edge.token())
    go_on.set()

    assert (refused.status, refused.json["code"], refused.headers["retry-after"]) == (503, "overloaded", "1")
    assert [answer.status for answer in await asyncio.gather(*waiting)] == [200, 200]
    assert (await edge.ask("GET", "/api/v1/me", token=edge.token())).status == 200
