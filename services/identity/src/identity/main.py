"""Identity, put together: the one file that knows everything."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from argon2 import PasswordHasher

from chassis.cursors import CursorSealer
from chassis.keys import read_bytes
from chassis.revocations import Beat
from chassis.sealing import Sealer
from chassis.store_service import StoreService
from chassis.tokens import ACCESS_SECONDS, VIEW_SECONDS, TokenSigner
from chassis.work import Work
from identity.app.use_cases import UseCases
from identity.domain.lifetimes import Lifetimes
from identity.domain.refresh_token import RefreshTokens
from identity.domain.tries import Names
from identity.gateways.chance import SystemChance
from identity.gateways.clock import SystemClock
from identity.gateways.common_passwords import common_passwords
from identity.gateways.cursors import SealedCursors
from identity.gateways.passwords import Argon2Passwords
from identity.handlers import (
    accounts,
    audit,
    colleagues,
    invitations,
    looking,
    memberships,
    passwords,
    people,
    person,
    portals,
    sessions,
    tenancy,
)
from identity.handlers import own_sessions as own
from identity.handlers import staff as employees
from identity.ports import Clock, Outside
from identity.settings import IdentitySettings
from identity.storage import api_keys, links, staff, tries, users
from identity.storage import audit as audit_rows
from identity.storage import invitations as invitation_rows
from identity.storage import memberships as membership_rows
from identity.storage import sessions as session_rows
from identity.storage.accounts import MongoAccounts
from identity.storage.portals import MongoPortals
from identity.storage.tenant_book import MongoTenantBook

INDEXES = (
    *api_keys.INDEXES,
    *audit_rows.INDEXES,
    *invitation_rows.INDEXES,
    *links.INDEXES,
    *membership_rows.INDEXES,
    *session_rows.INDEXES,
    *staff.INDEXES,
    *tries.INDEXES,
    *users.INDEXES,
)


CALLS = (
    sessions.router,
    own.router,
    passwords.router,
    tenancy.router,
    employees.router,
    invitations.router,
    people.router,
    person.router,
    memberships.router,
    colleagues.router,
    looking.router,
    audit.router,
)


def make_app() -> StoreService:
    """Make the service from the environment."""
    settings = IdentitySettings()
    # Identity is where revocations come from: it asks its own store, and puts the beat behind what it has said.
    service = StoreService("identity", settings, indexes=INDEXES, revocable=False)
    service.when_caught_up(lambda parts: Beat(parts.publisher))
    build = make_build(settings)
    for router in CALLS:
        service.calls(router, build, vouch=lambda who, use: use.vouch(who))
    service.events(portals.router, build)
    service.events(accounts.router, build)
    service.events(audit.events, build)
    return service


def make_build(settings: IdentitySettings, clock: Clock | None = None) -> Callable[[Work], UseCases]:
    """Make what makes the use cases of one unit of work."""
    key = read_bytes(settings.refresh_key.get_secret_value())
    cursors = CursorSealer(settings.cursor_key.get_secret_value())
    of_the_process = partial(
        Outside,
        lifetimes=_lifetimes(settings),
        refresh_tokens=RefreshTokens(key),
        names=Names(key),
        clock=clock or SystemClock(),
        chance=SystemChance(),
        passwords=_passwords(settings),
        signer=TokenSigner(settings.signing_key.get_secret_value()),
        sealer=Sealer(settings.seal_public_key),
    )

    def build(work: Work) -> UseCases:
        return UseCases(
            of_the_process(
                tenant=work.tenant,
                cursors=SealedCursors(cursors, work.tenant),
                voice=work,
                trail=work.trail,
                tenant_book=MongoTenantBook(work),
                portals=MongoPortals(work),
                accounts=MongoAccounts(work),
                staff=staff.MongoStaff(work),
                users=users.MongoUsers(work),
                memberships=membership_rows.MongoMemberships(work),
                invitations=invitation_rows.MongoInvitations(work),
                links=links.MongoLinks(work),
                sessions=session_rows.MongoSessions(work),
                tries=tries.MongoTries(work),
                api_keys=api_keys.MongoApiKeys(work),
                audit=audit_rows.MongoAudit(work),
            )
        )

    return build


def _passwords(settings: IdentitySettings) -> Argon2Passwords:
    hasher = PasswordHasher(settings.argon2_passes, settings.argon2_memory, settings.argon2_lanes)
    return Argon2Passwords(hasher, settings.hashes_at_once, common_passwords())


def _lifetimes(settings: IdentitySettings) -> Lifetimes:
    return Lifetimes(
        access=timedelta(seconds=ACCESS_SECONDS),
        view=timedelta(seconds=VIEW_SECONDS),
        session=timedelta(days=settings.session_days),
        idle=timedelta(days=settings.idle_days),
        grace=timedelta(seconds=settings.refresh_grace),
        invitation=timedelta(days=settings.invitation_days),
        activation=timedelta(days=settings.activation_days),
        reset=timedelta(minutes=settings.reset_minutes),
    )
