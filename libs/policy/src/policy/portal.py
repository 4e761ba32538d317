"""A portal as its author wrote it, checked: what it offers, to whom it narrows it, and how it looks.

It is the ceiling: roles and overrides narrow it or switch on what it lists; nothing reaches beyond.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

from policy.audience import Scope
from policy.definition import StatusDefinition
from policy.filters import Filter
from policy.notices import Announcement, Contact, Terms
from policy.value import FieldType

ACTIONS: Final = (
    "view",
    "create",
    "edit",
    "delete",
    "comment",
    "attach",
    "approve",
    "pay",
    "order",
    "share",
    "export",
)
VIEWS: Final = ("list", "board", "cards")
AUDIENCES: Final = ("customer", "supplier")
SECOND_FACTOR: Final = ("off", "optional", "required")
DATE_FORMATS: Final = (
    "dd.MM.yyyy",
    "d.M.yyyy",
    "dd/MM/yyyy",
    "d/M/yyyy",
    "MM/dd/yyyy",
    "M/d/yyyy",
    "dd-MM-yyyy",
    "yyyy-MM-dd",
)
TIME_FORMATS: Final = ("24h", "12h")


@dataclass(frozen=True, slots=True)
class Grant:
    """A field that the portal lets be read, and perhaps written. `kind` is None for `lines.<field>` and groups."""

    name: str
    kind: FieldType | None
    write: bool = False
    sortable: bool = False
    searchable: bool = False
    label: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a record's page."""

    label: Mapping[str, str]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """How a module shows: columns of its list, sections of a record's page, kind of view."""

    list: tuple[str, ...]
    detail: tuple[Section, ...]
    view: str = "list"


@dataclass(frozen=True, slots=True)
class RoleLayout:
    """Another layout, for memberships that have one of these roles."""

    roles: frozenset[str]
    layout: Layout


@dataclass(frozen=True, slots=True)
class Sort:
    """The order of a list; as text `due_on` or `-due_on`."""

    field: str
    descending: bool = False

    def __str__(self) -> str:
        return f"-{self.field}" if self.descending else self.field


@dataclass(frozen=True, slots=True)
class ModuleEntry:
    """A module in a portal. `grants` by field name in the author's order; what is not in there is hidden.

    Of `layouts` the first counts that is for one of a membership's roles, else `layout`.
    """

    module: str
    label: Mapping[str, str]
    on: bool
    scope: Scope
    filter: Filter | None
    actions: tuple[str, ...]
    grants: Mapping[str, Grant]
    layout: Layout
    related: tuple[str, ...]
    sort: Sort | None
    statuses: tuple[StatusDefinition, ...]
    layouts: tuple[RoleLayout, ...] = ()

    def layout_for(self, roles: frozenset[str]) -> Layout:
        """The layout for a membership with these roles."""
        return next((each.layout for each in self.layouts if each.roles & roles), self.layout)


@dataclass(frozen=True, slots=True)
class RoleRule:
    """A role grants these modules, without these actions."""

    modules: frozenset[str]
    without: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Override:
    """For these accounts, these modules that the portal lists are on, and these off. Off is stronger."""

    accounts: frozenset[str]
    modules_on: frozenset[str] = frozenset()
    modules_off: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Defaults:
    """What a person's profile starts with. `country` is ISO 3166-1 alpha-2, `time_zone` an IANA name."""

    language: str
    time_zone: str = "UTC"
    date_format: str = "yyyy-MM-dd"
    time_format: str = "24h"
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """`logo` is a document id or an https address, `primary` is `#RRGGBB`."""

    logo: str | None = None
    primary: str = "#1F4E79"


@dataclass(frozen=True, slots=True)
class SignIn:
    """The ways in; at least one of password and link."""

    password: bool = True
    link: bool = True
    second_factor: str = "optional"


@dataclass(frozen=True, slots=True)
class Portal:
    """A checked portal document. `modules` are in the order they show."""

    slug: str
    name: str
    audience: Literal["customer", "supplier"]
    languages: tuple[str, ...]
    defaults: Defaults
    look: Look
    sign_in: SignIn
    modules: tuple[ModuleEntry, ...]
    roles: Mapping[str, RoleRule]
    overrides: tuple[Override, ...]
    announcement: Announcement | None = None
    contact: Contact | None = None
    terms: Terms | None = None
