"""The tenant's accounts, found by staff who look for somebody to invite, or through whose eyes to look."""

from typing import Annotated

from pydantic import Field

from contracts.kinds import Key, Language, Line, Name
from contracts.message import Message, Request, Who

MAX_FOUND_ACCOUNTS = 50


class AccountContact(Message):
    """A person at an account, as the backoffice told of them. Personal data."""

    contact_id: Key
    name: Line | None = None
    email: Line | None = None


class FoundAccount(Message):
    """An account as staff find it. `kind` is `customer` or `supplier`; more may come."""

    account_id: Key
    name: Name | None
    kind: str
    language: Language | None = None
    contacts: tuple[AccountContact, ...] = ()


class FoundAccounts(Message):
    """What was found, the best first; `more` tells that others fit too."""

    items: tuple[FoundAccount, ...]
    more: bool = False


class FindAccounts(
    Request[FoundAccounts],
    name="records.find-accounts.v1",
    effect="read",
    who=frozenset({Who.STAFF, Who.SYSTEM}),
    roles=frozenset({"owner", "designer", "support"}),
    scope="invitations",
):
    """Find accounts by number, or by words that begin words of their name or of their contacts' names and addresses.

    Without `q`: first some that have records, those that have the most kinds of them before others, then by number.
    """

    q: Annotated[Line, Field(max_length=200)] | None = None
    limit: Annotated[int, Field(ge=1, le=MAX_FOUND_ACCOUNTS)] = 20
