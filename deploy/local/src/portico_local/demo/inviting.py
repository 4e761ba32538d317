"""Invites the customers' people, reads their mails, and accepts as each of them. Who is there already stays."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portico_local.demo.content.notices import TERMS_VERSION
from portico_local.demo.content.people import PEOPLE, Person, portal_of
from portico_local.demo.doors.edge import Edge
from portico_local.demo.doors.mailbox import invitation_tokens
from portico_local.demo.waiting import until

USERS_READ = 100
NOT_YET = (404, 409, 410, 422)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody acting for one of their accounts."""

    person: Person
    account: str
    token: str


@dataclass(frozen=True, slots=True)
class Reception:
    """Where people are invited to, and by whom (`staff`: an access token)."""

    edge: Edge
    mail_url: str
    tenant: str
    staff: str

    async def everybody(self) -> Sequence[SignedIn]:
        """All of them, once each may sign in for all of their accounts."""
        known = await self._known()
        return await asyncio.gather(*(self._person(person, known.get(person.contact.email, ())) for person in PEOPLE))

    async def _known(self) -> Mapping[str, tuple[str, ...]]:
        """By e-mail address, the accounts that somebody acts for already."""
        users = await self.edge.ask("GET", f"/backoffice/v1/users?limit={USERS_READ}", token=self.staff)
        return {
            user["email"]: tuple(place["account_id"] for place in user["memberships"]) for user in users.body["items"]
        }

    async def _person(self, person: Person, known: tuple[str, ...]) -> SignedIn:
        for account in person.accounts:
            if account not in known:
                await self._invited(person, account)
                await self._accepted(person, portal_of(account))
        return await self.sign_in(person)

    async def sign_in(self, person: Person) -> SignedIn:
        """Sign them in where their own account is served, for the account that they used last there."""
        login = {
            "portal": f"{self.tenant}/{person.portals[0]}",
            "email": person.contact.email,
            "password": person.password,
        }
        answer = await self.edge.ask("POST", "/api/v1/auth/login", login)
        return SignedIn(person, answer.body["membership"]["account_id"], answer.body["access_token"])

    async def _invited(self, person: Person, account: str) -> None:
        contact = person.contact
        invitation = {
            "portal": portal_of(account),
            "email": contact.email,
            "name": contact.name,
            "account_id": account,
            "contact_id": contact.contact_id,
            "roles": list(contact.roles),
            "language": person.customer.market.tongue,
        }

        async def sent() -> bool | None:
            # The portal reaches identity as an event: until then nobody can be invited to it.
            answer = await self.edge.ask(
                "POST", "/backoffice/v1/invitations", invitation, token=self.staff, expected=(422,)
            )
            return answer.status == 201 or None

        await until(f"the invitation of {contact.name}", sent)

    async def _accepted(self, person: Person, portal: str) -> None:
        market = person.customer.market
        profile = {
            "password": person.password,
            "name": person.contact.name,
            "language": market.tongue,
            "time_zone": market.time_zone,
            "date_format": market.date_format,
            "time_format": market.time_format,
            "country": market.country,
        }

        async def accepted() -> bool | None:
            for token in await invitation_tokens(self.mail_url, person.contact.email):
                shown = await self.edge.ask("GET", f"/api/v1/invitations/{token}", expected=NOT_YET)
                if shown.status == 200 and shown.body["portal"] == f"{self.tenant}/{portal}":
                    made = await self.edge.ask("POST", f"/api/v1/invitations/{token}/accept", profile)
                    terms = {"version": TERMS_VERSION}
                    await self.edge.ask("POST", "/api/v1/me/terms", terms, token=made.body["access_token"])
                    return True
            return None

        await until(f"the mail to {person.contact.name}", accepted)
