"""A route that several services answer together: one after the other, as the caller, and only asked what is right."""

from typing import Any

import pytest

from contracts.identity.previewing import OpenPreview
from contracts.message import Who
from contracts.portal_config.portals import ShowDraft
from contracts.records.previewing import KeepPreview
from stack.knocking import Knocker, Reply

PREVIEW = "/backoffice/v1/portals/customers/preview"
DRAFT: dict[str, Any] = {"slug": "customers", "revision": 7, "document": {"slug": "customers"}, "changed_at": "x"}
KEPT = {"id": "p-1", "draft_revision": 7, "expires_at": "x"}


@pytest.fixture
def office(edge: Knocker) -> Knocker:
    """An edge behind which a draft is shown, kept, and a token is signed for it."""
    edge.bus.says(ShowDraft, DRAFT)
    edge.bus.says(KeepPreview, KEPT)
    edge.bus.says(OpenPreview, {"access_token": "t"})
    return edge


async def preview(edge: Knocker, body: object) -> Reply:
    return await edge.ask("POST", PREVIEW, body, token=edge.token(Who.STAFF, roles=frozenset({"designer"})))


async def test_each_is_asked_as_the_caller_with_what_the_one_before_has_said(office: Knocker) -> None:
    answer = await preview(office, {"account_id": "C-1", "roles": ["billing"]})

    assert (answer.status, answer.json) == (201, {"access_token": "t"})
    assert [(kind, body) for kind, body, _ in office.bus.calls] == [
        (ShowDraft, {"slug": "customers"}),
        (KeepPreview, {"slug": "customers", "draft_revision": 7, "document": DRAFT["document"], "roles": ["billing"]}),
        (OpenPreview, {
            "slug": "customers", "preview_id": "p-1", "draft_revision": 7, "account_id": "C-1", "roles": ["billing"],
        }),
    ]  # fmt: skip
    assert len({headers["authorization"] for _, _, headers in office.bus.calls}) == 1


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"preview_id": "p-2"}, "/preview_id"),
        ({"draft_revision": 1}, "/draft_revision"),
        ({"document": {}}, "/document"),
        ({"account_id": 1}, "/account_id"),
        ({"roles": ["Not A Role"]}, "/roles/0"),
        ({"colour": "red"}, "/colour"),
    ],
)
async def test_a_wrong_body_asks_nobody(office: Knocker, body: Any, pointer: str) -> None:
    answer = await preview(office, body)

    assert (answer.status, [fault["pointer"] for fault in answer.json["errors"]]) == (422, [pointer])
    assert not office.bus.calls


@pytest.mark.parametrize(("refusing", "asked"), [(ShowDraft, 1), (KeepPreview, 2), (OpenPreview, 3)])
async def test_the_first_refusal_is_the_answer_and_nobody_is_asked_beyond(
    office: Knocker, refusing: Any, asked: int
) -> None:
    office.bus.refuses(refusing, 409, "records.draft-unreadable", "/document/modules/0")

    answer = await preview(office, {})

    assert (answer.status, answer.json["code"], len(office.bus.calls)) == (409, "records.draft-unreadable", asked)
