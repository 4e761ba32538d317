"""A membership as records knows it: whose, in which portal, for which account; nothing personal."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Membership:
    """As identity last said it. `portal` is a slug of the tenant's. One that has ended keeps its revision.

    Once ended, `contact` and `roles` are forgotten.
    """

    id: str
    user: str
    portal: str
    account: str
    revision: int
    contact: str | None = None
    roles: frozenset[str] = frozenset()
    live: bool = True
