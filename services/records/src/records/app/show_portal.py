"""Shows the caller's portal: its modules in order, with what may be seen and done in each."""

from collections.abc import Mapping

from pydantic import JsonValue

from contracts.principal import Principal
from contracts.records.viewing import VisibleModule, VisiblePortal
from policy import Grant, Layout, ModulePolicy, StatusDefinition
from records.app.context import Context
from records.app.freshness import freshness
from records.app.looking import in_force
from records.app.sorting import sortable, usual_order


async def show_portal(who: Principal, at: Context) -> VisiblePortal:
    """Give the portal as the caller's policy makes it. Raises NoPortal."""
    found = await in_force(who, at)
    return VisiblePortal(
        portal=f"{at.tenant}/{found.portal.slug}",
        name=found.portal.name,
        version=found.policy.version,
        modules=tuple(_module(module) for module in found.policy.modules.values()),
        fresh_as_of=await freshness(found.policy.modules.keys(), at),
    )


def _module(module: ModulePolicy) -> VisibleModule:
    names = sortable(module)
    return VisibleModule(
        module=module.module,
        label=dict(module.label),
        view=module.view,
        actions=module.actions,
        fields={name: _field(grant, name in names, name in module.writable) for name, grant in module.readable.items()},
        layout=_layout(module.layout),
        statuses=tuple(_status(status) for status in module.statuses),
        related=module.related,
        sort=str(usual_order(module)),
    )


def _field(grant: Grant, can_sort: bool, can_write: bool) -> dict[str, JsonValue]:
    return {"type": grant.kind, "label": _text(grant.label), "sortable": can_sort, "write": can_write}


def _layout(layout: Layout) -> dict[str, JsonValue]:
    detail: list[JsonValue] = [
        {"section": _text(section.label), "fields": list[JsonValue](section.fields)} for section in layout.detail
    ]
    return {"list": list[JsonValue](layout.list), "detail": detail, "view": layout.view}


def _status(status: StatusDefinition) -> dict[str, JsonValue]:
    return {"value": status.value, "label": _text(status.label), "tone": status.tone, "closed": status.closed}


def _text(label: Mapping[str, str] | None) -> dict[str, JsonValue] | None:
    return None if label is None else dict[str, JsonValue](label)
