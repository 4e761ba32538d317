"""Builds the AsyncAPI 3.0 document of the whole suite (https://www.asyncapi.com/docs/reference/specification/v3.0.0)."""

from collections.abc import Mapping
from typing import Any, Final

from contracts.asyncapi.channels import channels
from contracts.asyncapi.messages import messages, schemas
from contracts.asyncapi.operations import operations
from contracts.catalogue import SERVICES
from contracts.envelope import CONTENT_TYPE
from contracts.reference.entries import BACKOFFICE, OPERATOR, Example, entries

VERSION: Final = "1"
INTRODUCTION: Final = """\
Every message of Portico. An operation says what one service does; it is named after the service and tagged with it.

**Events** are CloudEvents 1.0 in structured JSON. Backoffices may send several in one message, as a JSON array with
content type `application/cloudevents-batch+json`. **Calls** are bare JSON on the queue of their name; the answer, or an
RFC 9457 Problem, comes to the caller's own reply queue under the same correlation id. Fields are only ever added to a
message: ignore those that you do not know.

A backoffice finds what it sends and receives under the tag `backoffice`, and needs nothing else of this document.
"""
TAGS: Final[Mapping[str, str]] = {
    BACKOFFICE: "A tenant's ERP, CRM or other system of record, with its own broker user `backoffice.<tenant>`",
    OPERATOR: "The command `portico`, with operator tokens",
    "edge": "The only public door: HTTP in front, calls behind",
}
SERVER: Final[Mapping[str, Any]] = {
    "host": "rabbitmq.example.com:5671",
    "protocol": "amqps",
    "protocolVersion": "0.9.1",
    "description": "RabbitMQ, 3.10 or newer. A tenant's backoffice gets address, user and password.",
    "security": [{"$ref": "#/components/securitySchemes/user"}],
}

Node = dict[str, Any]


def build(examples: Mapping[str, Example]) -> Node:
    """Build the document. `examples` are by file name, as in `examples/`."""
    told = entries(examples)
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Portico", "version": VERSION, "description": INTRODUCTION, "tags": _tags()},
        "defaultContentType": CONTENT_TYPE,
        "servers": {"broker": dict(SERVER)},
        "channels": channels(told),
        "operations": operations(told),
        "components": {
            "messages": messages(told, examples),
            "schemas": schemas(told),
            "securitySchemes": {"user": {"type": "userPassword", "description": "SASL PLAIN over TLS"}},
        },
    }


def _tags() -> list[Node]:
    names = (*SERVICES, BACKOFFICE, OPERATOR)
    return [{"name": name, "description": TAGS.get(name, f"The service {name}")} for name in dict.fromkeys(names)]
