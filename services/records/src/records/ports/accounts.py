"""What records needs of the store of accounts."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from records.domain.account import Account


class Accounts(Protocol):
    """The tenant's accounts."""

    async def find(self, ids: Collection[str]) -> Mapping[str, Account]:
        """Give those of these accounts that are known."""

    async def ancestors(self, ids: Collection[str]) -> Mapping[str, tuple[str, ...]]:
        """Give what stands above each of these accounts; those that are not known are left out."""

    async def put(self, accounts: Sequence[Account], now: datetime) -> None:
        """Keep each in the place of the one before."""

    async def children(self, ids: Collection[str], after: str, limit: int) -> list[str]:
        """Give accounts whose parent is one of these, by name, from behind `after`."""

    async def with_words(self, words: Sequence[str], limit: int) -> list[Account]:
        """Give accounts that have a word beginning with each of these, by number."""

    async def first(self, limit: int) -> list[Account]:
        """Give the first by number."""

    async def place(self, above: Mapping[str, tuple[str, ...]]) -> None:
        """Set what stands above each account."""
