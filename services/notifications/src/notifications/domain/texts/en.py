"""English."""

from typing import Final

from notifications.domain.texts.texts import Texts

ENGLISH: Final = Texts(
    language="en",
    months=(
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    date="{day} {month} {year}, {hour}:{minute} (UTC)",
    invitation_subject="{inviter} invites you to {portal}",
    invitation_subject_by_tenant="{tenant} invites you to {portal}",
    invitation_greeting="Hello {name},",
    invitation_who="{inviter} of {tenant} invites you to the portal {portal}.",
    invitation_who_by_tenant="{tenant} invites you to the portal {portal}.",
    invitation_what="There you find what {tenant} shares with you, for example quotes, orders, invoices or "
    "documents, and can reply directly at any time.",
    invitation_new="To get started, accept the invitation and choose a password of your own.",
    invitation_existing="You already have a login with this address: accept the invitation and sign in with the "
    "password you have. It stays as it is.",
    invitation_button="Accept the invitation",
    invitation_until="The invitation is valid until {date}.",
    invitation_link="If the button does not work, copy this address into your browser:",
    invitation_alone="The link is for you alone; please do not pass it on.",
    invitation_unexpected="You did not expect this invitation? Then simply ignore this e-mail: nothing happens unless "
    "you accept it.",
    footer="Sent by Portico on behalf of {tenant}. Please do not reply to this e-mail: replies are not read.",
)
