"""Keeps what identity needs to know of portals and of the tenant, as portal-config tells it, in any order."""

from collections.abc import Mapping

from contracts.identity.invitations import ProfileDefaults
from contracts.portal_config.portals import PortalPublished, PortalUnpublished
from contracts.portal_config.tenancy import TenantChanged
from identity.domain.portal import Portal
from identity.domain.rights import RoleRule
from identity.domain.user import Preferences
from identity.ports import Outside


async def open_portal(outside: Outside, event: PortalPublished) -> None:
    """Take in a published version, if it is newer than what is known."""
    await _keep(outside, _portal(event))


async def close_portal(outside: Outside, event: PortalUnpublished) -> None:
    """Close a portal as of a version, if nothing newer was published; also one never heard of."""
    known = await outside.portals.get(event.slug)
    if known is None:
        known = _portal(PortalPublished(slug=event.slug, version=event.version, document={}))
    await _keep(outside, known.closed(event.version, event.switched))


async def keep_tenant(outside: Outside, event: TenantChanged) -> None:
    """Keep the tenant's name."""
    await outside.tenant_book.rename(event.name)


async def _keep(outside: Outside, portal: Portal) -> None:
    if portal.newer_than(await outside.portals.get(portal.slug)):
        await outside.portals.put(portal)


def _portal(event: PortalPublished) -> Portal:
    """Read of a document, which portal-config has checked, what identity needs."""
    document = event.document
    languages = document.get("languages")
    first = {"language": languages[0]} if isinstance(languages, list) and languages else {}
    defaults = ProfileDefaults.model_validate({**first, **_members(document.get("defaults"))})
    roles = _members(document.get("roles"))
    return Portal(
        slug=event.slug,
        name=str(document.get("name") or event.slug),
        version=event.version,
        open=True,
        roles=frozenset(roles),
        defaults=Preferences(
            language=defaults.language,
            time_zone=defaults.time_zone,
            date_format=defaults.date_format,
            time_format=defaults.time_format,
            country=defaults.country,
        ),
        password_sign_in=bool(_members(document.get("sign_in")).get("password", True)),
        switched=event.switched,
        rules={role: _rule(_members(rule)) for role, rule in roles.items()},
        terms=_text(_members(document.get("terms")).get("version")),
    )


def _rule(rule: Mapping[str, object]) -> RoleRule:
    modules, without = rule.get("modules"), rule.get("without")
    return RoleRule(
        frozenset(modules) if isinstance(modules, list) else frozenset(),
        frozenset(without) if isinstance(without, list) else frozenset(),
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _members(value: object) -> Mapping[str, object]:
    return value if isinstance(value, dict) else {}
