"""Which handler shows which page about people, by its name in the table."""

from collections.abc import Mapping
from typing import Final

from edge.web.console import looking
from edge.web.console.people import inviting, person, staff, users
from edge.web.page_door import Show

PEOPLE: Final[Mapping[str, Show]] = {
    "console.people": users.show,
    "console.people.switch": users.switch,
    "console.person": person.show,
    "console.people.sessions.end-all": users.end_sessions,
    "console.people.sessions.end": users.end_session,
    "console.people.roles": users.change_roles,
    "console.people.end": users.end_membership,
    "console.people.view-as": looking.view_as,
    "console.invitations": inviting.show,
    "console.invitations.new": inviting.ask_whom,
    "console.invitations.invite": inviting.invite,
    "console.invitations.check": inviting.check,
    "console.invitations.sheet": inviting.invite_all,
    "console.invitations.resend": inviting.resend,
    "console.invitations.withdraw": inviting.withdraw,
    "console.staff": staff.show,
    "console.staff.invite": staff.invite,
    "console.staff.change": staff.change,
    "console.staff.remove": staff.remove,
}
