"""A membership's tokens are revoked by its revision: by no clock, so nothing slips through in the same second."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from chassis import revocations
from chassis.problems import Refused
from chassis.revocations import Revocations
from contracts.envelope import CloudEvent
from contracts.identity.people import Revoked
from contracts.message import Who
from contracts.principal import Principal

USER = Principal(Who.USER, tenant="acme", subject="u-1", session="s-1", membership="m-1", issued_at=2_000_000_000)
STAFF = Principal(Who.STAFF, tenant="acme", subject="p-1", session="s-2", issued_at=2_000_000_000)


def _revoked(revision: int, name: str = "m-1", at: datetime | None = None) -> Revoked:
    return Revoked(kind="membership", id=name, at=at or datetime.now(UTC), revision=revision)


def test_a_token_that_says_less_is_refused_whenever_it_was_made() -> None:
    heard = Revocations(1.0)
    for revision in (3, 2):  # late news of an earlier one
        heard.revoke(_revoked(revision))
    for revision in (1, 2):
        with pytest.raises(Refused) as refused:
            heard.refuse_revoked(replace(USER, membership_revision=revision))
        assert refused.value.problem.status == 401
    heard.refuse_revoked(replace(USER, membership_revision=3, issued_at=0))
    for other in (replace(USER, membership="m-2"), STAFF):
        heard.refuse_revoked(other)


def test_what_no_token_can_say_any_more_is_forgotten_when_there_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(revocations, "MAX_KEPT", 2)
    heard = Revocations(1.0)
    heard.revoke(_revoked(2, "m-1", datetime(2020, 1, 1, tzinfo=UTC)))
    for name in ("m-2", "m-3"):
        heard.revoke(_revoked(2, name))
    heard.refuse_revoked(USER)
    for name in ("m-2", "m-3"):
        with pytest.raises(Refused):
            heard.refuse_revoked(replace(USER, membership=name))


async def test_a_listener_that_fails_keeps_no_other_from_hearing() -> None:
    heard: list[str] = []

    async def fails(_cloud: CloudEvent) -> None:
        raise ValueError

    async def hears(cloud: CloudEvent) -> None:
        heard.append(cloud.tenantid)

    listening = Revocations(1.0)
    for listener in (fails, hears):
        listening.on(Revoked.NAME, listener)
    event = CloudEvent(
        id="e", source="identity", type=Revoked.NAME, tenantid="acme", data=_revoked(2).model_dump(mode="json")
    )
    await listening._hear_event(event.model_dump_json().encode())

    assert heard == ["acme"]
