"""What is kept of the tenant itself and its portals."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from identity.domain.account import Account
from identity.domain.portal import Portal


class TenantBook(Protocol):
    """The tenant's own row."""

    async def name(self) -> str | None:
        """Give its name, None before anything was heard of it."""

    async def rename(self, name: str) -> None:
        """Keep its name."""

    async def hold_staff(self) -> None:
        """Let nobody else change who is staff until this unit of work is done: of two at once, one runs again."""

    async def first(self) -> Mapping[str, str]:
        """Give what the operator made: `owner` and `api_key` ids, where made."""

    async def keep_first(self, owner: str, api_key: str) -> None:
        """Remember what the operator made."""


class Accounts(Protocol):
    """The projection of accounts, and who may change what people may do in one."""

    async def get(self, account: str) -> Account | None:
        """Give one."""

    async def names(self, accounts: Iterable[str]) -> Mapping[str, str]:
        """Give the names of those whose name is known, by account."""

    async def put(self, account: Account) -> None:
        """Keep one in the place of its predecessor."""

    async def hold(self, account: str) -> None:
        """Let nobody else change colleagues there until this unit of work is done: of two at once, one runs again."""


class Portals(Protocol):
    """The projection of portals."""

    async def get(self, slug: str) -> Portal | None:
        """Give one, open or not."""

    async def all(self, slugs: Iterable[str]) -> Mapping[str, Portal]:
        """Give those that are known, by slug."""

    async def put(self, portal: Portal) -> None:
        """Keep one in the place of its predecessor."""
