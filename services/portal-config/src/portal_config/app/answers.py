"""Says what the service holds in the words of the contracts."""

from dataclasses import asdict

from contracts.changes import Change
from contracts.portal_config import portals as said
from contracts.portal_config import tenancy, versions
from portal_config.domain.change import Told
from portal_config.domain.module import Module
from portal_config.domain.portal import Entry, Portal, Version
from portal_config.domain.tenant import Tenant


def tenant(made: Tenant) -> tenancy.Tenant:
    """Say a tenant."""
    return tenancy.Tenant(tenant=made.tenant, name=made.name, shard=made.shard)


def module(defined: Module) -> tenancy.Module:
    """Say a module."""
    return tenancy.Module(module=defined.module, revision=defined.revision, definition=defined.definition.value)


def module_defined(defined: Module) -> tenancy.ModuleDefined:
    """Say that a module is defined so."""
    return tenancy.ModuleDefined(module=defined.module, revision=defined.revision, definition=defined.definition.value)


def portal(entry: Entry) -> said.Portal:
    """Say a portal as it stands in the list of all."""
    return said.Portal(
        slug=entry.slug,
        name=entry.name,
        audience=entry.audience,
        published_version=entry.published,
        draft_revision=entry.draft_revision,
        on=entry.on,
    )


def draft(held: Portal) -> said.Draft:
    """Say a portal's draft."""
    return said.Draft(
        slug=held.slug,
        revision=held.draft.revision,
        document=held.draft.document.value,
        changed_at=held.draft.changed_at,
    )


def version(published: Version) -> said.Version:
    """Say a version without its document."""
    return said.Version(
        slug=published.slug,
        version=published.number,
        published_at=published.published_at,
        published_by=published.published_by,
        restored_from=published.restored_from,
    )


def whole_version(published: Version) -> versions.WholeVersion:
    """Say a version with its document."""
    return versions.WholeVersion(**dict(version(published)), document=published.document.value)


def comparison(asked: versions.CompareVersions, told: Told) -> versions.Comparison:
    """Say what differs."""
    changes = tuple(Change.model_validate(asdict(change)) for change in told.changes)
    return versions.Comparison(slug=asked.slug, before=asked.before, after=asked.after, changes=changes, more=told.more)


def portal_published(held: Portal, published: Version) -> said.PortalPublished:
    """Say that this version is in force, whole."""
    return said.PortalPublished(
        slug=published.slug,
        version=published.number,
        document=published.document.value,
        switched=held.switched,
    )


def portal_unpublished(held: Portal) -> said.PortalUnpublished:
    """Say that a portal is off, as of the version that it would have."""
    return said.PortalUnpublished(slug=held.slug, version=held.in_force, switched=held.switched)
