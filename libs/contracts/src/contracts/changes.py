"""One difference between two documents, as programs make their sentences from it."""

from pydantic import Field, JsonValue

from contracts.message import Message


class Change(Message):
    """`pointer` leads into the newer document, or into the older one where `after` is null. `cut`: too long to tell."""

    pointer: str = Field(max_length=500)
    code: str = Field(max_length=100)
    before: JsonValue = None
    after: JsonValue = None
    cut: bool = False
