"""Identity without a broker: its doors on a real database, a clock to move, and everything that it says."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from pydantic import SecretStr

from chassis import idempotency, inbox, outbox
from chassis.call_router import CallServer, Door, Gate
from chassis.keys import new_signing_key, public_keys, write_bytes
from chassis.mongo import Database
from chassis.problems import problem_of
from chassis.sealing import Opener, new_seal_keys
from chassis.tokens import TokenSigner, TokenVerifier
from chassis.work import Transactor
from contracts.envelope import CloudEvent
from contracts.identity.invitations import AcceptInvitation, CreateInvitations, InvitationCreated, Invitee
from contracts.identity.sessions import ActivateStaff, SignedIn, StaffSignedIn
from contracts.identity.tenancy import InviteOwner, OwnerInvited
from contracts.message import Event, Message, Request, Who
from contracts.portal_config.portals import PortalPublished
from contracts.principal import Principal
from contracts.problem import Problem
from identity.app.use_cases import UseCases
from identity.handlers import accounts, portals
from identity.main import CALLS, INDEXES, make_build
from identity.settings import IdentitySettings

SIGNING_KEY, OPERATOR_KEY = new_signing_key(), new_signing_key()
SEAL_KEY, SEAL_PUBLIC_KEY = new_seal_keys()
PASSWORD = "a rather long pass phrase"
OPERATOR = TokenSigner(OPERATOR_KEY).sign(Principal(Who.OPERATOR, subject="operator"), 3_600)
DOORS: dict[type[Request[Any]], Door[UseCases]] = {door.request: door for router in CALLS for door in router.doors}
A = TypeVar("A", bound=Message)
E = TypeVar("E", bound=Event)


def portal_document(**other: object) -> dict[str, Any]:
    """A published portal with two roles and German defaults."""
    return {
        "slug": "customers",
        "name": "Customers",
        "audience": "customer",
        "languages": ["en", "de"],
        "defaults": {"language": "de", "time_zone": "Europe/Berlin", "date_format": "dd.MM.yyyy", "country": "DE"},
        "roles": {"billing": {"modules": ["invoices"]}, "technical": {"modules": ["work_orders"]}},
        "modules": [],
        **other,
    }


class Refused(Exception):  # noqa: N818
    """A door answered with a Problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(f"{problem.status} {problem.code} {problem.detail}")
        self.problem = problem
        self.status, self.code = problem.status, problem.code


@contextmanager
def refused(status: int, code: str) -> Iterator[None]:
    """What runs in here is refused, and for this reason."""
    with pytest.raises(Refused) as raised:
        yield
    assert (raised.value.status, raised.value.code) == (status, code)


