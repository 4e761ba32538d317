"""What a membership sees of its portal, in figures: for staff who are asked "what do I see there?"."""

from contracts.kinds import Identifier, ModuleName, PortalName
from contracts.message import Message, Request, Who
from contracts.records.dashboard import HowMany


class SeenModule(Message):
    """A module that shows, by its label, what may be done in it, and how many records its list has."""

    module: ModuleName
    label: dict[str, str]
    actions: tuple[str, ...]
    count: HowMany


class Sight(Message):
    """The portal as this membership has it now, modules in order. `version` is null where the portal is off."""

    membership_id: Identifier
    portal: PortalName
    version: int | None
    modules: tuple[SeenModule, ...]


class ShowSight(
    Request[Sight],
    name="records.show-sight.v1",
    effect="read",
    who=frozenset({Who.STAFF, Who.SYSTEM}),
    roles=frozenset({"owner", "designer", "support", "auditor"}),
    scope="portals",
    deadline=10.0,
):
    """Show which modules a membership that holds sees, and how many records in each: its own rules are asked."""

    membership: Identifier
