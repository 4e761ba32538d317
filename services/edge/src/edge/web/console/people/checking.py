"""Rows of people, checked before anybody gets a mail: what is wrong with which, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import ValidationError

from contracts.identity.invitations import Invitee
from edge.domain.sheet import Row
from edge.web.catalogues import LANGUAGES, later
from edge.web.visit import Visit

COLUMNS: Final = {
    "portal": ("portal slug", "portal address"),
    "email": ("e-mail", "mail", "e-mail address", "correo", "correo electrónico", "e-mail-adresse"),
    "name": ("nombre", "nome", "full name"),
    "account_id": ("account", "account number", "customer", "kundennummer", "konto", "cuenta", "cliente", "conta"),
    "contact_id": ("contact", "contact number", "kontakt", "contacto"),
    "roles": ("role", "rolle", "rollen", "rol", "papel"),
    "language": ("lang", "sprache", "idioma", "língua"),
}
NO_LANGUAGE: Final = later("The language is one of en, pt, es, de.")
NO_PORTAL: Final = later("The portal is missing, or there is none with this address.")
WRONG: Final = {
    "portal": NO_PORTAL,
    "email": later("This is no e-mail address."),
    "name": later("The name is missing or too long."),
    "account_id": later("The account's number is missing or too long."),
    "contact_id": later("The contact's number is too long."),
    "roles": later("A role is small letters, digits and hyphens; several are parted by blanks."),
    "language": NO_LANGUAGE,
}


@dataclass(frozen=True, slots=True)
class Checked:
    """A row with what it would invite; `wrong` in words, empty where nothing is. `invitee` is None then."""

    row: Row
    invitee: Invitee | None
    wrong: tuple[str, ...]


class Check:
    """Checks rows one after the other; `portals` are the roles of each of the tenant's portals."""

    def __init__(self, visit: Visit, portals: Mapping[str, frozenset[str]]) -> None:
        self.say, self._portals = visit.say, portals
        self._seen: dict[tuple[str, str, str], int] = {}

    def row(self, row: Row, portal: str) -> Checked:
        """Check one; `portal` is meant where the row names none."""
        cells = {name: cell for name, cell in row.cells.items() if cell}
        asked = {
            **cells,
            "portal": cells.get("portal") or portal,
            "roles": tuple(cells.get("roles", "").replace(",", " ").split()),
        }
        wrong = [self.say("The row has more cells than the first row has headings.")] if row.spare else []
        try:
            invitee = Invitee.model_validate(asked)
        except ValidationError as error:
            places = dict.fromkeys(str(fault["loc"][0]) for fault in error.errors())
            wrong += [self.say(WRONG[place]) for place in places if place in WRONG]
            return Checked(row, None, tuple(wrong))
        if invitee.language and invitee.language not in LANGUAGES:
            wrong.append(self.say(NO_LANGUAGE))
        wrong += self._against_the_tenant(invitee) + self._against_the_others(invitee, row.number)
        return Checked(row, None if wrong else invitee, tuple(wrong))

    def _against_the_tenant(self, invitee: Invitee) -> list[str]:
        roles = self._portals.get(invitee.portal)
        if roles is None:
            return [self.say(NO_PORTAL)]
        unknown = [role for role in invitee.roles if role not in roles]
        if not unknown:
            return []
        known = ", ".join(sorted(roles)) or "-"
        return [self.say("The portal has no role %(role)s; it has: %(known)s.", role=", ".join(unknown), known=known)]

    def _against_the_others(self, invitee: Invitee, number: int) -> list[str]:
        key = (invitee.portal, invitee.email.casefold(), invitee.account_id)
        first = self._seen.setdefault(key, number)
        if first == number:
            return []
        return [self.say("The same person and account stands in row %(number)s already.", number=first)]