@dataclass
class MovableClock:
    """The system's time and what was added to it."""

    ahead: timedelta = field(default_factory=timedelta)

    def now(self) -> datetime:
        now = datetime.now(UTC) + self.ahead
        return now.replace(microsecond=now.microsecond // 1000 * 1000)


class IdentityBench:
    """Calls identity's doors as the edge would, but for the bus."""

    def __init__(self, database: Database, settings: IdentitySettings) -> None:
        self.database, self.clock = database, MovableClock()
        self.transactor = Transactor(database, "identity", deadline=20, committed=lambda: None)
        self.build = make_build(settings, self.clock)
        self.verifier = TokenVerifier(settings.verify_keys, settings.operator_verify_keys)

        async def vouch(who: Principal, use: UseCases) -> bool:
            return await use.vouch(who)

        self.server = CallServer(Gate(self.verifier, None), self.transactor, self.build, vouch)

    async def call(self, request: Request[A], token: str = "", device: str = "a device", **beside: str) -> A:
        """The answer of a call. Raises Refused with the Problem, also where it is not raised but answered.

        `beside` is what else the edge says: `agent`, `network`.
        """
        headers = {"authorization": f"Bearer {token}" if token else "", "x-device": device}
        headers |= {f"x-{name}": value for name, value in beside.items()}
        body = request.model_dump_json(exclude_unset=True).encode()
        try:
            status, answer = await self.server.perform(DOORS[type(request)], body, headers)
        except Exception as error:
            problem = problem_of(error)
            if problem.status >= 500:
                raise
            raise Refused(problem) from error
        if status >= 400:
            raise Refused(Problem.model_validate_json(answer))
        reply: A = type(request).ANSWER.model_validate_json(answer)  # type: ignore[assignment]
        return reply

    async def tell(self, tenant: str, event: Event) -> None:
        """Deliver an event of portal-config or records once."""
        _, handler = {**portals.router.handlers, **accounts.router.handlers}[event.NAME]
        await self.transactor.run(tenant, lambda work: handler(event, self.build(work)))

    async def said(self, tenant: str, kind: type[E]) -> list[E]:
        """Every event of this type that the tenant's outbox holds, oldest first."""
        rows = await self.database.raw[outbox.COLLECTION].find({"tenant": tenant}).sort("_id", 1).to_list(1_000)
        clouds = {
            message["id"]: CloudEvent.model_validate_json(message["body"])
            for row in rows
            for message in row["messages"]
            if message["type"] == kind.NAME
        }
        return [kind.model_validate(cloud.data) for cloud in clouds.values()]

    async def found(self, tenant: str, email: str) -> OwnerInvited:
        """The operator makes a tenant with an open portal."""
        owner = await self.call(InviteOwner(tenant=tenant, tenant_name=tenant.title(), email=email), OPERATOR)
        await self.tell(tenant, PortalPublished(slug="customers", version=1, document=portal_document()))
        return owner

    async def owner(self, tenant: str) -> StaffSignedIn:
        """A tenant with an open portal, and its owner, signed in."""
        invited = await self.found(tenant, f"ada@{tenant}.example")
        return await self.call(ActivateStaff(token=invited.owner_token or "", password=PASSWORD, name="Ada Owner"))

    async def invite(self, staff: StaffSignedIn, email: str, **other: object) -> str:
        """Invite somebody; the token that their mail would hold."""
        asked = {"portal": "customers", "email": email, "name": "Kim", "account_id": "C-1", **other}
        await self.call(CreateInvitations(invitations=(Invitee.model_validate(asked),)), staff.access_token)
        return await self.mailed(staff.staff.tenant, email)

    async def mailed(self, tenant: str, email: str) -> str:
        """The token of the newest mail to an address."""
        created = [event for event in await self.said(tenant, InvitationCreated) if event.person.email == email]
        return Opener(SEAL_KEY).open(created[-1].sealed_token)

    async def user(self, staff: StaffSignedIn, email: str, **other: object) -> SignedIn:
        """An invited user who has accepted."""
        token = await self.invite(staff, email, **other)
        return await self.call(AcceptInvitation(token=token, password=PASSWORD, name="Kim"))

    async def forget(self) -> None:
        """Begin anew: an empty database, now."""
        self.clock.ahead = timedelta()
        for name in await self.database.raw.list_collection_names():
            await self.database.raw[name].delete_many({})

    def who(self, access_token: str) -> Principal:
        """What an access token says."""
        return self.verifier.verify(access_token)


@asynccontextmanager
async def made_identity_bench(mongo_url: str, database: str, **other: Any) -> AsyncIterator[IdentityBench]:
    """Identity's doors on this database; hashes cost next to nothing."""
    settings = IdentitySettings(
        **{
            "amqp_url": SecretStr("amqp://unused"),
            "mongo_url": SecretStr(mongo_url),
            "verify_keys": public_keys(SIGNING_KEY),
            "operator_verify_keys": public_keys(OPERATOR_KEY),
            "signing_key": SecretStr(SIGNING_KEY),
            "refresh_key": SecretStr(write_bytes(b"r" * 32)),
            "cursor_key": SecretStr(write_bytes(b"c" * 32)),
            "seal_public_key": SEAL_PUBLIC_KEY,
            "argon2_memory": 64,
            **other,
        }
    )
    parts = Database(mongo_url, database)
    await parts.ensure((*outbox.INDEXES, *inbox.INDEXES, *idempotency.INDEXES, *INDEXES))
    try:
        yield IdentityBench(parts, settings)
    finally:
        await parts.client.drop_database(database)
        parts.close()
