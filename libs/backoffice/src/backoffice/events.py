"""Makes CloudEvents of what a backoffice has to say. The same statement always gets the same event id."""

import hashlib
import json
import os
import re
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from pydantic import JsonValue, ValidationError

from backoffice.problems import InputRefusedError
from contracts.catalogue import backoffice_events
from contracts.envelope import CloudEvent
from contracts.message import Event

USER_PREFIX: Final = "backoffice."
TRACE_PARENT: Final = re.compile(r"00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}")


def tenant_of(amqp_url: str) -> str | None:
    """Read the tenant from the user of an AMQP address, `backoffice.<tenant>`; None where it has another user."""
    user = unquote(urlsplit(amqp_url).username or "")
    return user.removeprefix(USER_PREFIX) if user.startswith(USER_PREFIX) else None


def new_trace() -> str:
    """Give the W3C `traceparent` to say: the one in TRACEPARENT, so that a caller's trace goes on, or a new one."""
    given = os.environ.get("TRACEPARENT", "")
    return given if TRACE_PARENT.fullmatch(given) else f"00-{secrets.token_hex(16)}-{secrets.token_hex(8)}-01"


class EventMaker:
    """Makes the events of one source of one tenant.

    `source` names the backoffice, e.g. `erp://acme/main`: the first source that publishes a record owns it. An event
    with a revision gets an id made of its content, so that said twice, also by another process, it is one event;
    one without (a heartbeat) gets a new id.
    """

    def __init__(self, tenant: str, source: str | None = None, *, trace: str | None = None) -> None:
        self.tenant = tenant
        self.source = source or f"portico-backoffice://{tenant}"
        self.trace = trace

    def event(self, said: Event, *, event_id: str | None = None, subject: str | None = None) -> CloudEvent:
        """Put a statement, such as `RecordUpserted(...)`, into an event. Raises InputRefusedError."""
        data = said.model_dump(mode="json", exclude_defaults=True)
        return self._made({"id": event_id, "type": said.NAME, "subject": subject or subject_of(said), "data": data})

    def read(self, line: Mapping[str, Any]) -> CloudEvent:
        """Check one event as it stands in a file: `type` and `data`, the rest where given. Raises InputRefusedError."""
        kinds = backoffice_events()
        kind = kinds.get(str(line.get("type")))
        if kind is None:
            raise InputRefusedError.at("/type", f"must be one of {', '.join(kinds)}")
        if line.get("tenantid", self.tenant) != self.tenant:
            raise InputRefusedError.at("/tenantid", f"is {line['tenantid']!r}, but you publish as {self.tenant!r}")
        try:
            said = kind.model_validate(line.get("data"))
        except ValidationError as error:
            raise InputRefusedError.of_validation(error, "/data") from error
        return self._made({"subject": subject_of(said), **line})

    def _made(self, given: Mapping[str, Any]) -> CloudEvent:
        filled = {
            "specversion": "1.0",
            "source": self.source,
            "tenantid": self.tenant,
            "time": datetime.now(UTC),
            "datacontenttype": "application/json",
            "traceparent": self.trace,
            **{name: value for name, value in given.items() if value is not None},
        }
        filled.setdefault("id", _id_of(filled))
        try:
            return CloudEvent.model_validate(filled)
        except ValidationError as error:
            raise InputRefusedError.of_validation(error) from error


def subject_of(said: Event) -> str | None:
    """Name what an event is about: `invoices/INV-1`, `accounts/C-1001`; None where it is about no one thing."""
    if (record_id := getattr(said, "record_id", None)) is not None:
        return f"{getattr(said, 'module', '')}/{record_id}"
    if (account_id := getattr(said, "account_id", None)) is not None:
        return f"accounts/{account_id}"
    return None


def _id_of(filled: Mapping[str, Any]) -> str:
    data: JsonValue = filled.get("data")
    if not isinstance(data, dict) or "revision" not in data:
        return secrets.token_hex(16)
    return digest_of([filled["tenantid"], filled["source"], filled["type"], data])[:32]


def digest_of(content: JsonValue) -> str:
    """Give the SHA-256 of JSON content, whatever the order of its members."""
    text = json.dumps(content, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
