"""Tenants and their module definitions."""

from typing import Annotated, ClassVar

from pydantic import Field, JsonValue

from contracts.audited import Audited
from contracts.kinds import ModuleName, Name, TenantName
from contracts.message import Event, Message, Request, Who

DESIGNERS = frozenset({Who.STAFF, Who.SYSTEM})
DESIGNER_ROLES = frozenset({"owner", "designer"})
VIEWER_ROLES = frozenset({"owner", "designer", "support", "finance", "auditor"})


class Tenant(Message):
    """A tenant. `shard` is the number of the intake queue its events take."""

    tenant: TenantName
    name: Name
    shard: int


class CreateTenant(Request[Tenant], name="portal-config.create-tenant.v1", who=frozenset({Who.OPERATOR})):
    """Make a tenant with the preset modules. Safe to repeat: an existing one is answered as it is."""

    AUDIT: ClassVar[Audited] = Audited(kind="tenant", field="tenant")

    tenant: TenantName
    name: Name


class TenantChanged(Event, name="portal-config.tenant.changed.v1"):
    """A tenant was made or renamed."""

    name: Name
    shard: int


class Module(Message):
    """A kind of record: `{label, fields: [{name, type, label, sortable, searchable}], statuses: [...]}`."""

    module: ModuleName
    revision: int
    definition: dict[str, JsonValue]


class Modules(Message):
    """All modules of the tenant, by name."""

    items: tuple[Module, ...]


class ListModules(
    Request[Modules],
    name="portal-config.list-modules.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """List the tenant's modules."""


class ShowModule(
    Request[Module],
    name="portal-config.show-module.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """Show one module's definition."""

    module: ModuleName


class DefineModule(
    Request[Module], name="portal-config.define-module.v1", who=DESIGNERS, roles=DESIGNER_ROLES, scope="portals"
):
    """Define a module, or define it anew. Retries what is in quarantine for want of it.

    With `expected_revision` (0 for one that is not there yet) only over the definition that its author saw.
    """

    AUDIT: ClassVar[Audited] = Audited(tells=("revision",))

    module: ModuleName
    definition: Annotated[dict[str, JsonValue], Field(max_length=20)]
    expected_revision: Annotated[int, Field(ge=0)] | None = None


class ModuleDefined(Event, name="portal-config.module.defined.v1"):
    """A module is defined as stated; only a higher revision counts as newer."""

    module: ModuleName
    revision: int
    definition: dict[str, JsonValue]
