"""The envelope of every event: CloudEvents 1.0, structured JSON (https://github.com/cloudevents/spec)."""

from typing import Annotated, Final, Literal

from pydantic import Field, JsonValue

from contracts.kinds import Instant, Key, TenantName
from contracts.message import Message

CONTENT_TYPE: Final = "application/cloudevents+json"
BATCH_CONTENT_TYPE: Final = "application/cloudevents-batch+json"


class CloudEvent(Message):
    """One event around its data. `tenantid` is the tenant it belongs to; event ids are unique per `source` only."""

    specversion: Literal["1.0"] = "1.0"
    id: Key
    source: Annotated[str, Field(min_length=1, max_length=300, pattern=r"^\S+$")]
    type: Annotated[str, Field(min_length=1, max_length=120, pattern=r"^[a-z0-9.-]+$")]
    subject: Annotated[str, Field(max_length=300)] | None = None
    time: Instant | None = None
    tenantid: TenantName
    datacontenttype: Literal["application/json"] = "application/json"
    traceparent: Annotated[str, Field(max_length=60, pattern=r"^[0-9a-f-]+$")] | None = None
    data: dict[str, JsonValue]
