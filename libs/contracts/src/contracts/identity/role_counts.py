"""How many people have which role of a portal: asked before a role is renamed or taken away."""

from contracts.identity.people import PEOPLE_ROLES
from contracts.kinds import Role, Slug
from contracts.message import Message, Request, Who


class RoleCount(Message):
    """A role that somebody has, or is invited with. `invitations` are the open ones."""

    role: Role
    memberships: int
    invitations: int


class RoleCounts(Message):
    """By role, whether or not the portal defines it; `without_role` counts memberships that have all that it offers.

    `more` tells that there are more people than were counted, 20 000.
    """

    slug: Slug
    items: tuple[RoleCount, ...]
    without_role: int
    more: bool = False


class CountRoles(
    Request[RoleCounts],
    name="identity.count-roles.v1",
    effect="read",
    who=frozenset({Who.STAFF, Who.SYSTEM}),
    roles=PEOPLE_ROLES,
    scope="invitations",
):
    """Count who has which role in a portal."""

    slug: Slug
