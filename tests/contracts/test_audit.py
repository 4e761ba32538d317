"""What the trail tells of each call: the thing by its identifier, and nothing that people wrote."""

from typing import Any, Final

import pytest
from pydantic import TypeAdapter, ValidationError

from contracts.audit import NAMING, Details, Subject, action_of, details_of, subjects_of
from contracts.catalogue import requests
from contracts.identity.invitations import CreateInvitations, Invitation, Invitations, WithdrawInvitation
from contracts.identity.tenancy import InviteOwner, OwnerInvited, RevokeApiKey
from contracts.message import Message, Nothing, Request
from contracts.portal_config.portals import PublishPortal, Version

WRITES: Final = [request for request in requests().values() if request.EFFECT == "write"]
CODES: Final = TypeAdapter(Details)


@pytest.mark.parametrize("request_type", WRITES, ids=lambda request: request.NAME)
def test_what_a_request_tells_is_its_own_or_its_answers(request_type: type[Request[Any]]) -> None:
    known = request_type.model_fields.keys() | request_type.ANSWER.model_fields.keys()
    assert set(request_type.AUDIT.tells) <= known
    assert request_type.AUDIT.field in {"", *request_type.model_fields}


@pytest.mark.parametrize("request_type", WRITES, ids=lambda request: request.NAME)
def test_what_names_a_thing_is_short_and_no_address(request_type: type[Request[Any]]) -> None:
    fields = request_type.model_json_schema()["properties"] if request_type.model_fields else {}
    for field in {request_type.AUDIT.field, *NAMING} & fields.keys():
        schema = fields[field]
        assert schema.get("maxLength", 999) <= 200 or "pattern" in schema, field
        assert "@" not in schema.get("pattern", ""), field


def _version(number: int) -> Version:
    return Version.model_validate(
        {"slug": "customers", "version": number, "published_at": "2026-11-22T10:00:00Z", "published_by": "s"}
    )


def _invited(*ids: str) -> Invitations:
    day, person = "2026-11-22T10:00:00Z", {"email": "jo@jo.example", "name": "Jo", "account_id": "C-1"}
    common = {"portal": "acme/customers", "state": "invited", "expires_at": day, "created_at": day, **person}
    return Invitations(items=tuple(Invitation.model_validate({"id": each, **common}) for each in ids))


@pytest.mark.parametrize(
    ("request_", "answer", "subjects"),
    [
        (PublishPortal(slug="customers"), _version(3), [("portal", "customers")]),
        (RevokeApiKey(id="k-1"), Nothing(), [("api-key", "k-1")]),
        (WithdrawInvitation(id="i-1"), None, [("invitation", "i-1")]),
        (CreateInvitations.model_construct(), _invited("i-1", "i-2"), [("invitation", "i-1"), ("invitation", "i-2")]),
        (CreateInvitations.model_construct(), None, []),
        (
            InviteOwner(tenant="acme", tenant_name="Acme", email="a@acme.example"),
            OwnerInvited(tenant="acme", owner_email="a@acme.example", owner_token=None, api_key=None),
            [("tenant", "acme")],
        ),
    ],
    ids=lambda value: type(value).__name__,
)
def test_a_call_is_about_what_it_names_or_what_its_answer_names(
    request_: Request[Any], answer: Message | None, subjects: list[tuple[str, str]]
) -> None:
    assert subjects_of(request_, answer) == tuple(Subject(kind=kind, id=thing) for kind, thing in subjects)


def test_an_answer_tells_before_its_request() -> None:
    assert details_of(PublishPortal(slug="customers"), _version(3)) == {"version": 3}
    assert details_of(PublishPortal(slug="customers"), None) == {}
    assert action_of(PublishPortal) == "portal-config.publish-portal"


@pytest.mark.parametrize(
    "details",
    [
        {"note": "a sentence"},
        {"to": "kim@acme.example"},
        {"$where": 1},
        {"a.b": 1},
        {"n": -1},
        {"n": 2**63},
        {"n": 0.5},
        {"many": ["x"] * 101},
        {f"n{number}": 1 for number in range(21)},
    ],
)
def test_a_detail_is_neither_text_nor_address_nor_boundless(details: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        CODES.validate_python(details)


def test_details_are_numbers_states_and_codes() -> None:
    details = {"version": 3, "active": False, "scopes": ["events", "portals"], "code": "records.foreign-source"}
    read = CODES.validate_python(details)
    assert CODES.dump_python(read, mode="json") == details
    assert read["active"] is False
