"""Accounts and the sign of life of a backoffice."""

from typing import Annotated, Literal

from pydantic import Field

from contracts.kinds import Email, FieldName, Key, Language, Name, Revision, Role
from contracts.message import Event, Message


class AccountContact(Message):
    """A person at the account. Personal data."""

    contact_id: Key
    name: Name | None = None
    email: Email | None = None
    roles: Annotated[tuple[Role, ...], Field(max_length=20)] = ()


class AccountUpserted(Event, name="backoffice.account.upserted.v1"):
    """A customer or supplier exists, as stated; `parent` is the account it belongs under."""

    account_id: Key
    revision: Revision
    name: Name
    kind: Literal["customer", "supplier"] = "customer"
    parent: Key | None = None
    emails: Annotated[tuple[Email, ...], Field(max_length=50)] = ()
    contacts: Annotated[tuple[AccountContact, ...], Field(max_length=500)] = ()
    language: Language | None = None
    features: Annotated[tuple[FieldName, ...], Field(max_length=50)] = ()


class AccountDeleted(Event, name="backoffice.account.deleted.v1"):
    """An account is gone as of this revision."""

    account_id: Key
    revision: Revision


class Heartbeat(Event, name="backoffice.heartbeat.v1"):
    """A backoffice is alive, though it may have nothing to say."""

    sources: Annotated[tuple[Key, ...], Field(max_length=50)] = ()
