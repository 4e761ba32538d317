"""Who shows the pages about the visitor, by their names in the table."""

from collections.abc import Mapping
from typing import Final

from edge.web.account import (
    accepting,
    arriving,
    colleagues,
    forgotten,
    invitation,
    mailed_password,
    password,
    profile,
    sessions,
    signing_in,
    switching,
)
from edge.web.page_door import Show

ACCOUNT: Final[Mapping[str, Show]] = {
    "arrive": arriving.arrive,
    "sign-in": signing_in.show,
    "sign-in.send": signing_in.send,
    "sign-out": signing_in.sign_out,
    "forgot": forgotten.show,
    "forgot.send": forgotten.send,
    "profile": profile.OF_USERS.show,
    "profile.save": profile.OF_USERS.save,
    "appearance.save": profile.save_appearance,
    "password": password.show,
    "password.change": password.change,
    "sessions": sessions.show,
    "sessions.end-all": sessions.end_all,
    "sessions.end": sessions.end,
    "switch": switching.show,
    "switch.send": switching.switch,
    "colleagues": colleagues.show,
    "colleagues.invite": colleagues.invite,
    "colleagues.change": colleagues.change,
    "colleagues.remove": colleagues.remove,
    "colleagues.withdraw": colleagues.withdraw,
    "terms": accepting.show,
    "terms.accept": accepting.accept,
    "reset": mailed_password.show,
    "reset.send": mailed_password.reset,
    "invitation": invitation.show,
    "invitation.accept": invitation.accept,
    "console.reset": mailed_password.show,
    "console.reset.send": mailed_password.reset,
    "console.activate": mailed_password.show,
    "console.activate.send": mailed_password.activate,
}
