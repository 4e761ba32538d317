"""Which handler shows which page of the first run, by its name in the table."""

from collections.abc import Mapping
from typing import Final

from edge.web import logo
from edge.web.console.first import beginning, checking, granting, inviting, naming, showing
from edge.web.console.portals import picture
from edge.web.page_door import Show

FIRST: Final[Mapping[str, Show]] = {
    "console.logo": logo.show_to_staff,
    "console.portal.logo.save": picture.save,
    "console.first": beginning.show,
    "console.first.make": beginning.make,
    "console.first.undo": beginning.undo,
    "console.first.colour": naming.show_colour,
    "console.first.name": naming.show,
    "console.first.name.save": naming.save,
    "console.first.shows": showing.show,
    "console.first.shows.save": showing.save,
    "console.first.shows.module": showing.show_module,
    "console.first.roles": granting.show,
    "console.first.roles.save": granting.save,
    "console.first.check": checking.show,
    "console.first.invite": inviting.show,
    "console.first.invite.send": inviting.send,
    "console.first.done": inviting.show_done,
}
