"""Who shows the pages about the visitor, by their names in the table."""

from collections.abc import Mapping
from typing import Final

from edge.web.account import forgotten, invitation, mailed_password, signing_in
from edge.web.page_door import Show

ACCOUNT: Final[Mapping[str, Show]] = {
    "sign-in": signing_in.show,
    "sign-in.send": signing_in.send,
    "sign-out": signing_in.sign_out,
    "forgot": forgotten.show,
    "forgot.send": forgotten.send,
    "reset": mailed_password.show,
    "reset.send": mailed_password.reset,
    "invitation": invitation.show,
    "invitation.accept": invitation.accept,
    "console.reset": mailed_password.show,
    "console.reset.send": mailed_password.reset,
    "console.activate": mailed_password.show,
    "console.activate.send": mailed_password.activate,
}
