"""Shows the caller's portal: its modules in order, with what may be seen and done in each."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date

from pydantic import JsonValue

from contracts.portal_config.notices import Announcement, ContactPerson
from contracts.principal import Principal
from contracts.records.viewing import VisibleModule, VisiblePortal
from policy import Grant, Layout, ModulePolicy, Portal, StatusDefinition, today_in
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
        modules=tuple(told_module(module) for module in found.policy.modules.values()),
        fresh_as_of=await freshness(found.policy.modules.keys(), at),
        announcement=_announcement(found.portal, today_in(found.portal.defaults.time_zone, at.now())),
        contact=_contact(found.portal),
    )


def _announcement(portal: Portal, today: date) -> Announcement | None:
    said = portal.announcement
    return Announcement(text=dict(said.text), tone=said.tone) if said is not None and said.on(today) else None


def _contact(portal: Portal) -> ContactPerson | None:
    return ContactPerson.model_validate(asdict(portal.contact)) if portal.contact is not None else None


def told_module(module: ModulePolicy) -> VisibleModule:
    """Say a module as whoever this policy is for sees it."""
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
