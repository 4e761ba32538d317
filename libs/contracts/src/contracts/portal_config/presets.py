"""The preset modules, as a new portal of an audience would list them."""

from typing import Literal

from pydantic import JsonValue

from contracts.kinds import ModuleName, Role
from contracts.message import Message, Request
from contracts.portal_config.tenancy import DESIGNERS, VIEWER_ROLES


class Preset(Message):
    """A preset module: its definition, and its entry in a portal's document, both ready to be changed."""

    module: ModuleName
    definition: dict[str, JsonValue]
    entry: dict[str, JsonValue]


class Presets(Message):
    """The presets for one audience, in the order they show in a new portal, with its standard roles."""

    audience: str
    items: tuple[Preset, ...]
    roles: dict[Role, JsonValue]


class ListPresets(
    Request[Presets],
    name="portal-config.list-presets.v1",
    effect="read",
    who=DESIGNERS,
    roles=VIEWER_ROLES,
    scope="portals",
):
    """List the preset modules for an audience, and the standard roles."""

    audience: Literal["customer", "supplier"] = "customer"
