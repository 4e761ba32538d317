"""What a draft would show: its modules as somebody would see them, each with a few of the tenant's own records."""

from typing import Annotated

from pydantic import Field, JsonValue

from contracts.kinds import Key, ModuleName, Role, Slug
from contracts.message import Message, Request, Who
from contracts.portal_config.portals import Document
from contracts.portal_config.tenancy import DESIGNER_ROLES
from contracts.records.viewing import VisibleModule


class ModuleSample(Message):
    """The first records of a module's list, as the list has them, and the first of them whole.

    `total` is how many there are; `1000+` and its like say "at least".
    """

    module: ModuleName
    items: tuple[dict[str, JsonValue], ...]
    record: dict[str, JsonValue] | None = None
    total: int | Annotated[str, Field(max_length=10, pattern=r"^[0-9]+\+$")] = 0


class DraftSample(Message):
    """The draft's modules in order, and records of each that it shows. Nothing is made up: none is none."""

    modules: tuple[VisibleModule, ...]
    samples: tuple[ModuleSample, ...]


class SampleDraft(
    Request[DraftSample],
    name="records.sample-draft.v1",
    effect="read",
    who=frozenset({Who.STAFF}),
    roles=DESIGNER_ROLES,
):
    """Show what a draft would show to somebody of this account and these roles, by the rules of the portal itself.

    Without an account only what everyone sees shows; without roles all that the draft offers. With `module` only that
    one is sampled. `limit` is how many records of a module.
    """

    slug: Slug
    draft_revision: Annotated[int, Field(ge=0)]
    document: Document
    account_id: Key | None = None
    roles: Annotated[tuple[Role, ...], Field(max_length=20)] = ()
    module: ModuleName | None = None
    limit: Annotated[int, Field(ge=1, le=20)] = 3
