"""Sends invitations: a new link each, the old one dead, one event per mail."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from contracts.identity.invitations import InvitationCreated, InvitedPerson
from contracts.message import Who
from contracts.principal import Principal
from identity.app.links import issue_links
from identity.app.showing import public_name
from identity.app.tries import take
from identity.domain.address import folded
from identity.domain.invitation import Invitation
from identity.domain.link import Purpose
from identity.domain.plain_name import is_plain
from identity.domain.portal import Portal
from identity.domain.tries import INVITATIONS_OF_ACCOUNT, INVITATIONS_OF_TENANT, INVITATIONS_TO_ADDRESS, Rule, Tried
from identity.domain.user import User
from identity.ports import Outside


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of those to be invited: portals by slug, users by folded address."""

    portals: Mapping[str, Portal]
    users: Mapping[str, User]


async def look_up(outside: Outside, portals: Sequence[str], emails: Sequence[str]) -> Known:
    """Look all of it up at once."""
    return Known(
        await outside.portals.all(sorted(set(portals))),
        await outside.users.by_emails(sorted({folded(email) for email in emails})),
    )


async def tenant_name(outside: Outside) -> str:
    """Give the tenant's name; the tenant's own word for itself where no name was heard yet."""
    return await outside.tenant_book.name() or outside.tenant


async def inviter_name(outside: Outside, who: Principal) -> str:
    """Name who invites: the staff member or the colleague, or the tenant where one of its systems does.

    What a colleague calls themselves stands in the mail only where it is a name and no more; else their address does.
    """
    if who.kind is Who.USER:
        user = await outside.users.get(who.subject)
        if user is not None:
            return user.name if is_plain(user.name) else user.email
    member = await outside.staff.get(who.subject) if who.kind is Who.STAFF else None
    return member.name if member else await tenant_name(outside)


async def take_mails(outside: Outside, emails: Sequence[str]) -> None:
    """Let these be mailed: so many to an address, so many of the tenant's. Raises TooManyTries, and takes none then."""
    names, folded_ones = outside.names, Counter(folded(email) for email in emails)
    times = {names.of_address(Tried.INVITE, email): count for email, count in folded_ones.items()}
    rules: dict[str, Rule] = dict.fromkeys(times, INVITATIONS_TO_ADDRESS)
    everybody = names.of_all(Tried.INVITE)
    await take(outside, {**rules, everybody: INVITATIONS_OF_TENANT}, {**times, everybody: len(emails)})


async def take_mails_of_account(outside: Outside, account: str) -> None:
    """Let one be mailed for a customer: so many an account and day. Raises TooManyTries."""
    name = outside.names.of_account(Tried.INVITE, account)
    await take(outside, {name: INVITATIONS_OF_ACCOUNT}, {name: 1})


async def send(outside: Outside, invitations: Sequence[Invitation], known: Known) -> None:
    """Keep the invitations and say each once, with a link that only notifications can read. Raises TooManyTries."""
    await take_mails(outside, [each.email for each in invitations])
    expires_at = invitations[0].expires_at
    tokens = await issue_links(outside, Purpose.INVITATION, [each.id for each in invitations], expires_at)
    await outside.invitations.put(invitations)
    tenant = await tenant_name(outside)
    for each in invitations:
        portal = known.portals[each.portal]
        event = InvitationCreated(
            invitation_id=each.id,
            attempt=each.attempt,
            portal=public_name(outside.tenant, portal.slug),
            portal_name=portal.name,
            tenant_name=tenant,
            language=each.language or portal.defaults.language,
            expires_at=each.expires_at,
            sealed_token=outside.sealer.seal(tokens[each.id]),
            by_colleague=each.by_colleague,
            existing_user=folded(each.email) in known.users,
            person=InvitedPerson(email=each.email, name=each.name, inviter=each.inviter),
        )
        outside.voice.emit(event, f"invitations/{each.id}")
