"""Who a record is for, as the keys of its `audience` array: written by intake, asked for by every scope.

Both sides take the keys from here. An account's `%` and `/` are escaped before a contact, so that account `a/b` with
contact `c` and account `a` with contact `b/c` are two keys. Every record carries `EVERYONE`; only a module whose scope
is `everyone` asks for it.
"""

from collections.abc import Iterable
from typing import Final, Literal

from policy.viewer import Viewer

Scope = Literal["own", "account", "account_tree", "everyone"]
SCOPES: Final[tuple[Scope, ...]] = ("own", "account", "account_tree", "everyone")
EVERYONE: Final = "e"


def account_key(account: str) -> str:
    """The record names this account."""
    return f"a:{account}"


def tree_key(account: str) -> str:
    """The record names this account or one below it."""
    return f"t:{account}"


def contact_key(account: str, contact: str) -> str:
    """The record names this contact of this account."""
    return f"c:{account.replace('%', '%25').replace('/', '%2F')}/{contact}"


def membership_key(membership: str) -> str:
    """This membership made the record."""
    return f"u:{membership}"


def stamp(
    accounts: Iterable[str], contacts: Iterable[str], ancestors: Iterable[str], creator: str | None = None
) -> tuple[str, ...]:
    """The audience of a record: its accounts and contacts, its accounts' ancestors, the membership that made it."""
    own = set(accounts)
    keys = {account_key(account) for account in own}
    keys |= {tree_key(account) for account in own | set(ancestors)}
    keys |= {contact_key(account, contact) for contact in set(contacts) for account in own}
    if creator is not None:
        keys.add(membership_key(creator))
    return (*sorted(keys), EVERYONE)


def scope_keys(scope: Scope, viewer: Viewer) -> tuple[str, ...]:
    """The keys of which a record must carry one to be in a viewer's scope."""
    match scope:
        case "account":
            return (account_key(viewer.account),)
        case "account_tree":
            return (tree_key(viewer.account),)
        case "everyone":
            return (EVERYONE,)
        case "own" if viewer.contact is not None:
            return contact_key(viewer.account, viewer.contact), membership_key(viewer.membership)
        case "own":
            return (membership_key(viewer.membership),)
