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
    invitation_who_by_colleague="{inviter} invites you as a colleague to the portal {portal} of {tenant}.",
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
    console="{tenant} console",
    reset_subject="Choose a new password for {portal}",
    reset_who="Somebody, hopefully you, asked for a new password for {portal}.",
    reset_how="Open the link and choose one. You are then signed out everywhere, and sign in with the new password.",
    reset_button="Choose a new password",
    reset_until="The link works once, until {date}.",
    reset_unexpected="It was not you? Then simply ignore this e-mail: your password stays as it is.",
    changed_subject="Your password for {portal} was changed",
    changed_who="Your password for {portal} was changed on {date}.",
    changed_what="All other devices were signed out. If it was you, there is nothing left to do.",
    changed_unexpected="It was not you? Then ask for a new password at once where you sign in, and let {tenant} know.",
    staff_subject="{inviter} invites you to the console of {tenant}",
    staff_who="{inviter} invites you to work in the console of {tenant}.",
    footer="Sent by Portico on behalf of {tenant}. Please do not reply to this e-mail: replies are not read.",
)
