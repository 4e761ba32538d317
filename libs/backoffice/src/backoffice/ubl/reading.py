"""Reads one UBL file into what is to be said about it: records, the accounts they concern, and embedded files."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeVar

from pydantic import BaseModel, ValidationError

from backoffice.importing import UNNUMBERED, Statement
from backoffice.problems import InputRefusedError
from backoffice.ubl.attachments import Attachment
from backoffice.ubl.billing import CREDIT_NOTE, INVOICE, ORDER, Mapped, bill
from backoffice.ubl.catalogue import catalogue
from backoffice.ubl.despatch import despatch
from backoffice.ubl.node import Node
from backoffice.ubl.parsing import MAX_BYTES, parse
from backoffice.ubl.party import NAMES, account_of
from contracts.backoffice.account import AccountUpserted
from contracts.backoffice.record import RecordDeleted, RecordUpserted

S = TypeVar("S", bound=BaseModel)
NAMESPACE: Final = "urn:oasis:names:specification:ubl:schema:xsd:{}-2"
MAX_ACCOUNT_NAME: Final = 200
MAPPINGS: Final[Mapping[str, Callable[[Node], Iterable[Mapped]]]] = {
    "Invoice": lambda document: [bill(document, INVOICE)],
    "CreditNote": lambda document: [bill(document, CREDIT_NOTE)],
    "Order": lambda document: [bill(document, ORDER)],
    "DespatchAdvice": lambda document: [despatch(document)],
    "Catalogue": catalogue,
}


@dataclass(frozen=True, slots=True)
class UblOptions:
    """What to do otherwise: `status` for every record instead of its kind's; `accounts` off publishes no accounts."""

    status: str | None = None
    accounts: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What one file says. `statements` are accounts first, then records; attachments are the files in it."""

    kind: str
    statements: tuple[Statement, ...]
    attachments: tuple[Attachment, ...]


def read_ubl_file(path: Path, options: UblOptions | None = None) -> Reading:
    """Read a file; see `read_ubl`."""
    try:
        with path.open("rb") as file:
            return read_ubl(file.read(MAX_BYTES + 1), options)
    except OSError as error:
        raise InputRefusedError.at("", f"cannot be read: {error.strerror}") from error


def read_ubl(content: bytes, options: UblOptions | None = None) -> Reading:
    """Read a document. Raises InputRefusedError with the line and element, or with a pointer into the record."""
    options = options or UblOptions()
    root = parse(content)
    mapping = MAPPINGS.get(root.kind)
    if mapping is None or root.namespace != NAMESPACE.format(root.kind):
        detail = f"is {root.kind!r} in {root.namespace!r}; UBL 2.1 {', '.join(MAPPINGS)} are read"
        raise InputRefusedError.at(root.place, detail)
    mapped = list(mapping(root))
    if not mapped:
        raise InputRefusedError.at(root.place, "has no line, so there is nothing in it")
    accounts = _accounts(mapped) if options.accounts else ()
    records = (_record(one, options) for one in mapped)
    return Reading(root.kind, (*accounts, *records), tuple(file for one in mapped for file in one.attachments))


def _record(mapped: Mapped, options: UblOptions) -> Statement:
    if "title" not in mapped.said:
        return _checked(RecordDeleted, mapped.said)
    accounts = list(dict.fromkeys(map(account_of, mapped.customers)))
    status = {"status": options.status} if options.status else {}
    return _checked(RecordUpserted, {**mapped.said, "accounts": accounts, **status})


def _accounts(mapped: Iterable[Mapped]) -> Iterator[Statement]:
    """Give each account once: number and name. Who may sign in for it is not for a document to say."""
    parties = {account_of(party): party for one in mapped for party in one.customers}
    for account_id, party in parties.items():
        name = party.said(*NAMES) or account_id
        yield _checked(AccountUpserted, {"account_id": account_id, "name": name[:MAX_ACCOUNT_NAME]})


def _checked(model: type[S], said: Mapping[str, object]) -> S:
    try:
        return model.model_validate({**said, "revision": UNNUMBERED})
    except ValidationError as error:
        raise InputRefusedError.of_validation(error) from error
