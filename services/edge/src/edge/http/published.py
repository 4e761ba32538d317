"""What the contracts publish of themselves: the AsyncAPI document, and in it an example of every message."""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from contracts.envelope import CONTENT_TYPE


@cache
def _document() -> dict[str, Any]:
    document: dict[str, Any] = json.loads((files("contracts") / "asyncapi/asyncapi.json").read_bytes())
    return document


def asyncapi() -> bytes:
    """Give the AsyncAPI 3.0 document of the suite, without the white space that people read it by."""
    return json.dumps(_document(), ensure_ascii=False, separators=(",", ":")).encode()


@cache
def examples() -> Mapping[str, Any]:
    """Give each message's example by its name, an event's without envelope; `<call>.answer` is an answer's."""
    told: dict[str, Any] = {}
    for message in _document()["components"]["messages"].values():
        payload = message["examples"][0]["payload"]
        told[message["name"]] = payload["data"] if message["contentType"] == CONTENT_TYPE else payload
    return told
