"""One search through everything that a membership sees."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from contracts.kinds import Line, ModuleName
from contracts.message import Message, Request, Who


class ModuleHits(Message):
    """What was found in one module, with its label by language. `more` tells that its list may find more."""

    module: ModuleName
    label: dict[str, str]
    items: tuple[dict[str, JsonValue], ...]
    more: bool


class SearchHits(Message):
    """Modules in the portal's order; those in which nothing was found are left out, unless not all was gone through."""

    modules: tuple[ModuleHits, ...]


class SearchRecords(
    Request[SearchHits], name="records.search-records.v1", effect="read", who=frozenset({Who.USER}), deadline=10.0
):
    """Search all modules that show for words that begin words of the record id or of a searchable field.

    Every word has to be there, as in a list's `q`. The record whose id this is comes first, others in the list's order;
    each module goes through a bounded part of what it has, and its list goes on from there.
    """

    PREVIEW: ClassVar[bool] = True

    q: Annotated[Line, Field(min_length=1, max_length=200)]
    limit: Annotated[int, Field(ge=1, le=20)] = 5
