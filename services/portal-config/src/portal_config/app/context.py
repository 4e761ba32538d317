"""What every use case of one unit of work stands on."""

from dataclasses import dataclass

from portal_config.ports import Clock, Drafts, Logos, Modules, Portals, Say, Tenants, Versions


@dataclass(frozen=True, slots=True)
class Context:
    """The tenant's repositories, the clock and the events of one unit of work."""

    tenant: str
    tenants: Tenants
    modules: Modules
    portals: Portals
    drafts: Drafts
    versions: Versions
    logos: Logos
    now: Clock
    say: Say
