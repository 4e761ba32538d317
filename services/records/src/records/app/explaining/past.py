"""The policy that a membership had, or would have had, under an earlier version of its portal."""

from contracts.principal import Principal
from policy import Invalid, compile_policy, parse_portal
from records.app.context import Context
from records.domain.refusal import UnknownVersion, UnreadableVersion
from records.ports import InForce


async def past(who: Principal, version: int, at: Context) -> InForce:
    """Compile it as the version in force is compiled. Raises UnknownVersion, UnreadableVersion.

    Modules are today's: a version that names what they no longer have cannot be asked any more.
    """
    document = await at.versions.find(who.portal, version)
    if document is None:
        raise UnknownVersion
    try:
        portal = parse_portal(document, await at.rules.definitions())
    except Invalid as error:
        first = error.faults[0]
        raise UnreadableVersion(f"{first.pointer}: {first.detail}"[:500]) from error
    return InForce(portal, compile_policy(portal, version, who.roles, who.account))
