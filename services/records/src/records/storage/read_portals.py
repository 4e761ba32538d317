"""Portals read from their documents: each version once, however often the tenant's rules change beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from chassis.logs import get_logger
from policy import Invalid, Policy, Portal, compile_policy, overrides_of, parse_portal
from records.ports import InForce
from records.storage.kept import Kept
from records.storage.rules import Definitions

MAX_COMPILED: Final = 50
"""Of one portal: combinations of roles and overrides; a policy shares nearly all of its portal."""
CompiledKey = tuple[frozenset[str], tuple[int, ...]]
logger = get_logger()


@dataclass(frozen=True, slots=True)
class ReadPortal:
    """One version of a portal, read by some definitions, and what was compiled from it. Without `portal`: closed."""

    version: int
    definitions: Definitions
    portal: Portal | None
    compiled: Kept[CompiledKey, Policy] = field(default_factory=lambda: Kept(MAX_COMPILED))

    def is_of(self, version: int, definitions: Definitions) -> bool:
        """Tell whether reading it again would give the same."""
        return self.version == version and self.definitions is definitions

    def of(self, slug: str, roles: frozenset[str], account: str) -> InForce | None:
        """Give what these roles and this account make of it, or None where it is another portal or closed."""
        if self.portal is None or self.portal.slug != slug:
            return None
        key = (roles, overrides_of(self.portal, account))
        policy = self.compiled.get(key)
        if policy is None:
            policy = compile_policy(self.portal, self.version, roles, account)
            self.compiled.put(key, policy)
        return InForce(self.portal, policy)


def read_portal(
    tenant: str, slug: str, version: int, document: Mapping[str, object], definitions: Definitions
) -> ReadPortal:
    """Read a document; one that cannot be read is closed, and said so."""
    try:
        return ReadPortal(version, definitions, parse_portal(document, definitions))
    except Invalid as error:
        first = error.faults[0]
        about = {"tenant": tenant, "portal": slug, "version": version, "place": first.pointer, "why": first.code}
        logger.error("records.policy.unreadable", **about)  # noqa: TRY400  the place says it all
        return ReadPortal(version, definitions, None)
