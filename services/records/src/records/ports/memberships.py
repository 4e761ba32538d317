"""What records needs to know of memberships."""

from typing import Protocol

from records.domain.membership import Membership


class Memberships(Protocol):
    """The tenant's memberships, as identity says them; nothing personal."""

    async def find(self, membership_id: str) -> Membership | None:
        """Give one, ended or not, or None where it was never heard of."""

    async def of_user(self, user_id: str) -> list[Membership]:
        """Give what a user acts as or has acted as, ended ones too, by id."""

    async def live(self, portal: str, after: str, limit: int) -> list[Membership]:
        """Give the next live ones of a portal by id, from behind the id `after`; "" is the beginning."""

    async def put(self, membership: Membership) -> None:
        """Keep one in the place of what was known of it."""
