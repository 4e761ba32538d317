"""Takes in accounts: a higher revision replaces, and a changed parent has the records below stamped anew."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.backoffice.account import AccountDeleted, AccountUpserted
from contracts.records.intake import AccountChanged, AccountPerson, AccountRemoved
from records.app.context import Context
from records.app.intake.arrival import AccountEvent, Arrival
from records.domain.account import Account, Contact


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest that a batch says of an account, and its `traceparent`."""

    event: AccountEvent
    trace: str


async def take_accounts(arrivals: Sequence[Arrival], at: Context) -> None:
    """Store each account's newest revision of the batch where it is newer, and say so."""
    newest = _newest(arrivals)
    if not newest:
        return
    before = await at.accounts.find(set(newest))
    newer = {name: _account(one.event) for name, one in newest.items() if _is_news(one.event, before.get(name))}
    if not newer:
        return
    above = await at.accounts.ancestors({account.parent for account in newer.values() if account.parent})
    await at.accounts.put([_under(account, above) for account in newer.values()], at.now())
    moved = [name for name, account in newer.items() if account.parent != _parent(before.get(name))]
    if moved:
        await at.chores.restamp(moved)
    for account in newer.values():
        _say(account, newest[account.id].trace, at)


def _newest(arrivals: Sequence[Arrival]) -> Mapping[str, Newest]:
    newest: dict[str, Newest] = {}
    for arrival in arrivals:
        event = arrival.event
        if not isinstance(event, AccountUpserted | AccountDeleted):
            raise TypeError(f"{event.NAME} is not about an account")
        if event.account_id not in newest or event.revision > newest[event.account_id].event.revision:
            newest[event.account_id] = Newest(event, arrival.trace)
    return newest


def _is_news(event: AccountEvent, before: Account | None) -> bool:
    return before is None or event.revision > before.revision


def _parent(account: Account | None) -> str | None:
    return account.parent if account is not None else None


def _account(event: AccountEvent) -> Account:
    if isinstance(event, AccountDeleted):
        return Account(event.account_id, event.revision, deleted=True)
    return Account(
        id=event.account_id,
        revision=event.revision,
        name=event.name,
        kind=event.kind,
        parent=event.parent if event.parent != event.account_id else None,
        emails=event.emails,
        contacts=tuple(
            Contact(contact.contact_id, contact.name, contact.email, contact.roles) for contact in event.contacts
        ),
        language=event.language,
        features=event.features,
    )


def _under(account: Account, above: Mapping[str, tuple[str, ...]]) -> Account:
    """Put it under its parent as that stands now; the chore that follows puts right what moves beside it."""
    return account if account.parent is None else account.under((account.parent, *above.get(account.parent, ())))


def _say(account: Account, trace: str, at: Context) -> None:
    subject = f"accounts/{account.id}"
    if account.deleted:
        at.say(AccountRemoved(account_id=account.id, revision=account.revision), subject, trace)
    else:
        changed = AccountChanged(
            account_id=account.id,
            revision=account.revision,
            parent=account.parent,
            person=AccountPerson(name=account.name),
        )
        at.say(changed, subject, trace)
