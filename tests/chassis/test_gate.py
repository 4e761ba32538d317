"""Who may make which call: what is not allowed by the request's own class line is refused, in the service itself."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from chassis.call_router import CallRouter, Gate
from chassis.keys import new_signing_key, public_keys
from chassis.problems import Refused
from chassis.revocations import Revocations
from chassis.tokens import TokenSigner, TokenVerifier
from contracts.catalogue import requests
from contracts.identity.invitations import AcceptInvitation, CreateInvitations, ListInvitations, ShowInvitation
from contracts.identity.people import ChangeMe, Revoked, ShowMe
from contracts.identity.tenancy import InviteOwner
from contracts.message import Request, Who
from contracts.principal import ANONYMOUS, Principal

KEY, OPERATOR_KEY = new_signing_key(), new_signing_key()
VERIFIER = TokenVerifier(public_keys(KEY), public_keys(OPERATOR_KEY))


def _token(kind: Who, **claims: Any) -> str:
    signer = TokenSigner(OPERATOR_KEY if kind is Who.OPERATOR else KEY)
    return "Bearer " + signer.sign(Principal(kind, tenant="acme", subject="x-1", session="s-1", **claims))


@pytest.fixture
def revocations() -> Revocations:
    heard = Revocations(60)
    heard._hear_beat(json.dumps({"at": datetime.now(UTC).isoformat()}).encode())
    return heard


@pytest.fixture
def gate(revocations: Revocations) -> Gate:
    return Gate(VERIFIER, revocations)


def _refusal(gate: Gate, request: type[Request[Any]], authorization: str = "", **how: bool) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        gate.admit(request, authorization, **how)
    return refused.value.problem.status, refused.value.problem.code


CLOSED = [request for request in requests().values() if Who.ANYONE not in request.WHO]


@pytest.mark.parametrize("request_type", CLOSED, ids=lambda request: request.NAME)
def test_nobody_gets_in_without_a_token(gate: Gate, request_type: type[Request[Any]]) -> None:
    assert _refusal(gate, request_type) == (401, "identity.sign-in-required")


@pytest.mark.parametrize("request_type", CLOSED, ids=lambda request: request.NAME)
@pytest.mark.parametrize("kind", [Who.USER, Who.STAFF, Who.SYSTEM, Who.OPERATOR])
def test_nobody_gets_in_as_something_else(gate: Gate, request_type: type[Request[Any]], kind: Who) -> None:
    if kind in request_type.WHO:
        powers = {"roles": request_type.ROLES, "scopes": frozenset({request_type.SCOPE})}
        assert gate.admit(request_type, _token(kind, **powers)).kind is kind
    else:
        assert _refusal(gate, request_type, _token(kind)) == (403, "identity.not-allowed")


@pytest.mark.parametrize("request_type", requests().values(), ids=lambda request: request.NAME)
def test_staff_need_a_role_and_keys_a_scope(gate: Gate, request_type: type[Request[Any]]) -> None:
    if request_type.ROLES:
        weak = _token(Who.STAFF, roles=frozenset({"janitor"}))
        assert _refusal(gate, request_type, weak) == (403, "identity.role-missing")
    if Who.SYSTEM in request_type.WHO:
        weak = _token(Who.SYSTEM, scopes=frozenset({"something-else"}))
        assert _refusal(gate, request_type, weak) == (403, "identity.scope-missing")


def test_a_role_of_a_user_is_no_role_of_staff(gate: Gate) -> None:
    assert _refusal(gate, ListInvitations, _token(Who.USER, roles=frozenset({"owner"})))[0] == 403


def test_a_call_for_anybody_does_not_ask_who(gate: Gate) -> None:
    assert gate.admit(ShowInvitation, "Bearer rubbish") is ANONYMOUS


def test_a_call_for_anybody_or_a_user_takes_both_but_no_bad_token(gate: Gate) -> None:
    assert gate.admit(AcceptInvitation, "") is ANONYMOUS
    assert gate.admit(AcceptInvitation, _token(Who.USER)).kind is Who.USER
    assert _refusal(gate, AcceptInvitation, "Bearer rubbish") == (401, "identity.token-invalid")


def test_a_read_only_token_reads_only(gate: Gate) -> None:
    token = _token(Who.USER, read_only=True, acting="staff-1")
    assert gate.admit(ShowMe, token).acting == "staff-1"
    assert _refusal(gate, ChangeMe, token) == (403, "identity.read-only")
    assert _refusal(gate, ChangeMe, token, cut_off_ok=True) == (403, "identity.read-only")


USERS = [request for request in requests().values() if Who.USER in request.WHO]


@pytest.mark.parametrize("request_type", USERS, ids=lambda request: request.NAME)
def test_whoever_looks_through_a_users_eyes_reads_all_and_writes_nothing(
    gate: Gate, request_type: type[Request[Any]]
) -> None:
    token = _token(Who.USER, membership="m-1", portal="customers", read_only=True, acting="staff-1")
    if request_type.EFFECT == "read":
        assert gate.admit(request_type, token).acting == "staff-1"
    else:
        assert _refusal(gate, request_type, token) == (403, "identity.read-only")


PREVIEWED = {
    f"records.{asked}.v1"
    for asked in (
        "show-portal",
        "list-records",
        "show-record",
        "show-history",
        "show-dashboard",
        "search-records",
        "check-visible",
    )
}


@pytest.mark.parametrize("request_type", USERS, ids=lambda request: request.NAME)
def test_whoever_looks_at_a_draft_opens_what_the_draft_makes_and_nothing_else(
    gate: Gate, request_type: type[Request[Any]]
) -> None:
    token = _token(Who.USER, portal="customers", read_only=True, acting="staff-1", preview="p-1")
    if request_type.NAME in PREVIEWED:
        assert request_type.EFFECT == "read"
        assert gate.admit(request_type, token).preview == "p-1"
    else:
        assert _refusal(gate, request_type, token) == (403, "identity.preview-only")


def test_a_view_ends_with_the_staff_member_their_session_the_membership_and_the_user() -> None:
    for kind, name in (("session", "s-1"), ("staff", "staff-1"), ("user", "x-1"), ("membership", "m-1")):
        fresh = Revocations(60)
        token = _token(Who.USER, membership="m-1", read_only=True, acting="staff-1")
        Gate(VERIFIER, fresh).admit(ShowMe, token)
        fresh.revoke(Revoked.model_validate({"kind": kind, "id": name, "at": datetime.now(UTC)}))
        assert _refusal(Gate(VERIFIER, fresh), ShowMe, token) == (401, "identity.revoked"), kind


def test_a_revoked_token_neither_reads_nor_writes(gate: Gate, revocations: Revocations) -> None:
    token = _token(Who.USER)
    revocations.revoke(Revoked(kind="session", id="s-1", at=datetime.now(UTC)))
    for request in (ShowMe, ChangeMe):
        assert _refusal(gate, request, token) == (401, "identity.revoked")


def test_who_is_cut_off_reads_but_does_not_write() -> None:
    gate = Gate(VERIFIER, Revocations(60))
    assert gate.admit(ShowMe, _token(Who.USER)).kind is Who.USER
    assert _refusal(gate, ChangeMe, _token(Who.USER))[0] == 503
    assert gate.admit(ChangeMe, _token(Who.USER), cut_off_ok=True).kind is Who.USER
    assert gate.admit(InviteOwner, _token(Who.OPERATOR)).kind is Who.OPERATOR


def test_the_source_of_revocations_is_never_cut_off() -> None:
    assert Gate(VERIFIER, None).admit(ChangeMe, _token(Who.USER)).kind is Who.USER


def test_a_door_without_a_line_of_description_is_refused() -> None:
    router: CallRouter[None] = CallRouter()
    with pytest.raises(TypeError, match=CreateInvitations.NAME):

        @router.call(CreateInvitations)
        async def on_create(_request: CreateInvitations, _who: Principal, _use: None) -> Any:
            raise NotImplementedError
